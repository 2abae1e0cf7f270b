"""Looks at a file before anything parses it, and refuses what is hostile, locked or not a workbook at all.

Nothing a file says about itself is believed: members are counted, every byte is really decompressed and counted,
and the search for document types and endless tokens reads in pieces, so that memory stays small and time is bounded
by `MAX_TOTAL`.
"""

import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, Final, Literal
from xml.parsers.expat import ExpatError

from django.utils.translation import gettext as _

from shishi.lib.refusal import Refused

Source = str | os.PathLike[str] | bytes
Kind = Literal["xlsx", "csv"]

MB: Final = 1024 * 1024
MAX_FILE: Final = 60 * MB
MAX_TOTAL: Final = 400 * MB
MAX_MEMBERS: Final = 500
MAX_RATIO: Final = 150
RATIO_FROM: Final = 1 * MB
MAX_TOKEN: Final = 1 * MB
"""No tag and no text of a real workbook is longer: a cell holds at most 32,767 characters."""
MAX_TAGS: Final = 20_000_000
"""200,000 rows of 20 values; empty tags would otherwise keep the reader busy for a minute without a single value."""

CHUNK: Final = 256 * 1024
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ZIP: Final = b"PK\x03\x04"
_ENTRY: Final = b"PK\x01\x02"
_PARSED: Final = (".xml", ".rels", ".vml")
_DTD: Final = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)
_OTHER_FORMATS: Final = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
)


class UnfitFileError(Refused, ValueError):
    """The file cannot be read; the sentence tells its owner why and what to do."""


def check(source: Source) -> Kind:
    """What the file is, after everything that could make reading it dangerous has been ruled out.

    Costs one decompression of the whole file: about a second for 100,000 rows. Raises UnfitFileError.
    """
    with opened(source) as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        head = stream.read(4096)
        if not size:
            raise UnfitFileError(_("这是一个空文件，请重新选择。"))
        if size > MAX_FILE:
            raise UnfitFileError(
                _("文件有 %(found)d MB，最多 %(limit)d MB，请拆成几个文件。")
                % {"found": size // MB, "limit": MAX_FILE // MB}
            )
        if head.startswith(_ZIP):
            with damage_told():
                _check_zip(stream)
            return "xlsx"
        _refuse_other_formats(head, stream)
        return "csv"


@contextmanager
def opened(source: Source) -> Iterator[IO[bytes]]:
    """The file or the bytes, as a stream."""
    if isinstance(source, bytes):
        yield BytesIO(source)
        return
    with open(source, "rb") as stream:
        yield stream


@contextmanager
def damage_told() -> Iterator[None]:
    """Turns what the zip and XML readers raise into a sentence."""
    try:
        yield
    except Refused:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        ExpatError,
        EOFError,
        KeyError,
        NotImplementedError,
        OSError,
        ValueError,
    ) as error:
        raise UnfitFileError(_("文件已损坏或被改动过，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")) from error


def _check_zip(stream: IO[bytes]) -> None:
    _refuse_endless_directory(stream)
    with zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
        names = [member.filename for member in members]
        if len(set(names)) != len(names):
            raise zipfile.BadZipFile("duplicate names")
        _refuse_other_packages(members, set(names))
        n_bytes = n_tags = 0
        for member in members:
            counted = _count(archive, member, MAX_TOTAL - n_bytes)
            n_bytes, n_tags = n_bytes + counted[0], n_tags + counted[1]
            if n_tags > MAX_TAGS:
                raise UnfitFileError(_("工作簿里的单元格过多，请拆成几个文件。"))


def _refuse_endless_directory(stream: IO[bytes]) -> None:
    """The zip reader lists all entries before anybody can ask how many there are, so they are counted in the raw."""
    stream.seek(0)
    n_entries, tail = 0, b""
    while chunk := stream.read(4 * MB):
        n_entries += (tail + chunk).count(_ENTRY)
        tail = chunk[-3:]
    stream.seek(0)
    if n_entries > MAX_MEMBERS:
        raise UnfitFileError(_("文件里的部件过多（%(found)d 个），不是正常的工作簿。") % {"found": n_entries})


