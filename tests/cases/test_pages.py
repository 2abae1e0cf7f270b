"""The pages of the closed loop, as people of different posts see them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case, CaseFile
from tests.cases import stories

pytestmark = pytest.mark.django_db


def signed_in(client, cast, who):
    client.force_login(cast.account(who))
    return client


def test_the_list_shows_what_is_open_and_what_waits_for_me(client, cast):
    stories.problem(cast, title="甲问题")
    stories.assigned(cast, title="乙问题")
    page = signed_in(client, cast, "clerk").get(reverse("cases")).content.decode()
    assert "甲问题" in page
    assert "乙问题" in page
    mine = client.get(reverse("cases"), {"mine": "1"}).content.decode()
    assert "甲问题" in mine
    assert "乙问题" not in mine


def test_the_list_says_how_often_a_case_came_back(client, cast):
    case = stories.closed(cast, title="又堵上的通道")
    page = signed_in(client, cast, "clerk").get(reverse("cases"), {"state": "all"}).content.decode()
    assert "反弹" not in page
    take_step(case, "relapse", cast.actor("clerk"), {"finding": "又堆上了"})
    assert "反弹1次" in client.get(reverse("cases")).content.decode()


def test_the_list_costs_the_same_however_many_there_are(client, cast, django_assert_num_queries):
    stories.problem(cast)
    signed_in(client, cast, "clerk")
    client.get(reverse("cases"))
    with django_assert_num_queries(11):
        client.get(reverse("cases"))
    for n in range(12):
        stories.problem(cast, title=f"问题{n}")
    with django_assert_num_queries(11):
        client.get(reverse("cases"))


def test_a_case_is_assigned_from_its_page(client, cast):
    case = stories.problem(cast)
    sent = {"version": case.version, "once": "a", "unit": cast.orgs["education"].pk, "type": "short"}
    answer = signed_in(client, cast, "clerk").post(reverse("case-step", args=[case.pk, "assign"]), sent)
    assert answer.status_code == 302
    assert Case.objects.get(pk=case.pk).stage == "assigned"


def test_what_is_missing_stands_beside_its_field_and_what_was_typed_stays(client, cast):
    case = stories.problem(cast)
    sent = {"version": case.version, "once": "a", "unit": cast.orgs["education"].pk, "opinion": "请尽快"}
    answer = signed_in(client, cast, "clerk").post(reverse("case-step", args=[case.pk, "assign"]), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "请填写类型" in page
    assert "请尽快" in page


def test_a_form_without_its_version_is_refused(client, cast):
    case = stories.problem(cast)
    sent = {"unit": cast.orgs["education"].pk, "type": "short"}
    answer = signed_in(client, cast, "clerk").post(reverse("case-step", args=[case.pk, "assign"]), sent)
    assert answer.status_code == 409
    assert Case.objects.get(pk=case.pk).stage == "found"


@pytest.mark.parametrize(("who", "status"), [("liaison", 403), ("stranger", 404)])
def test_who_may_not(client, cast, who, status):
    case = stories.assigned(cast)
    sent = {"version": case.version, "opinion": "好"}
    answer = signed_in(client, cast, who).post(reverse("case-step", args=[case.pk, "close"]), sent)
    assert answer.status_code == status


def test_photographs_are_kept_and_served_to_those_who_reach_the_case(client, cast):
    case = stories.applied(cast)
    kept = CaseFile.objects.filter(case=case, answer="after").get()
    address = reverse("case-file", args=[case.pk, kept.pk])
    assert signed_in(client, cast, "clerk").get(address).status_code == 200
    assert signed_in(client, cast, "stranger").get(address).status_code == 404


def test_every_page_of_a_case_opens_at_every_stage(client, cast):
    for case in (stories.problem(cast), stories.rectifying(cast), stories.closed(cast), stories.replied(cast)[0]):
        for who in ("clerk", "head", "leader") + (("liaison",) if case.unit_id else ()):
            assert signed_in(client, cast, who).get(reverse("case", args=[case.pk])).status_code == 200, (case, who)


def test_many_are_done_at_once_with_a_word_about_each_that_could_not(client, cast):
    cases = [stories.problem(cast, title=f"问题{n}") for n in range(3)] + [stories.assigned(cast)]
    sent = {"case": [one.pk for one in cases], "at": [f"{one.pk}-{one.version}" for one in cases]}
    sent |= {"step": "assign", "query": "kind=problem", "sure": "1", "once": "m"}
    sent |= {"unit": cast.orgs["health"].pk, "type": "short"}
    answer = signed_in(client, cast, "clerk").post(reverse("cases-many"), sent, follow=True)
    page = answer.content.decode()
    assert "办理 3 件" in page
    assert "没有办理" in page


def test_the_register_comes_as_a_workbook(client, cast):
    stories.closed(cast)
    sent = {"query": "kind=problem&state=all"}
    answer = signed_in(client, cast, "clerk").post(reverse("cases-export"), sent)
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert "docx" in client.post(reverse("cases-export"), sent | {"as": "docx"}).headers["Content-Disposition"]


def test_opening_from_the_page_and_the_calendar(client, cast):
    sent = {"title": "楼道堆物", "text": "三楼楼道堆放纸箱。", "source": "inspection", "once": "o"}
    answer = signed_in(client, cast, "clerk").post(reverse("case-new", args=["problem"]), sent)
    assert answer.status_code == 302
    assert Case.objects.get().number.startswith("WT430321-2023-")
    assert client.get(reverse("cases-calendar")).status_code == 200


@pytest.mark.paper
def test_a_step_leaves_its_form_which_is_kept_as_it_is(client, cast):
    case = stories.closed(cast)
    step = case.steps.get(name="close")
    address = reverse("case-paper", args=[case.pk, step.pk])
    first = b"".join(signed_in(client, cast, "clerk").post(address, {"form": "pdf"}).streaming_content)
    again = b"".join(client.post(address, {"form": "pdf"}).streaming_content)
    assert first[:5] == b"%PDF-"
    assert first == again
    assert signed_in(client, cast, "stranger").post(address, {"form": "pdf"}).status_code == 404


def test_the_desk_shows_what_waits_for_each(client, cast):
    case = stories.assigned(cast, title="楼道堆物")
    assert "楼道堆物" in signed_in(client, cast, "liaison").get(reverse("desk")).content.decode()
    assert "楼道堆物" not in signed_in(client, cast, "housing_liaison").get(reverse("desk")).content.decode()
    part_of = {"supporting": [cast.orgs["housing"].pk], "task": "提供图纸", "version": case.version}
    assert signed_in(client, cast, "clerk").post(reverse("case-charge", args=[case.pk]), part_of).status_code == 302
    assert "请配合办理" in signed_in(client, cast, "housing_liaison").get(reverse("desk")).content.decode()


def test_the_head_sets_a_limit_for_the_region_and_others_read_it(client, cast):
    sent = {"what": "found|", "n": "4", "unit": "workday", "since": "2023-09-04", "basis": "县府办〔2023〕5号"}
    address = reverse("cases-limits") + "?kind=problem"
    assert signed_in(client, cast, "clerk").post(address, sent).status_code == 403
    assert signed_in(client, cast, "head").post(address, sent | {"n": "²"}).status_code == 422
    assert client.post(address, sent).status_code == 302
    assert "县府办〔2023〕5号" in signed_in(client, cast, "leader").get(address).content.decode()


def test_photographs_of_before_and_after_are_shown_with_their_step(client, cast):
    case = stories.applied(cast)
    page = signed_in(client, cast, "clerk").get(reverse("case", args=[case.pk])).content.decode()
    files = CaseFile.objects.filter(case=case, answer__in=("before", "after"))
    assert [page.count(f'<img src="{reverse("case-file", args=[case.pk, file.pk])}"') for file in files] == [1, 1]


def test_a_case_says_whether_it_was_answered_in_time(client, cast):
    case = stories.applied(cast)
    address = reverse("case", args=[case.pk])
    assert "按期" in signed_in(client, cast, "clerk").get(address).content.decode()
    Case.objects.filter(pk=case.pk).update(due_at=case.replied_at - timedelta(days=7))
    page = client.get(address).content.decode()
    assert "超期 5 个工作日" in page
    assert "按期" not in page


def test_whoever_took_part_before_is_told_that_other_hands_are_asked_for(client, cast):
    case = take_step(stories.applied(cast), "review", cast.actor("clerk"), {"opinion": "材料齐全"})
    address = reverse("case", args=[case.pk])
    assert "要换一位同志办理" in signed_in(client, cast, "clerk").get(address).content.decode()
    assert "要换一位同志办理" not in signed_in(client, cast, "clerk2").get(address).content.decode()


def test_what_is_missing_is_said_once_and_beside_its_field(client, cast):
    case, _code = stories.dispatched(cast)
    client.force_login(cast.account("liaison"))
    case = take_step(case, "acknowledge", cast.actor("liaison"))
    answer = client.post(reverse("case-step", args=[case.pk, "contact"]), {"version": case.version, "once": "c"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('role="alert"') == 1
    assert page.count("errorlist") + page.count("invalid-feedback") >= 1
