"""One row of a hotline's or board's workbook, understood as far as the row alone allows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from shishi.cases.kinds import KINDS
from shishi.cases.kinds.answers import ANSWERS
from shishi.cases.kinds.tickets import channel_of, likely_type, type_of, wishes_secrecy
from shishi.imports.kinds import Line, Read
from shishi.lib import clock
from shishi.lib.days import day
from shishi.lib.moments import moment
from shishi.lib.refusal import Refused
from shishi.lib.text import clean, shorten
from shishi.lib.xlsx.cells import CellError
from shishi.programmes.actions.importing.cells import Cells
from shishi.programmes.queries.books import Book, unknown_region, unknown_unit

OPENS = time(9, 0)
EXACT = Decimal(10) ** 15
TITLE = 40
SENTENCE_END = re.compile(r"[。！？；\n]")
BRACKETS = re.compile(r"[（(].*$")


@dataclass(frozen=True, slots=True)
class Ticket:
    """A row understood.

    answers      what opening is given, by the dictionary of answers; regions and units by number
    proposed     whether the type was guessed from the words
    """

    number: str
    answers: dict[str, Any] = field(default_factory=dict)
    received_at: datetime | None = None
    unit_id: int | None = None
    region_id: int | None = None
    proposed: bool = False


def read_ticket(line: Line, units: Book, regions: Book, channel: str, now: datetime) -> Read:
    """The row as a ticket, with a sentence for each cell that cannot be understood. No query."""
    cells = Cells(line, now.year)
    number = _number(cells)
    received = _received(cells, now)
    answers = _words(cells)
    answers["channel"] = _channel(cells, channel)
    answers["type"], proposed = _type(cells, answers)
    answers["due_on"] = _due(cells)
    answers["secret"] = _secret(cells)
    ticket = Ticket(
        number,
        {name: value for name, value in answers.items() if value not in (None, "")} | {"outside_number": number},
        received,
        _found(cells, "unit", units, unknown_unit),
        _found(cells, "region", regions, unknown_region),
        proposed,
    )
    return Read(line.number, number or "—", ticket, "", tuple(cells.faults), tuple(cells.warnings))


def _number(cells: Cells) -> str:
    """The number as it is kept: capitals, no spaces. A long one typed as a figure has lost its last digits."""
    cell = cells.cell("number")
    if isinstance(cell, Decimal) and cell >= EXACT:
        cells.fault("number", _("工单号在表里存成了数值，后几位已经丢失；请把这一列设为文本，重新导出后再上传。"))
        return ""
    text = cells.word("number") or ""
    number = "".join(unicodedata.normalize("NFKC", text).upper().split())
    if not number and not any(fault.field == "number" for fault in cells.faults):
        cells.fault("number", _("没有工单号。"))
    if len(number) > ANSWERS["outside_number"].most:
        facts = {"most": ANSWERS["outside_number"].most}
        cells.fault("number", _("工单号超过 %(most)d 个字，请核对是不是这一列。") % facts)
    return number


def _received(cells: Cells, now: datetime) -> datetime | None:
    """When it was received; a day without a time counts as received when offices open."""
    try:
        cell = cells.cell("received_at")
        said = None if isinstance(cell, CellError) else moment(cell)
    except Refused as refusal:
        cells.fault("received_at", refusal.sentence)
        return None
    if said is None:
        cells.fault("received_at", _("没有受理时间，应填日期和时间，例如“2023-09-14 16:45”。"))
        return None
    at = said.clock or OPENS
    found = clock.at(said.day, at.hour, at.minute)
    if said.clock is None and found > now:
        found = clock.at(said.day, 0)
    if found > now:
        cells.fault("received_at", _("受理时间晚于现在，请核对。"))
        return None
    if (now - found).days > 365:
        cells.warn("received_at", _("受理时间在一年以前，请核对年份。"))
    return found


def _words(cells: Cells) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("text", "title", "topic", "place", "asker_name", "asker_phone"):
        answer = ANSWERS[name]
        text = (cells.text(name, lines=name == "text") if name in ("text", "title") else cells.word(name)) or ""
        try:
            found[name] = clean(text, answer.most, lines=name == "text")
        except Refused as refusal:
            cells.fault(name, refusal.sentence)
    if not found.get("text") and not any(fault.field == "text" for fault in cells.faults):
        cells.fault("text", _("没有诉求内容。"))
    if not found.get("title"):
        found["title"] = shorten(SENTENCE_END.split(str(found.get("text") or ""))[0], TITLE)
    return found


def _channel(cells: Cells, usual: str) -> str:
    said = cells.word("channel") or ""
    found = channel_of(said)
    if said and not found:
        facts = {"found": said[:40], "usual": _(ANSWERS["channel"].choices[usual])}
        cells.warn("channel", _("不认识渠道“%(found)s”，按“%(usual)s”登记。") % facts)
    return found or usual


def _type(cells: Cells, answers: dict[str, Any]) -> tuple[str, bool]:
    """The type, and whether it was only proposed by the words of the ticket."""
    said, types = cells.word("type") or "", KINDS["request"].types
    if said and (found := type_of(said)):
        return found, False
    likely = likely_type(str(answers.get("title") or ""), str(answers.get("text") or ""))
    facts = {"found": said[:40], "likely": _(types[likely].label)}
    if said:
        cells.warn("type", _("不认识类型“%(found)s”，按内容暂定为“%(likely)s”。") % facts)
    else:
        cells.warn("type", _("没有写类型，按内容暂定为“%(likely)s”，受理登记时可改。") % facts)
    return likely, True


def _due(cells: Cells) -> date | None:
    try:
        cell = cells.cell("due_on")
        return None if isinstance(cell, CellError) else day(cell, year=clock.today().year)
    except Refused as refusal:
        cells.fault("due_on", refusal.sentence)
        return None


def _secret(cells: Cells) -> bool | None:
    """Whether secrecy is wished for: 是, 否, or 匿名 and 保密 themselves."""
    return True if wishes_secrecy(cells.word("secret") or "") else cells.flag("secret")


def _found(cells: Cells, name: str, book: Book, unknown: Any) -> int | None:
    """The unit or place a cell names; one it does not find is a fault, for nobody would be charged."""
    said = cells.word(name) or ""
    if not said:
        return None
    found = book.find(said) or book.find(BRACKETS.sub("", said))
    if found is None:
        cells.fault(name, unknown(said[:60], book))
    return found
