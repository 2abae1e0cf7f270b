"""Photographs as evidence: looked at without decoding a pixel, and rid of where they were taken and of what hangs on
behind them.

A phone writes the place, the owner's name and a preview into every picture. What is kept is the picture, which way up
it is, and when it was taken. Everything works on the file's own structure, so a picture that claims a billion pixels
costs nothing.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from shishi.lib.clock import CHINA

MAX_PIXELS: Final = 120_000_000
_SOI, _EOI, _SOS, _APP1 = 0xD8, 0xD9, 0xDA, 0xE1
_SIZES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_DROPPED: Final = frozenset(range(0xE1, 0xF0)) - {0xE2, 0xEE} | {0xFE}
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD"}
)
_ORIENTATION, _EXIF, _TAKEN = 0x0112, 0x8769, 0x9003


class NotAPicture(ValueError):
    """The bytes are not the picture their name says."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes to keep, the size in pixels, and when it was taken where the camera said so."""

    content: bytes
    width: int
    height: int
    taken_at: datetime | None


def read_jpeg(content: bytes) -> Picture:
    """The photograph without its place, its maker's notes and anything after its end. Raises NotAPicture."""
    kept, at = [content[:2]], 2
    width = height = 0
    exif = b""
    while True:
        marker, length = _segment(content, at)
        piece = content[at : at + 2 + length]
        if marker in _SIZES:
            height, width = struct.unpack(">HH", piece[5:9])
        if marker == _APP1 and piece[4:10] == b"Exif\0\0":
            exif = piece[10:]
        at += 2 + length
        if marker == _SOS:
            end = _end_of_scan(content, at)
            kept.append(piece + content[at:end])
            break
        if marker not in _DROPPED:
            kept.append(piece)
    _refuse_size(width, height)
    up, taken = _from_exif(exif)
    return Picture(b"".join((kept[0], _small_exif(up), *kept[1:])), width, height, taken)


def _segment(content: bytes, at: int) -> tuple[int, int]:
    if content[:2] != b"\xff\xd8" or len(content) < at + 4 or content[at] != 0xFF:
        raise NotAPicture
    length = int.from_bytes(content[at + 2 : at + 4])
    if length < 2 or at + 2 + length > len(content):
        raise NotAPicture
    return content[at + 1], length


def _end_of_scan(content: bytes, at: int) -> int:
    """Just after the end mark; the scans of a progressive picture and the tables between them are stepped over."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        mark = content[at + 1]
        if mark == _EOI:
            return at + 2
        if mark in (0x00, 0xFF) or 0xD0 <= mark <= 0xD7:
            at += 1 if mark == 0xFF else 2
            continue
        at += 2 + _segment(content, at)[1]
    raise NotAPicture


def read_png(content: bytes) -> Picture:
    """The picture without texts, place and anything after its end. Raises NotAPicture."""
    if not content.startswith(_PNG):
        raise NotAPicture
    kept, at, size = [_PNG], len(_PNG), (0, 0)
    while True:
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        chunk = content[at : at + 12 + length]
        if len(chunk) < 12 + length or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            raise NotAPicture
        if at == len(_PNG):
            if kind != b"IHDR" or length != 13:
                raise NotAPicture
            size = struct.unpack(">II", chunk[8:16])
        if kind in _PNG_KEPT:
            kept.append(chunk)
        at += 12 + length
        if kind == b"IEND":
            break
    _refuse_size(*size)
    return Picture(b"".join(kept), size[0], size[1], None)


def _refuse_size(width: int, height: int) -> None:
    if not width or not height or width * height > MAX_PIXELS:
        raise NotAPicture


def _from_exif(tiff: bytes) -> tuple[int, datetime | None]:
    """Which way up the picture is (1 to 8) and when it was taken; whatever cannot be read is left out."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        first = _entries(tiff, struct.unpack(order + "I", tiff[4:8])[0], order)
        up = struct.unpack(order + "H", first[_ORIENTATION][2][:2])[0] if _ORIENTATION in first else 1
        more: dict[int, tuple[int, int, bytes]] = {}
        if _EXIF in first:
            more = _entries(tiff, struct.unpack(order + "I", first[_EXIF][2])[0], order)
        return (up if 1 <= up <= 8 else 1), _taken(tiff, more, order)
    except (KeyError, struct.error, ValueError):
        return 1, None


def _entries(tiff: bytes, at: int, order: str) -> dict[int, tuple[int, int, bytes]]:
    (n,) = struct.unpack(order + "H", tiff[at : at + 2])
    rows = (tiff[at + 2 + 12 * i : at + 14 + 12 * i] for i in range(n))
    unpacked = (struct.unpack(order + "HHI4s", row) for row in rows)
    return {tag: (kind, count, value) for tag, kind, count, value in unpacked}


def _taken(tiff: bytes, entries: dict[int, tuple[int, int, bytes]], order: str) -> datetime | None:
    if _TAKEN not in entries:
        return None
    (at,) = struct.unpack(order + "I", entries[_TAKEN][2])
    written = tiff[at : at + 19].decode("ascii", "replace")
    return datetime.strptime(written, "%Y:%m:%d %H:%M:%S").replace(tzinfo=CHINA)


def _small_exif(up: int) -> bytes:
    """An Exif segment that says which way up the picture is, and nothing else; nothing for a picture that stands."""
    if up == 1:
        return b""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, up, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
