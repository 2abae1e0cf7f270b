"""What a rate leaves out it leaves out of both figures, list and paper; what was never answered is late."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case
from shishi.cases.queries.lists import Wanted, cases_for, narrowed
from shishi.cases.queries.rates import rate_board
from shishi.cases.queries.sets import Span, answer_moment, sets
from shishi.lib import clock
from tests.api.conftest import Program, give_keys
from tests.cases import bulk, stories
from tests.cases.test_published_rates import paper_cells

pytestmark = pytest.mark.django_db
YEAR = Span(date(2023, 1, 1), date(2024, 1, 1))
DATES = {"since": "2023-01-01", "until": "2024-01-01"}


def rows_of(world, name, kind="request"):
    wanted = Wanted(kind=kind, state="all", set=name, span=YEAR)
    actor = world.actor("clerk")
    listed = {row.id for row in cases_for(actor, wanted, 200).rows}
    assert listed == set(narrowed(Case.objects.visible_to(actor), actor, wanted).values_list("pk", flat=True))
    return listed


def test_what_was_never_answered_is_late_in_count_rate_and_list(client, cast):
    due = clock.now() - timedelta(days=3)
    owed = {"due_at": due, "first_due_at": due}
    [in_time] = bulk.put(cast, "request", 1, "T", **bulk.over("resolved"), **owed, replied_at=due)
    [after] = bulk.put(cast, "request", 1, "L", **bulk.over("resolved"), **owed, replied_at=due + timedelta(hours=1))
    [never] = bulk.put(cast, "request", 1, "N", stage="handling", side="unit", **owed)
    assert rows_of(cast, "late") == {after.pk, never.pk}
    assert rows_of(cast, "on_time") == {in_time.pk}
    assert rows_of(cast, "due") == {in_time.pk, after.pk, never.pk}
    counted = Case.objects.annotate(answered_at=answer_moment())
    assert counted.filter(sets(YEAR)["late"]).count() == 2
    give_keys(cast)
    sent = Program("clerk").get("/cases", {"kind": "request", "state": "all", "set": "late", **DATES}).json()
    assert {row["id"] for row in sent["rows"]} == {after.pk, never.pk}
    client.force_login(cast.account("clerk"))
    page = client.get(reverse("cases"), {"kind": "request", "state": "all", "set": "late", **DATES}).content.decode()
    assert never.number in page
    assert in_time.number not in page


@pytest.fixture
def letters(cast) -> tuple[Case, Case]:
    """Two letters answered in time and called back; they differ in nothing that is counted."""
    found = []
    for title in ("路灯不亮", "井盖松动"):
        case = stories.handling(cast, title=title)
        case = take_step(case, "draft", cast.actor("liaison"), {"reply": f"{title}一事已联系供电所，三日内修复。"})
        case = take_step(case, "reply", cast.actor("edu_head"))
        heard = {"resolved": "resolved", "rating": "5"}
        found.append(take_step(case, "call_back", cast.actor("hotline"), heard))
    Case.objects.update(due_at=clock.now() - timedelta(minutes=1), replied_at=clock.now() - timedelta(hours=1))
    return found[0], found[1]


THREE = ("on_time", "response", "resolution", "satisfaction")


def figures(world):
    """The two figures of each of the rates, as page, API and paper have them: they must be the same."""
    board = rate_board(world.actor("clerk"), "request", "unit", YEAR)
    cells = {cell.code: cell for cell in board.total.cells if cell.code in THREE}
    sent = Program("clerk").get("/case-rates", {"kind": "request", **DATES}).json()["total"]["figures"]
    paper = paper_cells(world, board)
    for code, cell in cells.items():
        assert [(f["part"], f["whole"]) for f in sent if f["code"] == code] == [(cell.share.part, cell.share.whole)]
        assert any(f"（{cell.share.part}/{cell.share.whole}）" in line for line in paper)
    return {code: (cell.share.part, cell.share.whole) for code, cell in cells.items()}


def test_what_two_hands_left_out_leaves_both_figures_everywhere(client, cast, letters):
    give_keys(cast)
    assert figures(cast) == dict.fromkeys(THREE, (2, 2))
    case = take_step(
        letters[0], "propose_exclusion", cast.actor("hotline"), {"exclusion": "unreasonable", "reason": "超出政策"}
    )
    assert figures(cast) == dict.fromkeys(THREE, (2, 2)), "one hand alone leaves nothing out"
    take_step(case, "exclude", cast.actor("head"), {"excluded": True, "opinion": "同意"})
    assert figures(cast) == dict.fromkeys(THREE, (1, 1))
    for name in ("due", "on_time", "dispatched", "responded", "called", "resolved", "rated", "satisfied"):
        assert rows_of(cast, name) == {letters[1].pk}, name
    assert rows_of(cast, "excluded") == {letters[0].pk}
    client.force_login(cast.account("clerk"))
    page = client.get(reverse("cases-rates"), {"kind": "request", **DATES}).content.decode()
    for name in ("responded", "resolved", "satisfied", "on_time"):
        assert f"set={name}&amp;" in page
        assert ">1</a>" in page


def test_left_out_late_lowers_no_rate(cast):
    due = clock.now() - timedelta(days=3)
    bulk.put(cast, "request", 1, "X", stage="handling", side="unit", due_at=due, assigned_at=due, is_excluded=True)
    assert rows_of(cast, "late") == rows_of(cast, "due") == rows_of(cast, "dispatched") == set()
