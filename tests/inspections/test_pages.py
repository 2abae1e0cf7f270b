"""The pages of inspections, as people of different posts see them."""

import pytest
from django.urls import reverse

from shishi.inspections.actions import steps
from shishi.inspections.models import Inspection, Visit
from tests.inspections.conftest import under_way, visited

pytestmark = pytest.mark.django_db


def test_an_inspection_is_planned_from_its_form_and_a_second_one_refused_there(signed_in, year):
    world = year.world
    sent = {
        "title": "九月督查", "topic": "进度", "mode": "scheduled", "since": "2023-09-04", "until": "2023-09-08",
        "units": [world.orgs["education"].pk], "team": [world.people["inspector"].pk], "once": "a",
    }  # fmt: skip
    answer = signed_in("clerk").post(reverse("inspection-new"), sent)
    assert answer.url == reverse("inspection", args=[Inspection.objects.get().pk])
    again = signed_in("clerk").post(reverse("inspection-new"), sent | {"title": "又一次", "once": "b"})
    assert again.status_code == 422
    assert "九月督查" in again.content.decode()


def test_an_object_is_filled_in_on_the_phone(signed_in, year):
    visit = under_way(year).visits.get()
    client = signed_in("inspector")
    assert "今天" not in client.get(reverse("inspections")).content.decode()
    page = client.get(reverse("visit", args=[visit.pk])).content.decode()
    assert "台账资料齐全" in page
    answer = client.post(reverse("visit-keep", args=[visit.pk]), {"version": 1, "act": "submit", "result": "看过"})
    assert answer.status_code == 422
    assert "还没有判定" in answer.content.decode()
    assert ">看过</textarea>" in answer.content.decode()
    sent = {f"verdict-{n}": "pass" for n in range(5)} | {"version": 1, "act": "submit", "result": "看过"}
    assert client.post(reverse("visit-keep", args=[visit.pk]), sent).status_code == 302
    assert Visit.objects.get().is_done


def test_a_hidden_one_is_not_there_for_the_unit_until_concluded(signed_in, year):
    row = under_way(year, mode="mystery")
    addresses = [reverse("inspection", args=[row.pk]), reverse("visit", args=[row.visits.get().pk])]
    assert [signed_in("liaison").get(one).status_code for one in addresses] == [404, 404]
    assert "九月督查" not in signed_in("liaison").get(reverse("inspections")).content.decode()
    row = visited(row, year.world)
    steps.take_step(row.pk, "conclude", row.version, year.world.actor("head"), "发现一处问题。")
    assert [signed_in("liaison").get(one).status_code for one in addresses] == [200, 200]
    assert "发现一处问题" in signed_in("liaison").get(addresses[0]).content.decode()


@pytest.mark.parametrize(("who", "status"), [("liaison", 403), ("leader", 403), ("stranger", 404)])
def test_who_may_not(signed_in, year, who, status):
    row = under_way(year)
    for name, args in (("inspection-draw", [row.pk]), ("inspection-step", [row.pk, "conclude"])):
        sent = {"version": row.version, "said": "好"}
        assert signed_in(who).post(reverse(name, args=args), sent).status_code == status, name


def test_the_desk_lays_out_the_visits_to_make(signed_in, year):
    under_way(year)
    assert "九月督查" in signed_in("inspector").get(reverse("desk")).content.decode()
    assert "待检查 1 个对象" not in signed_in("liaison").get(reverse("desk")).content.decode()


def test_once_everything_was_looked_at_the_head_finds_it_on_the_desk(signed_in, year):
    row = under_way(year)
    assert "待出具结论" not in signed_in("head").get(reverse("desk")).content.decode()
    row = visited(row, year.world)
    assert "九月督查：检查完毕，待出具结论" in signed_in("head").get(reverse("desk")).content.decode()
    assert "待出具结论" not in signed_in("clerk").get(reverse("desk")).content.decode()
    steps.take_step(row.pk, "conclude", row.version, year.world.actor("head"), "发现一处问题。")
    assert "待出具结论" not in signed_in("head").get(reverse("desk")).content.decode()


def test_a_conclusion_without_words_is_refused_beside_its_own_field(signed_in, year):
    row = visited(under_way(year), year.world)
    sent = {"version": row.version, "said": " "}
    page = signed_in("head").post(reverse("inspection-step", args=[row.pk, "conclude"]), sent).content.decode()
    own, other = page.split('id="said-cancel"')
    assert own.count("errorlist") == 1
    assert "errorlist" not in other
    assert '<details class="reason-act"><summary>取消' in page


def test_pages_cost_the_same_however_many_there_are(signed_in, year, django_assert_max_num_queries):
    row, client = under_way(year), signed_in("clerk")
    client.get(reverse("inspections"))
    with django_assert_max_num_queries(10):
        client.get(reverse("inspections"))
    with django_assert_max_num_queries(18):
        client.get(reverse("inspection", args=[row.pk]))


def test_research_is_kept_from_its_page(signed_in, year):
    sent = {"mode": "field_visit", "on": "2023-09-01", "who": "甲乙", "n_people": "2", "place": "易水镇", "once": "a"}
    assert signed_in("liaison").post(reverse("research"), sent).status_code == 302
    page = signed_in("clerk").get(reverse("research")).content.decode()
    assert "易水镇" in page
    assert "人次" in page
