"""A figure by the split of its target: filled by the lead, reported by those who have a part, seen by the office."""

from decimal import Decimal

import pytest

from shishi.journal.models import Entry
from shishi.journal.sentences import sentence_for
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.programmes.models import Allocation, Support
from shishi.reports.actions import returns
from shishi.reports.actions.filling import save, say_no_change
from shishi.reports.actions.parting import report_own
from shishi.reports.actions.typed import TypedLine, TypedReturn
from shishi.reports.models import Line, LineShare, Return
from tests.reports.builders import JULY


@pytest.fixture
def parts(world, county, august):
    """The August return split over two townships and the health bureau, which supports it as 易水镇 does."""
    indicator = august.lines.get().indicator
    Support.objects.bulk_create(Support(item=august.item, unit=world.orgs[o]) for o in ("health", "town_org"))
    given = {"town": {"region": world.regions["town"]}, "town2": {"region": world.regions["town2"]}}
    given["health"] = {"unit": world.orgs["health"]}
    targets = {"town": 50, "town2": 30, "health": 20}
    return {
        name: Allocation.objects.create(indicator=indicator, target=Decimal(targets[name]), **place)
        for name, place in given.items()
    }


@pytest.fixture
def liaison(client, world):
    client.force_login(world.account("liaison"))
    return client


def name_of(row, part):
    return f"l{row.lines.get().pk}-share-{part.pk}"


def post(client, row, parts, shares, act="save", value="60"):
    """Send the sheet as a browser does: each part with what the page showed."""
    row.refresh_from_db()
    sent = {f"r{row.pk}-version": row.version, f"l{row.lines.get().pk}-value": value, "act": act}
    sent |= {f"r{row.pk}-progress": "推进中。"}
    for name, typed in shares.items():
        sent |= {name_of(row, parts[name]): typed, f"{name_of(row, parts[name])}-was": ""}
    return client.post(f"/returns/sheet/{row.period_id}/", sent)


def kept():
    return dict(LineShare.objects.values_list("allocation_id", "value"))


def test_the_fold_out_shows_each_part_with_its_target_and_last_month(liaison, county, august, parts):
    july = county.open(august.item, JULY)
    LineShare.objects.create(line=july.lines.get(), allocation=parts["town"], value=31, accepted=31)
    page = liaison.get("/returns/?month=2023-08").content.decode()
    assert "按分解填报（3 个单位）" in page
    assert f'name="{name_of(august, parts["town"])}" value="31"' in page
    assert ("未报，沿用上月" in page, "3 个本月未报" in page) == (True, True)


def test_an_item_without_a_split_has_no_fold_out(liaison, august):
    assert "按分解填报" not in liaison.get("/returns/").content.decode()


def test_only_what_was_touched_is_kept_and_the_journal_says_the_sum(liaison, august, parts):
    assert post(liaison, august, parts, {"town": "30", "town2": "0.0025万", "health": ""}).status_code == 302
    assert kept() == {parts["town"].pk: 30, parts["town2"].pk: 25}
    entry = Entry.objects.get(verb="return.share")
    assert (entry.facts["n"], entry.facts["total"], entry.facts["value"]) == (2, "55", "60")
    assert "合计 55 个，本项累计 60 个" in sentence_for(entry.verb, entry.subject_label, entry.facts)


def test_parts_that_differ_from_the_whole_are_a_warning_and_no_refusal(liaison, august, parts):
    answer = post(liaison, august, parts, {"town": "30", "town2": "25"}, act=f"submit:{august.pk}")
    assert (answer.status_code, Return.objects.get().stage) == (302, "submitted")
    page = liaison.get(f"/returns/{august.pk}/").content.decode()
    assert "本月累计 60 个，按分解填报合计 55 个，相差 5 个" in page


def test_the_sum_is_said_while_one_types_and_nothing_is_kept(liaison, august, parts):
    line = august.lines.get()
    typed = {f"l{line.pk}-value": "60", name_of(august, parts["town"]): "58"}
    page = liaison.post(f"/returns/lines/{line.pk}/preview/", typed).content.decode()
    assert ("分解合计 58" in page, "相差 2 个" in page, LineShare.objects.count()) == (True, True, 0)


def test_the_sum_is_taken_over_by_one_button(liaison, august, parts):
    save_first = post(liaison, august, parts, {"town": "30", "town2": "25"})
    post(liaison, august, parts, {"health": "7"}, act=f"use_sum:{august.lines.get().pk}")
    assert (save_first.status_code, Line.objects.get().value) == (302, 62)


@pytest.mark.parametrize(("typed", "said"), [("没统计", "不是数字"), ("-3", "不能小于0")])
def test_a_part_that_is_wrong_stands_beside_its_field_and_the_rest_is_kept(liaison, august, parts, typed, said):
    answer = post(liaison, august, parts, {"town": typed, "town2": "25"})
    page = answer.content.decode()
    assert (answer.status_code, said in page, f'value="{typed}"' in page) == (422, True, True)
    assert (kept(), Line.objects.get().value) == ({parts["town2"].pk: 25}, 60)


