"""A hidden risk with the leader who answers for it, and a dispute mediated where people live."""

from datetime import date

import pytest
from django.urls import reverse

from shishi.cases.actions.links import take_on
from shishi.cases.actions.opening import open_case
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case
from shishi.cases.queries.sponsored import taken_on
from shishi.lib.refusal import NotYours, Refused
from tests.cases import stories

pytestmark = pytest.mark.django_db
PLAN = {"measure": "分批结清工资。", "duty_person": "刘小青", "planned_on": date(2023, 9, 18)}
DONE = {"done": "四十二名工人工资已于九月十八日全部发放到卡。"}


def risk(cast, **more):
    given = {"title": "校舍工地欠薪苗头", "text": "分包单位拖欠两个月工资。", "type": "wages", **more}
    return open_case("risk", given, cast.actor("clerk")).case


def sponsored(cast):
    case = take_step(risk(cast), "assign", cast.actor("clerk"), {"unit": cast.orgs["education"]})
    return take_step(case, "name_sponsor", cast.actor("head"), {"leader": cast.people["leader"]})


def drafted(cast):
    case = take_step(sponsored(cast), "plan", cast.actor("liaison"), PLAN)
    return take_step(case, "report", cast.actor("liaison"), DONE)


def test_a_risk_has_a_sponsor_who_says_it_is_over_and_another_who_looks(cast):
    case = drafted(cast)
    assert (case.side, case.sponsor_id) == ("leader", cast.people["leader"].pk)
    case = take_step(case, "resolve", cast.actor("leader"), {"opinion": "已化解"})
    case = take_step(case, "confirm", cast.actor("clerk"), {"finding": "抽查十人，均已到账。"})
    assert case.outcome == "confirmed"
    assert f"{case.first_due_at:%Y-%m-%d}" == "2023-09-19"
    case = take_step(case, "relapse", cast.actor("clerk"), {"finding": "十月工资又欠"})
    assert (case.stage, case.n_relapses) == ("measures", 1)


def test_only_the_sponsor_or_the_convener_says_so(cast):
    case = drafted(cast)
    other = cast.actor("leader")
    Case.objects.filter(pk=case.pk).update(sponsor=cast.people["convener"])
    with pytest.raises(Refused, match="包案"):
        take_step(case, "resolve", other, {"opinion": "已化解"})
    assert take_step(case, "resolve", cast.actor("convener"), {"opinion": "已化解"}).stage == "resolved"


def test_a_sponsor_leads_here_today(cast):
    case = take_step(risk(cast), "assign", cast.actor("clerk"), {"unit": cast.orgs["education"]})
    with pytest.raises(Refused, match="现任领导"):
        take_step(case, "name_sponsor", cast.actor("head"), {"leader": cast.people["edu_head"]})
    for who in ("clerk", "liaison"):
        with pytest.raises(NotYours):
            take_step(case, "name_sponsor", cast.actor(who), {"leader": cast.people["leader"]})
    with pytest.raises(Refused) as refused:
        take_step(case, "name_sponsor", cast.actor("head"), {})
    assert set(refused.value.fields) == {"leader"}


def test_a_leaders_own_list_counts_what_they_took_on_and_what_is_over(client, cast):
    drafted(cast)
    take_on(stories.problem(cast), cast.actor("leader"))
    leader = cast.actor("leader")
    assert (taken_on(leader).n, taken_on(leader).n_done) == (2, 0)
    assert taken_on(cast.actor("clerk")) is None
    stories.problem(cast, title="没人领办的事")
    client.force_login(cast.account("leader"))
    page = client.get(reverse("cases"), {"took": "1", "state": "all"}).content.decode()
    assert "我包案领办 2 件，已解决 0 件" in page
    assert "没人领办的事" not in page


def dispute(cast, who="township"):
    given = {"title": "两户宅基地界址之争", "text": "因修路移界桩起争执。", "type": "neighbour"}
    return open_case("dispute", given, cast.actor(who)).case


def mediating(cast):
    case = take_step(dispute(cast), "assign", cast.actor("clerk"), {"unit": cast.orgs["town_org"]})
    return take_step(case, "accept", cast.actor("township"), {"duty_person": "毛镇生"})


def test_a_dispute_is_mediated_followed_up_and_closed_by_another_hand(cast):
    case = mediating(cast)
    for n in (1, 2):
        case = take_step(case, "visit", cast.actor("township"), {"finding": f"第{n}次上门。"})
    case = take_step(case, "mediate", cast.actor("township"), {"agreement": "以老界桩为准，各让半尺。"})
    assert (case.n_visits, case.stage) == (2, "mediated")
    case = take_step(case, "follow_up", cast.actor("township"), {"finding": "界桩已立。"})
    with pytest.raises(NotYours):
        take_step(case, "close", cast.actor("township"), {"opinion": "好"})
    assert take_step(case, "close", cast.actor("clerk"), {"opinion": "同意结案"}).outcome == "closed"


def test_an_agreement_that_was_not_kept_is_mediated_again_or_guided_to_the_law(cast):
    case = take_step(mediating(cast), "mediate", cast.actor("township"), {"agreement": "各让半尺。"})
    case = take_step(case, "broke", cast.actor("township"), {"reason": "一方又移桩"})
    assert (case.stage, case.n_redone) == ("mediating", 1)
    with pytest.raises(Refused) as refused:
        take_step(case, "guide", cast.actor("township"), {"reason": "双方各不相让"})
    assert set(refused.value.fields) == {"where_to"}
    case = take_step(
        case, "guide", cast.actor("township"), {"reason": "各不相让", "where_to": "县人民法院诉讼服务中心"}
    )
    assert (case.outcome, case.outcome in case.what.done) == ("guided", False)
    assert not Case.objects.visible_to(cast.actor("stranger")).exists()
