"""Small files of every kind, honest and hostile, built byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

SECRET_PLACE = b"27.7767N112.9510E"


def png(width: int = 2, height: int = 2, text: bytes = SECRET_PLACE) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x10\x20\x30" * 2) * 2)
    parts = (chunk(b"IHDR", head), chunk(b"tEXt", b"Place\0" + text), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def jpeg(up: int = 6, taken: bytes = b"2023:08:15 10:20:30", tail: bytes = b"", width: int = 8) -> bytes:
    """A photograph's frame with Exif: which way up, when, and a place."""
    gps_at = 8 + 2 + 12 * 3 + 4
    exif_at = gps_at + len(SECRET_PLACE)
    first = struct.pack(">HHHIHH", 3, 0x0112, 3, 1, up, 0)
    first += struct.pack(">HHII", 0x8769, 4, 1, exif_at) + struct.pack(">HHII", 0x8825, 4, 1, gps_at) + b"\0" * 4
    more = struct.pack(">HHHII", 1, 0x9003, 2, 20, exif_at + 2 + 12 + 4) + b"\0" * 4 + taken + b"\0"
    body = b"Exif\0\0" + b"MM\0*" + struct.pack(">I", 8) + first + SECRET_PLACE + more
    app1 = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 8 + 3, 8, 8, width, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\x01\x00\x00\x3f\x00" + b"\x12\xff\x00\x34"
    return b"\xff\xd8" + app1 + frame + scan + b"\xff\xd9" + tail


def package(*members: str, content: bytes = b"<a/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in members:
            archive.writestr(name, content)
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"
OLD_DOC = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000
HTML = b"<!doctype html><script>alert(1)</script>"
EXE = b"MZ" + b"\0" * 600
