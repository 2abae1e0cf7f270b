"""The cockpit 驾驶舱: where are we, who is slow, why, who solves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shishi.cockpit.queries.heat import Heat, heat
from shishi.cockpit.queries.loose import Loose, Thing, loose_ends
from shishi.cockpit.queries.programme import LightCount, light_counts
from shishi.cockpit.queries.reach import sees_whole, whole_view
from shishi.lib import clock
from shishi.programmes.models import Programme
from shishi.reports.models import Standing
from shishi.reports.queries.curves import Curve, curve_of
from shishi.reports.queries.months import Months, months_among
from shishi.reports.queries.plans import plans_of
from shishi.reports.queries.rows import COLUMNS, Kind, Row
from shishi.reports.queries.standings import Head, head_of
from shishi.rules.authority import Actor
from shishi.rules.deadlines import local
from shishi.rules.headline import both_ends
from shishi.rules.lights import Status
from shishi.rules.periods import month_end

ENDS = 6
LOOPS = 12


@dataclass(frozen=True, slots=True)
class EndLine:
    """An item at one end, with the good practice written down for it."""

    row: Row
    practice: str


@dataclass(frozen=True, slots=True)
class Loop:
    """Something that waits for somebody: what, since how many days, and who has to move."""

    thing: Thing
    n_days: int


@dataclass(frozen=True, slots=True)
class Cockpit:
    """The four questions of one month.

    heat, fast, slow, difficulties and loops hold what the reader reaches; head and curve the whole programme
    n_slow, n_loops  how many there are, of which the first are shown
    """

    head: Head
    lights: tuple[LightCount, ...]
    curve: Curve
    fast: tuple[EndLine, ...]
    slow: tuple[EndLine, ...]
    n_slow: int
    regions: tuple[tuple[Row, str], ...]
    heat: Heat
    difficulties: tuple[Thing, ...]
    loops: tuple[Loop, ...]
    n_loops: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A programme's cockpit in the month chosen; `page` is None before the first month has opened."""

    months: Months
    month: date | None
    page: Cockpit | None

    @property
    def is_past(self) -> bool:
        return self.months.is_past(self.month)


def cockpit(programme: Programme, wanted: date | None, actor: Actor, today: date) -> Shown:
    """The cockpit (of a programme with its region) in the month wanted or in force. Eight queries at most, whatever
    the number of months.
    """
    of_programme = Standing.objects.filter(programme=programme, kind=Kind.PROGRAMME).order_by("month")
    history = [Row(*values) for values in of_programme.values_list(*COLUMNS)]
    months = months_among([(r.month, r.n_due, r.n_accepted) for r in history], today)
    month = months.choose(wanted)
    if month is None:
        return Shown(months, None, None)
    found = _rows(programme, month)
    items = [r for r in found if r.kind == Kind.ITEM]
    whole = sees_whole(programme, actor)
    loose = loose_ends(programme, month, actor, whole=whole)
    mine = None if whole else {t.item_id for t in loose.of("mine")}
    plans = plans_of(programme, [r.item_id for r in items if r.item_id is not None], month_end(month))
    past = [r for r in history if r.month <= month]
    curve = curve_of(programme.year, past, plans)
    lights = heat(programme, months.until(month), whole_view(programme), mine)
    return Shown(months, month, _page(found, items, mine, loose, curve, lights, today))


def _rows(programme: Programme, month: date) -> list[Row]:
    """The items and regions of one month."""
    wanted = Standing.objects.filter(programme=programme, month=month, kind__in=(Kind.ITEM, Kind.REGION))
    return [Row(*values) for values in wanted.order_by("sort", "id").values_list(*COLUMNS)]


def _page(
    found: list[Row],
    items: list[Row],
    mine: set[int | None] | None,
    loose: Loose,
    curve: Curve,
    lights: Heat,
    today: date,
) -> Cockpit:
    month = items[0].month if items else today
    own = [r for r in items if mine is None or r.item_id in mine]
    head = head_of(month, [r for r in items if r.status != Status.TERMINATED])
    fast, slow = _ends(own, loose)
    loops = _loops(own, loose, today)
    return Cockpit(
        head=head,
        lights=light_counts(head),
        curve=curve,
        fast=fast[:ENDS],
        slow=slow[:ENDS],
        n_slow=len(slow),
        regions=_regions(found, loose),
        heat=lights,
        difficulties=loose.of("coordinate"),
        loops=tuple(loops[:LOOPS]),
        n_loops=len(loops),
        whole=mine is None,
    )


def _ends(own: list[Row], loose: Loose) -> tuple[tuple[EndLine, ...], tuple[EndLine, ...]]:
    """The fast ones best first, those with a practice to copy in front; the slow ones worst first."""
    by_id = {r.item_id: r for r in own}
    bands = both_ends((pk, r.verdict, r.deviation_pp) for pk, r in by_id.items())
    told = {t.item_id: t.title for t in loose.of("practice")}
    fast = [EndLine(by_id[pk], told.get(pk, "")) for pk in bands.fast]
    slow = [EndLine(by_id[pk], "") for pk in reversed(bands.slow)]
    return tuple(sorted(fast, key=lambda line: not line.practice)), tuple(slow)


def _regions(found: list[Row], loose: Loose) -> tuple[tuple[Row, str], ...]:
    """The regions' rows with their codes, where the map knows them."""
    codes = {str(t.pk): t.text for t in loose.of("region")}
    return tuple((r, codes.get(r.subject, "")) for r in found if r.kind == Kind.REGION)


def _loops(own: list[Row], loose: Loose, today: date) -> list[Loop]:
    """Everything that waits, the oldest first; items past their due day wait since then."""
    waiting = list(loose.of("returned", "missing", "correction", "asked", "reviewed", "urge", "case"))
    waiting += [
        Thing("overdue", r.item_id or 0, r.item_id, r.label, "", "", clock.at(r.due_on))
        for r in own
        if r.status == Status.OVERDUE and r.due_on is not None
    ]
    loops = [Loop(t, (today - local(t.at).date()).days) for t in waiting if t.at is not None]
    oldest: dict[tuple[str, int], Loop] = {}
    for loop in sorted(loops, key=lambda loop: -loop.n_days):
        # An item whose returns are missing month after month is one open matter, as old as the first of them.
        key = loop.thing.item_id if loop.thing.what == "missing" else None
        oldest.setdefault((loop.thing.what, key or -loop.thing.pk), loop)
    return list(oldest.values())
