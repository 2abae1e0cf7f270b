"""A return climbs its chain: the right hands, in order, each step noted and told; everything else is refused."""

from datetime import date
from decimal import Decimal

import pytest

from shishi.journal.models import Entry, Telling
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.orgs.models import Post
from shishi.reports.actions import returns
from shishi.reports.actions.accepting import accept_for_parent
from shishi.reports.actions.filling import save, say_no_change
from shishi.reports.actions.typed import TypedLine, TypedReturn
from shishi.reports.models import LineVersion, Period, Return
from shishi.rules.authority import Role
from tests.reports.conftest import typed


def told(world, verb):
    people = {p.pk: login for login, p in world.people.items()}
    rows = Telling.objects.filter(entry__verb=verb).values_list("person_id", flat=True)
    return sorted(people[person] for person in rows)


def test_a_liaison_saves_and_submits_and_those_who_approve_are_told(world, august):
    row = save(august, typed(august, 68), world.actor("liaison"), version=august.version)
    row = returns.take_step(row, "submit", world.actor("liaison"), version=row.version)
    assert (row.stage, row.on_time, row.lines.get().value) == ("submitted", True, 68)
    assert told(world, "return.submit") == ["edu_deputy", "edu_head"]


def test_acceptance_keeps_the_figure_as_version_one_and_tells_the_liaison(world, accepted):
    line = accepted.lines.get()
    assert (accepted.stage, line.accepted) == ("office_accepted", 68)
    version = LineVersion.objects.get()
    assert (version.version, version.value, version.reported_by, version.approved_by) == (1, 68, "刘小青", "陈晓兰")
    assert told(world, "return.approve") == ["clerk", "clerk2", "head"]
    assert told(world, "return.accept") == ["liaison"]


def test_every_step_is_noted_with_the_post_it_was_taken_from(accepted):
    steps = [(s.name, s.person_name) for s in accepted.steps.all()]
    assert steps == [("save", "刘小青"), ("submit", "刘小青"), ("approve", "王教林"), ("accept", "陈晓兰")]
    assert accepted.steps.last().post_label == "湘水县专班办公室 科员"


@pytest.mark.parametrize("who", ["health_liaison", "clerk", "head", "stranger", "sysadmin", "township", "leader"])
def test_nobody_else_fills_a_units_return(world, august, who):
    with pytest.raises(NotYours):
        save(august, typed(august, 68), world.actor(who), version=august.version)


@pytest.mark.parametrize("who", ["liaison", "health_head", "clerk", "stranger", "convener"])
def test_only_the_units_heads_approve(world, submitted, who):
    with pytest.raises(NotYours):
        returns.take_step(submitted, "approve", world.actor(who), version=submitted.version)


@pytest.mark.parametrize("who", ["edu_head", "city", "stranger", "statistician", "auditadmin"])
def test_only_the_countys_own_office_accepts(world, approved, who):
    with pytest.raises(NotYours):
        returns.take_step(approved, "accept", world.actor(who), version=approved.version)


def test_who_filled_does_not_approve_even_from_another_post(world, august):
    row = save(august, typed(august, 68), world.actor("edu_deputy"), version=august.version)
    row = returns.take_step(row, "submit", world.actor("liaison"), version=row.version)
    with pytest.raises(Refused, match="由其他同志审核通过"):
        returns.take_step(row, "approve", world.actor("edu_deputy"), version=row.version)
    assert returns.take_step(row, "approve", world.actor("edu_head"), version=row.version).stage == "unit_approved"


def test_one_person_in_two_posts_is_one_pair_of_hands(world, approved):
    head = world.people["edu_head"]
    post = Post.objects.create(
        person=head, org=world.orgs["office"], title="科员", role=Role.OFFICE_STAFF, since=date(2023, 1, 1)
    )
    account = world.account("edu_head")
    account.acting_post_id = post.pk
    account.save()
    with pytest.raises(Refused, match="不同的人"):
        returns.take_step(approved, "accept", world.actor("edu_head"), version=approved.version)


def test_the_wrong_stage_is_a_sentence(world, august):
    with pytest.raises(Refused, match="现在是“待填报”，不能审核通过"):
        returns.take_step(august, "approve", world.actor("edu_head"), version=august.version)


def test_the_second_of_two_reviewers_is_told_what_the_first_did(world, approved):
    returns.take_step(approved, "accept", world.actor("clerk"), version=approved.version)
    with pytest.raises(Overtaken, match=r"陈晓兰（湘水县专班办公室 科员）已于 9月4日 .*专班办审核通过"):
        returns.take_step(approved, "accept", world.actor("clerk2"), version=approved.version)
    assert Entry.objects.filter(verb="return.accept").count() == 1


def test_a_form_sent_twice_has_one_effect(world, submitted):
    act = {"version": submitted.version, "key": "k1"}
    returns.take_step(submitted, "approve", world.actor("edu_head"), **act)
    again = returns.take_step(submitted, "approve", world.actor("edu_head"), **act)
    assert (again.stage, Entry.objects.filter(verb="return.approve").count()) == ("unit_approved", 1)


