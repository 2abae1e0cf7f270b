"""How the neighbours stand and what last year's figure was, as the office entered it.

Source: docs/domain/benchmarks.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shishi.orgs.models import Region
from shishi.programmes.models import Indicator, Item, Programme
from shishi.reports.models import PastFigure, PeerFinish, PeerProgress, Period
from shishi.reports.queries.measures import printed_unit
from shishi.rules.authority import Actor
from shishi.rules.periods import next_month


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A region of the same tier under the same parent."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PeerRate:
    """The last word on a region's completion rate, in per cent; no region is the parent tier's average.

    counts  False where the month was locked before and the word did not correct it
    """

    region_id: int | None
    rate: Decimal
    source: str
    counts: bool


@dataclass(frozen=True, slots=True)
class PeerDay:
    """The last word on the day a region finished the item; None: it has not."""

    region_id: int
    finished_on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class BenchmarkLine:
    """One indicator beside the others. `past` in base units; `scale` of them make one printed `unit`."""

    indicator_id: int
    item_id: int
    item: str
    name: str
    unit: str
    scale: int
    rates: tuple[PeerRate, ...]
    past: Decimal | None
    past_source: str
    past_counts: bool

    def rate_of(self, region_id: int | None) -> PeerRate | None:
        """The rate of a region, or the parent tier's average."""
        return next((r for r in self.rates if r.region_id == region_id), None)


@dataclass(frozen=True, slots=True)
class FinishLine:
    """One item with the days on which the neighbours finished it."""

    item_id: int
    item: str
    days: tuple[PeerDay, ...]

    def day_of(self, region_id: int) -> PeerDay | None:
        """What is known of a region."""
        return next((d for d in self.days if d.region_id == region_id), None)


@dataclass(frozen=True, slots=True)
class Benchmarks:
    """One month of a programme beside the neighbours and last year, for the items within reach.

    n_words  how many words have ever been entered for the programme; stands for the version of the table
    """

    month: date
    is_locked: bool
    n_words: int
    neighbours: tuple[Neighbour, ...]
    lines: tuple[BenchmarkLine, ...]
    finishes: tuple[FinishLine, ...]

    @property
    def last_year(self) -> date:
        """The month last year's figures are of."""
        return next_month(self.month, -12)

    @property
    def sources(self) -> tuple[str, ...]:
        """Whence the figures of the month are, each source once."""
        found = [r.source for line in self.lines for r in line.rates]
        return tuple(dict.fromkeys([*found, *(line.past_source for line in self.lines if line.past_source)]))

    @property
    def day_sources(self) -> tuple[str, ...]:
        """Whence the days are, each source once."""
        return tuple(dict.fromkeys(d.source for line in self.finishes for d in line.days))


def rate_field(indicator_id: int, region_id: int | None) -> str:
    """The name of the field a region's rate is typed in; the parent tier's average is region 0."""
    return f"r{indicator_id}-{region_id or 0}"


def past_field(indicator_id: int) -> str:
    """The name of the field last year's figure is typed in."""
    return f"y{indicator_id}"


def day_field(item_id: int, region_id: int) -> str:
    """The name of the field a region's day is typed in."""
    return f"f{item_id}-{region_id}"


def neighbours_of(programme: Programme) -> tuple[Neighbour, ...]:
    """The other regions of the tier under the same parent, merged and abolished ones left out. One query."""
    found = Region.objects.filter(parent__children=programme.region_id, valid_to=None).exclude(pk=programme.region_id)
    return tuple(Neighbour(r.pk, r.name) for r in found.order_by("path", "id"))


def n_words(programme: Programme) -> int:
    """How many words have been entered for the programme. One query."""
    rates = PeerProgress.objects.filter(indicator__item__programme=programme).values_list("pk")
    past = PastFigure.objects.filter(indicator__item__programme=programme).values_list("pk")
    days = PeerFinish.objects.filter(item__programme=programme).values_list("pk")
    return rates.union(past, days, all=True).count()


def benchmarks(programme: Programme, month: date, actor: Actor) -> Benchmarks:
    """The neighbours and last year beside one month, for the items within reach. Eight queries however many."""
    items = list(Item.objects.visible_to(actor).filter(programme=programme).order_by("seq", "id"))
    titles = {item.pk: item.title for item in items}
    indicators = Indicator.objects.filter(item__in=list(titles)).order_by("item__seq", "item_id", "seq", "id")
    rates, past, days = _rates(programme, month), _past(programme, month), _days(programme)
    lines = tuple(_line(i, titles[i.item_id], rates.get(i.pk, {}), past.get(i.pk)) for i in indicators)
    locked = Period.objects.filter(programme=programme, month=month, stage=Period.Stage.LOCKED).exists()
    finishes = tuple(FinishLine(pk, title, tuple(days.get(pk, {}).values())) for pk, title in titles.items())
    return Benchmarks(month, locked, n_words(programme), neighbours_of(programme), lines, finishes)


def _line(i: Indicator, item: str, rates: Mapping[int | None, PeerRate], past: PastFigure | None) -> BenchmarkLine:
    unit = printed_unit(i.unit_word, i.scale)
    said = (past.value, past.source, past.counts) if past else (None, "", True)
    return BenchmarkLine(i.pk, i.item_id, item, i.name, unit, i.scale, tuple(rates.values()), *said)


def _rates(programme: Programme, month: date) -> dict[int, dict[int | None, PeerRate]]:
    found: dict[int, dict[int | None, PeerRate]] = {}
    for p in PeerProgress.objects.filter(indicator__item__programme=programme, month=month).oldest_first():
        found.setdefault(p.indicator_id, {})[p.region_id] = PeerRate(p.region_id, p.rate, p.source, p.counts)
    return found


def _past(programme: Programme, month: date) -> dict[int, PastFigure]:
    words = PastFigure.objects.filter(indicator__item__programme=programme, month=next_month(month, -12))
    return {p.indicator_id: p for p in words.oldest_first()}


def _days(programme: Programme) -> dict[int, dict[int, PeerDay]]:
    found: dict[int, dict[int, PeerDay]] = {}
    for p in PeerFinish.objects.filter(item__programme=programme).oldest_first():
        found.setdefault(p.item_id, {})[p.region_id] = PeerDay(p.region_id, p.finished_on, p.source)
    return found
