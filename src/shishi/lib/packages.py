"""Zipped documents that are only kept, never read: counted, every byte, before anybody else opens them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from typing import IO, Final

MB: Final = 1024 * 1024
MAX_MEMBERS: Final = 2_000
MAX_TOTAL: Final = 400 * MB
MAX_RATIO: Final = 200
RATIO_FROM: Final = 8 * MB
CHUNK: Final = 256 * 1024
_MACROS: Final = ("vbaproject.bin", ".xlm", ".exe", ".dll", ".js", ".vbs", ".bat", ".scr")


class UnfitPackage(ValueError):
    """The package is damaged, hostile, locked, carries macros, or is not what its name says."""


def check_package(stream: IO[bytes], holds: Iterable[str]) -> None:
    """Raise UnfitPackage unless the zip is sound and holds one of the members `holds`. Memory is one chunk."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _check(archive, frozenset(holds))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as problem:
        raise UnfitPackage from problem
    finally:
        stream.seek(0)


def _check(archive: zipfile.ZipFile, holds: frozenset[str]) -> None:
    members = archive.infolist()
    names = [one.filename.casefold() for one in members]
    if len(members) > MAX_MEMBERS or len(set(names)) != len(names) or not holds & set(names):
        raise UnfitPackage
    if any(name.endswith(_MACROS) for name in names) or any(one.flag_bits & 1 for one in members):
        raise UnfitPackage
    left = MAX_TOTAL
    for member in members:
        left -= _count(archive, member, left)


def _count(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    n = 0
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            n += len(chunk)
            if n > left or (n > RATIO_FROM and n > MAX_RATIO * max(member.compress_size, 1)):
                raise UnfitPackage
    return n
