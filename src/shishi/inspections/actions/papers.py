"""Sending an inspection's papers for issue; one that was voided may be sent again under its next number."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.documents.actions.issuing import Draft, send_for_issue
from shishi.documents.kinds import kind_of
from shishi.documents.models import Paper
from shishi.inspections.actions.locking import opened, save
from shishi.inspections.chain import Stage
from shishi.inspections.models import Inspection, InspectionPaper
from shishi.inspections.queries.page import voided_of
from shishi.inspections.queries.papers import VALUES, titled
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.rules.authority import Actor


def send(row: Inspection, kind: str, actor: Actor) -> Paper:
    """Number, freeze and queue one paper, in the caller's transaction."""
    today = clock.today()
    draft = Draft(
        kind=kind,
        title=titled(row, kind_of(kind).label),
        home=f"/inspections/{row.pk}/",
        value_of=lambda number: VALUES[kind](row, number, today),
    )
    paper = send_for_issue(row.office, draft, actor)
    InspectionPaper.objects.create(inspection=row, paper=paper)
    return paper


@transaction.atomic
def make_again(pk: int, kind: str, version: int, actor: Actor) -> Paper:
    """Make a paper again whose number was voided. Refused while one of its kind stands or is in the making."""
    row = opened(pk, version, actor, (Stage.UNDER_WAY, Stage.CONCLUDED))
    if kind not in dict(voided_of(row)):
        raise Refused(_("这份文书没有作废，或者已经重新制作，不能重复印发。"))
    paper = send(row, kind, actor)
    save(row)
    record(row, "inspection.paper", actor, kind=kind, paper=paper.pk)
    return paper
