"""Cases in the search: by number, title, text, topic and enterprise; what is restricted is not found there."""

from __future__ import annotations

from collections.abc import Iterable

from shishi.cases.models import Case, CasePart
from shishi.rules.authority import OPEN
from shishi.rules.deadlines import local
from shishi.search import actions as search

# What a case is found by, besides its units and whether it is open.
TOLD = (
    *("title", "text", "topic", "enterprise", "place", "outside_number"),
    *("region_path", "item_id", "secrecy"),
)


def index(cases: Iterable[Case]) -> None:
    """Put cases into the search, or take restricted ones out of it. Twelve queries, however many; none for none."""
    many = list(cases)
    if not many:
        return
    units = _units([case.pk for case in many])
    search.remove("case", [case.pk for case in many if case.secrecy != OPEN])
    search.put_many(
        search.Found(
            kind="case",
            subject_id=case.pk,
            title=case.title,
            route="case",
            region_path=case.region_path,
            text=f"{case.topic} {case.enterprise} {case.place} {case.outside_number} {case.text[:500]}",
            note=case.number,
            unit_ids=units.get(case.pk, ()),
            item_id=case.item_id,
            since=local(case.opened_at).date(),
            is_open=case.is_open,
        )
        for case in many
        if case.secrecy == OPEN
    )


def follow_units(case_ids: Iterable[int]) -> None:
    """Let the units charged with some cases find them, and those released find them no more. Four queries."""
    ids = sorted(set(case_ids))
    if ids:
        units = _units(ids)
        search.change_units("case", {pk: units.get(pk, []) for pk in ids})


def settle(case_ids: Iterable[int]) -> None:
    """Let cases that are over no longer stand among the open ones. Two queries, none for none."""
    if ids := sorted(case_ids):
        search.settle("case", ids)


def _units(case_ids: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for case_id, unit_id in CasePart.objects.filter(case__in=list(case_ids)).values_list("case_id", "unit_id"):
        found.setdefault(case_id, []).append(unit_id)
    return found
