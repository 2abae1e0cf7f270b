"""A year written directly leaves the same standings as one that people filled, approved and accepted."""

from __future__ import annotations

import pytest
from bench.city import County, Size

from bench import city, year
from shishi.lib import clock
from shishi.reports.models import Standing

SMALL = Size(counties=2, items=6, months=3, sites=0, units=3, towns=2)
NAMES_A_COUNTY = {"id", "updated_at", "programme_id", "subject", "region_path", "unit_id", "matter_id", "item_id"}


@pytest.fixture
def counties(db: None) -> list[County]:
    found = city.build(SMALL)
    yield found
    clock.stop_rehearsing()


def rows_of(county: County) -> list[dict[str, object]]:
    """The county's standings without what names it."""
    names = [f.attname for f in Standing._meta.concrete_fields if f.attname not in NAMES_A_COUNTY]
    rows = list(
        Standing.objects.filter(programme=county.programme).order_by("month", "kind", "sort", "id").values(*names)
    )
    return [row for row in rows if row["kind"] != "region"] + [
        row | {"label": ""} for row in rows if row["kind"] == "region"
    ]


def test_both_ways_of_making_a_year_leave_equal_standings(counties):
    first, second = counties
    ways = {first.number: year.through_actions, second.number: year.inserted}
    year.run(counties, SMALL.months, lambda county, period, last: ways[county.number](county, period, last))
    acted, written = rows_of(first), rows_of(second)
    assert len(acted) == len(written) > 40
    assert [pair for pair in zip(acted, written, strict=True) if pair[0] != pair[1]] == []
    assert {row["light"] for row in acted} >= {"green", "yellow"}
