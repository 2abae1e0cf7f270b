"""The other sides of an item: places and steps, changes and money, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from shishi.funds.queries import FundsRow, FundsTotal, rows_of_item, totals_by_item
from shishi.journal.models import Entry
from shishi.journal.sentences import all_verbs, sentence_for
from shishi.programmes.models import Adjustment, Item, Site
from shishi.programmes.queries.adjustments import AdjustmentRow, adjustment_row, fetched
from shishi.programmes.queries.below import SITES_SHOWN, SiteRow, TaskRow, site_row, tasks_of
from shishi.programmes.queries.item import IndicatorSheet, PracticeRow, indicators_of
from shishi.reports.models import Return
from shishi.rules.authority import Actor
from shishi.rules.money import Funds
from shishi.ui.life import Moment

MOMENTS = 60


@dataclass(frozen=True, slots=True)
class Places:
    """The sites the reader reaches, at most 200 of `n_sites`, and the item's steps."""

    sites: tuple[SiteRow, ...]
    n_sites: int
    tasks: tuple[TaskRow, ...]

    @property
    def n_on_map(self) -> int:
        return sum(s.longitude is not None and s.latitude is not None for s in self.sites)


def places(item: Item, actor: Actor) -> Places:
    """Where the item is delivered and by which steps. Three queries."""
    reached = Site.objects.visible_to(actor).filter(item=item)
    rows = reached.select_related("region", "unit", "indicator").order_by("id")[:SITES_SHOWN]
    return Places(tuple(site_row(s) for s in rows), reached.count(), tasks_of(item))


@dataclass(frozen=True, slots=True)
class Changes:
    """What was promised and what became of it; the money; what others can copy."""

    indicators: tuple[IndicatorSheet, ...]
    adjustments: tuple[AdjustmentRow, ...]
    funds: Funds
    ledger: tuple[FundsRow, ...]
    practices: tuple[PracticeRow, ...]


def changes(item: Item) -> Changes:
    """The item's plan as it was and is. Eight queries."""
    total = totals_by_item([item.pk]).get(item.pk, FundsTotal())
    planned = item.funds_planned_yuan if item.funds_planned_yuan is not None else Decimal(0)
    practices = item.good_practices.order_by("-id")
    return Changes(
        tuple(indicators_of([item.pk])[item.pk]),
        tuple(adjustment_row(a) for a in fetched(Adjustment.objects.filter(item=item).order_by("-id"))),
        Funds(total.planned or planned, total.arrived, total.paid),
        tuple(rows_of_item(item.pk)),
        tuple(PracticeRow(p.pk, p.title, p.text, p.by_name, p.at) for p in practices),
    )


def moments(item: Item) -> Iterator[Moment]:
    """What was done to the item, its returns and its adjustments, latest first, at most sixty. One query."""
    own = Q(subject_kind="item", subject_id=item.pk)
    own |= Q(subject_kind="return", subject_id__in=Return.objects.filter(item=item).values("pk"))
    own |= Q(subject_kind="adjustment", subject_id__in=Adjustment.objects.filter(item=item).values("pk"))
    verbs = all_verbs()
    for e in Entry.objects.filter(own, verb__in=list(verbs)).order_by("-id")[:MOMENTS]:
        tone = "red" if e.is_refusal or e.verb.endswith((".return", ".refuse", ".reopen")) else ""
        tone = tone or ("green" if e.verb.endswith((".accept", ".approve")) else "")
        who = " ".join(filter(None, (e.actor_name, e.post_label)))
        yield Moment(e.at, sentence_for(e.verb, e.subject_label, e.facts), who, tone=tone)
