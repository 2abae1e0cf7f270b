"""Cases written by the generator are those that people leave behind them, column by column."""

from __future__ import annotations

import os
from typing import Any

import pytest
from bench.city import Size
from django.db.models import Model

from bench import case_multiplying, case_plans, case_rows, city
from shishi.cases.models import Asker, Case, CasePart, CaseStep
from shishi.journal.models import Entry, Telling
from shishi.lib import clock
from shishi.search.models import Entry as Found

# A thousand take most of a minute; every run proves fewer.
NUMBERED = {"number", "subject_label", "seal_id", "note"}
N = int(os.environ.get("SHISHI_BENCH_CASES", "150"))
TABLES: tuple[tuple[type[Model], str, str], ...] = (
    (Case, "number", "id"),
    (CaseStep, "case__number", "id case_id"),
    (CasePart, "case__number", "id case_id"),
    (Entry, "subject_label", "id subject_id post_id"),
    (Telling, "entry__subject_label", "id entry_id"),
    (Found, "note", "id subject_id"),
    (Asker, "case__number", "id case_id name_sealed phone_sealed code_digest"),
)


@pytest.fixture
def counties(db: None):
    yield case_plans.seat(city.build(Size(counties=2, items=3, sites=0, units=3, towns=1)))
    clock.stop_rehearsing()


def left() -> dict[str, list[dict[str, Any]]]:
    """Everything there is of cases, without ids; moments to the minute."""
    return {
        model._meta.db_table: [_plain(row, without) for row in _of_cases(model).order_by(by, "id").values()]
        for model, by, without in TABLES
    }


def _of_cases(model: type[Model]) -> Any:
    rows = model._default_manager.all()
    return {
        Entry: lambda: rows.filter(subject_kind="case"),
        Telling: lambda: rows.filter(entry__subject_kind="case"),
        Found: lambda: rows.filter(kind="case"),
    }.get(model, lambda: rows)()


def _plain(row: dict[str, Any], without: str) -> dict[str, Any]:
    return {
        name: f"{value:%F %H:%M}" if hasattr(value, "hour") else value
        for name, value in row.items()
        if name not in without.split()
    }


def test_cases_made_both_ways_are_equal(counties):
    plans = case_plans.plans(counties, N)
    case_rows.through_actions(plans)
    acted = left()
    assert acted["cases_case"]
    case_rows.forget()
    case_rows.inserted(plans)
    written = left()
    for name, rows in acted.items():
        assert len(rows) == len(written[name]), name
        assert [pair for pair in zip(rows, written[name], strict=True) if pair[0] != pair[1]][:2] == [], name
    assert len({(row["kind"], row["stage"]) for row in acted["cases_case"]}) > 3


def test_copies_differ_from_what_they_were_copied_from_in_ids_and_numbers_only(counties):
    case_rows.inserted(case_plans.plans(counties, 40))
    first = left()
    case_multiplying.take_aside()
    case_multiplying.fill(3, makes_way=False)
    copied = left()
    assert len({row["number"] for row in copied["cases_case"]}) == 3 * len(first["cases_case"])
    for name in ("cases_case", "cases_casestep", "cases_casepart", "cases_asker", "journal_entry", "search_entry"):
        kept = [{k: v for k, v in row.items() if k not in NUMBERED} for row in copied[name]]
        was = [{k: v for k, v in row.items() if k not in NUMBERED} for row in first[name]]
        assert all(kept.count(row) == 3 * was.count(row) for row in was), name
        assert len(kept) == 3 * len(was)
