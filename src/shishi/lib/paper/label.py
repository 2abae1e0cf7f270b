"""A framed label as a picture: for demonstrations, where a seal would stand."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from shishi.lib.paper.fonts import SANS, font_set

SOURCE = Path(__file__).with_name("label.typ")
DOTS_PER_INCH = 200


def label_picture(words: str, name: str) -> bytes:
    """A red square frame with the words and a name in it, as PNG on no ground; the same words give the same bytes."""
    sent = {"data": json.dumps({"words": words, "name": name, "fonts": [SANS]}, ensure_ascii=False)}
    compiler = typst.Compiler(input=str(SOURCE), root=str(SOURCE.parent), font_paths=font_set())
    made = compiler.compile(format="png", ppi=DOTS_PER_INCH, sys_inputs=sent)
    if not isinstance(made, bytes):
        raise TypeError("the typesetter returned no single picture")
    return made
