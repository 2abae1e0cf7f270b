"""Nothing but a later date granted in time moves a promise, and what is put into another goes on being somebody's."""

from datetime import date, timedelta

import pytest

from shishi.cases.actions.extensions import ask_extension, decide_extension
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case, Extension
from shishi.lib import clock
from shishi.lib.refusal import Refused
from tests.cases import stories

pytestmark = pytest.mark.django_db


def verified(cast):
    case = take_step(stories.applied(cast), "review", cast.actor("clerk"), {"opinion": "齐全"})
    return take_step(case, "verify", cast.actor("clerk2"), {"finding": "通道畅通"})


def test_a_notice_moves_no_promise(cast):
    case = verified(cast)
    due = case.due_at
    until = clock.today() + timedelta(days=90)
    case = take_step(case, "notify", cast.actor("clerk"), {"notice_until": until})
    assert case.due_at == case.first_due_at == due
    with pytest.raises(Refused, match="期满后才能销号"):
        take_step(case, "close", cast.actor("head"), {"opinion": "同意"})
    clock.rehearse(clock.at(until))
    assert take_step(case, "close", cast.actor("head"), {"opinion": "同意"}).stage == "closed"


def test_a_due_day_that_is_over_is_not_given(cast):
    given = {"unit": cast.orgs["education"], "type": "short", "due_on": clock.today() - timedelta(days=1)}
    with pytest.raises(Refused) as refused:
        take_step(stories.problem(cast), "assign", cast.actor("clerk"), given)
    assert list(refused.value.fields) == ["due_on"]


def asked(cast, case):
    return ask_extension(case, date(2023, 12, 1), "等设备到货", cast.actor("edu_head"))


def test_a_later_date_is_not_granted_after_the_case_is_over(cast):
    case = stories.rectifying(cast)
    extension = asked(cast, case)
    due = case.due_at
    Case.objects.filter(pk=case.pk).update(stage="closed", closed_at=clock.now(), side="", holder=None)
    with pytest.raises(Refused, match="不能再同意延期"):
        decide_extension(extension, True, "", cast.actor("head"))
    assert Case.objects.get(pk=case.pk).due_at == due
    assert decide_extension(extension, False, "已办结", cast.actor("head")).stage == Extension.Stage.REFUSED


def test_a_later_date_is_not_granted_for_another_promise(cast):
    case = stories.rectifying(cast)
    extension = asked(cast, case)
    given = {"done": "九月十日已清理完毕并划设黄线。"}
    files = {"before": [stories.photo()], "after": [stories.photo()]}
    case = take_step(case, "self_check", cast.actor("liaison"), given, files=files)
    case = take_step(case, "apply", cast.actor("edu_head"), {"opinion": "同意"})
    case = take_step(case, "review", cast.actor("clerk"), {"opinion": "齐全"})
    case = take_step(case, "verify", cast.actor("clerk2"), {"finding": "畅通"})
    case = take_step(case, "close", cast.actor("head"), {"opinion": "同意"})
    clock.rehearse(clock.at(date(2023, 9, 20)))
    case = take_step(case, "relapse", cast.actor("clerk"), {"finding": "又堆上了"})
    with pytest.raises(Refused, match="另定了期限"):
        decide_extension(extension, True, "", cast.actor("head"))


def test_nothing_is_put_into_what_is_over_or_was_put_elsewhere_meanwhile(cast):
    one, other, third = (stories.problem(cast, title=f"通道{n}") for n in range(3))
    take_step(other, "merge", cast.actor("clerk"), {"into": third})
    with pytest.raises(Refused, match="已并入别的事项"):
        # `other` was read before it was put elsewhere.
        take_step(one, "merge", cast.actor("clerk"), {"into": other})
    take_step(third, "dismiss", cast.actor("head"), {"reason": "不成立"})
    with pytest.raises(Refused, match="没有人办"):
        take_step(one, "merge", cast.actor("clerk"), {"into": third})
    assert Case.objects.get(pk=one.pk).is_open
