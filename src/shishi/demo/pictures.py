"""Drawn sheets that stand for the photographs of the sample year, each saying that it is an example."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

from django.core.files.uploadedfile import SimpleUploadedFile

from shishi.lib.paper.png import to_png

SOURCE = Path(__file__).with_name("picture.typ")


def photograph(caption: str, *, is_after: bool) -> SimpleUploadedFile:
    """A PNG of 768 × 576 dots: the place before it was put right, or after; the same caption gives the same picture."""
    said = f"示例图片　{'整改后' if is_after else '整改前'}：{caption}"
    drawn = to_png(SOURCE, {"caption": said, "is_after": is_after, "seed": crc32(caption.encode()) % 97 + 3})
    return SimpleUploadedFile(f"{caption}.png", drawn, "image/png")
