"""The queue, the page of one return, corrections, and the month's board, over HTTP."""

from datetime import date
from decimal import Decimal

import pytest

from shishi.journal.models import Entry, Telling
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.programmes.models import Item, Site, Support
from shishi.reports.actions import corrections, exemptions, periods, urging
from shishi.reports.models import Cut, Exemption, LineVersion, Period, Return, Urge
from shishi.reports.queries.board import board
from shishi.rules.authority import Role
from shishi.rules.lights import LIGHT_MARKS


@pytest.fixture
def browser(client, world):
    def as_(who):
        client.force_login(world.account(who))
        return client

    return as_


@pytest.fixture
def locked(world, county, accepted):
    """The accepted August return after its month was locked."""
    clock.rehearse(clock.at(date(2023, 9, 12)))
    periods.lock(county.period(), world.actor("head"), version=county.period().version)
    return Return.objects.get(pk=accepted.pk)


def test_the_queue_shows_what_changed_in_bold(browser, approved):
    page = browser("clerk").get("/returns/review/").content.decode()
    assert ("新增公办学位" in page, "<b>68</b>" in page) == (True, True)


def test_no_two_lights_to_filter_by_bear_one_name(browser, approved):
    page = browser("clerk").get("/returns/review/").content.decode()
    names = [page.count(f">{mark.word}</option>") for mark in LIGHT_MARKS.values()]
    assert names == [1] * len(LIGHT_MARKS)


def test_a_unit_head_sees_only_what_waits_for_the_unit(browser, submitted):
    assert "新增公办学位" in browser("edu_head").get("/returns/review/").content.decode()
    assert "没有等待您审核的月报" in browser("health_head").get("/returns/review/").content.decode()


def test_ticked_returns_are_accepted_in_one_act(browser, approved):
    typed = {"return": [approved.pk], f"version-{approved.pk}": approved.version, "act": "accept", "once": "m"}
    assert browser("clerk").post("/returns/review/many/", typed).status_code == 302
    approved.refresh_from_db()
    assert approved.stage == "office_accepted"


def test_an_act_on_many_says_what_was_not_done(browser, approved):
    typed = {"return": [approved.pk], f"version-{approved.pk}": approved.version - 1, "act": "accept"}
    answer = browser("clerk").post("/returns/review/many/", typed)
    assert (answer.status_code, "没有办理您的操作" in answer.content.decode()) == (422, True)