def test_a_supporting_unit_reports_its_own_part_and_the_return_stays_where_it_is(client, world, august, parts):
    client.force_login(world.account("health_liaison"))
    assert "新增公办学位" in client.get("/returns/parts/").content.decode()
    sent = {"version": august.version, name_of(august, parts["health"]): "12", "once": "k1"}
    assert client.post(f"/returns/{august.pk}/parts/", sent).status_code == 302
    august.refresh_from_db()
    assert (kept(), august.stage, august.version) == ({parts["health"].pk: 12}, "open", 2)
    assert Entry.objects.get(verb="return.share").actor_name == "文静"
    assert client.post(f"/returns/{august.pk}/parts/", sent).status_code == 302
    assert Entry.objects.filter(verb="return.share").count() == 1


def test_a_township_reports_the_part_given_to_it(client, world, august, parts):
    client.force_login(world.account("township"))
    page = client.get("/returns/parts/").content.decode()
    assert (name_of(august, parts["town"]) in page, name_of(august, parts["town2"]) in page) == (True, False)
    sent = {"version": august.version, name_of(august, parts["town"]): "33"}
    assert client.post(f"/returns/{august.pk}/parts/", sent).status_code == 302
    assert kept() == {parts["town"].pk: 33}


@pytest.mark.parametrize("who", ["housing_liaison", "stranger_liaison", "liaison", "edu_head", "clerk"])
def test_nobody_else_reports_a_part(world, august, parts, who):
    with pytest.raises(NotYours):
        report_own(august, {parts["health"].pk: Decimal(12)}, world.actor(who), version=august.version)


@pytest.mark.parametrize("whose", ["town", "town2"])
def test_a_unit_reports_no_part_but_its_own(world, august, parts, whose):
    typed = {parts["health"].pk: Decimal(12), parts[whose].pk: Decimal(1)}
    with pytest.raises(NotYours):
        report_own(august, typed, world.actor("health_liaison"), version=august.version)
    assert kept() == {}


def test_a_unit_with_a_part_that_no_longer_supports_the_item_reports_none(world, august, parts):
    Support.objects.filter(unit=world.orgs["health"]).delete()
    with pytest.raises(NotYours):
        report_own(august, {parts["health"].pk: Decimal(12)}, world.actor("health_liaison"), version=august.version)


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("stranger_liaison", 404), ("sysadmin", 403)])
def test_out_of_reach_is_out_of_reach(client, world, august, parts, who, status):
    client.force_login(world.account(who))
    sent = {"version": august.version, name_of(august, parts["health"]): "12"}
    assert client.post(f"/returns/{august.pk}/parts/", sent).status_code == status


def test_a_part_waits_for_nothing_once_the_return_is_handed_in(client, world, august, parts):
    health, mine = world.actor("health_liaison"), parts["health"].pk
    Return.objects.update(stage="submitted")
    with pytest.raises(Refused, match="待单位审核"):
        report_own(august, {mine: Decimal(12)}, health, version=august.version)
    Return.objects.update(stage="open")
    with pytest.raises(Refused, match="不能小于0"):
        report_own(august, {mine: Decimal(-1)}, health, version=august.version)
    with pytest.raises(Overtaken):
        report_own(august, {mine: Decimal(12)}, health, version=august.version + 1)


def test_an_older_sheet_does_not_write_over_what_a_township_reported(liaison, world, august, parts):
    save(august, TypedReturn(), world.actor("liaison"), version=august.version)
    august.refresh_from_db()
    report_own(august, {parts["town"].pk: Decimal(33)}, world.actor("township"), version=august.version)
    post(liaison, august, parts, {"town": "", "town2": "25"})
    assert kept() == {parts["town"].pk: 33, parts["town2"].pk: 25}


def test_no_change_is_refused_when_a_part_moved(world, august, parts):
    report_own(august, {parts["town"].pk: Decimal(33)}, world.actor("township"), version=august.version)
    august.refresh_from_db()
    with pytest.raises(Refused, match="易水镇"):
        say_no_change(august, world.actor("liaison"), version=august.version)


def test_the_reviewer_reads_the_split_and_acceptance_accepts_it(client, world, august, parts):
    line = august.lines.get()
    typed = TypedLine({"value": Decimal(60)}, shares={parts["town"].pk: Decimal(35), parts["town2"].pk: Decimal(25)})
    row = save(august, TypedReturn({"progress": "推进中。"}, {line.pk: typed}), world.actor("liaison"), version=1)
    for who, name in (("liaison", "submit"), ("edu_head", "approve")):
        row = returns.take_step(row, name, world.actor(who), version=row.version)
    client.force_login(world.account("clerk"))
    for url in ("/returns/review/", f"/returns/{row.pk}/"):
        page = client.get(url).content.decode()
        assert "按分解填报（3 个单位）" in page
        assert "1 个本月未报：县卫健局" in page
    returns.take_step(row, "accept", world.actor("clerk"), version=row.version)
    assert list(LineShare.objects.order_by("value").values_list("accepted", flat=True)) == [25, 35]


@pytest.mark.parametrize("n", [1, 5])
def test_the_split_costs_one_question_whatever_its_size(
    liaison, county, august, parts, n, django_assert_max_num_queries
):
    for at in range(n):
        item = county.item(f"项目{at}")
        indicator = county.indicator(item, "数量", 20)
        for place in ("town", "town2"):
            Allocation.objects.create(indicator=indicator, target=10, region=county.world.regions[place])
        county.open(item)
    liaison.get("/returns/")
    with django_assert_max_num_queries(15):
        liaison.get("/returns/")
