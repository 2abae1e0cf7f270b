"""A letter from the mailbox: dispatched, answered, called back, found unsolved, redone, rated."""

import pytest

from shishi.cases.actions.steps import take_step
from shishi.cases.models import Asker, Case
from shishi.cases.queries.detail import detail
from shishi.cases.queries.sets import given_up
from shishi.journal.models import Entry
from shishi.lib.refusal import Refused
from shishi.rules.authority import Actor
from tests.cases import stories

pytestmark = pytest.mark.django_db
UNSOLVED = {"resolved": "not_resolved", "rating": "2", "reason": "灯还是不亮"}


def citizen(case: Case) -> Actor:
    return Actor(0, "来信人", None, asker_of=case.pk)


def test_a_letter_is_answered_called_back_redone_and_rated(cast):
    case, code = stories.replied(cast)
    assert len(code) == 20
    case = take_step(case, "redo", cast.actor("hotline"), UNSOLVED)
    assert (case.stage, case.n_redone, case.round) == ("redo", 1, 2)
    case = take_step(case, "draft", cast.actor("liaison"), {"reply": "已更换灯泡，九月八日亮灯。"})
    case = take_step(case, "reply", cast.actor("edu_head"))
    case = take_step(case, "call_back", cast.actor("hotline"), {"resolved": "resolved", "rating": "4"})
    assert case.outcome == "resolved"
    case = take_step(case, "rate", citizen(case), {"resolved": "resolved", "rating": "5"})
    assert (case.rating, case.stage) == ("5", "resolved")
    with pytest.raises(Refused, match="已经评价过"):
        take_step(case, "rate", citizen(case), {"resolved": "resolved", "rating": "1"})


def test_where_it_was_answered_twice_each_answer_says_which_it_is(cast):
    case, _code = stories.replied(cast)
    labels = [step.label for step in detail(case, cast.actor("hotline")).past if "答复" in step.label]
    assert labels == ["签发答复", "拟答复"]
    case = take_step(case, "redo", cast.actor("hotline"), UNSOLVED)
    case = take_step(case, "draft", cast.actor("liaison"), {"reply": "已更换灯泡，九月八日亮灯。"})
    labels = [step.label for step in detail(case, cast.actor("hotline")).past if "答复" in step.label]
    assert labels == ["拟答复（第二次）", "签发答复（第一次）", "拟答复（第一次）"]


def test_it_cannot_be_closed_while_the_asker_is_unsatisfied(cast):
    case, _code = stories.replied(cast)
    with pytest.raises(Refused, match="重办"):
        take_step(case, "call_back", cast.actor("hotline"), {"resolved": "resolved", "rating": "2"})


def test_three_calls_without_an_answer_close_it(cast):
    case, _code = stories.replied(cast)
    for _try in range(3):
        case = take_step(case, "try_call", cast.actor("hotline"), {"contact": "无人接听"})
    with pytest.raises(Refused, match="三次未接通"):
        take_step(case, "try_call", cast.actor("hotline"), {"contact": "无人接听"})
    assert take_step(case, "close_unreached", cast.actor("hotline"), {"opinion": "三次未接通"}).closed_at


def test_a_redo_is_called_about_anew(cast):
    case, _code = stories.replied(cast)
    for _try in range(2):
        case = take_step(case, "try_call", cast.actor("hotline"), {"contact": "无人接听"})
    case = take_step(case, "redo", cast.actor("hotline"), UNSOLVED)
    case = take_step(case, "draft", cast.actor("liaison"), {"reply": "已更换灯泡，九月八日亮灯。"})
    case = take_step(case, "reply", cast.actor("edu_head"))
    case = take_step(case, "try_call", cast.actor("hotline"), {"contact": "关机"})
    assert case.n_calls == 1
    with pytest.raises(Refused, match="只回访了 1 次"):
        take_step(case, "close_unreached", cast.actor("hotline"), {"opinion": "三次未接通"})


def test_whoever_could_not_be_reached_and_was_not_content_is_called_anew(cast):
    case, _code = stories.replied(cast)
    for _try in range(3):
        case = take_step(case, "try_call", cast.actor("hotline"), {"contact": "无人接听"})
    case = take_step(case, "close_unreached", cast.actor("hotline"), {"opinion": "三次未接通"})
    assert set(Case.objects.filter(given_up())) == {case}
    case = take_step(case, "rate", citizen(case), {"resolved": "not_resolved", "rating": "1"})
    case = take_step(case, "reopen", cast.actor("hotline"), {"reason": "网上评价不满意"})
    assert (case.n_calls, Case.objects.filter(given_up()).exists()) == (0, False)


def test_who_asked_is_hidden_from_the_unit_when_they_wish(cast):
    case, _code = stories.dispatched(cast, secret=True)
    assert detail(case, cast.actor("liaison")).asker.name == ""
    assert detail(case, cast.actor("hotline")).asker.name == "张三"
    open_one, _code = stories.dispatched(cast)
    assert detail(open_one, cast.actor("liaison")).asker.phone == "13800001111"


def test_name_and_phone_are_nowhere_readable(cast):
    case, code = stories.request(cast)
    asker = Asker.objects.get(case=case)
    assert "张三".encode() not in bytes(asker.name_sealed)
    assert code not in asker.code_digest
    assert "张三" not in str(list(Entry.objects.values_list("facts", "subject_label")))
    assert "张三" not in str(list(case.steps.values_list("answers", flat=True)))


def test_the_code_reaches_that_case_only(cast):
    case, _code = stories.request(cast)
    other, _code = stories.request(cast)
    assert set(Case.objects.visible_to(citizen(case))) == {case}
    assert other not in Case.objects.visible_to(citizen(case))
