"""A programme's page: counts that add up, and its items in groups, each with light, rate, plan and trend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from shishi.almanac.queries import calendar, doubt_about
from shishi.cockpit.queries.reach import sees_whole, whole_view
from shishi.programmes.models import Matter, Programme
from shishi.reports.queries.rows import list_name, rows
from shishi.reports.queries.standings import Head, ItemLine, Kind, head_of, item_lines
from shishi.rules.authority import Actor
from shishi.rules.lights import LIGHT_MARKS, Light, Status
from shishi.rules.periods import period_days
from shishi.rules.rates import deviation_pp, mean_of_capped

ONE = Decimal(1)
GROUPINGS = ("list", "matter", "category", "unit", "level")


@dataclass(frozen=True, slots=True)
class LightCount:
    """How many items carry a light, with its word."""

    light: str
    word: str
    n: int


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together, and how many of them have reached their targets."""

    key: str
    label: str
    lines: tuple[ItemLine, ...]

    @property
    def n_reached(self) -> int:
        return sum(line.row.is_reached for line in self.lines)

    @property
    def mean(self) -> Decimal | None:
        """The mean of the items' capped rates, in per cent."""
        return mean_of_capped((ONE, line.row.rate_capped) for line in self.lines)

    @property
    def expected(self) -> Decimal | None:
        return mean_of_capped((ONE, line.row.expected) for line in self.lines)

    @property
    def gap_pp(self) -> Decimal | None:
        return deviation_pp(self.mean, self.expected)


@dataclass(frozen=True, slots=True)
class Choice:
    """What people chose to see: a grouping, and a light, status, unit or list that narrows the items."""

    by: str = "matter"
    light: str = ""
    status: str = ""
    unit: str = ""
    list_code: str = ""

    def keeps(self, line: ItemLine) -> bool:
        row = line.row
        return (
            self.light in ("", row.light)
            and self.status in ("", row.status)
            and self.list_code in ("", row.list_code)
            and self.unit in ("", str(row.unit_id))
        )


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """One month of a programme.

    head    the whole programme's counts, which every unit that has a part in it may read
    groups  the items within the reader's own reach, as chosen; `n_reached` of them in all
    units   (id, name) of the units among those items, for choosing
    """

    head: Head
    lights: tuple[LightCount, ...]
    groups: tuple[Group, ...]
    units: tuple[tuple[int, str], ...]
    n_shown: int
    n_visible: int


def programme_page(programme: Programme, month: date, actor: Actor, choice: Choice) -> ProgrammePage:
    """The programme in one month, whatever the number of months. Five queries."""
    everything = rows(programme, whole_view(programme), month=month, kinds=[Kind.ITEM])
    head = head_of(month, [r for r in everything if r.status != Status.TERMINATED])
    mine = everything if sees_whole(programme, actor) else rows(programme, actor, month=month, kinds=[Kind.ITEM])
    lines = item_lines(programme, month, mine)
    shown = [line for line in lines if choice.keeps(line)]
    units = sorted({(line.row.unit_id or 0, line.unit) for line in lines})
    return ProgrammePage(
        head, light_counts(head), tuple(_groups(programme, shown, choice.by)), tuple(units), len(shown), len(lines)
    )


def doubt(programme: Programme, month: date) -> str:
    """A sentence where the month's days are counted into a year not published yet. One query: the almanac's."""
    known = calendar(programme.region_path)
    days = period_days(month, known, programme.due_workday, programme.lock_workday)
    return doubt_about([days.due_on, days.lock_on], known)


def light_counts(head: Head) -> tuple[LightCount, ...]:
    """The lights with their counts; hatched only where something is suspended. Their sum is the total."""
    found = [LightCount(light, _(LIGHT_MARKS[light].word), head.items.by_light[light]) for light in Light]
    return tuple(one for one in found if one.n or one.light != Light.HATCHED)


def _groups(programme: Programme, lines: Iterable[ItemLine], by: str) -> list[Group]:
    """The lines in groups, groups in the order their first item has. One query for matters and categories, or none."""
    label = _labels(programme, by)
    found: dict[str, list[ItemLine]] = defaultdict(list)
    for line in lines:
        found[label(line)].append(line)
    return [Group(str(n), name, tuple(members)) for n, (name, members) in enumerate(found.items())]


def _labels(programme: Programme, by: str) -> Callable[[ItemLine], str]:
    if by == "unit":
        return lambda line: line.unit
    if by == "list":
        return lambda line: list_name(line.row.list_code)
    if by == "level":
        return lambda line: str(dict(Matter.Level.choices).get(line.row.list_code.partition(".")[0], ""))
    if by == "matter":
        return lambda line: line.matter
    names = dict(programme.matters.order_by("id").values_list("pk", "category__name"))
    return lambda line: names.get(line.row.matter_id or 0) or _("未分类")
