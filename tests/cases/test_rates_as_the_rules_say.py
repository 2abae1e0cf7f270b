"""The board counts in SQL what `rules` computes case by case: on cases of every sort, with every edge, they agree."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from shishi.almanac.queries import calendar
from shishi.cases.kinds import KINDS
from shishi.cases.models import Case
from shishi.cases.queries.lists import Wanted, cases_for, narrowed
from shishi.cases.queries.load import load_board
from shishi.cases.queries.rates import rate_board
from shishi.cases.queries.sets import SATISFIED, Span
from shishi.lib import clock
from shishi.orgs.models import Post
from shishi.rules.caserates import Held, Owing, Share, closing, on_time_closing, open_load
from shishi.rules.threerates import CallBack, Exclusion, Voiced, three_rates
from tests.api.conftest import Program, give_keys
from tests.cases import bulk
from tests.world import SINCE

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 9, 4, 2, 0, tzinfo=UTC)
YEAR = Span(date(2023, 1, 1), date(2024, 1, 1))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OPENED = NOW - 30 * DAY
AT_UNIT = {"stage": "handling", "side": "unit", "assigned_at": OPENED + DAY}
DONE = bulk.over("resolved", NOW - 2 * DAY) | {"assigned_at": OPENED + DAY}
# Each edge is the columns of a letter as they stand after its steps.
EDGES = {
    "not accepted yet": {"stage": "submitted"},
    "declined": bulk.over("not_accepted", NOW - DAY) | {"due_at": NOW - DAY},
    "merged": bulk.over("merged", NOW - DAY) | {"assigned_at": OPENED, "due_at": NOW - DAY, "contact_due_at": OPENED},
    "taken back": bulk.over("terminated", NOW - DAY) | {"assigned_at": OPENED, "due_at": NOW - DAY},
    "not signed for": AT_UNIT | {"stage": "dispatched", "due_at": NOW + DAY},
    "contacted on the moment": AT_UNIT | {"contact_due_at": OPENED + 2 * DAY, "contacted_at": OPENED + 2 * DAY},
    "contacted late": AT_UNIT | {"contact_due_at": OPENED + DAY, "contacted_at": OPENED + DAY + HOUR},
    "late and open": AT_UNIT | {"due_at": NOW - 5 * DAY},
    "due this very moment": AT_UNIT | {"due_at": NOW},
    "not due yet, answered": DONE | {"due_at": NOW + DAY, "replied_at": NOW - DAY},
    "without a due moment": DONE | {"due_at": None, "replied_at": NOW - DAY},
    "answered on the last minute": DONE | {"due_at": NOW - DAY, "replied_at": NOW - DAY},
    "answered a minute late": DONE | {"due_at": NOW - DAY, "replied_at": NOW - DAY + timedelta(minutes=1)},
    "extended": DONE | {"first_due_at": NOW - 9 * DAY, "due_at": NOW - DAY, "n_extensions": 1,
                        "replied_at": NOW - 3 * DAY},
    "due last year": DONE | {"due_at": NOW - 300 * DAY, "replied_at": NOW - DAY},
    "called, content": DONE | {"called_at": NOW - DAY, "resolved": "resolved", "rating": "5"},
    "called, explained": DONE | {"called_at": NOW - DAY, "resolved": "explained", "rating": "3"},
    "redone, called again": DONE | {"called_at": NOW - DAY, "resolved": "not_resolved", "rating": "1", "n_redone": 1,
                                    "round": 2},
    "being redone": AT_UNIT | {"stage": "redo", "called_at": NOW - DAY, "resolved": "not_resolved", "rating": "2"},
    "given up after three calls": DONE | {"n_calls": 3},
    "given up, rated online": DONE | {"n_calls": 3, "resolved": "resolved", "rating": "4"},
    "redone, then never reached": DONE | {"called_at": NOW - 5 * DAY, "resolved": "not_resolved", "rating": "1",
                                          "n_calls": 3, "n_redone": 1, "round": 2},
    "given up, redone, not called yet": AT_UNIT | {"stage": "redo", "n_redone": 1, "round": 2},
    "given up, redone, given up": DONE | {"n_calls": 3, "n_redone": 1, "round": 2},
    "answered at once": bulk.over("resolved", OPENED) | {"replied_at": OPENED, "type": "consult"},
    "waits for its call": AT_UNIT | {"stage": "replied", "side": "office", "stage_due_at": NOW + DAY, "n_calls": 1},
    "never called": AT_UNIT | {"stage": "replied", "side": "office", "stage_due_at": NOW - DAY},
    "excluded": DONE | {"is_excluded": True, "due_at": NOW - DAY, "called_at": NOW - DAY, "resolved": "not_resolved",
                        "rating": "1"},
    "relapsed": AT_UNIT | {"n_relapses": 1, "due_at": NOW - DAY},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _standing_still(monkeypatch):
    """Let the moment stay as it is, so that being due now means just that."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def letters(cast):
    """A few dozen letters, some of every edge."""
    chance = random.Random(20230904)
    for n, columns in enumerate(EDGES.values()):
        bulk.put(cast, "request", chance.randint(1, 4), f"E{n}", opened_at=OPENED, **columns)
    return list(Case.objects.all())


def is_left_out(case):
    return case.closed_at is not None and case.outcome not in KINDS["request"].done


