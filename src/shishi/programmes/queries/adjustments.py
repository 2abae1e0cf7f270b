"""Changes asked for and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import FETCH_RAISE, QuerySet

from shishi.programmes.models import Adjustment, Item, Programme
from shishi.rules.authority import Actor


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """A change asked for, and what became of it."""

    id: int
    item_id: int
    item: str
    unit: str
    indicator: str
    unit_label: str
    effect: str
    effect_label: str
    reason_label: str
    explanation: str
    old_target: Decimal | None
    new_target: Decimal | None
    old_due_on: date | None
    new_due_on: date | None
    number: str
    stage: str
    stage_label: str
    asked_by: str
    asked_at: datetime
    reviewed_by: str
    review_opinion: str
    decided_by: str
    decided_at: datetime | None
    opinion: str
    since: date | None
    version: int


def adjustments(programme: Programme, actor: Actor, stage: str = "") -> list[AdjustmentRow]:
    """The programme's adjustments within reach, newest first; of one stage where given. One query."""
    found = Adjustment.objects.visible_to(actor).filter(item__programme=programme).order_by("-id")
    return [adjustment_row(one) for one in fetched(found.filter(stage=stage) if stage else found)]


def askable(programme: Programme, actor: Actor) -> list[tuple[int, str]]:
    """Issued items the actor's own unit leads, for which it may ask; in list order. One query."""
    mine = Item.objects.visible_to(actor).filter(programme=programme, unit_id=actor.org_id or 0)
    done = [Item.Stage.DRAFT, Item.Stage.TERMINATED, Item.Stage.COMPLETED]
    return list(mine.exclude(stage__in=done).order_by("seq", "id").values_list("pk", "title"))


def fetched(rows: QuerySet[Adjustment]) -> QuerySet[Adjustment]:
    """The rows with all that a line shows of them. One query."""
    return rows.select_related("item__unit", "indicator", "asked_by", "reviewed_by", "decided_by").fetch_mode(
        FETCH_RAISE
    )


def adjustment_row(a: Adjustment) -> AdjustmentRow:
    """One line, of a row from `fetched`."""
    return AdjustmentRow(
        a.pk,
        a.item_id,
        a.item.title,
        a.item.unit.short,
        a.indicator.name if a.indicator else "",
        a.indicator.unit_label if a.indicator else "",
        a.effect,
        a.get_effect_display(),
        a.get_reason_display(),
        a.explanation,
        a.old_target,
        a.new_target,
        a.old_due_on,
        a.new_due_on,
        a.number,
        a.stage,
        a.get_stage_display(),
        a.asked_by.name,
        a.asked_at,
        a.reviewed_by.name if a.reviewed_by else "",
        a.review_opinion,
        a.decided_by.name if a.decided_by else "",
        a.decided_at,
        a.opinion,
        a.since,
        a.version,
    )
