"""Drawn sheets that stand for the photographs of the sample year, each saying that it is an example."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from shishi.lib.paper.fonts import font_set

SOURCE = Path(__file__).with_name("picture.typ")
DOTS_PER_INCH = 96.0


def photograph(caption: str, *, is_after: bool) -> SimpleUploadedFile:
    """A PNG of 768 × 576 dots: the place before it was put right, or after; the same caption gives the same picture."""
    said = f"示例图片　{'整改后' if is_after else '整改前'}：{caption}"
    sent = {"caption": said, "is_after": is_after, "seed": crc32(caption.encode()) % 97 + 3}
    made = _drawer().compile(format="png", ppi=DOTS_PER_INCH, sys_inputs={"data": json.dumps(sent)})
    if not isinstance(made, bytes):
        raise TypeError("the typesetter returned no single picture")
    return SimpleUploadedFile(f"{caption}.png", made, "image/png")


@lru_cache(maxsize=1)
def _drawer() -> typst.Compiler:
    return typst.Compiler(input=str(SOURCE), root=str(SOURCE.parent), font_paths=font_set())
