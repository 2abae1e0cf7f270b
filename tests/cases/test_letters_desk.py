"""The desk of citizens' letters: calls, letters that keep coming back, conversions, what leaves the rates."""

import pytest
from django.urls import reverse

from shishi.cases.actions.steps import take_step
from shishi.cases.models import Asker, Case, CaseLink
from shishi.cases.queries.voices import callbacks, recurring, topics
from shishi.lib.refusal import NotYours, Refused
from tests.cases import stories

pytestmark = pytest.mark.django_db
OUT = {"exclusion": "unreasonable", "reason": "要求超出法律规定。"}
YES = {"excluded": True, "opinion": "同意"}


def topical(cast, topic="校门交通", **more):
    case, _code = stories.request(cast, **more)
    case = take_step(case, "register", cast.actor("hotline"), {"type": "help", "topic": topic})
    return take_step(case, "dispatch", cast.actor("hotline"), {"unit": cast.orgs["education"]})


def test_the_longest_waiting_is_called_first_with_the_tries_so_far(client, cast):
    case, _code = stories.replied(cast)
    take_step(case, "try_call", cast.actor("hotline"), {"contact": "无人接听"})
    found = callbacks(cast.actor("hotline"))
    assert [(row.number, row.n_calls) for row in found.waiting] == [(case.number, 1)]
    client.force_login(cast.account("hotline"))
    assert case.number in client.get(reverse("cases-callbacks")).content.decode()


@pytest.mark.parametrize("who", ["liaison", "township", "volunteer"])
def test_calls_and_topics_are_the_desks_own(client, cast, who):
    client.force_login(cast.account(who))
    assert client.get(reverse("cases-callbacks")).status_code == 403
    assert client.get(reverse("cases-topics")).status_code == 403


def test_the_other_countys_desk_sees_none_of_them(cast):
    stories.replied(cast)
    assert callbacks(cast.actor("stranger_clerk")).waiting == ()


def test_letters_of_one_topic_become_one_problem(client, cast):
    first, second = topical(cast), topical(cast, title="校门口堵车")
    _months, rows = topics(cast.actor("clerk"))
    assert [(row.topic, row.n, row.counts[-1][1]) for row in rows] == [("校门交通", 2, 2)]
    client.force_login(cast.account("clerk"))
    page = client.get(reverse("cases-topics"), {"topic": "校门交通", "unit": cast.orgs["education"].pk})
    assert "校门口堵车" in page.content.decode()
    sent = {"topic": "校门交通", "case": [first.pk, second.pk], "title": "校门口交通秩序", "text": "两校反映。"}
    answer = client.post(reverse("cases-topics"), sent)
    problem = Case.objects.get(kind="problem")
    assert answer.url == reverse("case", args=[problem.pk])
    assert CaseLink.objects.filter(case=problem, kind="cluster").count() == 2
    assert problem.source == "citizen"


@pytest.mark.parametrize("more", [{"case": []}, {"title": ""}])
def test_one_letter_or_no_title_makes_no_problem(client, cast, more):
    first, second = topical(cast), topical(cast)
    client.force_login(cast.account("clerk"))
    sent = {"topic": "校门交通", "case": [first.pk, second.pk], "title": "甲", "text": "乙"} | more
    assert client.post(reverse("cases-topics"), sent).status_code == 422
    assert not Case.objects.filter(kind="problem").exists()


def test_the_desk_alone_learns_that_one_telephone_wrote_twice(client, cast):
    first, _code = stories.dispatched(cast, title="甲事反映")
    second, _code = stories.dispatched(cast, title="乙事反映", asker_phone="138-0000-1111")
    assert [row.id for row in recurring(second, cast.actor("hotline"))[0]] == [first.pk]
    assert recurring(second, cast.actor("liaison")) == ((), ())
    client.force_login(cast.account("liaison"))
    assert "同一电话" not in client.get(reverse("case", args=[second.pk])).content.decode()


def test_a_letter_that_is_a_suggestion_opens_one_and_back(cast):
    case, _code = stories.request(cast)
    take_step(case, "convert", cast.actor("hotline"), {"reason": "是建议"})
    new = Case.objects.get(kind="suggestion")
    assert (new.title, new.text) == (case.title, case.text)
    take_step(new, "to_request", cast.actor("hotline"), {"reason": "是个人诉求"})
    assert Case.objects.filter(kind="request").count() == 2
    assert Asker.objects.values("code_digest").distinct().count() == 1


def test_leaving_the_rates_takes_two_people_and_reasons(cast):
    case, _code = stories.dispatched(cast)
    with pytest.raises(Refused, match="还没有人提请"):
        take_step(case, "exclude", cast.actor("head"), YES)
    case = take_step(case, "propose_exclusion", cast.actor("head"), OUT)
    with pytest.raises(Refused, match="须换一位同志"):
        take_step(case, "exclude", cast.actor("head"), YES)
    with pytest.raises(NotYours):
        take_step(case, "exclude", cast.actor("clerk"), YES)
    assert not case.is_excluded


def test_what_was_proposed_by_the_desk_the_head_decides(cast):
    case, _code = stories.dispatched(cast)
    case = take_step(case, "propose_exclusion", cast.actor("hotline"), OUT)
    with pytest.raises(Refused, match="等待办公室主任审定"):
        take_step(case, "propose_exclusion", cast.actor("clerk"), OUT)
    assert take_step(case, "exclude", cast.actor("head"), YES).is_excluded
