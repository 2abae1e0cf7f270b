"""Rates of the closed loop: each figure with the names of the sets it was counted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from ninja import Query, Schema
from pydantic import Field

from shishi.cases.api.bodies import Code, kind_of
from shishi.cases.api.reading import span_of
from shishi.cases.api.router import router
from shishi.cases.queries.load import LoadRow, load_board
from shishi.cases.queries.rates import GROUPS, RATES, READERS, RateCell, RateRow, rate_board
from shishi.lib.rest import answers, one_of
from shishi.orgs.bearer import ApiRequest, api_key


class Rates(Schema):
    """Which rates: of one kind or of all, grouped, of what happened from `since` up to, not including, `until`."""

    kind: Code = ""
    by: Annotated[str, Field(pattern=one_of(GROUPS))] = "unit"
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class RateFigure:
    """One rate in per cent, null for an empty whole; `GET /cases` takes `part_set` and `whole_set` as `set`."""

    code: str
    label: str
    part: int
    whole: int
    rate: Decimal | None
    shown: str
    part_set: str
    whole_set: str
    is_small: bool


@dataclass(frozen=True, slots=True)
class RateLine:
    """One group; `key` is what `GET /cases` takes as `key`. Of months every line is a period of its own."""

    key: str
    name: str
    n: int
    since: date
    until: date
    figures: tuple[RateFigure, ...]


@dataclass(frozen=True, slots=True)
class RateSheet:
    """The rates of a period by group, with the total, the period before and the same period of last year."""

    kind: str
    by: str
    since: date
    until: date
    total: RateLine
    rows: tuple[RateLine, ...]
    before: RateLine | None
    year_ago: RateLine | None


@router.get("/case-rates", auth=api_key("counts and rates of cases within reach", READERS), response=answers(RateSheet))
def read_rates(request: ApiRequest, page: Query[Rates]) -> RateSheet:
    """The rates as their page prints them. Every figure names its sets, so that `GET /cases` lists the same rows."""
    kind = kind_of(page.kind).code if page.kind else ""
    board = rate_board(request.actor, kind, page.by, span_of(page.since, page.until))
    return RateSheet(
        kind=kind,
        by=page.by,
        since=page.since,
        until=page.until,
        total=_line(board.total),
        rows=tuple(_line(row) for row in board.rows),
        before=_line(board.before) if board.before else None,
        year_ago=_line(board.year_ago) if board.year_ago else None,
    )


def _line(row: RateRow) -> RateLine:
    return RateLine(row.key, row.name, row.n, row.span.since, row.span.until, tuple(map(_figure, row.cells)))


def _figure(cell: RateCell) -> RateFigure:
    _label, part, whole = RATES[cell.code]
    return RateFigure(
        code=cell.code,
        label=cell.label,
        part=int(cell.share.part),
        whole=int(cell.share.whole),
        rate=cell.share.rate,
        shown=cell.shown,
        part_set=part,
        whole_set=whole,
        is_small=cell.is_small,
    )


@dataclass(frozen=True, slots=True)
class InHand:
    """What one holder has in hand today, in workdays. `GET /cases` with `by`, `key` and `state=open` lists the same."""

    by: str
    key: str
    name: str
    unit: str
    n_open: int
    n_overdue: int
    longest_overdue: int
    longest_held: int
    is_heavy: bool


@dataclass(frozen=True, slots=True)
class Loads:
    """Who has how much in hand; `is_heavy` is a liaison with more than `limit`. Nobody is ranked."""

    limit: int
    units: tuple[InHand, ...]
    people: tuple[InHand, ...]


@router.get("/case-loads", auth=api_key("counts of open cases within reach", READERS), response=answers(Loads))
def read_loads(request: ApiRequest, kind: Code = "") -> Loads:
    """Open cases of one kind or of all by whoever has them in hand, as the page of the rates shows them."""
    board = load_board(request.actor, kind_of(kind).code if kind else "")
    return Loads(board.limit, tuple(map(_in_hand, board.units)), tuple(map(_in_hand, board.people)))


def _in_hand(row: LoadRow) -> InHand:
    load = row.load
    is_heavy = row.by == "liaison" and load.is_heavy
    figures = (load.n_open, load.n_overdue, load.longest, load.longest_held)
    return InHand(row.by, row.key, row.name, row.unit, *figures, is_heavy)
