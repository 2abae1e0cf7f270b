"""What tests of letters may ask for: a small year whose schools are far behind in May; a letter drafted, delivered."""

from __future__ import annotations

from datetime import date

import pytest

from shishi.letters.actions import opening, signing
from shishi.letters.actions.steps import take
from shishi.letters.models import Letter, LetterDesk
from shishi.programmes.models import Item
from shishi.reports.models import Standing
from tests.reports import year as a_year
from tests.reports.year import Year
from tests.world import World

NAME = "“两癌”免费检查"


@pytest.fixture
def year(world: World, settings, tmp_path) -> Year:
    """Schools at 10 per cent on 3 May: a red light."""
    settings.FILES_ROOT = tmp_path / "files"
    year = a_year.build(world)
    Item.objects.filter(pk=year.items["schools"].pk).update(title=NAME)
    year.items["schools"].refresh_from_db()
    year.go(date(2023, 1, 6))
    year.go(date(2023, 2, 3))
    year.go(date(2023, 5, 3))
    year.accept("schools", 4, 40)
    LetterDesk.objects.create(office=world.orgs["office"], prefix="湘县民专督", contact="陈晓兰", phone="0731-57880000")
    return year


@pytest.fixture
def draft(year: Year) -> Letter:
    """A letter drafted by the clerk about the schools."""
    return opening.open_for_item(year.items["schools"], year.world.actor("clerk"))


@pytest.fixture
def delivered(draft: Letter, world: World) -> Letter:
    """The letter signed, set and delivered."""
    return deliver(draft, world)


def step(letter: Letter, world: World, who: str, name: str, **more: object) -> Letter:
    """Let somebody take a step on the letter as it is now."""
    files = more.pop("files", None)
    row = again(letter)
    take(row, name, world.actor(who), more, version=row.case.version, files=files)
    return again(letter)


def make_red(year: Year) -> None:
    """Let the schools stand at a red light, however far behind they are."""
    rows = Standing.objects.filter(item_id=year.items["schools"].pk, kind=Standing.Kind.ITEM)
    rows.update(light="red", status="severely_behind")


def again(letter: Letter) -> Letter:
    return Letter.objects.select_related("case__office", "case__programme", "paper", "unit", "cut").get(pk=letter.pk)


def deliver(letter: Letter, world: World) -> Letter:
    """Send, review, sign and issue."""
    step(letter, world, "clerk", "send")
    step(letter, world, "head", "review")
    letter = step(letter, world, "convener", "sign")
    signing.carry_out(letter.paper_id)
    return again(letter)


ANSWER = {"process": "局党组专题研究，抽调力量驻点推进。", "finished": "已完成排查建档。", "duty_person": "王教林"}


def replied(letter: Letter, world: World) -> Letter:
    """Signed for and answered."""
    step(letter, world, "liaison", "acknowledge")
    return step(letter, world, "edu_head", "reply", **ANSWER)
