"""What came of a campaign: which units checked themselves, what they found, what of it is put right."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from shishi.cases.models import Case, CasePart
from shishi.cases.queries.sets import closed_well
from shishi.rules.authority import ANSWERING, CLEARED, Actor


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """One unit: what it says it checked and found, and the problems it registered. `differs` when the two disagree."""

    part_id: int
    unit_id: int
    unit: str
    is_done: bool
    report: str
    n_checked: int | None
    n_found: int | None
    n_problems: int
    n_rectified: int

    @property
    def differs(self) -> bool:
        return self.is_done and (self.n_found or 0) != self.n_problems


@dataclass(frozen=True, slots=True)
class Campaign:
    """The units, those that reported, and the sums. `n_clues` is None for whoever may not know of any."""

    rows: tuple[CampaignRow, ...]
    n_reported: int
    n_checked: int
    n_found: int
    n_problems: int
    n_rectified: int
    n_clues: int | None


def campaign(case: Case, actor: Actor) -> Campaign:
    """What came of it, as far as the reader reaches; a unit sees its own row. Two queries, one more for the cleared."""
    parts = CasePart.objects.filter(case=case, is_lead=False).exclude(unit=case.raiser_id).select_related("unit")
    if actor.is_any(ANSWERING):
        parts = parts.filter(unit=actor.org_id or 0)
    problems, rectified = _problems(case, actor)
    rows = tuple(
        CampaignRow(
            part_id=part.pk,
            unit_id=part.unit_id,
            unit=part.unit.name,
            is_done=part.stage == CasePart.Stage.DONE,
            report=part.report,
            n_checked=part.n_checked,
            n_found=part.n_found,
            n_problems=problems[part.unit_id],
            n_rectified=rectified[part.unit_id],
        )
        for part in parts.order_by("unit__region_path", "unit__sort", "id")
    )
    return Campaign(
        rows=rows,
        n_reported=sum(row.is_done for row in rows),
        n_checked=sum(row.n_checked or 0 for row in rows),
        n_found=sum(row.n_found or 0 for row in rows),
        n_problems=problems.total(),
        n_rectified=rectified.total(),
        n_clues=_clues(case, actor),
    )


def _problems(case: Case, actor: Actor) -> tuple[Counter[int | None], Counter[int | None]]:
    """By the organisation that raised them: problems that came out of the campaign, and those put right."""
    linked = Case.objects.visible_to(actor).filter(kind="problem", links__other=case).order_by()
    counted = linked.values_list("raiser_id").annotate(
        n=Count("id", distinct=True), n_done=Count("id", filter=closed_well(), distinct=True)
    )
    found, done = Counter[int | None](), Counter[int | None]()
    for raiser, n, n_done in counted:
        found[raiser], done[raiser] = n, n_done
    return found, done


def _clues(case: Case, actor: Actor) -> int | None:
    if not actor.is_any(CLEARED):
        return None
    clues = Case.objects.visible_to(actor).filter(kind="clue")
    found = Q(links__other=case) | Q(links__other__links__other=case)
    return clues.filter(found).distinct().count()
