"""What the checks on a return need to know of the past, read for many returns at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, Prefetch, Q, Subquery, Sum
from django.db.models.functions import Cast, JSONObject

from shishi.funds.queries import FundsTotal, totals_by_item
from shishi.lib.clock import CHINA
from shishi.programmes.models import Allocation, Site
from shishi.reports.models import Line, LineEvidence, LineMilestone, Return, Standing
from shishi.reports.queries.facts import facts_of
from shishi.reports.queries.measures import Facts, as_of_day
from shishi.reports.queries.parts import Part, parts_of
from shishi.rules.indicators import IndicatorType
from shishi.rules.lights import Light, Status, Verdict
from shishi.rules.periods import next_month
from shishi.rules.rates import ratio

STANDS = (Site.Stage.FINISHED, Site.Stage.ACCEPTED, Site.Stage.IN_USE, Site.Stage.IDLE)
WORDS = ("progress", "difficulty", "needs_coordination", "next_step", "finish_expected_on")
STARTS = (*STANDS, Site.Stage.STARTED)


@dataclass(frozen=True, slots=True)
class Piece:
    """A file kept as evidence of a line."""

    id: int
    file_id: int
    name: str
    size: int
    taken_on: date | None
    is_reused: bool


@dataclass(frozen=True, slots=True)
class Sites:
    """The sites of an indicator: how many, how much stands, and how many of those are not in use."""

    n: int = 0
    standing: Decimal = Decimal(0)
    started: Decimal = Decimal(0)
    n_not_in_use: int = 0


@dataclass(frozen=True, slots=True)
class Before:
    """The words of an item's last return, which the next one starts from."""

    progress: str = ""
    difficulty: str = ""
    needs_coordination: bool = False
    next_step: str = ""
    finish_expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """Everything the checks look at, by indicator, line or item id."""

    facts: Mapping[int, Facts]
    lines: Mapping[int, tuple[Line, ...]]
    history: Mapping[int, tuple[Decimal, ...]]
    denominators: Mapping[int, Decimal]
    verdicts: Mapping[int, Verdict]
    evidence: Mapping[int, tuple[Piece, ...]]
    sites: Mapping[int, Sites]
    parts: Mapping[int, tuple[Part, ...]]
    funds: Mapping[int, FundsTotal]
    words: Mapping[int, Before]
    as_of: date

    def is_first(self, facts: Facts) -> bool:
        """Whether this is the item's first indicator, under which what concerns the whole item is said once."""
        return next(f.id for f in self.facts.values() if f.item_id == facts.item_id) == facts.id


def past_of(returns: Sequence[Return], today: date, *, funds: Mapping[int, FundsTotal] | None = None) -> Past:
    """What is known of the returns of one month, and their lines. Five queries, and one each for sites, parts,
    milestones planned, milestones ticked, typed curves and neighbours where there are any.

    funds  totals by item until the month's day, where the caller has read the ledger already; it saves a query
    """
    items = sorted({r.item_id for r in returns})
    month = returns[0].period.month if returns else today.replace(day=1)
    as_of = as_of_day(month, today)
    facts = facts_of(items, month, as_of)
    history, denominators, words = _history(items, month, facts)
    lines = list(_lines(returns, month, any(f.type is IndicatorType.MILESTONE for f in facts.values())))
    by_return: dict[int, list[Line]] = {r.pk: [] for r in returns}
    for line in lines:
        by_return[line.of_id].append(line)
        if line.previous is not None:
            history.setdefault(line.indicator_id, (line.previous,))
    return Past(
        facts=facts,
        lines={pk: tuple(own) for pk, own in by_return.items()},
        history=history,
        denominators=denominators,
        verdicts={line.indicator_id: _verdict(line.last_standing) for line in lines if line.last_standing},
        evidence=_evidence([r.pk for r in returns]),
        sites=_sites({facts[line.indicator_id].item_id for line in lines if line.has_sites}, facts),
        parts=parts_of([line for line in lines if line.is_split], month),
        funds=totals_by_item(items, as_of) if funds is None else funds,
        words=words,
        as_of=as_of,
    )


