"""What a leader said shall be done, point by point; and what a meeting decided, which lives the same life."""

from datetime import date

import pytest
from django.urls import reverse

from shishi.cases.actions.opening import open_case
from shishi.cases.actions.points import issue_points
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case, CaseLink
from shishi.cases.queries.waiting import waiting_for
from shishi.journal.models import Telling
from shishi.lib.refusal import NotYours, Refused
from tests.cases import stories

pytestmark = pytest.mark.django_db
SAID = {
    "title": "抓紧消除校门口隐患",
    "text": "九月底前完成，举一反三。",
    "source": "visit",
    "said_on": date(2023, 9, 1),
}


def said(cast, who="clerk", **more):
    return open_case("instruction", SAID | {"said_by": cast.people["leader"]} | more, cast.actor(who)).case


def handling(cast, **more):
    case = take_step(said(cast, **more), "assign", cast.actor("clerk"), {"unit": cast.orgs["education"]})
    return take_step(case, "acknowledge", cast.actor("liaison"))


def reported(cast, **more):
    done = {"done": "校门口已装减速带两道、补画斑马线，九月二日完工。"}
    return take_step(handling(cast, **more), "report", cast.actor("edu_head"), done)


def test_it_goes_back_to_the_leader_who_said_it(cast):
    case = reported(cast)
    leader = cast.people["leader"]
    assert (case.side, case.sponsor_id) == ("leader", leader.pk)
    assert case in Case.objects.filter(waiting_for(cast.actor("leader")))
    assert case not in Case.objects.filter(waiting_for(cast.actor("convener")))
    assert Telling.objects.filter(person_id=leader.pk, reason="case_to_do").exists()
    case = take_step(case, "confirm", cast.actor("leader"), {"opinion": "同意办结"})
    assert (case.outcome, case.outcome in case.what.done) == ("confirmed", True)


def test_what_was_not_done_is_redone(cast):
    case = take_step(reported(cast), "redo", cast.actor("head"), {"reason": "减速带只装了一道"})
    assert (case.stage, case.round, case.n_redone) == ("handling", 2, 1)


def test_who_may_not(cast):
    with pytest.raises(NotYours):
        said(cast, "liaison")
    case = reported(cast)
    for who in ("clerk", "edu_head", "liaison"):
        with pytest.raises(NotYours):
            take_step(case, "confirm", cast.actor(who), {"opinion": "好"})
    assert not Case.objects.visible_to(cast.actor("health_liaison")).exists()


def test_a_step_out_of_turn_and_an_empty_report(cast):
    with pytest.raises(Refused, match="待交办"):
        take_step(said(cast), "confirm", cast.actor("leader"), {"opinion": "好"})
    with pytest.raises(Refused) as refused:
        take_step(handling(cast), "report", cast.actor("edu_head"), {})
    assert set(refused.value.fields) == {"done"}


def test_points_become_cases_of_their_own_under_one_text(cast):
    answers = SAID | {"said_by": cast.people["leader"], "points": "装减速带\n\n补画斑马线\n全县校园排查一遍"}
    found = [one.case for one in issue_points("instruction", answers, cast.actor("leader"))]
    assert [case.title for case in found] == ["装减速带", "补画斑马线", "全县校园排查一遍"]
    assert {case.origin_id for case in found[1:]} == {found[0].pk}
    assert CaseLink.objects.filter(kind=CaseLink.Kind.POINT).count() == 3
    take_step(found[1], "withdraw", cast.actor("leader"), {"reason": "并入大修"})
    assert Case.objects.get(pk=found[0].pk).is_open


def test_too_long_a_point_is_named_by_its_place(cast):
    answers = SAID | {"said_by": cast.people["leader"], "points": "一\n" + "长" * 121}
    with pytest.raises(Refused, match="第 2 项"):
        issue_points("instruction", answers, cast.actor("leader"))
    assert not Case.objects.exists()


def test_a_leader_opens_one_from_the_page_with_points(client, cast):
    client.force_login(cast.account("leader"))
    page = client.get(reverse("case-new", args=["instruction"])).content.decode()
    assert f'value="{cast.people["leader"].pk}" selected' in page
    sent = SAID | {"said_by": cast.people["leader"].pk, "points": "甲\n乙", "once": "p"}
    assert client.post(reverse("case-new", args=["instruction"]), sent).status_code == 302
    assert Case.objects.count() == 2
    assert client.post(reverse("case-new", args=["instruction"]), sent).status_code == 422
    assert Case.objects.count() == 2


def test_a_decision_is_confirmed_by_the_offices_head_within_its_own_days(cast):
    given = {"title": "十月前完成校舍体检", "text": "教育局牵头。", "held_on": date(2023, 9, 1), "source": "dispatch"}
    case = open_case("decision", given, cast.actor("clerk")).case
    case = take_step(case, "assign", cast.actor("clerk"), {"unit": cast.orgs["education"], "due_on": date(2023, 9, 28)})
    assert f"{case.due_at:%Y-%m-%d}" == "2023-09-28"
    case = take_step(case, "acknowledge", cast.actor("liaison"))
    case = take_step(case, "report", cast.actor("edu_head"), {"done": "三十二所学校校舍体检完成，报告已报送。"})
    assert case.side == "office"
    assert take_step(case, "confirm", cast.actor("head"), {"opinion": "已核"}).outcome == "confirmed"
    assert stories.problem(cast).kind == "problem"
