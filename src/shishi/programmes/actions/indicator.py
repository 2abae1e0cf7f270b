"""Indicators, their monthly plan, and tasks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import models, transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib.refusal import NotYours, Refused
from shishi.programmes.actions.hands import (
    change,
    claim,
    keeps,
    lock_draft,
    lock_indicator,
    lock_item,
    must_be_at,
    must_be_draft,
    must_keep,
    save_changed,
    touch,
)
from shishi.programmes.models import Indicator, Item, PlanPoint, Task
from shishi.rules import schedule
from shishi.rules.authority import UNIT, Actor

PROMISED = (
    "name",
    "type",
    "unit_word",
    "scale",
    "target",
    "sense",
    "definition",
    "schedule",
    "is_assessed",
    "weight",
    "source",
)
OPEN = ("seq", "evidence_asked", "decimals", "last_year", "last_year_comparable", "public_name")
TASK_PLAN = ("seq", "title", "due_on", "weight", "indicator", "depends_on")
TASK_OPEN = ("owner_name", "funds_yuan")
TASK_DATES = ("done_on",)


@transaction.atomic
def add_indicator(item: Item, values: Mapping[str, object], actor: Actor, key: str = "") -> Indicator:
    """A new indicator of a draft item. Figures are in the base unit; `scale` says how they are shown."""
    item = lock_draft(item.pk, actor)
    claim(actor, key, item.pk, sorted((name, str(value)) for name, value in values.items()))
    indicator = Indicator(item=item, seq=0)
    change(indicator, values, (*PROMISED, *OPEN))
    indicator.seq = indicator.seq or item.indicators.count() + 1
    _must_hold(indicator)
    indicator.save()
    touch(item)
    record(indicator, "indicator.create", actor, item=item.pk, type=indicator.type, target=indicator.target)
    return indicator


@transaction.atomic
def change_indicator(indicator: Indicator, values: Mapping[str, object], actor: Actor, version: int) -> Indicator:
    """Change an indicator; once its item is issued, only what is not promised."""
    item = lock_item(indicator.item_id)
    must_keep(actor, item.programme)
    indicator = lock_indicator(indicator.pk, version)
    changed = change(indicator, values, (*PROMISED, *OPEN))
    if not changed:
        return indicator
    if item.is_draft:
        must_be_draft(item)
    promised = [name for name in changed.fields if name in PROMISED]
    if promised and not item.is_draft:
        sentence = _("已下达的指标不能直接修改此项；确需调整的，由责任单位申请调整。")
        raise Refused(_("“%(name)s”没有保存。") % {"name": indicator.name}, dict.fromkeys(promised, sentence))
    _must_hold(indicator)
    save_changed(indicator, changed)
    touch(item)
    record(
        indicator,
        "indicator.change",
        actor,
        item=item.pk,
        fields=changed.fields,
        what=changed.what,
        figures=changed.figures,
    )
    return indicator


@transaction.atomic
def remove_indicator(indicator: Indicator, actor: Actor, version: int) -> None:
    """Remove an indicator of a draft item, with its allocations and plan."""
    item = lock_draft(indicator.item_id, actor)
    indicator = lock_indicator(indicator.pk, version)
    record(indicator, "indicator.remove", actor, item=item.pk)
    try:
        with transaction.atomic():
            indicator.delete()
    except models.ProtectedError:
        raise Refused(_("“%(name)s”已有其他记录引用，不能删除。") % {"name": indicator.name}) from None
    touch(item)


@transaction.atomic
def set_curve(indicator: Indicator, points: Mapping[date, Decimal], actor: Actor, version: int) -> Indicator:
    """Type the cumulative per cent of each month's end. Refuses a curve that falls or does not end at 100."""
    item = lock_draft(indicator.item_id, actor)
    indicator = lock_indicator(indicator.pk, version)
    typed = [schedule.PlanPoint(month, percent) for month, percent in sorted(points.items())]
    falls = schedule.curve_falls_at(typed)
    if falls:
        sentence = _("%(month)s月的累计计划应在0至100之间，且不低于上月。") % {"month": falls.month}
        raise Refused(sentence, {f"m{falls.month}": sentence})
    if typed and typed[-1].percent != 100:
        sentence = _("最后一个月的累计计划应为100%%，现在是%(percent)s%%。") % {"percent": typed[-1].percent}
        raise Refused(sentence, {f"m{typed[-1].month.month}": sentence})
    indicator.plan_points.all().delete()
    PlanPoint.objects.bulk_create(PlanPoint(indicator=indicator, month=p.month, percent=p.percent) for p in typed)
    indicator.version += 1
    indicator.save(update_fields=["version"])
    touch(item)
    record(indicator, "indicator.curve", actor, points=[[p.month, p.percent] for p in typed])
    return indicator


