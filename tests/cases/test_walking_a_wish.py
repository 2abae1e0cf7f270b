"""A wish from the village: published, taken up by the first, done, confirmed; or let go again."""

from datetime import timedelta

import pytest

from shishi.cases.actions.lapsing import lapse
from shishi.cases.actions.steps import take_step
from shishi.cases.forms import step_form
from shishi.cases.models import Case, CasePart
from shishi.cases.queries.detail import detail
from shishi.journal.models import Telling
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.rules.authority import Actor
from tests.cases import good_deeds as deeds

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(world):
    return deeds.people(world)


def seen(case, world, who):
    return Case.objects.visible_to(world.actor(who)).filter(pk=case.pk).exists()


def told(world, who):
    return list(Telling.objects.filter(person_id=world.people[who].pk).values_list("reason", flat=True))


def test_a_wish_is_collected_reviewed_published_claimed_done_confirmed_rated_and_closed(cast):
    case = deeds.done(cast)
    asker = Actor(0, "受助人", None, asker_of=case.pk)
    case = take_step(case, "confirm", asker, {})
    case = take_step(case, "rate", asker, {"rating": "5"})
    case = take_step(case, "close", cast.actor("village"))
    assert (case.stage, case.rating, case.outcome) == ("closed", "5", "closed")
    assert all((case.acknowledged_at, case.assigned_at, case.replied_at, case.called_at))
    assert "case_over" in told(cast, "volunteer")


def test_everybody_of_the_county_sees_what_is_offered_and_nobody_beyond(cast):
    case = deeds.collected(cast)
    assert not seen(case, cast, "volunteer2")
    case = take_step(case, "publish", cast.actor("township"))
    for who in ("volunteer", "volunteer2", "liaison", "leader", "health_head"):
        assert seen(case, cast, who), who
    assert not seen(case, cast, "stranger_liaison")
    with pytest.raises(NotYours):
        take_step(case, "claim", cast.actor("stranger_liaison"))
    case = take_step(case, "claim", cast.actor("volunteer"))
    assert not seen(case, cast, "volunteer2")


def test_the_second_to_claim_hears_who_was_first(cast):
    case = deeds.published(cast)
    seen_at = case.version
    take_step(case, "claim", cast.actor("volunteer"), version=seen_at)
    with pytest.raises(Overtaken, match=r"党小明.*认领"):
        take_step(case, "claim", cast.actor("volunteer2"), version=seen_at)
    assert Case.objects.get(pk=case.pk).taker_id == cast.people["volunteer"].pk


def test_several_may_take_up_one_wish_until_it_is_full(cast):
    case = deeds.claimed(cast, n_wanted=2)
    assert case.is_offered
    with pytest.raises(Refused, match="已经认领"):
        take_step(case, "join", cast.actor("volunteer"))
    case = take_step(case, "join", cast.actor("volunteer2"))
    assert (case.n_takers, case.is_offered) == (2, False)
    with pytest.raises(Refused, match="名额已满"):
        take_step(case, "join", cast.actor("health_liaison"))
    assert seen(case, cast, "volunteer2")


def test_only_who_took_it_up_does_it_and_other_hands_accept_and_confirm(cast):
    case = deeds.claimed(cast)
    with pytest.raises(NotYours):
        take_step(case, "accept", cast.actor("volunteer"))
    case = take_step(case, "accept", cast.actor("village"))
    assert "case_to_do" in told(cast, "volunteer")
    with pytest.raises(NotYours):
        take_step(case, "start", cast.actor("township"))
    case = take_step(case, "finish", cast.actor("volunteer"), {"done": "已送到。"})
    with pytest.raises(NotYours):
        take_step(case, "confirm", cast.actor("volunteer"))


