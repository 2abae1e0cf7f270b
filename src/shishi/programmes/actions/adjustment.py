"""Adjusting what is promised: the unit asks, the office looks, the convener decides; the first promise stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.orgs.queries import holders
from shishi.programmes.actions.hands import CONVENER, change, claim, lock_indicator, lock_item, must_be_at
from shishi.programmes.chain import ADJUSTMENT, ASKERS
from shishi.programmes.models import Adjustment, Indicator, Item, Target
from shishi.rules.authority import OFFICE, UNIT, Actor
from shishi.rules.lifecycle import Place, Taken, Verdict

ASKED = ("indicator", "effect", "reason", "explanation", "new_target", "new_due_on", "number")
EFFECT, STAGE = Adjustment.Effect, Adjustment.Stage


@transaction.atomic
def ask_adjustment(item: Item, values: Mapping[str, object], actor: Actor, key: str = "") -> Adjustment:
    """Ask for a change of target or deadline, or to suspend, resume or terminate; by the lead unit's head or deputy.

    Refuses before the item is issued, while another one on the same item is undecided, and one that changes nothing.
    """
    item = lock_item(item.pk)
    if not ASKERS.admits(actor, place_of(item)):
        raise NotYours
    claim(actor, key, item.pk, sorted((name, str(value)) for name, value in values.items()))
    asked = Adjustment(item=item, asked_by_id=actor.person_id, asked_at=clock.now())
    change(asked, values, ASKED)
    _must_be_askable(asked, item)
    indicator = asked.indicator
    asked.old_target = indicator.target if indicator else None
    asked.old_due_on = item.due_on
    asked.save()
    record(
        asked,
        "adjustment.ask",
        actor,
        tell=[Tell(p, "review") for p in holders(clock.today(), OFFICE, org_ids=frozenset({item.programme.office_id}))],
        item=item.pk,
        indicator=asked.indicator_id,
        effect=asked.effect,
        reason=asked.reason,
        old_target=asked.old_target,
        new_target=asked.new_target,
        old_due_on=asked.old_due_on,
        new_due_on=asked.new_due_on,
    )
    return asked


def _must_be_askable(asked: Adjustment, item: Item) -> None:
    if item.is_draft:
        raise Refused(_("“%(item)s”尚未下达，请专班办直接修改清单，不必申请调整。") % {"item": item.title})
    if item.stage in {Item.Stage.TERMINATED, Item.Stage.COMPLETED}:
        raise Refused(_("“%(item)s”%(stage)s，不能再调整。") % {"item": item.title, "stage": item.get_stage_display()})
    if item.adjustments.filter(stage__in=[STAGE.ASKED, STAGE.REVIEWED]).exists():
        raise Overtaken(_("“%(item)s”还有一项调整申请没有办结，请等办结后再申请。") % {"item": item.title})
    wrong: dict[str, str] = {}
    if not asked.explanation.strip():
        wrong["explanation"] = _("请说明情况和依据。")
    if not asked.reason:
        wrong["reason"] = _("请选择调整事由。")
    wrong |= _change_problems(asked, item) if asked.effect == EFFECT.CHANGE else _effect_problems(asked, item)
    if wrong:
        raise Refused(_("调整申请没有提交。"), wrong)


def _change_problems(asked: Adjustment, item: Item) -> dict[str, str]:
    wrong: dict[str, str] = {}
    indicator = asked.indicator
    if indicator is not None and indicator.item_id != item.pk:
        wrong["indicator"] = _("这个指标不属于该项目。")
    if asked.new_target is not None and indicator is None:
        wrong["indicator"] = _("调整目标的，请选择指标。")
    if asked.new_target is None and asked.new_due_on is None:
        wrong["new_target"] = _("请填写调整后的目标或时限。")
    if asked.new_target is not None and asked.new_target < 0:
        wrong["new_target"] = _("目标不能小于0。")
    if indicator is not None and asked.new_target is not None and asked.new_target == indicator.target:
        wrong["new_target"] = _("与现行目标相同，没有调整。")
    if asked.new_due_on is not None and asked.new_due_on == item.due_on:
        wrong["new_due_on"] = _("与现行时限相同，没有调整。")
    if asked.new_due_on is not None and asked.new_due_on < item.start_on:
        wrong["new_due_on"] = _("早于项目开始时间。")
    if asked.new_due_on is not None and asked.new_due_on.year > item.programme.year and not item.is_cross_year:
        wrong["new_due_on"] = _("超出%(year)s年度；跨年的请在年底结转。") % {"year": item.programme.year}
    return wrong


def _effect_problems(asked: Adjustment, item: Item) -> dict[str, str]:
    asked.indicator, asked.new_target, asked.new_due_on = None, None, None
    suspended = item.stage == Item.Stage.SUSPENDED
    if asked.effect == EFFECT.RESUME and not suspended:
        return {"effect": _("项目没有暂停，无须恢复。")}
    if asked.effect == EFFECT.SUSPEND and suspended:
        return {"effect": _("项目已经暂停。")}
    return {}


@transaction.atomic
def review_adjustment(adjustment: Adjustment, name: str, opinion: str, actor: Actor, version: int) -> Adjustment:
    """The office's look: `review` passes it to the convener, `turn_down` ends it with an opinion."""
    item, adjustment = _take(adjustment, name, opinion, actor, version)
    adjustment.reviewed_by_id = actor.person_id
    adjustment.review_opinion = opinion.strip()[:300]
    if adjustment.stage == STAGE.REFUSED:
        adjustment.decided_by_id, adjustment.decided_at = actor.person_id, clock.now()
        told = [Tell(adjustment.asked_by_id, "decided")]
    else:
        deciders = holders(clock.today(), CONVENER, region_path=item.programme.region_path)
        told = [Tell(person, "decide") for person in deciders]
    adjustment.version += 1
    adjustment.save()
    record(adjustment, f"adjustment.{name}", actor, tell=told, item=item.pk)
    return adjustment


