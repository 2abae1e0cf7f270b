"""What the unit's answer needs."""

from __future__ import annotations

from typing import Any

from shishi.cases.models import CaseStep
from shishi.letters.models import Letter, UnitSeal
from shishi.letters.queries.paper import REPLY_PARTS


def seal_of(org_id: int) -> UnitSeal | None:
    """The picture of the unit's seal, if one is kept. One query."""
    return UnitSeal.objects.filter(org=org_id).select_related("file").first()


def begun_with(letter: Letter) -> dict[str, Any]:
    """What the answer's form begins with: what the liaison drafted, what was sent and came back, or who answers for it.
    One query at most.
    """
    if letter.reply_draft:
        return dict(letter.reply_draft)
    before = CaseStep.objects.filter(case=letter.case_id, name="reply").order_by("-id")
    last = before.values_list("answers", flat=True).first()
    return {n: last[n] for n in REPLY_PARTS if last.get(n)} if last else {"duty_person": letter.case.duty_person}


def why_returned(letter: Letter) -> str:
    """Why the last answer came back; empty where none did in this round. One query."""
    step = CaseStep.objects.filter(case=letter.case_id, name__in=("reply", "redo")).order_by("-id").first()
    return str(step.answers.get("reason", "")) if step and step.name == "redo" else ""
