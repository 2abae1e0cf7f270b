"""Reads an office's table of villages: a column of twelve-digit codes and a column of names, wherever they stand."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from shishi.lib.refusal import Refused
from shishi.lib.text import clean
from shishi.lib.xlsx.read import rows

MOST = 20_000


def read_villages(content: bytes) -> list[tuple[str, str]]:
    """(code, name) of every row that has a code; heads and empty rows are passed over. Refuses a table without any."""
    found = []
    for row in rows(content):
        texts = [_text(value) for value in row.cells]
        code = next((text for text in texts if len(text) == 12 and text.isascii() and text.isdigit()), "")
        name = next((text for text in texts if text and not text.isascii()), "")
        if code and name:
            found.append((code, clean(name, 60)))
    if not found or len(found) > MOST:
        raise Refused(
            _("读到 %(n)d 行有12位代码和名称的记录；请核对表格，一次最多 %(most)d 行。")
            % {"n": len(found), "most": MOST}
        )
    return found


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f").partition(".")[0]
    return str(value).strip() if value is not None else ""
