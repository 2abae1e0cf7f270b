"""Sending an inspection's papers for issue."""

from __future__ import annotations

from shishi.documents.actions import Draft, send_for_issue
from shishi.documents.kinds import kind_of
from shishi.documents.models import Paper
from shishi.inspections.models import Inspection, InspectionPaper
from shishi.inspections.queries.papers import VALUES
from shishi.lib import clock
from shishi.rules.authority import Actor


def send(row: Inspection, kind: str, actor: Actor) -> Paper:
    """Number, freeze and queue one paper, in the caller's transaction."""
    today = clock.today()
    draft = Draft(
        kind=kind,
        title=f"{row.title}{kind_of(kind).label}",
        home=f"/inspections/{row.pk}/",
        value_of=lambda number: VALUES[kind](row, number, today),
    )
    paper = send_for_issue(row.office, draft, actor)
    InspectionPaper.objects.create(inspection=row, paper=paper)
    return paper