@transaction.atomic
def add_task(item: Item, values: Mapping[str, object], actor: Actor, key: str = "") -> Task:
    """A step of a draft item with owner, deadline and money; with a weight it is a milestone."""
    item = lock_draft(item.pk, actor)
    claim(actor, key, item.pk, sorted((name, str(value)) for name, value in values.items()))
    task = Task(item=item, seq=0)
    change(task, values, (*TASK_PLAN, *TASK_OPEN, *TASK_DATES))
    task.seq = task.seq or item.tasks.count() + 1
    _task_must_hold(task)
    task.save()
    touch(item)
    record(task, "task.create", actor, item=item.pk, due_on=task.due_on, weight=task.weight)
    return task


@transaction.atomic
def change_task(task: Task, values: Mapping[str, object], actor: Actor, version: int) -> Task:
    """Change a task: the office the plan while in draft, and owner and money always; the lead unit the date done."""
    item = lock_item(task.item_id)
    task = Task.objects.select_for_update().get(pk=task.pk)
    must_be_at(task, version)
    changed = change(task, values, (*TASK_PLAN, *TASK_OPEN, *TASK_DATES))
    if not keeps(actor, item.programme):
        if not (actor.is_any(UNIT) and actor.serves_unit(item.unit_id)) or set(changed.fields) - set(TASK_DATES):
            raise NotYours
    elif set(changed.fields) & set(TASK_PLAN):
        must_be_draft(item)
    if not changed:
        return task
    _task_must_hold(task)
    save_changed(task, changed)
    record(task, "task.change", actor, item=item.pk, fields=changed.fields, what=changed.what, figures=changed.figures)
    return task


@transaction.atomic
def remove_task(task: Task, actor: Actor, version: int) -> None:
    """Remove a task of a draft item."""
    item = lock_draft(task.item_id, actor)
    task = Task.objects.select_for_update().get(pk=task.pk)
    must_be_at(task, version)
    record(task, "task.remove", actor, item=item.pk)
    task.delete()
    touch(item)


def _must_hold(indicator: Indicator) -> None:
    wrong: dict[str, str] = {}
    if Indicator.objects.filter(item=indicator.item_id, name=indicator.name).exclude(pk=indicator.pk).exists():
        wrong["name"] = _("该项目已有名为“%(name)s”的指标。") % {"name": indicator.name}
    if indicator.target is not None and indicator.target < 0:
        wrong["target"] = _("目标不能小于0。")
    if indicator.weight < 0:
        wrong["weight"] = _("权重不能小于0。")
    if wrong:
        raise Refused(_("“%(name)s”没有保存。") % {"name": indicator.name}, wrong)


def _task_must_hold(task: Task) -> None:
    wrong: dict[str, str] = {}
    if Task.objects.filter(item=task.item_id, title=task.title).exclude(pk=task.pk).exists():
        wrong["title"] = _("该项目已有名为“%(title)s”的任务。") % {"title": task.title}
    if task.weight < 0:
        wrong["weight"] = _("权重不能小于0。")
    if task.indicator_id and not Indicator.objects.filter(pk=task.indicator_id, item=task.item_id).exists():
        wrong["indicator"] = _("这个指标不属于该项目。")
    if task.depends_on_id and not Task.objects.filter(pk=task.depends_on_id, item=task.item_id).exists():
        wrong["depends_on"] = _("前置任务不属于该项目。")
    if wrong:
        raise Refused(_("“%(title)s”没有保存。") % {"title": task.title}, wrong)
