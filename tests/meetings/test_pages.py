"""The pages of meetings, as people of different posts see them."""

import pytest
from django.urls import reverse

from shishi.documents.actions.issuing import render
from shishi.documents.models import Paper
from shishi.meetings.actions import agenda
from shishi.meetings.models import Meeting
from tests.cases import stories
from tests.meetings.conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, year):
    def sign_in(who):
        client.force_login(year.world.account(who))
        return client

    return sign_in


def test_a_meeting_is_planned_and_its_agenda_built_from_its_pages(signed_in, year):
    client, orgs = signed_in("clerk"), year.world.orgs
    sent = {"kind": "dispatch", "title": "调度会", "on": "2023-09-20", "time": "15:00", "place": "会议室", "once": "a"}
    answer = client.post(reverse("meeting-new"), sent)
    assert answer.status_code == 422
    assert "必填" in answer.content.decode()
    answer = client.post(reverse("meeting-new"), sent | {"orgs": [orgs["education"].pk]})
    made = Meeting.objects.get()
    assert answer.url == reverse("meeting", args=[made.pk])
    client.post(reverse("meeting-agenda", args=[made.pk]), {"version": 1})
    page = client.get(answer.url).content.decode()
    assert "进度滞后的项目" in page
    assert "校舍用地还没有批" in page
    assert f"/figures/cuts/{Meeting.objects.get().cut_id}/item.rate/?subject=" in page


def test_a_unit_sees_the_meetings_it_is_asked_to_once_the_notice_is_out(signed_in, year, planned):
    address = reverse("meeting", args=[planned.pk])
    assert signed_in("liaison").get(address).status_code == 404
    Meeting.objects.update(stage="agenda_ready")
    assert signed_in("liaison").get(address).status_code == 200
    assert "第八次月调度会" in signed_in("liaison").get(reverse("meetings")).content.decode()
    for who in ("housing_liaison", "stranger"):
        assert signed_in(who).get(address).status_code == 404
    assert signed_in("leader").get(address).status_code == 200


def test_what_was_dropped_is_seen_by_the_office_only(signed_in, year, ready):
    ready.agenda.filter(section="difficulty").update(is_dropped=True)
    address = reverse("meeting", args=[ready.pk])
    assert "校舍用地还没有批" in signed_in("clerk").get(address).content.decode()
    assert "校舍用地还没有批" not in signed_in("liaison").get(address).content.decode()


def test_what_a_guest_does_not_reach_is_named_but_leads_nowhere(signed_in, year, ready):
    case = stories.assigned(year.world)
    ready.agenda.create(section="overdue", seq=99, title=case.title, source=f"case:{case.pk}")
    link, address = reverse("case", args=[case.pk]), reverse("meeting", args=[ready.pk])
    for who, leads in (("clerk", True), ("liaison", True), ("health_liaison", False)):
        page = signed_in(who).get(address).content.decode()
        assert case.title in page, who
        assert (link in page) is leads, who


@pytest.mark.parametrize(("who", "status"), [("liaison", 403), ("leader", 403), ("stranger", 404)])
def test_who_may_not(signed_in, year, ready, who, status):
    for name in ("meeting-agenda", "meeting-record", "meeting-decide", "meeting-point"):
        sent = {"version": ready.version, "title": "议题"}
        assert signed_in(who).post(reverse(name, args=[ready.pk]), sent).status_code == status, name


def test_a_slower_form_and_one_without_its_version_change_nothing(signed_in, year, planned):
    client, address = signed_in("clerk"), reverse("meeting-agenda", args=[planned.pk])
    assert client.post(address).status_code == 409
    agenda.build_agenda(planned.pk, 1, year.world.actor("clerk2"))
    assert client.post(address, {"version": 1}).status_code == 409


def test_an_incomplete_decision_is_said_beside_its_fields_and_kept(signed_in, year, held):
    answer = signed_in("clerk").post(reverse("meeting-decide", args=[held.pk]), {"version": held.version, "text": "办"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请选择责任单位" in page
    assert ">办</textarea>" in page


def test_papers_are_taken_by_those_who_see_the_meeting(signed_in, year, ready):
    paper = Paper.objects.get(kind="meeting_notice")
    render(paper.pk)
    address = reverse("meeting-download", args=[ready.pk, paper.pk])
    assert signed_in("liaison").post(address, {"form": "docx"}).status_code == 200
    assert signed_in("housing_liaison").post(address, {"form": "docx"}).status_code == 404


def test_the_list_counts_what_took_place_and_costs_the_same(signed_in, year, held, django_assert_max_num_queries):
    client = signed_in("clerk")
    client.get(reverse("meetings"))
    with django_assert_max_num_queries(10):
        page = client.get(reverse("meetings")).content.decode()
    assert "2023年已召开" in page
    with django_assert_max_num_queries(18):
        client.get(reverse("meeting", args=[held.pk]))


def test_the_desk_says_what_meets_today(signed_in, year, ready):
    year.go(DAY)
    for who in ("clerk", "liaison", "leader"):
        assert "今天15:00在县政府三楼会议室召开第八次月调度会" in signed_in(who).get(reverse("desk")).content.decode()
    assert "第八次月调度会" not in signed_in("housing_liaison").get(reverse("desk")).content.decode()