def test_the_second_reviewer_is_answered_409_with_the_sentence(browser, approved):
    url, typed = f"/returns/{approved.pk}/steps/accept/", {"version": approved.version}
    assert browser("clerk").post(url, typed).status_code == 302
    answer = browser("clerk2").post(url, typed)
    assert (answer.status_code, "先行办理" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(("who", "status"), [("liaison", 403), ("stranger", 404), ("sysadmin", 404), ("leader", 403)])
def test_who_may_not_accept_is_told_no_more_than_that(browser, approved, who, status):
    assert (
        browser(who).post(f"/returns/{approved.pk}/steps/accept/", {"version": approved.version}).status_code == status
    )


def test_a_reviewer_is_led_to_the_next_of_the_queue(browser, world, county, approved):
    item = county.item("校车更新")
    county.indicator(item, "校车", 20)
    other = county.open(item)
    Return.objects.filter(pk=other.pk).update(stage="unit_approved")
    client = browser("clerk")
    assert "看下一份" in client.get(f"/returns/{approved.pk}/").content.decode()
    typed = {"version": approved.version, "next": other.pk}
    answer = client.post(f"/returns/{approved.pk}/steps/accept/", typed)
    assert answer.headers["Location"] == f"/returns/{other.pk}/"


def test_a_missing_return_and_a_foreign_one_look_alike(browser, approved):
    nobodys = next(
        int(digit * len(str(approved.pk))) for digit in "98" if int(digit * len(str(approved.pk))) != approved.pk
    )
    foreign, missing = (browser("stranger").get(f"/returns/{pk}/") for pk in (approved.pk, nobodys))
    assert (foreign.status_code, len(foreign.content)) == (missing.status_code, len(missing.content))


def test_a_single_figure_is_sent_back_from_its_page(browser, submitted):
    line = submitted.lines.get()
    typed = {"line": [line.pk], f"l{line.pk}-reason": "与台账不符", "version": submitted.version}
    assert browser("edu_head").post(f"/returns/{submitted.pk}/figures/", typed).status_code == 302
    assert "退回：与台账不符" in browser("liaison").get("/returns/").content.decode()


def test_the_page_of_a_return_shows_chain_versions_and_timeline(browser, accepted, django_assert_max_num_queries):
    client = browser("clerk")
    client.get("/periods/")
    with django_assert_max_num_queries(20):
        page = client.get(f"/returns/{accepted.pk}/").content.decode()
    assert ("数字的版本" in page, "专班办审核通过" in page, "刘小青" in page) == (True, True, True)


def test_a_correction_is_asked_decided_and_makes_a_new_version_and_cut(world, locked):
    made = corrections.ask(
        locked.lines.get(), Decimal(66), "两个学位重复统计", world.actor("edu_head"), version=locked.version
    )
    with pytest.raises(NotYours):
        corrections.decide(made, True, "", world.actor("clerk"), version=locked.version + 1)
    corrections.decide(made, True, "", world.actor("head"), version=locked.version + 1)
    locked.refresh_from_db()
    assert (locked.stage, locked.lines.get().accepted) == ("locked", 66)
    assert list(LineVersion.objects.order_by("version").values_list("version", "value")) == [(1, 68), (2, 66)]
    assert list(Cut.objects.order_by("id").values_list("occasion", flat=True)) == ["lock", "correction"]
    with pytest.raises(Overtaken, match="已更正"):
        corrections.decide(made, False, "不同意", world.actor("head"), version=locked.version)


def test_a_refused_correction_changes_no_figure_and_says_why(world, locked):
    made = corrections.ask(locked.lines.get(), Decimal(66), "重复统计", world.actor("edu_head"), version=locked.version)
    with pytest.raises(Refused):
        corrections.decide(made, False, "", world.actor("head"), version=locked.version + 1)
    corrections.decide(made, False, "依据不足", world.actor("head"), version=locked.version + 1)
    locked.refresh_from_db()
    assert (locked.stage, locked.lines.get().accepted, Cut.objects.count()) == ("locked", 68, 1)


@pytest.mark.parametrize("who", ["liaison", "clerk", "stranger", "health_head"])
def test_only_the_units_heads_ask_for_a_correction(world, locked, who):
    with pytest.raises(NotYours):
        corrections.ask(locked.lines.get(), Decimal(66), "重复统计", world.actor(who), version=locked.version)


def test_urging_tells_liaison_and_heads_once_and_stops_at_the_cap(world, county, august):
    unit = [world.orgs["education"].pk]
    for _ in range(3):
        assert not urging.urge(county.period(), unit, world.actor("clerk"))[0].sentence
    assert "达到上限" in urging.urge(county.period(), unit, world.actor("clerk"))[0].sentence
    told = Telling.objects.filter(entry=Entry.objects.filter(verb="period.urge").first())
    assert {t.person_id for t in told} == {world.people[p].pk for p in ("liaison", "edu_head", "edu_deputy")}
    assert Urge.objects.count() == 3


def test_a_unit_that_owes_nothing_is_not_urged(world, county, submitted):
    [said] = urging.urge(county.period(), [world.orgs["education"].pk], world.actor("clerk"))
    assert ("没有欠报" in said.sentence, Urge.objects.count()) == (True, 0)


@pytest.mark.parametrize("who", ["liaison", "city", "stranger", "leader"])
def test_only_the_programmes_office_urges(world, county, august, who):
    with pytest.raises(NotYours):
        urging.urge(county.period(), [august.unit_id], world.actor(who))


def test_an_extension_moves_the_due_moment_and_ends_with_it(world, county, august):
    days = {"since": date(2023, 9, 7), "until": date(2023, 9, 11), "reason": "台风停工"}
    made = exemptions.grant(county.programme, exemptions.Wish(august.unit_id, "extend", **days), world.actor("clerk"))
    august.refresh_from_db()
    assert (clock.CHINA and august.due_at.date(), august.first_due_at.date()) == (date(2023, 9, 11), date(2023, 9, 7))
    exemptions.end(made, world.actor("clerk"))
    august.refresh_from_db()
    assert august.due_at == august.first_due_at


def test_an_exception_needs_a_reason_and_an_end_after_its_start(world, county, august):
    wish = exemptions.Wish(august.unit_id, "excuse", date(2023, 9, 7), date(2023, 9, 1), " ")
    with pytest.raises(Refused) as refusal:
        exemptions.grant(county.programme, wish, world.actor("clerk"))
    assert sorted(refusal.value.fields) == ["reason", "until"]
    assert Exemption.objects.count() == 0


def test_the_board_counts_and_the_office_locks_from_it(browser, county, submitted, django_assert_max_num_queries):
    client = browser("head")
    client.get("/periods/")
    with django_assert_max_num_queries(15):
        page = client.get(f"/periods/{submitted.period_id}/").content.decode()
    assert ("100.00%" in page, "现在锁定" in page) == (True, True)
    assert client.post(f"/periods/{submitted.period_id}/lock/", {"version": 1}).status_code == 422
    clock.rehearse(clock.at(date(2023, 9, 12)))
    assert client.post(f"/periods/{submitted.period_id}/lock/", {"version": 1}).status_code == 302
    assert Period.objects.get().stage == "locked"


@pytest.mark.parametrize(("who", "status"), [("liaison", 200), ("leader", 200), ("stranger", 404), ("sysadmin", 404)])
def test_the_board_is_seen_within_reach(browser, august, who, status):
    assert browser(who).get(f"/periods/{august.period_id}/").status_code == status


def test_the_forms_come_as_workbooks_and_are_recorded(browser, accepted):
    client = browser("clerk")
    for url in (f"/returns/sheet/{accepted.period_id}/export/", f"/periods/{accepted.period_id}/export/"):
        assert client.post(url).content[:2] == b"PK"
        assert client.get(url).status_code == 405
    assert set(Entry.objects.filter(verb__endswith=".export").values_list("verb", flat=True)) == {
        "return.export",
        "period.export",
    }


@pytest.fixture
def site(world, august):
    town = world.regions["town"]
    return Site.objects.create(
        item=august.item, unit=august.unit, region=town, region_path=town.path, name="易水中学", quantity=10
    )


@pytest.mark.parametrize(
    ("who", "status"), [("liaison", 302), ("township", 302), ("health_liaison", 404), ("clerk", 403)]
)
def test_unit_and_township_keep_the_days_of_a_site(browser, site, who, status):
    typed = {"started_on": "2023-03-01", "finished_on": "8月20日", "in_use_on": "", "version": 1}
    assert browser(who).post(f"/sites/{site.pk}/", typed).status_code == status
    site.refresh_from_db()
    assert site.stage == ("finished" if status == 302 else "planned")


def test_a_site_is_not_in_use_before_it_is_finished(browser, site):
    answer = browser("liaison").post(
        f"/sites/{site.pk}/", {"started_on": "2023-03-01", "in_use_on": "2023-08-01", "version": 1}
    )
    assert (answer.status_code, "请补填完工日期" in answer.content.decode()) == (422, True)


def test_a_township_sees_its_own_sites_only(browser, world, site):
    other = world.regions["town2"]
    Site.objects.create(item=site.item, unit=site.unit, region=other, region_path=other.path, name="花石小学")
    page = browser("township").get("/sites/").content.decode()
    assert ("易水中学" in page, "花石小学" in page) == (True, False)
    assert world.actor("township").role == Role.TOWNSHIP


def test_the_queue_asks_no_more_for_many_than_for_one(browser, approved, django_assert_max_num_queries):
    client = browser("clerk")
    client.get("/returns/review/")
    with django_assert_max_num_queries(15):
        client.get("/returns/review/")


def test_a_unit_counts_its_own_returns_and_not_those_it_only_supports(world, county, august):
    item = county.item("学校食堂")
    county.indicator(item, "食堂", 3)
    other = county.open(item)
    Return.objects.filter(pk=other.pk).update(unit=world.orgs["health"])
    Item.objects.filter(pk=item.pk).update(unit=world.orgs["health"])
    Support.objects.create(item=item, unit=world.orgs["education"])
    found = board(county.period(), world.actor("liaison"), clock.now())
    assert ([len(r.marks) for r in found.rows], found.n_due) == ([1, 1], 1)
    assert board(county.period(), world.actor("clerk"), clock.now()).n_due == 2
