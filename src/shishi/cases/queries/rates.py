"""Rates of the closed loop by unit, region, kind, type and month, each made of sets that open to their cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.utils.translation import gettext as _

from shishi.cases.kinds import KINDS
from shishi.cases.models import Case
from shishi.cases.queries.lists import next_month
from shishi.cases.queries.sets import LOOKUPS, Span, answer_moment, sets
from shishi.orgs.models import Org, Region
from shishi.rules.authority import LEADERS, OFFICE, UNIT, Actor, Role
from shishi.rules.caserates import Share

# A rate is a part over a whole; which rates a kind is asked after.
RATES: dict[str, tuple[str, str, str]] = {
    "assignment": ("交办率", "assigned", "found"),
    "rectification": ("整改率", "closed", "found"),
    "closing": ("办结率", "closed", "accepted"),
    "on_time": ("按期办结率", "on_time", "due"),
    "relapse": ("反弹率", "relapsed", "ever_closed"),
    "response": ("响应率", "responded", "dispatched"),
    "resolution": ("解决率", "resolved", "called"),
    "satisfaction": ("满意率", "satisfied", "rated"),
    "coverage": ("回访覆盖率", "reached", "due_call"),
    "claim": ("认领率", "claimed", "published"),
    "fulfil": ("兑现率", "confirmed", "claimed"),
}
ASKED = {
    "problem": ("assignment", "rectification", "on_time", "relapse"),
    "request": ("closing", "on_time", "response", "resolution", "satisfaction", "coverage"),
    "micro": ("claim", "fulfil", "closing"),
}
USUAL = ("assignment", "closing", "on_time", "relapse")
GROUPS = {"unit": "责任单位", "region": "区划", "kind": "类别", "type": "类型", "month": "月份"}
SMALL = 30
READERS = OFFICE | LEADERS | UNIT | {Role.HOTLINE, Role.TOWNSHIP}


@dataclass(frozen=True, slots=True)
class RateCell:
    """One rate with its two figures and the addresses of the cases behind each."""

    code: str
    label: str
    share: Share
    shown: str
    part_href: str
    whole_href: str
    is_small: bool


@dataclass(frozen=True, slots=True)
class RateRow:
    """One group over its span: its name, how many cases, its rates."""

    key: str
    name: str
    span: Span
    n: int
    href: str
    cells: tuple[RateCell, ...]


@dataclass(frozen=True, slots=True)
class RateBoard:
    """Rates of a kind over a period, by group, with the total; `before` and `year_ago` are totals of other periods."""

    kind: str
    kind_label: str
    by: str
    span: Span
    labels: tuple[str, ...]
    total: RateRow
    rows: tuple[RateRow, ...]
    before: RateRow | None
    year_ago: RateRow | None


def rate_board(actor: Actor, kind: str, by: str, span: Span) -> RateBoard:
    """The rates of one kind, or of all for an empty one. Five queries: groups, total, the period before, the year
    before, names.
    """
    known = KINDS.get(kind)
    codes = ASKED.get(kind, USUAL)
    rows = _grouped(actor, kind, by, span, codes)
    return RateBoard(
        kind=kind,
        kind_label=_(known.label) if known else _("全部类别"),
        by=by,
        span=span,
        labels=tuple(_(RATES[code][0]) for code in codes),
        total=_total(actor, kind, span, codes, _("合计")),
        rows=tuple(rows),
        before=_total(actor, kind, _before(span), codes, _("上期")),
        year_ago=_total(actor, kind, _year_ago(span), codes, _("上年同期")),
    )


def _needed(codes: tuple[str, ...]) -> tuple[str, ...]:
    return (*dict.fromkeys(name for code in codes for name in RATES[code][1:]), "found")


def _counts(span: Span, codes: tuple[str, ...]) -> dict[str, Count]:
    conditions = sets(span)
    return {f"n_{name}": Count("pk", filter=conditions[name]) for name in dict.fromkeys(_needed(codes))}


def _cases(actor: Actor, kind: str) -> Any:
    rows = Case.objects.visible_to(actor).annotate(answered_at=answer_moment())
    return rows.filter(kind=kind) if kind else rows


def _total(actor: Actor, kind: str, span: Span, codes: tuple[str, ...], name: str) -> RateRow:
    counted = _cases(actor, kind).aggregate(**_counts(span, codes))
    return _row("", name, counted, kind, span, codes, {})


def _grouped(actor: Actor, kind: str, by: str, span: Span, codes: tuple[str, ...]) -> list[RateRow]:
    if by == "month":
        return [_total(actor, kind, one, codes, f"{one.since:%Y-%m}") for one in _months(span)]
    lookup = LOOKUPS[by]
    counted = list(_cases(actor, kind).values(lookup).annotate(**_counts(span, codes)).order_by(lookup))
    names = _names(by, [row[lookup] for row in counted], kind)
    rows = [
        _row(key, names.get(row[lookup], _("未交办")), row, kind, span, codes, {"by": by, "key": key})
        for row in counted
        for key in [str(row[lookup] or "")]
        if any(row[f"n_{name}"] for name in _needed(codes))
    ]
    return sorted(rows, key=lambda row: (-row.n, row.name))


def _row(
    key: str, name: str, counted: Mapping[str, int], kind: str, span: Span, codes: tuple[str, ...], more: dict[str, Any]
) -> RateRow:
    cells = tuple(_cell(code, counted, kind, span, more) for code in codes)
    return RateRow(key, name, span, counted["n_found"], href_of("found", kind, span, more), cells)


def _cell(code: str, counted: Mapping[str, int], kind: str, span: Span, more: dict[str, Any]) -> RateCell:
    label, part, whole = RATES[code]
    share = Share(counted[f"n_{part}"], counted[f"n_{whole}"])
    return RateCell(
        code,
        _(label),
        share,
        share.shown(),
        href_of(part, kind, span, more),
        href_of(whole, kind, span, more),
        0 < share.whole < SMALL,
    )


def href_of(name: str, kind: str, span: Span, more: Mapping[str, Any]) -> str:
    """The address of the list that holds exactly the cases of a set."""
    asked = {"state": "all", "kind": kind, "set": name, "since": span.since, "until": span.until}
    return "/cases/?" + urlencode({key: value for key, value in asked.items() if value} | dict(more))


def _names(by: str, keys: list[Any], kind: str) -> dict[Any, str]:
    match by:
        case "unit":
            return dict(Org.objects.filter(pk__in=[key for key in keys if key]).values_list("pk", "name"))
        case "region":
            return dict(Region.objects.filter(path__in=keys).values_list("path", "name"))
        case "kind":
            return {key: _(KINDS[key].label) for key in keys if key in KINDS}
    known = KINDS.get(kind)
    return {key: _(known.type_label(key)) if known and key else _("未分类") for key in keys}


def _months(span: Span) -> list[Span]:
    found, month = [], span.since.replace(day=1)
    while month < span.until:
        found.append(Span(max(month, span.since), min(next_month(month), span.until)))
        month = next_month(month)
    return found


def _before(span: Span) -> Span:
    """The period of the same length before; whole months where the span is of whole months."""
    months = (span.until.year - span.since.year) * 12 + span.until.month - span.since.month
    if span.since.day == 1 and span.until.day == 1:
        return Span(_months_back(span.since, months), span.since)
    return Span(span.since - (span.until - span.since), span.since)


def _year_ago(span: Span) -> Span:
    return Span(_months_back(span.since, 12), _months_back(span.until, 12))


def _months_back(day: date, n: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - n, 12)
    return date(year, month + 1, min(day.day, 28))
