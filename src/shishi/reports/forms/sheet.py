"""Reads what was typed on the sheet; decides nothing. What cannot be read stays on the page with its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from shishi.funds.actions import Posting
from shishi.lib import days
from shishi.lib.quantity import quantity
from shishi.lib.refusal import Refused
from shishi.lib.text import UnfitTextError, clean
from shishi.lib.unreadable import UnreadableError
from shishi.lib.version import read_at
from shishi.reports.actions.typed import TypedLine, TypedReturn
from shishi.reports.queries.field import Field
from shishi.reports.queries.parts import sum_of
from shishi.reports.queries.sheet import Card, Row
from shishi.reports.queries.split import Share, Split
from shishi.rules.indicators import IndicatorType

WORD_LENGTH = {"progress": 500, "difficulty": 500, "next_step": 500}
REASON_LENGTH = 300
TICKED = ("1", "on")
YUAN_PER_WAN = Decimal(10_000)


@dataclass(slots=True)
class Reader:
    """Reads fields by name and collects what was wrong."""

    post: QueryDict
    wrong: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, length: int) -> str | None:
        """Cleaned text, or None when it is unfit."""
        try:
            return clean(self.post.get(name, ""), length, lines=False)
        except UnfitTextError as problem:
            self.wrong[name] = str(problem)
            return None

    def day(self, name: str, year: int) -> tuple[bool, date | None]:
        """Whether the field could be read, and the day in it."""
        try:
            return True, days.day(self.post.get(name, "").strip() or None, year=year)
        except UnreadableError as problem:
            self.wrong[name] = problem.sentence
            return False, None

    def figure(self, name: str, unit: str) -> tuple[bool, Decimal | None]:
        """Whether the field could be read, and the figure in base units: 1.2万 and 12,000 are the same."""
        try:
            found = quantity(self.post.get(name, ""), unit=unit)
        except UnreadableError as problem:
            self.wrong[name] = problem.sentence
            return False, None
        return True, found.value if found else None


@dataclass(frozen=True, slots=True)
class ReadCard:
    """A card as it came back."""

    typed: TypedReturn
    version: int
    is_changed: bool
    wrong: Mapping[str, str]
    uploads: Mapping[int, Sequence[UploadedFile[bytes]]]


def was_shown(card: Card, post: QueryDict) -> bool:
    """Whether the page that was sent had this card; one that opened since is left alone."""
    return f"r{card.id}-version" in post or any(one.name in post for one in _fields(card))


def read_card(card: Card, post: QueryDict, files: MultiValueDict[str, UploadedFile[Any]], year: int) -> ReadCard:
    """What the form says of this card. Raises Overtaken when it does not carry the version the card was read at."""
    reader = Reader(post)
    words = _words(card, reader, year)
    lines = {row.id: read_row(row, reader, year) for row in card.rows}
    uploads = {row.id: files.getlist(row.fields["file"].name) for row in card.rows}
    changed = [_ticked(row, post) or bool(lines[row.id].shares) or _takes_sum(row, post) for row in card.rows]
    return ReadCard(
        typed=TypedReturn(words, lines),
        version=read_at(post, f"r{card.id}-version"),
        is_changed=any(_differs(one, post) for one in _fields(card)) or any(changed),
        wrong=reader.wrong,
        uploads={line: found for line, found in uploads.items() if found},
    )


def _words(card: Card, reader: Reader, year: int) -> dict[str, str | bool | date | None]:
    found: dict[str, str | bool | date | None] = {}
    for name, length in WORD_LENGTH.items():
        text = reader.text(card.fields[name].name, length)
        if text is not None:
            found[name] = text
    for name in ("finish_expected_on", "finished_on"):
        readable, day = reader.day(card.fields[name].name, year)
        if readable:
            found[name] = day
    return found | {"needs_coordination": card.fields["needs_coordination"].name in reader.post}


def read_row(row: Row, reader: Reader, year: int) -> TypedLine:
    """One indicator's figures as typed, in base units."""
    figures: dict[str, Decimal | str | None] = {}
    reason = reader.text(row.fields["change_reason"].name, REASON_LENGTH)
    if reason is not None:
        figures["change_reason"] = reason
    if row.kind == "milestones":
        return TypedLine(figures, _milestones(row, reader, year))
    if row.kind == "tick":
        return TypedLine(figures | {"value": Decimal(row.fields["value"].name in reader.post)})
    unit = "" if row.facts.type is IndicatorType.RATE else row.facts.unit
    for name in ("value", "denominator") if row.kind == "parts" else ("value",):
        readable, value = reader.figure(row.fields[name].name, unit)
        if readable:
            figures[name] = value
    shares = read_shares(row, reader)
    if row.split and _takes_sum(row, reader.post):
        figures["value"] = sum_of([share.part for share in row.split.shares], shares)
    return TypedLine(figures, shares=shares)


def read_shares(row: Row, reader: Reader) -> dict[int, Decimal | None]:
    """The parts of a figure that differ from what the page showed, by allocation, in base units.

    What nobody touched is left out, so that an older page does not write over what a township reported meanwhile.
    """
    found: dict[int, Decimal | None] = {}
    for share in row.split.shares if row.split else ():
        if share.field.name not in reader.post or not _moved(share, reader.post):
            continue
        readable, value = reader.figure(share.field.name, row.facts.unit)
        if readable and value is not None and value < 0:
            reader.wrong[share.field.name] = _("“%(name)s”的分解数字不能小于0。") % {"name": share.label}
        elif readable:
            found[share.part.id] = value
    return found


