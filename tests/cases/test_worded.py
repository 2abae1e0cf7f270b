"""Words are looked up within the reader's regions or unit; what is found is what would be found without that."""

from __future__ import annotations

from datetime import date

import pytest

from shishi.cases.actions.finding import index
from shishi.cases.models import Case
from shishi.cases.models.case import regions_reached
from shishi.cases.queries.lists import Wanted, cases_for
from shishi.cases.queries.worded import with_words
from shishi.lib import clock
from tests.cases import good_deeds as deeds
from tests.cases import stories

pytestmark = pytest.mark.django_db
WORDS = "消防通道"


@pytest.fixture
def spread(world):
    """Cases in the county, in a township, of units, of another county, put out, and one that says something else."""
    cast = deeds.people(world)
    stories.problem(cast, title="消防通道甲")
    stories.assigned(cast, title="消防通道乙")
    stories.problem(cast, title="消防通道丙", region=cast.regions["town"])
    stories.request(cast, title="消防通道丁")
    stories.problem(cast, title="别的事情", text="另一件。")
    deeds.published(cast, title="消防通道戊")
    elsewhere = stories.problem(cast, title="消防通道己")
    elsewhere.region_path = elsewhere.home_path = cast.regions["other"].path
    elsewhere.save()
    index([elsewhere])
    return cast


def test_everybody_finds_what_they_reach_and_nothing_else(spread):
    n_found = 0
    for who in (*spread.posts, "village", "volunteer", "hotline"):
        actor = spread.actor(who)
        reached = Case.objects.visible_to(actor)
        found = {case.title for case in reached.filter(with_words(WORDS, actor))}
        assert found == {case.title for case in reached if WORDS in case.title}, who
        n_found += len(found)
    assert n_found > 20


def test_only_who_reaches_by_region_alone_is_bound_to_regions(spread):
    assert regions_reached(spread.actor("clerk")) == (spread.regions["county"].path,)
    for who in ("liaison", "township", "volunteer"):
        assert regions_reached(spread.actor(who)) == (), who


def test_the_list_looks_words_up(spread):
    found = cases_for(spread.actor("clerk"), Wanted(text="通道 乙"))
    assert [row.title for row in found.rows] == ["消防通道乙"]


def test_open_cases_are_looked_up_among_the_open_ones(spread):
    stories.closed(spread, title="消防通道庚")
    for who in ("clerk", "liaison", "city", "leader"):
        actor = spread.actor(who)
        reached = Case.objects.visible_to(actor).open()
        found = {row.title for row in cases_for(actor, Wanted(text=WORDS)).rows}
        assert found == {case.title for case in reached if WORDS in case.title}, who
        everything = {row.title for row in cases_for(actor, Wanted(text=WORDS, state="all")).rows}
        assert everything == found | {"消防通道庚"}, who


OPENED = ("2023-09-14", "2023-09-02", "2023-08-30", "2023-07-31", "2023-07-01", "2023-02-28", "2021-12-31")


@pytest.mark.parametrize("who", ["clerk", "city", "liaison"])
@pytest.mark.parametrize("text", [WORDS, "通道", "tongdao"])
def test_the_latest_come_first_whatever_months_they_lie_in(cast, who, text):
    """Pages of two walk through months with many, months with one and years with none."""
    cases = []
    for n, day in enumerate(OPENED):
        case = stories.assigned(cast, title=f"消防通道{n}", text="堆放杂物。")
        case.opened_at = clock.at(date.fromisoformat(day))
        case.save()
        cases.append(case)
    index(cases)
    found, after = [], ""
    for _page in range(len(OPENED)):
        page = cases_for(cast.actor(who), Wanted(text=text, state="all", after=after), limit=2)
        found += [row.title for row in page.rows]
        if not (after := page.after):
            break
    assert found == [f"消防通道{n}" for n in range(len(OPENED))]


def test_words_of_one_month_are_looked_up_in_it(cast, django_assert_max_num_queries):
    case = stories.problem(cast, title="消防通道甲")
    stories.problem(cast, title="消防通道乙")
    case.opened_at = clock.at(date(2023, 5, 31), 23)
    case.save()
    index([case])
    clerk = cast.actor("clerk")
    with django_assert_max_num_queries(3):
        page = cases_for(clerk, Wanted(text=WORDS, state="all", month=date(2023, 5, 1)))
    assert [row.title for row in page.rows] == ["消防通道甲"]


def test_a_unit_finds_what_the_city_charged_it_with(cast):
    case = stories.assigned(cast, title="消防通道甲")
    case.region_path = case.home_path = cast.regions["city"].path
    case.save()
    index([case])
    for state in ("open", "all"):
        found = cases_for(cast.actor("liaison"), Wanted(text=WORDS, state=state))
        assert [row.id for row in found.rows] == [case.pk], state
    assert cases_for(cast.actor("clerk"), Wanted(text=WORDS)).rows == ()
