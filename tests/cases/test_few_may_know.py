"""A restricted case told by nothing beside it: no letter, no sentence, no telling to those who may not know of it."""

from datetime import date

import pytest

from shishi.cases.actions import links
from shishi.cases.actions.units import close_unit
from shishi.cases.models import Case
from shishi.journal.models import Telling
from shishi.letters.actions.opening import open_for_case
from shishi.lib.refusal import Refused
from shishi.orgs.models import Post
from shishi.programmes.models import Programme
from tests.cases import stories
from tests.cases.test_clues_stay_hidden import discipline, handed  # noqa: F401

pytestmark = pytest.mark.django_db
OVER = date(2023, 12, 1)


def told(case: Case) -> set[int]:
    rows = Telling.objects.filter(entry__subject_kind="case", entry__subject_id=case.pk)
    return set(rows.values_list("person_id", flat=True))


def test_no_letter_carries_it_to_the_whole_office(handed):  # noqa: F811
    cast, _problem, clue = handed
    with pytest.raises(Refused, match="限定知悉"):
        open_for_case(clue, cast.actor("head"))
    assert Case.objects.filter(kind="letter").count() == 0


def test_no_leader_is_named_who_may_not_know_of_it(handed):  # noqa: F811
    cast, _problem, clue = handed
    with pytest.raises(Refused, match="现任领导"):
        links.take_on(clue, cast.actor("head"), cast.people["leader"])
    assert cast.people["leader"].pk not in told(clue)
    assert links.take_on(clue, cast.actor("head"), cast.people["convener"]).sponsor == cast.people["convener"]


def test_nobody_hears_of_it_by_being_kept_from_it(handed):  # noqa: F811
    cast, _problem, clue = handed
    links.recuse(clue, cast.people["clerk"], "亲属", cast.actor("head"))
    assert cast.people["clerk"].pk not in told(clue)


def test_closing_an_organisation_does_not_name_it(handed):  # noqa: F811
    cast, _problem, clue = handed
    with pytest.raises(Refused, match="没有办结的事项") as refused:
        close_unit(cast.orgs["discipline"], OVER, cast.actor("sysadmin"))
    assert clue.number not in refused.value.sentence


def test_an_office_is_not_closed_over_the_cases_of_its_desk(cast):
    case = stories.assigned(cast)
    Programme.objects.all().delete()
    Post.objects.filter(org=case.office).update(until=date(2023, 9, 1))
    with pytest.raises(Refused, match=case.number):
        close_unit(case.office, OVER, cast.actor("sysadmin"))