def _refuse_other_packages(members: list[zipfile.ZipInfo], names: set[str]) -> None:
    if any(member.flag_bits & 0x1 for member in members):
        raise UnfitFileError(_("文件设有密码，请取消密码后另存为 .xlsx 再上传。"))
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise zipfile.BadZipFile("compressed in a way Excel does not use")
    lower = {name.casefold() for name in names}
    if any(name.endswith(("vbaproject.bin", ".xlm")) or "macrosheets/" in name for name in lower):
        raise UnfitFileError(_("文件带有宏，请另存为不带宏的 .xlsx 再上传。"))
    if "xl/workbook.bin" in lower or "content.xml" in lower:
        raise UnfitFileError(_("这种工作簿格式不能导入，请用 Excel 或 WPS 另存为 .xlsx 再上传。"))
    if "[content_types].xml" not in lower or not any(name.startswith("xl/") for name in lower):
        raise UnfitFileError(_("这不是 Excel 工作簿，请上传 .xlsx 或 .csv 文件。"))


def _count(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> tuple[int, int]:
    """Bytes and tags the member really holds. Stops as soon as there are too many, whatever the header says."""
    n_bytes, n_tags, gap, tail = 0, 0, 0, b""
    is_parsed = member.filename.casefold().endswith(_PARSED)
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            if not n_bytes and chunk.startswith((_ZIP, _OLE)):
                raise UnfitFileError(_("工作簿里嵌入了别的文件，请删除嵌入的文件后再上传。"))
            n_bytes += len(chunk)
            _refuse_bomb(n_bytes, left, member.compress_size)
            if is_parsed:
                _refuse_document_type(tail + chunk)
                gap = _longest_token(chunk, gap)
                n_tags += chunk.count(b"<")
                tail = chunk[-20:]
            if n_tags > MAX_TAGS:
                break
            if member.filename.casefold() == "[content_types].xml" and b"macroEnabled" in chunk:
                raise UnfitFileError(_("文件带有宏，请另存为不带宏的 .xlsx 再上传。"))
    return n_bytes, n_tags


def _refuse_bomb(n_bytes: int, left: int, packed: int) -> None:
    if n_bytes > left:
        raise UnfitFileError(_("文件展开后超过 %(limit)d MB，请拆成几个文件。") % {"limit": MAX_TOTAL // MB})
    if n_bytes > RATIO_FROM and n_bytes > MAX_RATIO * max(packed, 1):
        raise UnfitFileError(_("文件压缩得异常紧（展开后膨胀 %(times)d 倍以上），不予读取。") % {"times": MAX_RATIO})


def _refuse_document_type(piece: bytes) -> None:
    if any(mark in piece for mark in _DTD):
        raise UnfitFileError(_("文件里含有实体定义，不是正常的工作簿，不予读取。"))


def _longest_token(chunk: bytes, gap: int) -> int:
    """Bytes since the last “>”; an XML reader would have to hold them all."""
    last = chunk.rfind(b">")
    gap = gap + len(chunk) if last < 0 else len(chunk) - last - 1
    if gap > MAX_TOKEN:
        raise UnfitFileError(_("文件里有一处内容过长，不是正常的工作簿，不予读取。"))
    return gap


def _refuse_other_formats(head: bytes, stream: IO[bytes]) -> None:
    if head.startswith(_OLE):
        stream.seek(0)
        if _ENCRYPTED in stream.read(MAX_FILE):
            raise UnfitFileError(_("文件设有密码，请取消密码后另存为 .xlsx 再上传。"))
        raise UnfitFileError(_("这是旧版 .xls 或 .et 文件，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"))
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise UnfitFileError(_("这个文件其实是网页或 XML，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"))
    is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if head.startswith(_OTHER_FORMATS) or (b"\x00" in head and not is_utf16):
        raise UnfitFileError(_("这不是 Excel 工作簿，请上传 .xlsx 或 .csv 文件。"))