@transaction.atomic
def decide_adjustment(
    adjustment: Adjustment,
    name: str,
    opinion: str,
    actor: Actor,
    version: int,
    *,
    since: date | None = None,
    number: str = "",
) -> Adjustment:
    """The convener's decision: `approve` puts it in force from `since` (today), `refuse` ends it with an opinion.

    An approval writes a new version of each target concerned; version 1, the first promise, is never touched. `since`
    lies between the first of this month and today: months that are over never change.
    """
    item, adjustment = _take(adjustment, name, opinion, actor, version)
    adjustment.decided_by_id, adjustment.decided_at = actor.person_id, clock.now()
    adjustment.opinion = opinion.strip()[:300]
    adjustment.number = number.strip()[:60] or adjustment.number
    if adjustment.stage == STAGE.APPROVED:
        adjustment.since = _since(since)
    adjustment.version += 1
    adjustment.save()
    if adjustment.stage == STAGE.APPROVED:
        _put_in_force(adjustment, item)
    told = holders(clock.today(), UNIT | OFFICE, org_ids=frozenset({item.unit_id, item.programme.office_id}))
    record(
        adjustment,
        f"adjustment.{name}",
        actor,
        tell=[Tell(person, "decided") for person in (*told, adjustment.asked_by_id)],
        item=item.pk,
        effect=adjustment.effect,
        since=adjustment.since,
        new_target=adjustment.new_target,
        new_due_on=adjustment.new_due_on,
    )
    return adjustment


def _take(adjustment: Adjustment, name: str, opinion: str, actor: Actor, version: int) -> tuple[Item, Adjustment]:
    """Both rows under lock, the step judged and the new stage set."""
    item = lock_item(adjustment.item_id)
    adjustment = Adjustment.objects.select_for_update().get(pk=adjustment.pk)
    judged = ADJUSTMENT.judge(
        name, adjustment.stage, actor, place_of(item), taken_of(adjustment), {"opinion": opinion.strip()}
    )
    own_tier = actor.post is not None and actor.post.region_path == item.region_path
    if judged in {Verdict.NOT_YOURS, Verdict.SAME_HANDS} or not own_tier:
        raise NotYours
    if judged is Verdict.WRONG_STAGE:
        raise Overtaken(
            _("这项调整申请的状态已是“%(stage)s”，不能重复办理。") % {"stage": adjustment.get_stage_display()}
        )
    must_be_at(adjustment, version)
    if judged is Verdict.ANSWERS_MISSING:
        raise Refused(_("须写明意见。"), {"opinion": _("请写明不同意的理由。")})
    step = ADJUSTMENT.find(name, adjustment.stage)
    if step is not None:
        adjustment.stage = step.target
    return item, adjustment


def place_of(item: Item) -> Place:
    """Where the item's adjustments stand: its region, and its lead unit alone."""
    return Place(item.region_path, (item.unit_id,))


def taken_of(adjustment: Adjustment) -> tuple[Taken, ...]:
    """Whose hands the adjustment went through."""
    hands = (("ask", adjustment.asked_by_id), ("review", adjustment.reviewed_by_id))
    return tuple(Taken(name, person) for name, person in hands if person is not None)


def _since(asked: date | None) -> date:
    today = clock.today()
    since = asked or today
    if not today.replace(day=1) <= since <= today:
        sentence = _("生效日期应在本月1日至今天之间：已过去的月份不再改变。")
        raise Refused(sentence, {"since": sentence})
    return since


def _put_in_force(adjustment: Adjustment, item: Item) -> None:
    if adjustment.effect != EFFECT.CHANGE:
        item.stage = {
            EFFECT.SUSPEND: Item.Stage.SUSPENDED,
            EFFECT.RESUME: Item.Stage.IN_PROGRESS,
            EFFECT.TERMINATE: Item.Stage.TERMINATED,
        }[EFFECT(adjustment.effect)]
    if adjustment.new_due_on is not None:
        item.due_on = adjustment.new_due_on
    item.version += 1
    item.save(update_fields=["stage", "due_on", "version"])
    concerned = item.indicators.order_by("pk")
    if adjustment.effect != EFFECT.CHANGE:
        return
    if adjustment.new_due_on is None:
        concerned = concerned.filter(pk=adjustment.indicator_id or 0)
    for indicator in concerned:
        _new_version(lock_indicator(indicator.pk), adjustment, item)


def _new_version(indicator: Indicator, adjustment: Adjustment, item: Item) -> None:
    """Write the next target of the indicator and make it the one in force."""
    if indicator.pk == adjustment.indicator_id and adjustment.new_target is not None:
        indicator.target = adjustment.new_target
        indicator.version += 1
        indicator.save(update_fields=["target", "version"])
    last = indicator.targets.order_by("-version").values_list("version", flat=True).first() or 0
    Target.objects.create(
        indicator=indicator,
        version=last + 1,
        value=indicator.target,
        due_on=item.due_on,
        since=adjustment.since or clock.today(),
        adjustment=adjustment,
    )
