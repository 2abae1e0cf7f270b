"""The duty list: a problem becomes a duty with its assignment, and stands there in columns of its own."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shishi.cases.actions.links import list_as_duty
from shishi.cases.actions.steps import take_step
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.xlsx.read import open_book
from tests.cases import stories

pytestmark = pytest.mark.django_db


def on_the_list(cast):
    """A problem assigned and made a duty in one act, with its plan."""
    answers = {"unit": cast.orgs["education"], "type": "short", "duty": True}
    case = take_step(stories.problem(cast), "assign", cast.actor("clerk"), answers)
    return take_step(case, "plan", cast.actor("liaison"), stories.PLAN)


def test_assigning_makes_a_problem_a_duty_in_the_same_act(cast, client):
    case = on_the_list(cast)
    assert case.is_duty
    assert not stories.rectifying(cast).is_duty
    client.force_login(cast.account("clerk"))
    page = client.get(reverse("cases") + "?kind=problem&duty=1").content.decode()
    for words in ("履职措施", "清理杂物并划线。", "刘小青", "完成时限"):
        assert words in page
    assert page.count("幼儿园消防通道被占用") < client.get(reverse("cases") + "?kind=problem").content.decode().count(
        "幼儿园消防通道被占用"
    )


def test_a_problem_nobody_is_charged_with_is_told_how_to_get_there(cast, client):
    case = stories.problem(cast)
    with pytest.raises(Refused, match="请先交办"):
        list_as_duty(case, True, cast.actor("clerk"))
    with pytest.raises(NotYours):
        list_as_duty(case, True, cast.actor("liaison"))
    client.force_login(cast.account("clerk"))
    page = client.get(reverse("case", args=[case.pk])).content.decode()
    assert "交办时勾选“同时列入履职清单”" in page
    assert "转入履职清单" not in page


def exported(client, form: str) -> list[tuple[object, ...]]:
    content = client.post(reverse("cases-export"), {"query": "kind=problem&state=all", "form": form}).content
    with open_book(content) as opened:
        return [row.cells for row in opened.rows(opened.sheets[0].name)]


def test_each_list_is_exported_in_its_own_columns(cast, client):
    on_the_list(cast)
    stories.rectifying(cast)
    client.force_login(cast.account("clerk"))
    duties = exported(client, "duties")
    assert duties[0][0] == "履职清单"
    assert next(row for row in duties if "清理杂物并划线。" in row)[5] == "刘小青"
    assert sum("县教育局" in row for row in duties) == 1
    assert sum("县教育局" in row for row in exported(client, "duty")) == 2
    assert any("包案（领办）领导" in row for row in exported(client, "duty"))
    assert any("整改目标" in row for row in exported(client, "task"))
