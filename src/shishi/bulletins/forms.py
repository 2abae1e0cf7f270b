"""What people send to bulletins: read, never decided."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from shishi.lib.refusal import Refused
from shishi.lib.version import read_at
from shishi.lib.whole import whole

LARGEST = 10**9


@dataclass(frozen=True, slots=True)
class NumeralForm:
    """What somebody says about a numeral: its place, and a mark or the key of a figure."""

    seen: int
    run: int
    start: int
    end: int
    mark: str
    key: str


def number(data: QueryDict, name: str) -> int:
    """A whole number that a form carries; refuses a form somebody has tampered with."""
    typed = whole(data.get(name))
    if typed is None or typed >= LARGEST:
        raise Refused(_("表单内容不完整，请刷新页面后重试。"))
    return typed


def numeral_form(data: QueryDict) -> NumeralForm:
    """A numeral's form."""
    places = {"seen": read_at(data, "seen")} | {name: number(data, name) for name in ("run", "start", "end")}
    return NumeralForm(**places, mark=data.get("mark", ""), key=data.get("key", ""))