def _moved(share: Share, post: QueryDict) -> bool:
    """Whether a part was changed from what the page showed, which it carries along."""
    shown = post.get(share.was.name, share.was.value)
    return post.get(share.field.name, "").split() != shown.split()


def _takes_sum(row: Row, post: QueryDict) -> bool:
    """Whether the button 采用合计 of this line was pressed."""
    return row.split is not None and bool(row.split.sum) and post.get("act") == f"use_sum:{row.id}"


def _milestones(row: Row, reader: Reader, year: int) -> dict[int, date]:
    """Days by task id of the milestones ticked; a tick without a day is wrong."""
    found: dict[int, date] = {}
    for one in row.milestones:
        if one.tick.name not in reader.post:
            continue
        readable, day = reader.day(one.day.name, year)
        if readable and day is None:
            reader.wrong[one.day.name] = _("请填写“%(title)s”的完成日期。") % {"title": one.title}
        elif day is not None:
            found[int(one.tick.name.rpartition("-")[2])] = day
    return found


def _fields(card: Card) -> list[Field]:
    """Every field of the card that is kept in the return."""
    found = [f for name, f in card.fields.items() if not name.startswith("funds")]
    for row in card.rows:
        found += [row.fields[name] for name in _asked(row)]
        found += [f for m in row.milestones if m.done_on is None for f in (m.tick, m.day)]
    return found


def _asked(row: Row) -> tuple[str, ...]:
    """The fields of a row the page offers as text. What it only shows does not come back and is no change."""
    figures = {"number": ("value",), "paid": ("value",), "parts": ("value", "denominator")}
    return (*figures.get(row.kind, ()), "change_reason")


def _ticked(row: Row, post: QueryDict) -> bool:
    """Whether the tick of a policy was set or taken away."""
    field = row.fields["value"]
    return row.kind == "tick" and (field.name in post) != (field.value in TICKED)


def _differs(one: Field, post: QueryDict) -> bool:
    return " ".join(post.get(one.name, "").split()) != " ".join(one.value.split())


def with_typed(cards: Sequence[Card], post: QueryDict, wrong: Mapping[str, str]) -> list[Card]:
    """The cards with what was typed in their fields and what is wrong beside them."""
    return [_card_typed(card, post, wrong) if card.is_editable else card for card in cards]


def _card_typed(card: Card, post: QueryDict, wrong: Mapping[str, str]) -> Card:
    rows = tuple(
        replace(
            row,
            fields={**row.fields, **_typed({n: row.fields[n] for n in _back(row)}, post, wrong)},
            split=_split_typed(row.split, post, wrong) if row.split else None,
            milestones=tuple(
                replace(m, tick=_one(m.tick, post, wrong), day=_one(m.day, post, wrong)) for m in row.milestones
            ),
        )
        for row in card.rows
    )
    fields = _typed(card.fields, post, wrong)
    more = card.has_more or any(fields[n].error for n in ("difficulty", "next_step", "finish_expected_on", "funds"))
    return replace(card, rows=rows, fields=fields, has_more=more)


def _split_typed(split: Split, post: QueryDict, wrong: Mapping[str, str]) -> Split:
    """The fold-out with the parts that were typed; those nobody touched stay as they are kept now."""
    shares = (replace(s, field=_one(s.field, post, wrong)) if _moved(s, post) else s for s in split.shares)
    return replace(split, shares=tuple(shares))


def _back(row: Row) -> tuple[str, ...]:
    """The fields of a row to fill from the form again; the rest keep what the page showed."""
    return ("file", *_asked(row), *(("value",) if row.kind == "tick" else ()))


def _typed(fields: Mapping[str, Field], post: QueryDict, wrong: Mapping[str, str]) -> dict[str, Field]:
    return {name: _one(f, post, wrong) for name, f in fields.items()}


def _one(one: Field, post: QueryDict, wrong: Mapping[str, str]) -> Field:
    return replace(one, value=post.get(one.name, ""), error=wrong.get(one.name, ""))


def read_posting(card: Card, post: QueryDict, year: int) -> Posting:
    """The amount typed on a card, in yuan. Raises Refused with the sentences beside the fields."""
    reader = Reader(post)
    names = {name: card.fields[f"funds_{name}"].name for name in ("kind", "amount", "on", "number")}
    readable, amount = reader.figure(names["amount"], _("万元"))
    _dated, day = reader.day(names["on"], year)
    if readable and amount is None:
        reader.wrong[names["amount"]] = _("请填写金额（万元）。")
    if day is None and names["on"] not in reader.wrong:
        reader.wrong[names["on"]] = _("请填写到账或支付日期。")
    number = reader.text(names["number"], 60)
    if reader.wrong or amount is None or day is None:
        raise Refused(_("资金没有登记，请改正标红的地方。"), reader.wrong)
    return Posting(kind=post.get(names["kind"], ""), amount_yuan=amount, on=day, number=number or "")
