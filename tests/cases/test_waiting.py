"""What waits for whom: every kind at every stage, against the rule written out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shishi.cases.actions.links import recuse
from shishi.cases.actions.steps import take_step
from shishi.cases.kinds import KINDS
from shishi.cases.models import Case, CasePart
from shishi.cases.queries.lists import Wanted, cases_for
from shishi.cases.queries.waiting import waiting_at, waiting_for, ways_for, ways_of_steps
from shishi.rules.authority import ANSWERING, OFFICE, Grant
from tests.cases import stories
from tests.world import NOW

pytestmark = pytest.mark.django_db


def everywhere(cast) -> list[Case]:
    """A case of every kind at every stage, held by the office, by a unit and by nobody, taken up and sponsored."""
    office, unit = cast.orgs["office"], cast.orgs["education"]
    rows = []
    for kind in KINDS.values():
        for stage, side in kind.holds.items():
            for holder, taker, sponsor in (
                (office, None, None),
                (unit, None, None),
                (unit, cast.people["liaison"].pk, None),
                (None, None, cast.people["leader"]),
            ):
                rows.append(
                    Case(
                        kind=kind.code, number=f"N{len(rows)}", title="件", office=office, stage=stage, side=side,
                        region_path=office.region_path, home_path=office.region_path, holder=holder, taker_id=taker,
                        sponsor=sponsor, opened_by_id=1, opened_by_name="x", opened_at=NOW, stage_since=NOW,
                    )
                )  # fmt: skip
    return Case.objects.bulk_create(rows)


def waits(case, post, person_id) -> bool:
    if case.stage not in case.what.awaited(post.role):
        return False
    ours, here = case.holder_id == post.org_id, case.home_path == post.region_path
    if case.side == "taker":
        return case.taker_id == person_id or (ours and case.taker_id is None)
    if ours or post.role in OFFICE:
        return ours
    if case.side == "leader":
        return case.sponsor_id == person_id or (here and case.sponsor_id is None)
    return case.side == "office" and here and post.role not in ANSWERING


def test_every_stage_waits_for_those_it_should(cast):
    rows = everywhere(cast)
    n_waiting = 0
    for who in cast.posts:
        actor = cast.actor(who)
        found = set(Case.objects.filter(waiting_for(actor)).values_list("number", flat=True))
        waiting = {case.number for case in rows if waits(case, actor.post, actor.person_id)}
        # An inspector to whom nothing was granted reaches nothing.
        assert found == (waiting if actor.grants else set()), who
        in_each_way = [n for way in ways_for(actor) for n in Case.objects.filter(way).values_list("number", flat=True)]
        assert sorted(in_each_way) == sorted(found), who
        n_waiting += len(found)
    assert n_waiting > 500


def test_a_part_still_owed_waits_for_the_unit_besides_and_a_case_stands_once(cast):
    case = stories.assigned(cast)
    health = cast.actor("health_liaison")
    CasePart.objects.create(case=case, unit=cast.orgs["health"])
    CasePart.objects.create(case=case, unit=cast.orgs["housing"], stage=CasePart.Stage.DONE)
    assert list(Case.objects.filter(waiting_for(health))) == [case]
    steps = ways_of_steps(health.post, health)
    assert [case for way in steps for case in Case.objects.filter(way)] == []
    lead = cast.actor("liaison")
    assert list(Case.objects.filter(waiting_at(lead.post, lead.person_id))) == [case]
    assert list(Case.objects.filter(waiting_for(cast.actor("housing_head")))) == []
    Case.objects.update(closed_at=NOW)
    assert list(Case.objects.filter(waiting_for(health))) == []


def test_what_asks_for_other_hands_does_not_wait_for_whoever_took_part(cast):
    case = take_step(stories.applied(cast), "review", cast.actor("clerk"), {"opinion": "材料齐全"})
    clerk = cast.actor("clerk")
    assert list(Case.objects.filter(waiting_for(clerk))) == []
    assert list(Case.objects.filter(waiting_for(cast.actor("clerk2")))) == [case]
    assert list(Case.objects.filter(waiting_at(clerk.post, clerk.person_id))) == [case]
    case = take_step(case, "redo", clerk, {"reason": "照片不清"})
    files = {"before": [stories.photo()], "after": [stories.photo()]}
    take_step(case, "self_check", cast.actor("liaison"), {"done": "补拍照片并重新划线立牌。"}, files=files)
    take_step(case, "apply", cast.actor("edu_head"), {"opinion": "同意销号"})
    assert list(Case.objects.filter(waiting_for(clerk))) == [case]


def test_what_somebody_keeps_away_from_waits_for_the_others(cast):
    case = stories.assigned(cast)
    CasePart.objects.create(case=case, unit=cast.orgs["health"])
    for who in ("liaison", "health_liaison"):
        recuse(case, cast.people[who], "亲属经营", cast.actor("head"))
        assert list(Case.objects.filter(waiting_for(cast.actor(who)))) == []
    assert list(Case.objects.filter(waiting_for(cast.actor("edu_head")))) == [case]


def test_an_inspector_sees_only_what_was_granted_wait(cast):
    case = stories.applied(cast)
    Case.objects.update(stage="reviewed", side="office")
    inspector = cast.actor("inspector")
    assert not Case.objects.filter(waiting_for(inspector)).exists()
    assert cases_for(inspector, Wanted(mine=True)).rows == ()
    granted = replace(inspector, grants=(Grant(case.region_path),))
    assert [row.id for row in cases_for(granted, Wanted(mine=True)).rows] == [case.pk]
