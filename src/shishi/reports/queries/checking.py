"""What the checks on a return need to know of the past, read for many returns at once; and the checks themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum

from shishi.funds.queries import FundsTotal, totals_by_item
from shishi.lib.clock import CHINA
from shishi.programmes.models import Site
from shishi.reports.models import Line, LineEvidence, Return, Standing
from shishi.reports.queries.measures import Facts, Judged, as_of_day, facts_of, judge_figure, measure_of, thresholds_of
from shishi.rules import quality
from shishi.rules.findings import Finding
from shishi.rules.indicators import SUMMED, IndicatorType
from shishi.rules.lights import Light, Status, Verdict
from shishi.rules.periods import next_month
from shishi.rules.rates import ratio

ONE = Decimal(1)
STANDS = frozenset({Site.Stage.FINISHED, Site.Stage.ACCEPTED, Site.Stage.IN_USE, Site.Stage.IDLE})
STARTS = STANDS | {Site.Stage.STARTED}


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
    history: Mapping[int, tuple[Decimal, ...]]
    denominators: Mapping[int, Decimal]
    verdicts: Mapping[int, Verdict]
    evidence: Mapping[int, tuple[Piece, ...]]
    sites: Mapping[int, Sites]
    funds: Mapping[int, FundsTotal]
    words: Mapping[int, Before]
    as_of: date

    def is_first(self, facts: Facts) -> bool:
        """Whether this is the item's first indicator, under which what concerns the whole item is said once."""
        return next(f.id for f in self.facts.values() if f.item_id == facts.item_id) == facts.id


@dataclass(frozen=True, slots=True)
class Draft:
    """A line as it stands on the form, in base units, with the words of its return."""

    value: Decimal | None
    denominator: Decimal | None = None
    reason: str = ""
    done: frozenset[int] = frozenset()
    progress: str = ""
    difficulty: str = ""
    next_step: str = ""
    needs_coordination: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """A line judged and checked."""

    judged: Judged
    findings: tuple[Finding, ...] = field(default=())

    @property
    def refusals(self) -> tuple[Finding, ...]:
        return quality.refusals(self.findings)

    @property
    def asks_reason(self) -> bool:
        """Whether a reason would turn what is found into a warning for the reviewer."""
        return any(f.code in EXPLAINABLE for f in self.findings)


EXPLAINABLE = frozenset({"cumulative_falls", "jump", "over_remaining", "unit_mismatch", "paid_over_arrived"})


def past_of(returns: Sequence[Return], today: date) -> Past:
    """What is known of the returns of one month. Seven queries, and one each for milestones and typed curves."""
    items = sorted({r.item_id for r in returns})
    month = returns[0].period.month if returns else today.replace(day=1)
    as_of = as_of_day(month, today)
    facts = facts_of(items, month, as_of)
    history, denominators, words = _history(items, month, facts)
    return Past(
        facts=facts,
        history=history,
        denominators=denominators,
        verdicts=_verdicts(items, month),
        evidence=_evidence([r.pk for r in returns]),
        sites=_sites(facts),
        funds=totals_by_item(items, as_of),
        words=words,
        as_of=as_of,
    )


def check(row: Return, facts: Facts, line_id: int, draft: Draft, past: Past) -> Checked:
    """The line judged and checked as if it were submitted now; asks the database nothing."""
    measure = measure_of(facts, draft.value, draft.denominator, draft.done or None)
    judged = judge_figure(
        facts, measure, past.as_of, thresholds_of(row.programme), last_locked=past.verdicts.get(facts.id)
    )
    return Checked(judged, quality.check_line(_as_line(row, facts, line_id, draft, past, judged)))