def test_whoever_took_it_up_gives_it_back_and_it_is_offered_again(cast):
    case = deeds.claimed(cast)
    with pytest.raises(Refused) as refused:
        take_step(case, "release", cast.actor("volunteer"))
    assert set(refused.value.fields) == {"reason"}
    case = take_step(case, "release", cast.actor("volunteer"), {"reason": "要出差"})
    assert (case.stage, case.is_offered, case.taker_id, case.unit_id) == ("published", True, None, None)
    assert not CasePart.objects.filter(case=case, is_lead=True).exists()
    assert "case_let_go" in told(cast, "village")
    assert take_step(case, "claim", cast.actor("volunteer2")).taker_name == "向阳红"


def test_the_house_lets_go_what_nobody_starts_within_two_days_and_says_so(cast):
    case = deeds.claimed(cast)
    assert lapse() == 0
    clock.rehearse(clock.now() + timedelta(hours=49))
    assert (lapse(), lapse()) == (1, 0)
    case.refresh_from_db()
    assert (case.stage, case.taker_id) == ("published", None)
    assert "case_let_go" in told(cast, "volunteer")


def test_whoever_was_never_accepted_is_not_said_to_have_been_slow(cast):
    waiting = deeds.claimed(cast)
    slow = take_step(deeds.claimed(cast, "volunteer2"), "accept", cast.actor("village"))
    clock.rehearse(clock.now() + timedelta(hours=49))
    assert lapse() == 2
    labels = [detail(Case.objects.get(pk=one.pk), cast.actor("village")).past[0].label for one in (waiting, slow)]
    assert labels == ["认领超时未确认，自动释放", "超时未开始，自动释放"]


def test_what_nobody_claims_expires_and_what_is_confirmed_settles(cast):
    expiring, confirmed = deeds.published(cast), take_step(deeds.done(cast), "confirm", cast.actor("village"))
    clock.rehearse(clock.now() + timedelta(days=4))
    assert lapse() == 1
    clock.rehearse(clock.now() + timedelta(days=30))
    assert lapse() == 1
    assert [Case.objects.get(pk=one.pk).stage for one in (expiring, confirmed)] == ["expired", "closed"]


def test_the_centre_gives_it_to_a_unit_or_cancels(cast):
    case = deeds.doing(cast)
    case = take_step(case, "redispatch", cast.actor("clerk"), {"unit": cast.orgs["health"], "reason": "志愿者受伤"})
    assert (case.stage, case.taker_id, case.unit_id) == ("accepted", None, cast.orgs["health"].pk)
    case = take_step(case, "start", cast.actor("health_liaison"))
    with pytest.raises(NotYours):
        take_step(case, "cancel", cast.actor("village"), {"reason": "不要了"})
    assert take_step(case, "cancel", cast.actor("clerk"), {"reason": "已由亲属解决"}).outcome == "cancelled"


def test_fifteen_days_to_fulfil_from_the_claim_on(cast):
    case = deeds.claimed(cast)
    assert (case.due_at - case.assigned_at).days in (14, 15)
    assert deeds.published(cast).due_at is None


def test_another_county_cannot_publish_and_a_step_out_of_turn_says_where_it_stands(cast):
    case = deeds.collected(cast)
    with pytest.raises(NotYours):
        take_step(case, "publish", cast.actor("stranger"))
    with pytest.raises(Refused, match="待审核"):
        take_step(case, "close", cast.actor("village"))


def test_joining_is_offered_only_while_somebody_else_is_wanted(cast):
    def offered(case, who):
        return "join" in {step.name for step in detail(case, cast.actor(who)).steps}

    full = deeds.claimed(cast)
    assert not offered(full, "volunteer")
    wanted = deeds.claimed(cast, n_wanted=2)
    assert not offered(wanted, "volunteer")
    assert offered(wanted, "volunteer2")


def test_what_was_said_when_it_was_confirmed_stands_in_the_rating(cast):
    case = take_step(deeds.done(cast), "confirm", cast.actor("village"), {"rating": "4"})
    assert step_form(case, "rate", cast.actor("village")).initial["rating"] == "4"
