"""Published figures on rows loaded in bulk: page, API and paper give the rate, and it opens to that many rows."""

import re

import pytest
from django.urls import reverse

from shishi.cases.models import Case
from shishi.cases.queries.lists import Wanted, narrowed
from shishi.cases.queries.load import load_board
from shishi.cases.queries.rates import rate_board
from shishi.cases.queries.sets import Span
from shishi.cases.queries.slips import rates_paper
from shishi.lib import clock
from tests.api.conftest import Program, give_keys
from tests.cases import bulk

pytestmark = pytest.mark.django_db
YEAR = Span(clock.today().replace(year=2023, month=1, day=1), clock.today().replace(year=2024, month=1, day=1))


def load_problems(world, found, closed, assigned=None):
    now = clock.now()
    done = bulk.over("closed") | {"assigned_at": now}
    bulk.put(world, "problem", closed, "A", **done)
    waiting = (assigned if assigned is not None else found) - closed
    bulk.put(world, "problem", waiting, "B", stage="rectifying", side="unit", assigned_at=now)
    bulk.put(world, "problem", found - closed - waiting, "C")


def printed(client, world, kind, who="clerk"):
    client.force_login(world.account(who))
    page = client.get(reverse("cases-rates"), {"kind": kind, "since": "2023-01-01", "until": "2024-01-01"})
    return page.content.decode()


def rows_behind(world, board, code):
    cell = next(cell for cell in board.total.cells if cell.code == code)
    part, whole = (re.search(r"set=(\w+)", href).group(1) for href in (cell.part_href, cell.whole_href))
    actor = world.actor("clerk")

    def count(name):
        return narrowed(
            Case.objects.visible_to(actor), actor, Wanted(kind=board.kind, state="all", set=name, span=YEAR)
        ).count()

    return count(part), count(whole)


@pytest.mark.parametrize(
    ("found", "closed", "code", "shown"),
    [
        (1181, 0, "assignment", "100.00%"),
        (25_000 // 10, 24_000 // 10, "rectification", "96.00%"),
        (1409, 711, "rectification", "50.46%"),
        (907, 138, "rectification", "15.21%"),
    ],
)
def test_the_page_prints_the_rate_and_opens_to_its_rows(client, cast, found, closed, code, shown):
    load_problems(cast, found, closed)
    board = rate_board(cast.actor("clerk"), "problem", "unit", YEAR)
    cell = next(cell for cell in board.total.cells if cell.code == code)
    assert cell.shown == shown
    assert shown in printed(client, cast, "problem")
    assert rows_behind(cast, board, code) == (cell.share.part, cell.share.whole)
    assert any(f"{shown}（{cell.share.part}/{cell.share.whole}）" in line for line in paper_cells(cast, board))
    assert figure_sent(cast, code) == (shown, cell.share.part, cell.share.whole)


def figure_sent(world, code):
    give_keys(world)
    span = {"since": "2023-01-01", "until": "2024-01-01"}
    total = Program("clerk").get("/case-rates", {"kind": "problem", **span}).json()["total"]
    return next((f["shown"], f["part"], f["whole"]) for f in total["figures"] if f["code"] == code)


def paper_cells(world, board):
    paper = rates_paper(board, load_board(world.actor("clerk"), board.kind), "县专班办公室")
    return [cell for row in paper.blocks[0].rows for cell in row]


def test_letters_closed_in_time(client, cast):
    answered = bulk.over("resolved") | bulk.in_time()
    bulk.put(cast, "request", 4600, "L", **answered)
    late = clock.now() - (clock.now() - clock.at(clock.today().replace(day=1)))
    bulk.put(cast, "request", 100, "M", stage="handling", side="unit", due_at=late)
    assert "97.87%" in printed(client, cast, "request")
    board = rate_board(cast.actor("clerk"), "request", "unit", YEAR)
    assert rows_behind(cast, board, "on_time") == (4600, 4700)


def test_an_empty_whole_is_a_dash_and_a_small_one_is_marked(client, cast):
    assert "—" in printed(client, cast, "problem")
    load_problems(cast, 5, 5)
    assert "样本小" in printed(client, cast, "problem")


def test_another_county_counts_nothing_of_it(client, cast):
    load_problems(cast, 40, 20)
    assert "20</a>/" not in printed(client, cast, "problem", who="stranger")


def test_the_queries_do_not_grow(cast, django_assert_num_queries):
    load_problems(cast, 50, 10)
    actor = cast.actor("clerk")
    with django_assert_num_queries(5):
        rate_board(actor, "problem", "unit", YEAR)
