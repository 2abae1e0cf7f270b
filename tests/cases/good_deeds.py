"""Short ways to a wish or a pairing at the stage a test needs, and the people these need besides."""

from __future__ import annotations

from datetime import date
from typing import Any

from shishi.cases.actions.opening import open_case
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case
from shishi.orgs.models import Account, Org, Person, Post
from shishi.rules.authority import Role
from tests.world import NOW, SINCE, World

NAME, PHONE, HOME = "莫念慈", "13907310000", "荷花组17号"
MORE = (
    ("village", "石支书", "village_org", "支部书记", Role.VILLAGE),
    ("volunteer", "党小明", "town_org", "党员", Role.VOLUNTEER),
    ("volunteer2", "向阳红", "education", "党员教师", Role.VOLUNTEER),
    ("hotline", "钟接线", "office", "受理员", Role.HOTLINE),
)


def people(world: World) -> World:
    """The cast with a village, its clerk, and two volunteers."""
    town = world.regions["town"]
    world.orgs["village_org"] = Org.objects.create(
        name="易水镇荷花村", kind="village", region=town, region_path=town.path, sort=99
    )
    for login, name, org, title, role in MORE:
        person = Person.objects.create(name=name, created_at=NOW)
        world.people[login] = person
        Post.objects.create(person=person, org=world.orgs[org], title=title, role=role, since=SINCE)
        account = Account(person=person, login=login, must_change_password=False)
        account.set_unusable_password()
        account.save()
    return world


def collected(world: World, **more: Any) -> Case:
    """A wish the village wrote down."""
    given = {
        "title": "一张学习桌",
        "text": "上小学的孩子在床边写作业。",
        "type": "goods",
        "category": "left_behind",
        "n_wanted": 1,
        "place": "荷花村",
        "amount": 300,
        "helped_name": NAME,
        "helped_phone": PHONE,
        "helped_place": HOME,
        **more,
    }
    return open_case("micro", given, world.actor("village")).case


def published(world: World, **more: Any) -> Case:
    case = take_step(collected(world, **more), "review", world.actor("township"))
    return take_step(case, "publish", world.actor("township"))


def claimed(world: World, who: str = "volunteer", **more: Any) -> Case:
    return take_step(published(world, **more), "claim", world.actor(who), {"team": "帮帮团"})


def doing(world: World, **more: Any) -> Case:
    case = take_step(claimed(world, **more), "accept", world.actor("village"))
    return take_step(case, "start", world.actor("volunteer"))


def done(world: World, **more: Any) -> Case:
    return take_step(doing(world, **more), "finish", world.actor("volunteer"), {"done": "学习桌已送到并装好。"})


def paired(world: World, **more: Any) -> Case:
    """A pairing of the education bureau, written down by the village."""
    given = {
        "title": "教育局结对荷花村一户",
        "type": "one_to_one",
        "category": "alone",
        "unit": world.orgs["education"],
        "duty_person": "刘小青",
        "helped_name": NAME,
        "helped_phone": PHONE,
        "helped_place": HOME,
        **more,
    }
    return open_case("pairing", given, world.actor("village")).case


def active(world: World, **more: Any) -> Case:
    return take_step(paired(world, **more), "begin", world.actor("liaison"), {"measure": "每月探望，代办配药。"})


def visited(world: World) -> Case:
    note = {"held_on": date(2023, 9, 2), "diary": "屋顶漏雨，药快吃完了。", "where": "家中"}
    return take_step(active(world), "visit", world.actor("liaison"), note)
