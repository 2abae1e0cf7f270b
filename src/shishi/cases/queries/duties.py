"""What the duty list says of a case beside what every list says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shishi.cases.models import Case, CaseStep
from shishi.lib.text import shorten

LENGTH = 60


@dataclass(frozen=True, slots=True)
class Duty:
    """What is to be done, by whom, until when, and how far it is: as told last."""

    measure: str
    progress: str
    person: str
    due_at: datetime | None


def duties_of(case_ids: Iterable[int]) -> dict[int, Duty]:
    """The duties of some cases. Two queries."""
    ids = list(case_ids)
    told: dict[tuple[int, str], str] = {}
    for case_id, answers in CaseStep.objects.filter(case__in=ids).order_by("id").values_list("case_id", "answers"):
        for name in ("measure", "progress", "done"):
            if said := answers.get(name):
                told[case_id, "progress" if name == "done" else name] = shorten(str(said), LENGTH)
    rows = Case.objects.filter(pk__in=ids).values_list("pk", "duty_person", "due_at")
    return {
        pk: Duty(told.get((pk, "measure"), ""), told.get((pk, "progress"), ""), person, due_at)
        for pk, person, due_at in rows
    }