def _as_line(row: Return, facts: Facts, line_id: int, draft: Draft, past: Past, judged: Judged) -> quality.Line:
    """The line as the statute book checks it, in printed units."""
    unit = Decimal(facts.scale)
    pieces, sites = past.evidence.get(line_id, ()), past.sites.get(facts.id, Sites())
    funds = past.funds.get(facts.item_id) if past.is_first(facts) else None
    is_rate = facts.type is IndicatorType.RATE
    value = _in(draft.value, unit)
    if is_rate or facts.type is IndicatorType.MILESTONE:
        value = judged.measure.measured if is_rate else judged.rate
    target = draft.denominator if facts.type is IndicatorType.COVERAGE and draft.denominator else facts.target
    stands = sites.started if facts.type is IndicatorType.START_COUNT else sites.standing
    return quality.Line(
        name=facts.name,
        type=facts.type,
        month=row.period.month,
        value=value,
        target=target if is_rate else _in(target, unit),
        unit=facts.unit,
        history=tuple(h if is_rate else h / unit for h in past.history.get(facts.id, ())),
        reason=draft.reason,
        decimal_places=None if is_rate else facts.decimals,
        is_green=judged.verdict.light is Light.GREEN,
        is_last_month=next_month(row.period.month) > facts.due_on,
        text=draft.progress + draft.difficulty + draft.next_step,
        difficulty=draft.difficulty,
        needs_coordination=draft.needs_coordination,
        funds_arrived=funds.arrived if funds else None,
        funds_paid=funds.paid if funds else None,
        needs_evidence=bool(facts.evidence_asked),
        n_evidence=len(pieces),
        n_reused=sum(p.is_reused for p in pieces),
        photo_days=tuple(p.taken_on for p in pieces if p.taken_on),
        sites_sum=stands / unit if sites.n and facts.type in SUMMED else None,
        n_sites_not_in_use=sites.n_not_in_use,
    )


def _in(value: Decimal | None, unit: Decimal) -> Decimal | None:
    return None if value is None else value / unit


def _history(
    items: Collection[int], month: date, facts: Mapping[int, Facts]
) -> tuple[dict[int, tuple[Decimal, ...]], dict[int, Decimal], dict[int, Before]]:
    """Accepted figures of the months before, oldest first, by indicator; the last denominators; the last words."""
    found: dict[int, list[Decimal]] = defaultdict(list)
    denominators: dict[int, Decimal] = {}
    words: dict[int, Before] = {}
    rows = Line.objects.filter(of__item_id__in=items, of__period__month__lt=month, of__accepted_at__isnull=False)
    for line in rows.select_related("of").order_by("of__period__month", "id"):
        if line.accepted is not None:
            found[line.indicator_id].append(_measured(line, facts.get(line.indicator_id)))
        if line.accepted_denominator is not None:
            denominators[line.indicator_id] = line.accepted_denominator
        r = line.of
        words[r.item_id] = Before(r.progress, r.difficulty, r.needs_coordination, r.next_step, r.finish_expected_on)
    return {k: tuple(v) for k, v in found.items()}, denominators, words


def _measured(line: Line, facts: Facts | None) -> Decimal:
    """The accepted figure as the checks compare it: for a rate made of two parts, the ratio in per cent."""
    is_rate = facts is not None and facts.type is IndicatorType.RATE
    made = ratio(line.accepted, line.accepted_denominator) if is_rate else None
    return made if made is not None else line.accepted or Decimal(0)


def _verdicts(items: Collection[int], month: date) -> dict[int, Verdict]:
    """How each indicator stood when the month before was locked."""
    rows = Standing.objects.filter(
        item_id__in=items, kind=Standing.Kind.INDICATOR, month=next_month(month, -1)
    ).exclude(status="")
    return {int(s.subject): Verdict(Status(s.status), Light(s.light), s.was_behind) for s in rows}


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


def _sites(facts: Mapping[int, Facts]) -> dict[int, Sites]:
    """Sites by indicator; one without an indicator belongs to its item's only indicator."""
    alone = _only_indicators(facts.values())
    sums: dict[str, Any] = {
        "n": Count("id"),
        "standing": Sum("quantity", filter=Q(stage__in=STANDS)),
        "started": Sum("quantity", filter=Q(stage__in=STARTS)),
        "idle": Count("id", filter=~Q(stage=Site.Stage.IN_USE)),
    }
    rows: Iterable[Any] = (
        Site.objects.filter(item_id__in={f.item_id for f in facts.values()})
        .exclude(stage=Site.Stage.CANCELLED)
        .values("item_id", "indicator_id")
        .annotate(**sums)
        .order_by("item_id", "indicator_id")
    )
    found: dict[int, Sites] = {}
    for r in rows:
        owner = r["indicator_id"] or alone.get(r["item_id"])
        if owner:
            found[owner] = Sites(r["n"], r["standing"] or Decimal(0), r["started"] or Decimal(0), r["idle"])
    return found


def _only_indicators(facts: Iterable[Facts]) -> dict[int, int]:
    by_item: dict[int, list[int]] = defaultdict(list)
    for f in facts:
        by_item[f.item_id].append(f.id)
    return {item: ids[0] for item, ids in by_item.items() if len(ids) == 1}
