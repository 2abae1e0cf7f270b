"""Whoever is bound up with a case does nothing about it: no step, and nothing beside the steps either."""

from datetime import date

import pytest
from django.urls import reverse

from shishi.cases.actions import extensions, links, parts
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case, Extension
from shishi.journal.models import Telling
from shishi.letters.actions.opening import open_for_case
from shishi.lib.refusal import Refused
from tests.cases import stories

pytestmark = pytest.mark.django_db


def recused(cast, case, *who):
    for one in who:
        links.recuse(case, cast.people[one], "亲属的单位", cast.actor(one))
    return Case.objects.get(pk=case.pk)


def acts(cast, case):
    """Everything that is no step, by one who could do it otherwise."""
    clerk, unit = cast.actor("clerk"), cast.orgs["housing"]
    return {
        "split": lambda: links.split_case(case, {"title": "另一处", "text": "后门。"}, clerk),
        "duty": lambda: links.list_as_duty(case, True, clerk),
        "repeat": lambda: links.link_repeat(case, stories.problem(cast), clerk),
        "charge": lambda: parts.charge(case, [unit], "", clerk, case.version),
        "release": lambda: parts.release(case, 1, clerk, case.version),
        "clue": lambda: links.transfer_clue(case, {}, cast.actor("head")),
        "take on": lambda: links.take_on(case, cast.actor("leader")),
        "be named": lambda: links.take_on(case, cast.actor("head"), cast.people["leader"]),
        "extend": lambda: extensions.ask_extension(case, date(2023, 12, 1), "等设备", cast.actor("edu_head")),
        "report": lambda: parts.report_part(case, "已配合", cast.actor("health_liaison")),
        "step": lambda: take_step(case, "plan", cast.actor("liaison"), stories.PLAN),
    }


def test_nobody_recused_acts_on_it_in_any_way(cast):
    case = stories.assigned(cast)
    parts.charge(case, [cast.orgs["health"]], "", cast.actor("clerk2"), case.version)
    case = recused(cast, case, "clerk", "leader", "edu_head", "health_liaison", "liaison")
    for name, act in acts(cast, case).items():
        if name == "clue":
            continue
        with pytest.raises(Refused, match="回避"):
            act()
    case = recused(cast, case, "head")
    with pytest.raises(Refused, match="回避"):
        acts(cast, case)["clue"]()
    assert Case.objects.get(pk=case.pk).version == case.version


def test_nobody_recused_decides_a_later_date(cast):
    case = stories.rectifying(cast)
    asked = extensions.ask_extension(case, date(2023, 12, 1), "等设备", cast.actor("edu_head"))
    recused(cast, case, "head")
    with pytest.raises(Refused, match="回避"):
        extensions.decide_extension(asked, True, "", cast.actor("head"))
    assert Extension.objects.get().stage == Extension.Stage.ASKED


def test_the_page_offers_nothing_to_whoever_keeps_away(client, cast):
    case = stories.assigned(cast)
    client.force_login(cast.account("clerk"))
    assert "转入履职清单" in client.get(reverse("case", args=[case.pk])).content.decode()
    recused(cast, case, "clerk")
    assert "转入履职清单" not in client.get(reverse("case", args=[case.pk])).content.decode()


def test_a_sponsor_who_keeps_away_is_none_and_the_head_is_told(cast):
    case = links.take_on(stories.assigned(cast), cast.actor("leader"))
    case = recused(cast, case, "leader")
    assert case.sponsor_id is None
    told = Telling.objects.filter(entry__verb="case.recuse").values_list("person_id", "reason")
    assert set(told) == {(cast.people["head"].pk, "case_to_do")}


def test_whoever_keeps_away_learns_no_more_who_asked(client, cast):
    case, _code = stories.dispatched(cast)
    recused(cast, case, "hotline", "liaison")
    for who, knows in (("hotline", False), ("liaison", False), ("clerk", True), ("edu_head", True)):
        client.force_login(cast.account(who))
        page = client.get(reverse("case", args=[case.pk])).content.decode()
        assert ("13800001111" in page, "张三" in page) == (knows, knows), who


def test_whoever_keeps_away_sends_no_letter_about_it(cast):
    case = recused(cast, stories.assigned(cast), "clerk")
    with pytest.raises(Refused, match="回避"):
        open_for_case(case, cast.actor("clerk"))
    assert open_for_case(case, cast.actor("clerk2")).unit == case.unit
