"""Two who claim one wish in the same instant: the first has it, the other hears who was first."""

import pytest

from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case, CasePart
from shishi.journal.models import Entry
from shishi.lib.refusal import Overtaken
from tests.cases import good_deeds as deeds
from tests.journeys.test_races import at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_claim_one_wish_one_has_it(world):
    deeds.people(world)
    case = deeds.published(world)
    hands = [world.actor(who) for who in ("volunteer", "volunteer2")]
    answers = at_once(*(lambda one=one: take_step(case, "claim", one, {}, version=case.version) for one in hands))
    assert (len(answers), refused(answers)) == (2, [Overtaken])
    row = Case.objects.get(pk=case.pk)
    said = next(str(one.sentence) for one in answers if isinstance(one, Overtaken))
    assert row.taker_name in said
    assert (row.n_takers, CasePart.objects.filter(case=row, is_lead=True).count()) == (1, 1)
    assert Entry.objects.filter(verb="micro.claim").count() == 1


def test_of_two_who_join_for_one_place_one_joins(world):
    deeds.people(world)
    case = deeds.claimed(world, n_wanted=2)
    hands = [world.actor(who) for who in ("volunteer2", "health_liaison")]
    answers = at_once(*(lambda one=one: take_step(case, "join", one, {}) for one in hands))
    assert len(refused(answers)) == 1
    assert Case.objects.get(pk=case.pk).n_takers == 2