def voiced(case):
    """A case as the three rates see it."""
    is_due = (
        case.called_at or (case.stage == "replied" and case.stage_due_at < NOW) or (case.closed_at and case.n_calls > 2)
    )
    answers = {
        "resolved": case.resolved == "resolved" if case.resolved else None,
        "satisfied": case.rating in SATISFIED if case.rating else None,
    }
    called = CallBack(reached=True, **answers) if case.called_at else CallBack(reached=False)
    return Voiced(
        requester=case.pk,
        matter=case.pk,
        dispatched=case.assigned_at is not None and not is_left_out(case),
        contact_due_at=case.contact_due_at,
        contacted_at=case.contacted_at,
        call_back=called if is_due else None,
        at_once=case.type == "consult",
        exclusion=Exclusion(1, 2) if case.is_excluded else None,
    )


def owing(case):
    return Owing(case.due_at, case.replied_at or case.closed_at, is_left_out(case) or case.is_excluded)


def test_the_board_of_letters_is_what_the_rules_say(cast, letters):
    rules = three_rates(voiced(case) for case in letters)
    accepted = [case for case in letters if not is_left_out(case)]
    expected = {
        "closing": closing(sum(case.closed_at is not None for case in accepted), len(accepted)),
        "on_time": on_time_closing(map(owing, letters), YEAR.moments[0], NOW),
        "response": rules.response,
        "resolution": rules.resolution,
        "satisfaction": rules.satisfaction,
        "coverage": rules.coverage,
    }
    board = rate_board(cast.actor("clerk"), "request", "unit", YEAR)
    assert {cell.code: cell.share for cell in board.total.cells} == expected
    assert all(share.part and share.part < share.whole for share in expected.values())
    assert rules.n_excluded == behind(cast, "excluded")


def behind(world, name):
    wanted = Wanted(kind="request", state="all", set=name, span=YEAR)
    actor = world.actor("clerk")
    return narrowed(Case.objects.visible_to(actor), actor, wanted).count()


@pytest.mark.parametrize("edge", EDGES)
def test_each_edge_by_itself(cast, edge):
    bulk.put(cast, "request", 1, "E", opened_at=OPENED, **EDGES[edge])
    case = Case.objects.get()
    rules = three_rates([voiced(case)])
    cells = {c.code: c.share for c in rate_board(cast.actor("clerk"), "request", "unit", YEAR).total.cells}
    assert cells["on_time"] == on_time_closing([owing(case)], YEAR.moments[0], NOW)
    assert [cells[code] for code in ("response", "resolution", "satisfaction", "coverage")] == [
        rules.response, rules.resolution, rules.satisfaction, rules.coverage,
    ]  # fmt: skip


def second_liaison(world):
    Post.objects.create(
        person=world.people["edu_deputy"], org=world.orgs["education"], title="联络员", role="unit_liaison", since=SINCE
    )


def in_hand(world, n, **columns):
    usual = {"stage": "rectifying", "side": "unit", "holder": world.orgs["education"], "opened_at": OPENED}
    bulk.put(world, "problem", n, f"H{Case.objects.count()}", **(usual | columns))


def test_what_is_in_hand_is_what_the_rules_say(cast):
    second_liaison(cast)
    in_hand(cast, 15, stage_since=OPENED, next_due_at=NOW - 6 * DAY)
    in_hand(cast, 3, stage_since=NOW - DAY, next_due_at=NOW)
    in_hand(cast, 2, stage_since=NOW, duty_person="彭副局")
    in_hand(cast, 4, stage_since=NOW - DAY, duty_person="刘小青", next_due_at=NOW - DAY)
    held = [Held(case.holder_id, case.stage_since, case.next_due_at) for case in Case.objects.all()]
    board = load_board(cast.actor("clerk"), "")
    assert {int(row.key): row.load for row in board.units} == open_load(
        held, NOW, calendar(cast.regions["county"].path)
    )
    n = {row.name: row.load.n_open for row in board.people}
    assert n == {"刘小青": 22, "彭副局": 20}
    assert [row.name for row in board.heavy] == ["刘小青"]
    for row in (*board.units, *board.people):
        for state, count in (("open", row.load.n_open), ("late", row.load.n_overdue)):
            wanted = Wanted(state=state, by=row.by, key=row.key)
            assert len(cases_for(cast.actor("clerk"), wanted, limit=99).rows) == count


def test_the_page_the_paper_and_programs_name_who_carries_too_much(client, cast):
    in_hand(cast, 21, stage_since=NOW)
    client.force_login(cast.account("clerk"))
    page = client.get(reverse("cases-rates")).content.decode()
    assert "刘小青（县教育局）在手 21 件，超过 20 件" in page
    assert f"state=open&amp;by=liaison&amp;key={cast.people['liaison'].pk}" in page
    give_keys(cast)
    sent = Program("clerk").get("/case-loads").json()
    assert [(row["name"], row["n_open"], row["is_heavy"]) for row in sent["people"]] == [("刘小青", 21, True)]
    assert not sent["units"][0]["is_heavy"]
    assert Program("clerk").get("/cases", {"by": "liaison", "key": sent["people"][0]["key"]}).json()["rows"]


def test_a_unit_sees_its_own_load_and_another_county_none(cast, django_assert_num_queries):
    in_hand(cast, 2, stage_since=NOW)
    in_hand(cast, 1, stage_since=NOW, holder=cast.orgs["health"])
    assert Counter(row.name for row in load_board(cast.actor("liaison"), "").units) == {"县教育局": 1}
    assert load_board(cast.actor("stranger"), "").units == ()
    assert load_board(cast.actor("clerk"), "request").units == ()
    actor = cast.actor("clerk")
    with django_assert_num_queries(4):
        load_board(actor, "")


def test_nothing_asked_is_no_rate():
    empty = three_rates([])
    assert {empty.response, empty.resolution, empty.satisfaction, empty.coverage} == {Share(0, 0)}
