"""A letter drafted: figures out of the item's standings, words beside them, nothing typed that is not accounted for."""

from dataclasses import replace
from datetime import date

import pytest

from shishi.documents.queries.runs import read_aloud
from shishi.letters.actions import editing, opening
from shishi.letters.actions.opening import How
from shishi.letters.models import Letter
from shishi.letters.queries.page import findings_of
from shishi.letters.queries.words import typed_of
from shishi.lib.refusal import NotYours, Overtaken, Refused
from tests.letters.conftest import NAME, again, deliver, step

pytestmark = pytest.mark.django_db


def said(letter, name):
    return read_aloud(getattr(letter, name), letter.figures)


def write(letter, world, fix="", **changed):
    row = again(letter)
    typed = typed_of(row)
    texts = {**typed.texts, **{k: changed.pop(k) for k in ("basis", "facts", "problems") if k in changed}}
    return editing.write(row.pk, replace(typed, texts=texts, **changed), row.case.version, world.actor("clerk"), fix)


def test_a_red_light_is_drafted_with_its_own_figures(draft):
    assert draft.case.title == "关于督办“两癌”免费检查推进滞后问题的函"
    assert said(draft, "facts").startswith(f"据2023年4月月报，{NAME}")
    assert "年度目标400所，累计完成40所，完成率10%" in said(draft, "facts")
    assert "落后" in said(draft, "facts")
    assert [f["code"] for f in draft.figures.values()][:5] == [
        f"indicator.{name}" for name in ("target", "value", "rate", "expected", "deviation")
    ]
    assert (draft.unit.name, draft.case.stage, draft.case.source) == ("县教育局", "drafting", "red_light")
    assert findings_of(again(draft)) == ()


def test_only_the_office_drafts(year):
    for who in ("liaison", "stranger"):
        with pytest.raises(NotYours):
            opening.open_for_item(year.items["schools"], year.world.actor(who))


def test_one_matter_one_letter(draft, year):
    with pytest.raises(Refused, match=draft.case.number):
        opening.open_for_item(year.items["schools"], year.world.actor("clerk2"))
    assert Letter.objects.count() == 1


def test_a_digit_typed_by_hand_blocks_until_it_is_bound(draft, world):
    write(draft, world, problems="还差360所没有动工，共400所。")
    with pytest.raises(Refused, match="手工输入的数字"):
        step(draft, world, "clerk", "send")
    found = findings_of(again(draft))
    loose = next(f for f in found if f.loose and f.loose.text == "400所")
    key = loose.loose.proposals[0].key
    at = f"problems|{loose.loose.run}|{loose.loose.start}|{loose.loose.end}|figure:{key}"
    letter = write(draft, world, fix=at, problems="还差360所没有动工，共400所。")
    assert {"figure": key} in letter.problems
    assert len(findings_of(letter)) == len(found) - 1


def test_a_chip_cannot_be_typed_over(draft, world):
    row = again(draft)
    typed = typed_of(row)
    with pytest.raises(Refused) as refused:
        write(draft, world, facts=typed.texts["facts"].replace("〔40所#", "〔90所#"))
    assert "facts" in refused.value.fields


def test_a_higher_level_at_once_needs_its_reason(draft, world):
    with pytest.raises(Refused) as refused:
        write(draft, world, level=3)
    assert "urgency" in refused.value.fields
    assert write(draft, world, level=3, urgency="临近开学").case.level == 3


def test_the_reply_day_is_a_workday_to_come(draft, world):
    for day in (date(2023, 5, 1), date(2023, 5, 13)):
        with pytest.raises(Refused) as refused:
            write(draft, world, due_on=day)
        assert "due_on" in refused.value.fields


def test_the_second_to_write_is_told(draft, world):
    row = again(draft)
    editing.write(row.pk, typed_of(row), row.case.version, world.actor("clerk2"))
    with pytest.raises(Overtaken):
        editing.write(row.pk, typed_of(row), row.case.version, world.actor("clerk"))


def test_what_is_signed_is_not_edited(draft, world):
    deliver(draft, world)
    with pytest.raises(Refused, match="待签收"):
        write(draft, world, problems="再改一句。")


def test_a_slip_may_begin_at_a_kind_of_paper(year):
    made = opening.open_for_item(year.items["road"], year.world.actor("clerk"), How(type="notice"))
    assert made.case.type == "notice"
