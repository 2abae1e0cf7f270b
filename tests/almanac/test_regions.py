"""Local days hold in the region that made them and below it, and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from shishi.almanac import actions, queries
from shishi.almanac.models import Day
from shishi.lib.refusal import NotYours, Refused

pytestmark = pytest.mark.django_db
FESTIVAL = date(2023, 9, 12)


@pytest.fixture
def almanac(world):
    actions.ensure_loaded()
    return world


def off_in(world, on: date) -> set[str]:
    return {name for name, region in world.regions.items() if not queries.calendar(region.path).is_workday(on)}


def test_a_countys_day_holds_there_and_below_only(almanac) -> None:
    actions.add_local(FESTIVAL, "县庆", "", almanac.actor("head"))
    assert off_in(almanac, FESTIVAL) == {"county", "town", "town2"}
    assert queries.calendar().is_workday(FESTIVAL)


def test_two_counties_may_have_the_same_day_and_a_city_adds_one_above_them(almanac) -> None:
    actions.add_local(FESTIVAL, "县庆", "am", almanac.actor("head"))
    actions.add_local(FESTIVAL, "县庆", "", almanac.actor("stranger"))
    assert off_in(almanac, FESTIVAL) == {"other", "other_town"}

    city = almanac.regions["city"]
    year = Day.objects.filter(on=FESTIVAL).first().year
    Day.objects.create(year=year, on=FESTIVAL, is_workday=False, is_local=True, half="pm", name="市庆", region=city)
    actions._touch(year)
    assert off_in(almanac, FESTIVAL) == {"county", "town", "town2", "other", "other_town"}
    assert queries.calendar(city.path).afternoons_off == {FESTIVAL}
    assert not queries.calendar(almanac.regions["town"].path).afternoons_off


def test_a_day_somebody_above_has_arranged_is_refused(almanac) -> None:
    actions.add_local(FESTIVAL, "县庆", "", almanac.actor("head"))
    with pytest.raises(Refused, match="县庆"):
        actions.add_local(FESTIVAL, "又一个", "am", almanac.actor("head"))


def test_an_unchanged_calendar_of_any_region_costs_one_query_and_a_changed_one_two(
    almanac, django_assert_num_queries
) -> None:
    actions.add_local(FESTIVAL, "县庆", "", almanac.actor("head"))
    county, city = almanac.regions["county"].path, almanac.regions["city"].path
    with django_assert_num_queries(2):
        queries.calendar(county)
    with django_assert_num_queries(1):
        almanac_of = queries.calendars()
        assert almanac_of.at(city) is almanac_of.at("")
        assert almanac_of.at(county) is almanac_of.at(almanac.regions["town"].path)
    head = almanac.actor("head")
    with django_assert_num_queries(3):
        queries.year_page(2023, head)
    with django_assert_num_queries(3):
        queries.year_days(2023, county)


def test_nobody_takes_back_the_day_of_another_region(almanac) -> None:
    theirs = actions.add_local(FESTIVAL, "县庆", "", almanac.actor("stranger"))
    actions.remove_local(theirs.pk, almanac.actor("head"))
    assert Day.objects.filter(pk=theirs.pk).exists()

    above = Day.objects.create(
        year=theirs.year,
        on=date(2023, 9, 13),
        is_workday=False,
        is_local=True,
        name="市庆",
        region=almanac.regions["city"],
    )
    with pytest.raises(NotYours):
        actions.remove_local(above.pk, almanac.actor("head"))


def test_the_page_shows_what_concerns_the_region_and_takes_back_its_own(client, almanac) -> None:
    mine = actions.add_local(FESTIVAL, "湘水县庆", "am", almanac.actor("head"))
    actions.add_local(date(2023, 9, 14), "韶峰县庆", "", almanac.actor("stranger"))
    client.force_login(almanac.account("head"))
    page = client.get("/system/holidays/?year=2023").content.decode()
    assert "湘水县庆" in page
    assert "韶峰县庆" not in page
    answer = client.post(f"/system/holidays/local/{mine.pk}/remove/", {"year": "2023"})
    assert answer["Location"].endswith("?year=2023")
    assert not Day.objects.filter(pk=mine.pk).exists()