def test_a_return_sent_back_opens_a_new_round_and_tells_who_filled_it(world, approved):
    row = returns.take_step(
        approved, "return", world.actor("clerk"), answers={"reason": "第3项数字倒退"}, version=approved.version
    )
    assert (row.stage, row.round, row.n_sent_back) == ("returned", 2, 1)
    assert told(world, "return.return") == ["liaison"]
    assert "第3项数字倒退" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_sending_back_needs_a_reason(world, submitted):
    with pytest.raises(Refused) as refusal:
        returns.take_step(submitted, "return", world.actor("edu_head"), version=submitted.version)
    assert list(refusal.value.fields) == ["reason"]


def test_a_single_figure_is_sent_back_with_its_reason_on_the_cell(world, county, august):
    county.indicator(august.item, "改造学校", 10)
    other = august.lines.create(indicator=august.item.indicators.last(), previous=1)
    first = august.lines.get(indicator__name="新增学位")
    figures = {first.pk: TypedLine({"value": Decimal(68)}), other.pk: TypedLine({"value": Decimal(2)})}
    row = save(august, TypedReturn({"progress": "推进中。"}, figures), world.actor("liaison"), version=august.version)
    row = returns.take_step(row, "submit", world.actor("liaison"), version=row.version)
    row = returns.return_figures(row, {other.pk: "与点位不符"}, world.actor("edu_head"), version=row.version)
    marked = {line.indicator.name: line.returned_reason for line in row.lines.select_related("indicator")}
    assert (row.stage, marked) == ("returned", {"新增学位": "", "改造学校": "与点位不符"})


def test_a_first_submission_in_time_stays_in_time_after_being_sent_back(world, submitted):
    row = returns.take_step(
        submitted, "return", world.actor("edu_head"), answers={"reason": "请补充"}, version=submitted.version
    )
    clock.rehearse(clock.at(date(2023, 9, 9)))
    row = returns.take_step(row, "submit", world.actor("liaison"), version=row.version)
    assert (row.on_time, row.submitted_at > row.due_at) == (True, True)


def test_a_submitted_return_may_be_recalled_until_it_is_approved(world, submitted):
    assert returns.take_step(submitted, "recall", world.actor("liaison"), version=submitted.version).stage == "draft"


def test_no_change_repeats_the_last_figures_and_can_be_submitted_at_once(world, august):
    row = say_no_change(august, world.actor("liaison"), version=august.version)
    assert (row.is_no_change, row.progress, row.lines.get().value) == (True, "本月无变化。", 50)
    assert returns.take_step(row, "submit", world.actor("liaison"), version=row.version).stage == "submitted"


def test_an_item_never_reported_cannot_be_unchanged(world, county):
    item = county.item("新建食堂")
    county.indicator(item, "食堂", 3)
    with pytest.raises(Refused, match="还没有报过进度"):
        say_no_change(county.open(item), world.actor("liaison"), version=1)


def test_the_head_of_the_office_takes_an_acceptance_back(world, accepted):
    with pytest.raises(NotYours):
        returns.take_step(
            accepted, "reopen", world.actor("clerk"), answers={"reason": "有误"}, version=accepted.version
        )
    row = returns.take_step(
        accepted, "reopen", world.actor("head"), answers={"reason": "有误"}, version=accepted.version
    )
    assert (row.stage, row.accepted_at, row.lines.get().accepted) == ("returned", None, None)


def test_many_are_taken_at_once_and_each_says_what_became_of_it(world, county, submitted):
    item = county.item("校车更新")
    county.indicator(item, "校车", 20)
    other = county.open(item)
    wanted = [returns.Wanted(submitted.pk, submitted.version), returns.Wanted(other.pk, other.version)]
    first, second = returns.take_many(wanted, "approve", world.actor("edu_head"), key="bulk")
    assert (first.done, second.done) == (True, False)
    assert "待填报" in second.sentence
    assert returns.take_many(wanted, "approve", world.actor("edu_head"), key="bulk") == []


def test_what_comes_after_the_lock_is_late_and_locked_when_accepted(world, county, approved):
    Period.objects.update(stage=Period.Stage.LOCKED)
    fresh = Return.objects.get(pk=approved.pk)
    row = returns.take_step(fresh, "accept", world.actor("clerk"), version=fresh.version)
    assert (row.stage, row.steps.last().name) == ("locked", "lock")


def test_the_city_accepts_for_its_own_tier_and_apart(world, accepted):
    assert accept_for_parent([(accepted.pk, accepted.version)], world.actor("city")) == 1
    accepted.refresh_from_db()
    assert (accepted.stage, accepted.lines.get().parent_accepted) == ("office_accepted", 68)
    assert accept_for_parent([(accepted.pk, accepted.version)], world.actor("city")) == 0


@pytest.mark.parametrize("who", ["head", "edu_head", "stranger", "leader"])
def test_only_an_office_above_accepts_for_the_parent_tier(world, accepted, who):
    with pytest.raises(NotYours):
        accept_for_parent([(accepted.pk, accepted.version)], world.actor(who))


def test_the_parent_tier_waits_for_the_county(world, approved):
    with pytest.raises(Refused, match="还没有审核通过"):
        accept_for_parent([(approved.pk, approved.version)], world.actor("city"))
