"""Words are looked up within the reader's regions or unit; what is found is what would be found without that."""

from __future__ import annotations

import pytest

from shishi.cases.actions.finding import index
from shishi.cases.models import Case
from shishi.cases.models.case import regions_reached
from shishi.cases.queries.lists import Wanted, cases_for
from shishi.cases.queries.worded import with_words
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
