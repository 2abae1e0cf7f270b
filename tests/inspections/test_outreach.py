"""送服务上门: planned for a day to come, told of in the morning, done or called off once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from shishi.inbox.actions import tell_waiting
from shishi.inspections.actions import research
from shishi.inspections.models import Research
from shishi.inspections.queries.research import person_times, research_for
from shishi.journal.models import Entry, Telling
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused

pytestmark = pytest.mark.django_db


def trip(days: int = 3, **more):
    said = {"mode": "outreach", "who": "李青云等", "n_people": 3, "place": "罗家社区", "services": "高龄津贴认证"}
    return research.Trip(on=clock.today() + timedelta(days=days), **{**said, **more})


def planned(year, days: int = 3) -> Research:
    return research.keep_research(year.programme, trip(days), year.world.actor("liaison"))


def test_it_is_planned_done_and_counted_only_then(year):
    row = planned(year)
    clerk = year.world.actor("clerk")
    assert [(one.stage, one.services) for one in research_for(clerk)] == [("planned", "高龄津贴认证")]
    assert person_times(clerk) == []
    clock.rehearse(clock.now() + timedelta(days=3))
    research.carry_out(row, "认证二十六人。", 4, year.world.actor("liaison"))
    assert person_times(clerk)[0].n_people == 4
    assert research_for(clerk)[0].found == "认证二十六人。"


def test_only_services_are_planned_ahead_and_must_be_named(year):
    with pytest.raises(Refused, match="送服务上门"):
        research.keep_research(year.programme, trip(mode="field_visit"), year.world.actor("liaison"))
    with pytest.raises(Refused) as refusal:
        research.keep_research(year.programme, trip(services=" "), year.world.actor("liaison"))
    assert "services" in refusal.value.fields
    assert not Research.objects.exists()


def test_it_is_not_written_down_before_its_day_nor_without_words(year):
    row = planned(year)
    with pytest.raises(Refused, match="还没有到"):
        research.carry_out(row, "认证二十六人。", 4, year.world.actor("liaison"))
    clock.rehearse(clock.now() + timedelta(days=3))
    with pytest.raises(Refused, match="写明"):
        research.carry_out(row, " ", 4, year.world.actor("liaison"))


@pytest.mark.parametrize("who", ["health_liaison", "clerk"])
def test_another_organisation_does_not_settle_it(year, who):
    with pytest.raises(NotYours):
        research.call_off(planned(year), year.world.actor(who))


def test_called_off_it_stays_in_the_list_and_cannot_be_done(year):
    row = planned(year)
    research.call_off(row, year.world.actor("liaison"))
    assert research_for(year.world.actor("clerk"))[0].stage == "called_off"
    with pytest.raises(Overtaken):
        research.carry_out(row, "去过了。", 2, year.world.actor("liaison"))


def test_whoever_goes_is_told_in_the_morning_once(year):
    planned(year)
    assert research.remind_of_today() == 0
    clock.rehearse(clock.now() + timedelta(days=3))
    assert (research.remind_of_today(), research.remind_of_today()) == (1, 0)
    assert Entry.objects.filter(verb="research.due").count() == 1


def test_from_its_page_it_is_planned_and_written_down(signed_in, year):
    on = clock.today() + timedelta(days=2)
    sent = {"mode": "outreach", "on": f"{on}", "who": "甲", "n_people": "2", "place": "易水镇", "once": "a"}
    answer = signed_in("liaison").post(reverse("research"), sent)
    assert answer.status_code == 422
    assert "请填写服务内容" in answer.content.decode()
    assert signed_in("liaison").post(reverse("research"), {**sent, "services": "换证", "once": "b"}).status_code == 302
    clock.rehearse(clock.now() + timedelta(days=2))
    page = signed_in("liaison").get(reverse("research")).content.decode()
    assert "登记走访情况" in page
    row = Research.objects.get()
    refused = signed_in("liaison").post(
        reverse("research-settle", args=[row.pk]), {"act": "done", "found": "换了十本证", "n_people": "许多"}
    )
    assert refused.status_code == 422
    assert "换了十本证" in refused.content.decode()
    assert "人次为 1 到" in refused.content.decode()
    done = {"act": "done", "found": "换了", "n_people": "2"}
    signed_in("liaison").post(reverse("research-settle", args=[row.pk]), done)
    row.refresh_from_db()
    assert row.stage == "done"


def test_a_message_about_it_leads_to_its_page(signed_in, year):
    row = planned(year)
    clock.rehearse(clock.now() + timedelta(days=3))
    research.remind_of_today()
    tell_waiting()
    liaison = signed_in("liaison")
    told = Telling.objects.get(person_id=year.world.actor("liaison").person_id, entry__verb="research.due")
    answer = liaison.post(reverse("inbox-open", args=[told.pk]))
    assert answer.url == reverse("research-visit", args=[row.pk])
    assert "高龄津贴认证" in liaison.get(answer.url).content.decode()
    assert "登记走访情况" in liaison.get(answer.url).content.decode()
    assert "登记走访情况" not in signed_in("clerk").get(answer.url).content.decode()
    assert signed_in("health_liaison").get(answer.url).status_code == 404


@pytest.mark.parametrize("n", [0, 10_000, 10**17])
def test_as_many_went_as_can_have_gone(year, n):
    row = planned(year)
    clock.rehearse(clock.now() + timedelta(days=3))
    with pytest.raises(Refused, match="9999"):
        research.carry_out(row, "认证二十六人。", n, year.world.actor("liaison"))
    assert Research.objects.get().stage == "planned"
