"""Cases in the search: by number, title, text and topic; what is restricted is not found there."""

from __future__ import annotations

from collections.abc import Iterable

from shishi.cases.models import Case, CasePart
from shishi.rules.authority import OPEN
from shishi.search import actions as search


def index(cases: Iterable[Case]) -> None:
    """Put cases into the search, or take restricted ones out of it."""
    many = list(cases)
    units: dict[int, list[int]] = {}
    for case_id, unit_id in CasePart.objects.filter(case__in=[c.pk for c in many]).values_list("case_id", "unit_id"):
        units.setdefault(case_id, []).append(unit_id)
    search.remove("case", [case.pk for case in many if case.secrecy != OPEN])
    search.put_many(
        search.Found(
            kind="case",
            subject_id=case.pk,
            title=case.title,
            route="case",
            region_path=case.region_path,
            text=f"{case.topic} {case.place} {case.text[:500]}",
            note=case.number,
            unit_ids=units.get(case.pk, ()),
            item_id=case.item_id,
        )
        for case in many
        if case.secrecy == OPEN
    )
