"""Short ways to bring a case to where a test needs it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from shishi.cases.actions.opening import open_case
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case
from tests.files.made import jpeg
from tests.world import World


def photo(name: str = "p.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg(), "image/jpeg")


PLAN = {
    "measure": "清理杂物并划线。",
    "target_state": "通道畅通",
    "duty_person": "刘小青",
    "planned_on": date(2023, 9, 20),
}


def problem(world: World, **more: Any) -> Case:
    """A problem just found by the office."""
    given = {"title": "幼儿园消防通道被占用", "text": "易水镇中心幼儿园后门堆放杂物。", "source": "inspection", **more}
    return open_case("problem", given, world.actor("clerk")).case


def assigned(world: World, **more: Any) -> Case:
    """A problem assigned to the education bureau for short rectification."""
    answers = {"unit": world.orgs["education"], "type": "short"}
    return take_step(problem(world, **more), "assign", world.actor("clerk"), answers)


def rectifying(world: World, **more: Any) -> Case:
    """A problem with a plan."""
    return take_step(assigned(world, **more), "plan", world.actor("liaison"), PLAN)


def applied(world: World, **more: Any) -> Case:
    """A problem rectified, with the unit's application."""
    files = {"before": [photo("前.jpg")], "after": [photo("后.jpg")]}
    done = {"done": "九月十日已清理完毕，并划设黄线、立牌警示。"}
    case = take_step(rectifying(world, **more), "self_check", world.actor("liaison"), done, files=files)
    return take_step(case, "apply", world.actor("edu_head"), {"opinion": "同意销号"})


def closed(world: World, **more: Any) -> Case:
    """A problem crossed off."""
    case = take_step(applied(world, **more), "review", world.actor("clerk"), {"opinion": "材料齐全"})
    case = take_step(case, "verify", world.actor("clerk2"), {"finding": "现场查看，通道畅通。"})
    return take_step(case, "close", world.actor("head"), {"opinion": "同意销号"})


def request(world: World, **more: Any) -> tuple[Case, str]:
    """A letter to the mailbox, registered by the hotline, with its code."""
    given = {
        "title": "校门口路灯不亮",
        "text": "晚自习放学看不清路。",
        "channel": "mailbox",
        "asker_name": "张三",
        "asker_phone": "13800001111",
        **more,
    }
    opened = open_case("request", given, world.actor("hotline"))
    return opened.case, opened.code


def dispatched(world: World, **more: Any) -> tuple[Case, str]:
    """A letter dispatched to the education bureau."""
    case, code = request(world, **more)
    case = take_step(case, "register", world.actor("hotline"), {"type": "help"})
    return take_step(case, "dispatch", world.actor("hotline"), {"unit": world.orgs["education"]}), code


def handling(world: World, **more: Any) -> Case:
    """A letter whose writer was contacted."""
    return _contacted(world, dispatched(world, **more)[0])


def _contacted(world: World, case: Case) -> Case:
    case = take_step(case, "acknowledge", world.actor("liaison"))
    return take_step(case, "contact", world.actor("liaison"), {"contact": "电话联系，核实了地点。"})


def replied(world: World, **more: Any) -> tuple[Case, str]:
    """A letter answered."""
    case, code = dispatched(world, **more)
    case = _contacted(world, case)
    case = take_step(case, "draft", world.actor("liaison"), {"reply": "已联系供电所，三日内修复。"})
    return take_step(case, "reply", world.actor("edu_head")), code
