"""The office proposes, the convener approves, the first promise is frozen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shishi.journal.models import Entry, Telling
from shishi.lib.refusal import NotYours, Refused
from shishi.programmes.actions import allocation, indicator, issue
from shishi.programmes.actions import item as items
from shishi.programmes.models import Item, Programme, Target
from tests.programmes import cast


def test_the_convener_issues_what_the_office_proposed_and_the_first_promise_is_kept(world):
    item = cast.a_ready_item(world)
    proposal = issue.propose_issue(item.programme, world.actor("clerk"))
    issue.issue_programme(proposal, world.actor("convener"))

    item.refresh_from_db()
    target = Target.objects.get(indicator__item=item)
    assert (item.stage, item.issued_at is not None) == ("issued", True)
    assert (target.version, target.value, target.due_on) == (1, 100, date(2023, 11, 30))
    programme = Programme.objects.get()
    assert programme.stage == "active"
    assert programme.baseline_frozen_at is not None
    entry = Entry.objects.get(verb="programme.issue")
    assert entry.facts["n"] == 1
    assert Telling.objects.filter(entry=entry, person_id=world.people["liaison"].pk).exists()


def test_only_the_county_s_own_convener_issues(world):
    item = cast.a_ready_item(world)
    proposal = issue.propose_issue(item.programme, world.actor("clerk"))
    for who in ("clerk", "clerk2", "head", "leader", "edu_head", "city", "stranger", "sysadmin"):
        with pytest.raises(NotYours):
            issue.issue_programme(proposal, world.actor(who))
    for who in ("convener", "edu_head", "city", "stranger"):
        with pytest.raises(NotYours):
            issue.propose_issue(item.programme, world.actor(who))


def test_the_second_convener_is_told_that_it_was_issued_already(world):
    item = cast.a_ready_item(world)
    proposal = issue.propose_issue(item.programme, world.actor("clerk"))
    issue.issue_programme(proposal, world.actor("convener"))
    with pytest.raises(Refused, match="已批准下达") as refusal:
        issue.issue_programme(proposal, world.actor("convener"))
    assert refusal.value.status == 409
    assert Target.objects.count() == 1


def test_a_list_with_gaps_is_refused_with_every_problem_by_item(world):
    programme = cast.a_programme(world)
    matter = cast.a_matter(world, programme)
    bare = cast.an_item(world, matter, "没有指标的项目")
    late = cast.an_item(world, matter, "跨年的项目", due_on=date(2024, 5, 1))
    cast.an_indicator(world, late, target=None, definition="", unit_word="")
    curved = cast.an_item(world, matter, "有曲线的项目")
    cast.an_indicator(world, curved, schedule="custom_curve")
    stepped = cast.an_item(world, matter, "按节点的项目")
    cast.an_indicator(world, stepped, type="milestone", target=None, schedule="milestones")

    with pytest.raises(Refused, match="有4个项目还不能下达") as refusal:
        issue.propose_issue(programme, world.actor("clerk"))
    said = refusal.value.fields
    assert "还没有考核指标" in said[str(bare.pk)]
    for words in ("超出2023年度", "没有认定口径", "没有年度目标", "没有计量单位"):
        assert words in said[str(late.pk)]
    assert "还没有填写月度计划" in said[str(curved.pk)]
    assert "带权重的节点任务" in said[str(stepped.pk)]
    assert not Item.objects.exclude(proposal=None).exists()


def test_a_surplus_is_allowed_and_a_shortage_blocks_the_issue(world):
    item = cast.a_ready_item(world)
    places = item.indicators.get()
    towns = [world.regions["town"], world.regions["town2"]]
    short = [allocation.Share(Decimal(n), region=town) for n, town in zip((60, 30), towns, strict=True)]
    allocation.allocate(places, short, world.actor("clerk"))
    with pytest.raises(Refused) as refusal:
        issue.propose_issue(item.programme, world.actor("clerk"))
    assert "还差10个" in refusal.value.fields[str(item.pk)]
    more = [allocation.Share(Decimal(n), region=town) for n, town in zip((60, 55), towns, strict=True)]
    allocation.allocate(places, more, world.actor("clerk"))
    assert issue.propose_issue(item.programme, world.actor("clerk")).n_items == 1


def test_a_proposed_item_is_edited_only_after_the_proposal_is_withdrawn(world):
    item = cast.a_ready_item(world)
    proposal = issue.propose_issue(item.programme, world.actor("clerk"))
    with pytest.raises(Refused, match="请先撤回提请"):
        items.change_item(item, {"title": "改名"}, world.actor("clerk"), version=item.version)
    issue.withdraw_proposal(proposal, world.actor("clerk2"))
    assert items.change_item(item, {"title": "改名"}, world.actor("clerk"), version=item.version).title == "改名"


def test_sending_back_asks_for_a_reason_and_frees_the_items(world):
    item = cast.a_ready_item(world)
    proposal = issue.propose_issue(item.programme, world.actor("clerk"))
    with pytest.raises(Refused):
        issue.send_back(proposal, " ", world.actor("convener"))
    issue.send_back(proposal, "目标请再核", world.actor("convener"))
    item.refresh_from_db()
    assert (item.proposal_id, item.stage) == (None, "draft")
    assert "目标请再核" not in str(Entry.objects.get(verb="programme.send_back").facts)


def test_an_issued_target_cannot_be_edited(world):
    item = cast.an_issued_item(world)
    with pytest.raises(Refused) as refusal:
        indicator.change_indicator(
            item.indicators.get(), {"target": Decimal(80)}, world.actor("clerk"), version=item.indicators.get().version
        )
    assert "申请调整" in refusal.value.fields["target"]
    with pytest.raises(Refused):
        items.change_item(item, {"due_on": date(2023, 12, 31)}, world.actor("clerk"), version=item.version)
    changed = items.change_item(item, {"liaison_name": "刘小青"}, world.actor("clerk"), version=item.version)
    assert changed.liaison_name == "刘小青"
