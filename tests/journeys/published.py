"""Published figures as a county would keep them: put in by the bulk actions, issued, reported, reviewed, cut.

Nothing here writes a row itself: lists come through `programmes.actions.bulk`, months through the timetable, figures
through the four hands of the chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shishi.bulletins.actions import drafting, editing
from shishi.bulletins.models import Bulletin
from shishi.lib import clock
from shishi.programmes.actions import bulk, issue
from shishi.programmes.models import Indicator, Programme
from shishi.reports.actions import cuts, filling, periods, returns, standings
from shishi.reports.actions.typed import TypedLine, TypedReturn
from shishi.reports.models import Cut, Period, Return
from tests.programmes.cast import a_programme
from tests.world import World

KEY, MONITORED, CITY = ("province", "key"), ("province", "monitored"), ("city", "key")
Y2023 = date(2023, 12, 31)


@dataclass(frozen=True)
class Figure:
    """One item with one indicator: its target and what is reported of it, both in base units.

    of    what the figure is a share of, where the kind has a denominator
    name  of the item and of its indicator
    """

    name: str
    value: Decimal
    target: Decimal
    type: str = "cumulative"
    unit_word: str = "个"
    scale: int = 1
    of: Decimal | None = None
    listed: tuple[str, str] = KEY
    decimals: int = 0


@dataclass(frozen=True)
class Kept:
    """A programme with a month reported and accepted, the cut over it, and a bulletin that prints every rate."""

    programme: Programme
    month: date
    cut: Cut
    bulletin: Bulletin
    indicators: Mapping[str, Indicator]


def go(day: date) -> None:
    """Let it be nine in the morning of `day`, and let the timetable do what falls due."""
    clock.rehearse(clock.at(day, 9))
    periods.open_due_periods(day)
    periods.lock_due_periods(day)
    standings.relight_all(day)


def keep(world: World, name: str, figures: Iterable[Figure], issued_on: date, reported_on: date) -> Kept:
    """Keep a list from its rows to a bulletin over the month before `reported_on`."""
    figures = list(figures)
    clock.rehearse(clock.at(issued_on, 9))
    programme = _issue(world, name, figures)
    go(issued_on)
    go(reported_on)
    month = date(reported_on.year, reported_on.month - 1, 1)
    _report(world, programme, month, figures)
    cut = cuts.make(programme, reported_on, Cut.Occasion.OFFICE, world.actor("clerk"))
    indicators = {i.name: i for i in Indicator.objects.filter(item__programme=programme).order_by("item__seq")}
    bulletin = _print(world, drafting.draft(programme, cut, world.actor("clerk")), indicators)
    return Kept(programme, month, cut, bulletin, indicators)


def _issue(world: World, name: str, figures: list[Figure]) -> Programme:
    programme = a_programme(world, name=name)
    outcome = bulk.put_items(programme, [_row(n, one) for n, one in enumerate(figures, 1)], world.actor("clerk"))
    assert not outcome.errors, outcome.errors
    proposal = issue.propose_issue(programme, world.actor("clerk"))
    return issue.issue_programme(proposal, world.actor("convener"))


def _row(n: int, one: Figure) -> bulk.ItemRow:
    measured = bulk.IndicatorRow(
        one.name,
        type=one.type,
        unit_word=one.unit_word,
        scale=one.scale,
        target=one.target,
        decimals=one.decimals,
        definition="经核实的数量",
    )
    lists = (bulk.ListRef(*one.listed, title="，".join(one.listed)),)
    return bulk.ItemRow(n, one.name, f"P{n:02d}", lists, unit="县教育局", due_on=Y2023, indicators=(measured,))


def _report(world: World, programme: Programme, month: date, figures: list[Figure]) -> None:
    """The liaison fills and submits, the head approves, the office accepts."""
    by_name = {one.name: one for one in figures}
    rows = list(Return.objects.filter(programme=programme, period__month=month).order_by("id"))
    assert len(rows) == len(figures)
    for row in rows:
        one, line = by_name[row.item.title], row.lines.get()
        words = {"progress": "按计划推进。", "difficulty": "无。", "finished_on": clock.today()}
        typed = TypedLine({"value": one.value, "denominator": one.of, "change_reason": "首次填报。"})
        filling.save(row, TypedReturn(words, {line.pk: typed}), world.actor("liaison"), version=row.version)
    for name, who in (("submit", "liaison"), ("approve", "edu_head"), ("accept", "clerk")):
        wanted = [returns.Wanted(pk, version) for pk, version in _versions(programme, month)]
        outcomes = returns.take_many(wanted, name, world.actor(who))
        assert all(one.done for one in outcomes), [one for one in outcomes if not one.done]


def _versions(programme: Programme, month: date) -> list[tuple[int, int]]:
    """The month's returns as a page would show them now."""
    found = Return.objects.filter(programme=programme, period__month=month).order_by("id")
    return list(found.values_list("pk", "version"))


def _print(world: World, bulletin: Bulletin, indicators: Mapping[str, Indicator]) -> Bulletin:
    """Bind every indicator's rate into a paragraph of the draft."""
    clerk = world.actor("clerk")
    words = []
    for name, indicator in indicators.items():
        args = {"subject": str(indicator.pk)}
        key = editing.add_figure(bulletin.pk, "indicator.rate", "percent2", args, clerk)
        words.append(f"〔名：{name}〕〔#{key}〕")
    bulletin.refresh_from_db()
    block = next(b for b in bulletin.blocks if b["kind"] == "paragraph")
    return editing.write_block(bulletin.pk, block["id"], block["v"], "；".join(words) + "。", clerk)


def returned(kept: Kept) -> Period:
    """The month reported on."""
    return Period.objects.get(programme=kept.programme, month=kept.month)