def _lines(returns: Sequence[Return], month: date, with_milestones: bool) -> Any:
    """Lines in the indicators' order, each with how it stood a month before whether its item has sites, and whether its
    target is split over townships and units.
    """
    before = Standing.objects.filter(
        kind=Standing.Kind.INDICATOR,
        month=next_month(month, -1),
        item_id=OuterRef("of__item_id"),
        subject=Cast(OuterRef("indicator_id"), CharField()),
    ).exclude(status="")
    found = (
        Line.objects.filter(of_id__in=[r.pk for r in returns])
        .annotate(
            last_standing=Subquery(before.values(one=JSONObject(status="status", light="light", was="was_behind"))[:1]),
            has_sites=Exists(Site.objects.filter(item_id=OuterRef("of__item_id"))),
            is_split=Exists(Allocation.objects.filter(indicator_id=OuterRef("indicator_id"))),
        )
        .order_by("of_id", "indicator__seq", "id")
    )
    if not with_milestones:
        return found
    return found.prefetch_related(Prefetch("milestones", LineMilestone.objects.order_by("task_id")))


def _sites(item_ids: Collection[int], facts: Mapping[int, Facts]) -> dict[int, Sites]:
    """The sites of the items added up by indicator; one without an indicator belongs to its item's only indicator.

    One query, none without items.
    """
    if not item_ids:
        return {}
    of_item: dict[int, list[int]] = defaultdict(list)
    for one in facts.values():
        of_item[one.item_id].append(one.id)
    rows: Iterable[Any] = (
        Site.objects.filter(item_id__in=list(item_ids))
        .exclude(stage=Site.Stage.CANCELLED)
        .order_by("item_id", "indicator_id")
        .values_list("item_id", "indicator_id")
        .annotate(
            n=Count("id"),
            standing=Sum("quantity", filter=Q(stage__in=STANDS)),
            started=Sum("quantity", filter=Q(stage__in=STARTS)),
            idle=Count("id", filter=~Q(stage=Site.Stage.IN_USE)),
        )
    )
    found: dict[int, Sites] = {}
    for item_id, named, n, standing, started, idle in rows:
        indicator_id = named or (of_item[item_id][0] if len(of_item[item_id]) == 1 else 0)
        if indicator_id:
            before = found.get(indicator_id, Sites())
            found[indicator_id] = Sites(
                before.n + n,
                before.standing + (standing or 0),
                before.started + (started or 0),
                before.n_not_in_use + idle,
            )
    return found


def _verdict(found: Mapping[str, Any]) -> Verdict:
    return Verdict(Status(found["status"]), Light(found["light"]), bool(found["was"]))


def _history(
    items: Collection[int], month: date, facts: Mapping[int, Facts]
) -> tuple[dict[int, tuple[Decimal, ...]], dict[int, Decimal], dict[int, Before]]:
    """Accepted figures of the months before, oldest first, by indicator; the last denominators; the last words."""
    found: dict[int, list[Decimal]] = defaultdict(list)
    denominators: dict[int, Decimal] = {}
    words: dict[int, Before] = {}
    rows = Line.objects.filter(of__item_id__in=items, of__period__month__lt=month, of__accepted_at__isnull=False)
    named = rows.order_by("of__period__month", "id").values_list(
        "indicator_id", "accepted", "accepted_denominator", "of__item_id", *(f"of__{name}" for name in WORDS)
    )
    for indicator_id, accepted, denominator, item_id, *said in named:
        if accepted is not None:
            found[indicator_id].append(_measured(accepted, denominator, facts.get(indicator_id)))
        if denominator is not None:
            denominators[indicator_id] = denominator
        words[item_id] = Before(*said)
    return {k: tuple(v) for k, v in found.items()}, denominators, words


def _measured(accepted: Decimal, denominator: Decimal | None, facts: Facts | None) -> Decimal:
    """The accepted figure as the checks compare it: for a rate made of two parts, the ratio in per cent."""
    is_rate = facts is not None and facts.type is IndicatorType.RATE
    made = ratio(accepted, denominator) if is_rate else None
    return accepted if made is None else made


def _evidence(return_ids: Collection[int]) -> dict[int, tuple[Piece, ...]]:
    """Evidence by line id; a piece is reused when the same bytes support a line of another item or month."""
    others = LineEvidence.objects.filter(file__sha256=OuterRef("file__sha256")).exclude(line_id=OuterRef("line_id"))
    rows: Iterable[Any] = (
        LineEvidence.objects.filter(line__of_id__in=return_ids)
        .select_related("file")
        .annotate(is_reused=Exists(others))
        .order_by("id")
    )
    found: dict[int, list[Piece]] = defaultdict(list)
    for e in rows:
        taken = e.file.taken_at.astimezone(CHINA).date() if e.file.taken_at else None
        found[e.line_id].append(Piece(e.pk, e.file_id, e.file.name, e.file.size, taken, e.is_reused))
    return {k: tuple(v) for k, v in found.items()}
