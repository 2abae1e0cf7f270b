"""Reads a year's holiday notice: as the State Council words it, or as a list of days.

Understood are lines of days with 休 or 班 (“2027-01-01 休 元旦”, also out of a table), and the notice's own sentences
(“春节：2月5日（农历除夕）至11日放假调休，共7天。2月14日（周日）、2月20日（周六）上班。”).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from shishi.almanac.published import DayOff
from shishi.lib.refusal import Refused
from shishi.lib.text import clean
from shishi.lib.xlsx.read import rows

LONGEST = 20_000
LISTED = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?[\s,，\t]*(休|班|放假|上班)[\s,，\t]*(\S{0,30})"
)
SENTENCE = re.compile(r"(?:[一二三四五六七八九十]+、)?([\u4e00-\u9fff、]{2,12})[：:]([^\n]*)")
SPAN = re.compile(r"(?:([0-9]{1,2})月)?([0-9]{1,2})日(?:（[^）]{0,20}）)?(?:至(?:([0-9]{1,2})月)?([0-9]{1,2})日)?")
MOST_IN_A_SPAN = 20


def read_notice(text: str, year: int) -> list[DayOff]:
    """The days of the notice, whichever way it is written. Refuses a text without any, and days there are not."""
    text = clean(text, LONGEST, lines=True)
    listed = [_listed(match) for match in LISTED.finditer(text)]
    found = listed or [day for match in SENTENCE.finditer(text) for day in _told(match.group(1), match.group(2), year)]
    if not found:
        raise Refused(
            _("没有读到日期。请粘贴通知原文，或每行一天，例如“2027-01-01 休 元旦”。"), {"text": _("请核对。")}
        )
    return list({day.on: day for day in found}.values())


def read_table(content: bytes) -> str:
    """The rows of a .csv or .xlsx as lines of text, for `read_notice`."""
    return "\n".join(" ".join(_cell(value) for value in row.cells) for row in rows(content))[:LONGEST]


def _cell(value: object) -> str:
    return value.strftime("%Y-%m-%d") if isinstance(value, date) else str(value) if value is not None else ""


def _listed(match: re.Match[str]) -> DayOff:
    year, month, day, what, name = match.groups()
    return DayOff(_day(int(year), int(month), int(day)), what in ("班", "上班"), name)


def _told(name: str, words: str, year: int) -> Iterable[DayOff]:
    """The days of one sentence: what stands before 放假 is off, what stands before 上班 is worked."""
    off, _sep, rest = words.partition("放假")
    for on in _spans(off, year):
        yield DayOff(on, False, name)
    if "上班" in rest:
        for on in _spans(rest[: rest.index("上班")], year):
            yield DayOff(on, True, name)


def _spans(words: str, year: int) -> Iterable[date]:
    month = 0
    for match in SPAN.finditer(words):
        month = int(match.group(1) or month)
        first = last = _day(year, month, int(match.group(2)))
        if match.group(4):
            last = _day(year, int(match.group(3) or month), int(match.group(4)))
        for step in range(min((last - first).days, MOST_IN_A_SPAN) + 1):
            yield first + timedelta(days=step)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused(
            _("没有 %(year)d年%(month)d月%(day)d日 这一天，请核对。") % {"year": year, "month": month, "day": day}
        ) from None
