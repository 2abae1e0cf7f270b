"""A promise changes only by an approved adjustment, and the first one is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shishi.journal.models import Entry, Telling
from shishi.lib.refusal import NotYours, Refused
from shishi.programmes.actions import adjustment
from shishi.programmes.actions import item as items
from shishi.programmes.models import Adjustment, Target
from shishi.programmes.queries.item import item_sheet
from tests.programmes import cast


def ask(world, item, who: str = "edu_head", **more):
    values = {
        "indicator": item.indicators.get(),
        "effect": "change",
        "reason": "policy_change",
        "explanation": "上级文件核减任务",
        "new_target": Decimal(80),
    } | more
    return adjustment.ask_adjustment(item, values, world.actor(who))


def approve(world, asked, **more):
    asked = adjustment.review_adjustment(asked, "review", "情况属实", world.actor("clerk"), asked.version)
    return adjustment.decide_adjustment(asked, "approve", "", world.actor("convener"), asked.version, **more)


def test_an_approved_adjustment_is_in_force_and_the_first_promise_stays(world):
    item = cast.an_issued_item(world)
    approved = approve(world, ask(world, item), number="潭县民专办函〔2023〕3号")

    indicator = item.indicators.get()
    assert indicator.target == 80
    assert list(Target.objects.values_list("version", "value", "since")) == [
        (1, 100, date(2023, 1, 1)),
        (2, 80, date(2023, 9, 4)),
    ]
    assert (approved.since, approved.number) == (date(2023, 9, 4), "潭县民专办函〔2023〕3号")
    entry = Entry.objects.get(verb="adjustment.approve")
    assert entry.facts["new_target"] == "80"
    assert "上级文件" not in str(list(Entry.objects.values_list("facts", flat=True)))
    assert Telling.objects.filter(entry=entry, person_id=world.people["edu_head"].pk).count() == 1


def test_after_two_adjustments_the_first_promise_is_still_shown(world):
    item = cast.an_issued_item(world)
    approve(world, ask(world, item))
    approve(world, ask(world, item, new_target=Decimal(90), new_due_on=date(2023, 12, 20)))
    sheet = item_sheet(item)
    shown = sheet.indicators[0]
    assert [(t.version, t.value) for t in shown.targets] == [(1, 100), (2, 80), (3, 90)]
    assert (shown.first_promise.value, shown.first_promise.due_on) == (100, date(2023, 11, 30))
    assert (shown.target, sheet.due_on, sheet.first_due_on) == (90, date(2023, 12, 20), date(2023, 11, 30))


def test_three_different_hands_and_nobody_else(world):
    item = cast.an_issued_item(world)
    for who in ("liaison", "health_head", "clerk", "convener", "stranger", "township"):
        with pytest.raises(NotYours):
            ask(world, item, who)
    asked = ask(world, item, "edu_deputy")
    for who in ("edu_head", "convener", "city", "stranger"):
        with pytest.raises(NotYours):
            adjustment.review_adjustment(asked, "review", "好", world.actor(who), asked.version)
    reviewed = adjustment.review_adjustment(asked, "review", "好", world.actor("clerk"), asked.version)
    for who in ("clerk", "head", "edu_head", "leader", "stranger"):
        with pytest.raises(NotYours):
            adjustment.decide_adjustment(reviewed, "approve", "", world.actor(who), reviewed.version)


def test_of_two_conveners_at_once_the_second_is_told(world):
    item = cast.an_issued_item(world)
    asked = ask(world, item)
    with pytest.raises(Refused, match="待办公室审核"):
        adjustment.decide_adjustment(asked, "approve", "", world.actor("convener"), asked.version)
    approve(world, asked)
    with pytest.raises(Refused, match="已批准") as refusal:
        adjustment.decide_adjustment(asked, "refuse", "不同意", world.actor("convener"), asked.version)
    assert refusal.value.status == 409
    assert Target.objects.count() == 2


def test_refusing_needs_an_opinion_and_changes_nothing(world):
    item = cast.an_issued_item(world)
    asked = ask(world, item)
    with pytest.raises(Refused) as refusal:
        adjustment.review_adjustment(asked, "turn_down", "", world.actor("clerk"), asked.version)
    assert "opinion" in refusal.value.fields
    adjustment.review_adjustment(asked, "turn_down", "理由不足", world.actor("clerk"), asked.version)
    assert Adjustment.objects.get().stage == "refused"
    assert (Target.objects.count(), item.indicators.get().target) == (1, 100)


def test_asking_for_nothing_twice_or_before_issue_is_refused(world):
    draft = cast.a_ready_item(world)
    with pytest.raises(Refused, match="尚未下达"):
        ask(world, draft)
    draft.delete()
    draft.programme.matters.all().delete()
    draft.programme.delete()
    item = cast.an_issued_item(world)
    for more, field in (
        ({"new_target": Decimal(100)}, "new_target"),
        ({"new_target": None}, "new_target"),
        ({"explanation": " "}, "explanation"),
        ({"new_due_on": date(2024, 3, 1)}, "new_due_on"),
    ):
        with pytest.raises(Refused) as refusal:
            ask(world, item, **more)
        assert field in refusal.value.fields
    ask(world, item)
    with pytest.raises(Refused, match="没有办结"):
        ask(world, item)


def test_in_force_since_this_month_only(world):
    asked = ask(world, cast.an_issued_item(world))
    asked = adjustment.review_adjustment(asked, "review", "", world.actor("clerk"), asked.version)
    for day in (date(2023, 8, 31), date(2023, 9, 5)):
        with pytest.raises(Refused, match="生效日期"):
            adjustment.decide_adjustment(asked, "approve", "", world.actor("convener"), asked.version, since=day)


def test_suspending_resuming_and_terminating(world):
    item = cast.an_issued_item(world)
    for effect, stage in (("suspend", "suspended"), ("resume", "in_progress"), ("terminate", "terminated")):
        approve(world, ask(world, item, effect=effect))
        item.refresh_from_db()
        assert item.stage == stage
    assert Target.objects.count() == 1
    with pytest.raises(Refused, match="已终止"):
        ask(world, item)
    assert items.Item.objects.counted().count() == 0
