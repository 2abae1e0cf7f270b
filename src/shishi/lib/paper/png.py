"""A single sheet as a picture, set by typst from a source of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import typst

from shishi.lib.paper.fonts import font_set


def to_png(source: Path, data: Mapping[str, object], dots_per_inch: float = 96.0) -> bytes:
    """The one page of `source` as a PNG; it reads `data` as JSON from `sys.inputs.data`.

    Raises TypeError when the source has more pages than one.
    """
    sent = {"data": json.dumps(data, ensure_ascii=False)}
    made = _compiler(source).compile(format="png", ppi=dots_per_inch, sys_inputs=sent)
    if not isinstance(made, bytes):
        raise TypeError("the source has more than one page")
    return made


@lru_cache(maxsize=2)
def _compiler(source: Path) -> typst.Compiler:
    return typst.Compiler(input=str(source), root=str(source.parent), font_paths=font_set())
