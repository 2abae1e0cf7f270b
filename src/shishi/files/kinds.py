"""What may be uploaded: by the name's ending, by the first bytes, and by a look at the structure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.utils.translation import gettext as _

from shishi.lib.packages import UnfitPackage, check_package
from shishi.lib.pictures import NotAPicture, read_jpeg, read_png
from shishi.lib.refusal import Refused

MB = 1024 * 1024
MAX_PICTURE = 40 * MB
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the bytes found: other bytes to keep in their place, and when a photograph was taken."""

    content: bytes | None = None
    taken_at: datetime | None = None


class Unlike(Exception):
    """The bytes are not what the name says."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: what we call it when we serve it, and the look at its bytes."""

    mime: str
    look: Callable[[IO[bytes], int], Looked]


def _picture(stream: IO[bytes], size: int) -> Looked:
    if size > MAX_PICTURE:
        raise Refused(_("图片不能超过 %(limit)d MB，请压缩后再上传。") % {"limit": MAX_PICTURE // MB})
    content = stream.read()
    try:
        found = read_png(content) if content.startswith(b"\x89PNG") else read_jpeg(content)
    except NotAPicture as problem:
        raise Unlike from problem
    return Looked(found.content, found.taken_at)


def _package(*holds: str) -> Callable[[IO[bytes], int], Looked]:
    def look(stream: IO[bytes], _size: int) -> Looked:
        try:
            check_package(stream, holds)
        except UnfitPackage as problem:
            raise Unlike from problem
        return Looked()

    return look


def _pdf(stream: IO[bytes], size: int) -> Looked:
    head = stream.read(8)
    stream.seek(max(size - 2048, 0))
    if not head.startswith(b"%PDF-") or b"%%EOF" not in stream.read():
        raise Unlike
    return Looked()


def _old_office(stream: IO[bytes], size: int) -> Looked:
    if stream.read(8) != OLE or size < 1536:
        raise Unlike
    return Looked()


def _plain(stream: IO[bytes], size: int) -> Looked:
    if size > 20 * MB:
        raise Refused(_("文本文件不能超过 %(limit)d MB。") % {"limit": 20})
    content = stream.read()
    if b"\0" in content or not _is_text(content):
        raise Unlike
    return Looked()


def _is_text(content: bytes) -> bool:
    for code in ("utf-8", "gb18030"):
        try:
            content.decode(code)
        except UnicodeDecodeError:
            continue
        return True
    return False


KINDS: dict[str, Kind] = {
    "pdf": Kind("application/pdf", _pdf),
    "docx": Kind(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _package("word/document.xml")
    ),
    "xlsx": Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _package("xl/workbook.xml")),
    "ofd": Kind("application/ofd", _package("ofd.xml")),
    "doc": Kind("application/msword", _old_office),
    "xls": Kind("application/vnd.ms-excel", _old_office),
    "wps": Kind("application/vnd.ms-works", _old_office),
    "et": Kind("application/vnd.ms-excel", _old_office),
    "jpg": Kind("image/jpeg", _picture),
    "jpeg": Kind("image/jpeg", _picture),
    "png": Kind("image/png", _picture),
    "csv": Kind("text/csv; charset=utf-8", _plain),
    "txt": Kind("text/plain; charset=utf-8", _plain),
}
ACCEPT = ",".join(f".{ending}" for ending in KINDS)


def kind_of(name: str) -> Kind:
    """The kind the name's ending says; refuses endings that are not on the list."""
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    if ending not in KINDS:
        raise Refused(
            _("不能上传“%(ending)s”类型的文件，可以上传：%(list)s。")
            % {"ending": ending or _("无扩展名"), "list": "、".join(KINDS)}
        )
    return KINDS[ending]


def look(kind: Kind, stream: IO[bytes], size: int, name: str) -> Looked:
    """What the bytes hold; refuses bytes that are not what the name says, with a sentence."""
    stream.seek(0)
    try:
        found = kind.look(stream, size)
    except Unlike:
        raise Refused(
            _("“%(name)s”的内容与扩展名不符，或文件已损坏、带有宏或密码，请核对后重新上传。") % {"name": name}
        ) from None
    stream.seek(0)
    return found
