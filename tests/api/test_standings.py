"""Programs read where everything stands: the same rows, from the same questions, as the pages."""

from datetime import date
from decimal import Decimal

import pytest

from shishi.journal.models import Entry
from shishi.lib.rest import plain
from shishi.reports.models import Cut
from shishi.reports.queries.rows import rows
from shishi.reports.queries.standings import headline
from shishi.reports.queries.traces import trace
from tests.reports import year as a_year
from tests.world import TODAY

AUGUST = date(2023, 8, 1)
SAME = ("label", "light", "status", "n_met", "n_total", "n_due", "n_accepted")
WHO = ["clerk", "leader", "city", "liaison", "health_head"]


@pytest.fixture
def year(world):
    """August 2023 with one figure accepted, on the cast's day."""
    year = a_year.build(world)
    year.go(date(2023, 8, 2))
    year.accept("schools", 8, 200)
    year.go(TODAY)
    return year


@pytest.mark.parametrize("who", WHO)
def test_page_and_program_read_the_same_standings(program, year, world, who):
    shown = rows(year.programme, world.actor(who), month=AUGUST, kinds=["item", "unit", "matter", "programme"])
    found = program(who).get(f"/programmes/{year.programme.pk}/standings", {"month": "2023-08", "limit": 200}).json()
    by_id = {row["id"]: row for row in found["rows"]}
    assert shown
    for row in shown:
        one = by_id[row.id]
        assert (one["label"], one["light"], one["n_met"], one["n_total"]) == (
            row.label,
            row.light,
            row.n_met,
            row.n_total,
        )
        assert one["rate"] == (None if row.rate is None else plain(row.rate))


@pytest.mark.parametrize("who", WHO)
def test_the_headline_is_the_pages(program, year, world, who):
    shown = headline(year.programme, AUGUST, world.actor(who))
    found = program(who).get(f"/programmes/{year.programme.pk}/headline", {"month": "2023-08"}).json()
    assert found["items"]["total"] == shown.items.total
    assert found["items"]["by_light"] == dict(shown.items.by_light)
    assert found["n_accepted"] == shown.n_accepted


def test_without_a_month_the_one_in_force_is_meant(program, year):
    clerk, path = program("clerk"), f"/programmes/{year.programme.pk}/standings"
    assert {row["month"] for row in clerk.get(path).json()["rows"]} == {"2023-08-01"}
    assert clerk.get(path, {"month": "2023-13"}).status_code == 400
    assert clerk.get(path, {"month": "0000-01"}).status_code == 400


def test_a_figure_opens_to_what_it_was_made_of(program, year, world):
    standing = year.row("indicator", year.indicators["schools"].pk, 8)
    found = program("clerk").get(f"/standings/{standing.pk}/trace").json()
    shown = trace(standing.pk, world.actor("clerk"))
    assert found["words"] == list(shown.words)
    assert [part["label"] for part in found["parts"]] == [part.label for part in shown.parts]
    assert Decimal(found["row"]["accepted"]) == 200


def test_the_office_freezes_a_day_once(program, year):
    clerk, path = program("clerk"), f"/programmes/{year.programme.pk}/cuts"
    first = clerk.post(path, {"on": str(TODAY)}, Idempotency_Key="cut-1")
    again = clerk.post(path, {"on": str(TODAY)}, Idempotency_Key="cut-1")
    assert (first.status_code, again.content) == (201, first.content)
    assert Cut.objects.filter(occasion="office").count() == 1
    assert Entry.objects.filter(verb="cut.make", subject_id=first.json()["id"]).count() == 1
    frozen = clerk.get(f"/cuts/{first.json()['id']}/standings", {"limit": 200}).json()["rows"]
    assert len(frozen) == first.json()["n_rows"]


@pytest.mark.parametrize(
    ("who", "body", "status"),
    [
        ("liaison", {"on": "2023-09-04"}, 403),
        ("stranger", {"on": "2023-09-04"}, 404),
        ("clerk", {"on": "2023-09-05"}, 422),
        ("clerk", {"on": "2023-09-04", "occasion": "lock"}, 400),
        ("clerk", {"on": "soon"}, 400),
    ],
)
def test_a_cut_that_may_not_be_is_refused(program, year, who, body, status):
    answer = program(who).post(f"/programmes/{year.programme.pk}/cuts", body)
    assert answer.status_code == status
    assert answer.json()["sentence"]
    assert not Cut.objects.filter(occasion="office").exists()
