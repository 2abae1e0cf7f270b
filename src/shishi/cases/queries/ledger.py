"""A kind's register as rows of text, in the columns the office keeps it in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from shishi.cases.kinds import CaseKind
from shishi.cases.kinds.answers import ANSWERS
from shishi.cases.models import Case, CaseFile, CaseStep
from shishi.cases.queries.lists import local_day
from shishi.cases.queries.past import said_of

MOST = 20_000


def ledger_rows(kind: CaseKind, cases: Iterable[Case], columns: Iterable[tuple[str, str]]) -> list[tuple[Any, ...]]:
    """The register's rows, one a case. Three queries, however many the cases."""
    many = list(cases)
    ids = [case.pk for case in many]
    answered: dict[int, dict[str, CaseStep]] = defaultdict(dict)
    for step in CaseStep.objects.filter(case__in=ids).order_by("id"):
        answered[step.case_id][step.name] = step
    counted = CaseFile.objects.filter(case__in=ids, answer__in=ANSWERS).values("case_id").annotate(n=Count("id"))
    n_files = {row["case_id"]: row["n"] for row in counted}
    wanted = tuple(columns)
    return [
        tuple(cell_of(kind, n, case, answered[case.pk], n_files.get(case.pk, 0), where) for _label, where in wanted)
        for n, case in enumerate(many, 1)
    ]


def cell_of(kind: CaseKind, n: int, case: Case, steps: Mapping[str, CaseStep], n_files: int, where: str) -> Any:
    if where == "#":
        return n
    if where == "proofs":
        return n_files
    if where == "closed":
        return _("是") if case.outcome in kind.done and case.closed_at else _("否")
    if "." in where:
        return _answered(kind, steps, *where.split("."))
    value = getattr(case, where)
    if where.endswith("_at"):
        return local_day(value)
    if where.endswith("_on"):
        return f"{value:%Y-%m-%d}" if value else ""
    if where.startswith("is_"):
        return _("是") if value else _("否")
    if where in ("unit", "raiser", "item", "sponsor"):
        return str(value) if value else ""
    if where == "type":
        return _(kind.type_label(value))
    if where == "source":
        return _(kind.sources.get(value, value))
    if where in ANSWERS and ANSWERS[where].choices:
        return _(ANSWERS[where].choices.get(value, value))
    return value


def _answered(kind: CaseKind, steps: Mapping[str, CaseStep], name: str, answer: str) -> str:
    step = steps.get(name)
    if step is None:
        return ""
    if answer == "who":
        return step.person_name
    if answer == "at":
        return local_day(step.at)
    said = said_of(kind, answer, step.answers.get(answer, ""), {})
    return said.value if said else ""
