"""Settings, categories, matters: by the office, with reasons, at the version read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shishi.journal.models import Entry
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.programmes.actions import allocation, programme
from shishi.programmes.models import SettingsChange
from shishi.programmes.queries.boards import matrix, people, task_map
from shishi.programmes.queries.item import item_sheet
from tests.programmes import cast
from tests.world import TODAY


def test_a_light_s_parameter_changes_with_a_reason_that_is_kept(world):
    made = cast.a_programme(world)
    with pytest.raises(Refused) as refusal:
        programme.change_settings(made, {"behind_pp": Decimal(15)}, "", world.actor("head"), version=made.version)
    assert "reason" in refusal.value.fields
    programme.change_settings(made, {"behind_pp": Decimal(15)}, "市里统一口径", world.actor("head"), 1)
    kept = SettingsChange.objects.get()
    assert (kept.before, kept.after, kept.reason) == ({"behind_pp": "10"}, {"behind_pp": "15"}, "市里统一口径")
    assert "市里统一口径" not in str(Entry.objects.get(verb="programme.settings").facts)
    with pytest.raises(Overtaken):
        programme.change_settings(made, {"slogan": "实"}, "", world.actor("clerk"), 1)


def test_parameters_that_contradict_one_another_are_refused_beside_the_field(world):
    made = cast.a_programme(world)
    with pytest.raises(Refused) as refusal:
        programme.change_settings(
            made, {"lock_workday": 3, "severe_pp": Decimal(5)}, "试", world.actor("clerk"), version=made.version
        )
    assert set(refusal.value.fields) == {"lock_workday", "severe_pp"}


@pytest.mark.parametrize("who", ["edu_head", "liaison", "convener", "leader", "city", "stranger", "sysadmin"])
def test_nobody_but_the_own_office_keeps_the_list(world, who):
    item = cast.a_ready_item(world)
    for act in (
        lambda actor: programme.change_settings(
            item.programme, {"slogan": "实"}, "", actor, version=item.programme.version
        ),
        lambda actor: programme.add_matter(item.programme, {"title": "又一件"}, actor),
        lambda actor: programme.put_category(item.programme, "教育", "edu", 1, actor),
        lambda actor: allocation.allocate(item.indicators.get(), [], actor),
    ):
        with pytest.raises(NotYours):
            act(world.actor(who))


def test_a_matter_with_items_and_a_category_in_use_stay(world):
    item = cast.a_ready_item(world)
    clerk = world.actor("clerk")
    education = programme.put_category(item.programme, "教育", "edu", 1, clerk)
    matter = programme.change_matter(item.matter, {"category": education}, clerk, version=item.matter.version)
    with pytest.raises(Refused, match="还有1个项目"):
        programme.remove_matter(matter, clerk, version=matter.version)
    with pytest.raises(Refused, match="还有1件实事"):
        programme.remove_category(item.programme, education.pk, clerk, was="教育")
    with pytest.raises(Refused, match="已有"):
        cast.a_matter(world, item.programme)


def test_the_boards_show_splits_people_and_steps_in_few_queries(world, django_assert_max_num_queries):
    item, clerk = cast.an_issued_item(world), world.actor("clerk")
    whole = item.programme
    shares = [allocation.Share(Decimal(70), region=world.regions["town"])]
    with pytest.raises(Refused, match="还差30个"):
        allocation.allocate(item.indicators.get(), shares, clerk)
    shares.append(allocation.Share(Decimal(40), region=world.regions["town2"]))
    allocation.allocate(item.indicators.get(), shares, clerk)
    with django_assert_max_num_queries(2):
        split = matrix(whole, clerk)
    assert [place.name for place in split.places] == ["易水镇", "花石乡"]
    assert (split.rows[0].total, split.rows[0].remainder, split.rows[0].is_short) == (110, -10, False)
    with django_assert_max_num_queries(3):
        units = people(whole, clerk, TODAY)
    assert (units[0].unit, units[0].heads, units[0].liaisons) == ("县教育局", ("王教林",), ("刘小青",))
    with django_assert_max_num_queries(2):
        assert task_map(whole, clerk, TODAY).rows[0].running == (True,) * 11 + (False,)
    with django_assert_max_num_queries(12):
        assert item_sheet(item).indicators[0].shared == 110
