"""A small list to act on: 湘水县's programme of 2023 with one item that is ready to be issued."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from shishi.programmes.actions import indicator as indicators
from shishi.programmes.actions import issue
from shishi.programmes.actions import item as items
from shishi.programmes.actions import programme as programmes
from shishi.programmes.models import Indicator, Item, Matter, Programme
from tests.world import World


def a_programme(world: World, **more: Any) -> Programme:
    """In draft, of the county's office."""
    name = more.pop("name", "2023年湘水县重点民生实事")
    return programmes.create_programme(name, more.pop("year", 2023), world.orgs["office"], world.actor("clerk"), **more)


def a_matter(world: World, programme: Programme, title: str = "增加公办学位", **more: Any) -> Matter:
    """Of the provincial key list."""
    values = {"level": "province", "list_kind": "key", "title": title} | more
    return programmes.add_matter(programme, values, world.actor("clerk"))


def an_item(world: World, matter: Matter, title: str = "新增公办义务教育学位", **more: Any) -> Item:
    """Of the education bureau, with nothing measured yet."""
    values = {"matter": matter, "title": title, "unit": world.orgs["education"]} | more
    return items.add_item(matter.programme, values, world.actor("clerk"))


def an_indicator(world: World, item: Item, name: str = "新增学位", **more: Any) -> Indicator:
    """100 places, with everything an issue asks for."""
    values = {"name": name, "unit_word": "个", "target": Decimal(100), "definition": "建成并经验收的学位"} | more
    return indicators.add_indicator(item, values, world.actor("clerk"))


def a_ready_item(world: World) -> Item:
    """In draft, with nothing missing."""
    item = an_item(world, a_matter(world, a_programme(world)), due_on=date(2023, 11, 30))
    an_indicator(world, item)
    item.refresh_from_db()
    return item


def an_issued_item(world: World) -> Item:
    """Issued by the convener on the cast's day."""
    item = a_ready_item(world)
    proposal = issue.propose_issue(item.programme, world.actor("clerk"))
    issue.issue_programme(proposal, world.actor("convener"))
    item.refresh_from_db()
    return item
