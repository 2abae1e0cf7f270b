"""Claims as they were published, on rows loaded in bulk."""

import pytest
from django.urls import reverse

from shishi.cases.models import Case
from shishi.cases.queries.rates import rate_board
from shishi.cases.queries.wishes import claims_of
from shishi.lib import clock
from tests.cases import bulk
from tests.cases.test_published_rates import YEAR, printed, rows_behind

pytestmark = pytest.mark.django_db


def load(world, published, claimed, confirmed=0):
    now = clock.now()
    out = {"acknowledged_at": now, "stage": "published", "side": "anybody", "holder": None}
    taken = out | {"assigned_at": now, "stage": "doing", "side": "taker"}
    over = bulk.over("closed") | {"acknowledged_at": now, "assigned_at": now, "called_at": now}
    bulk.put(world, "micro", published - claimed, "P", **out)
    bulk.put(world, "micro", claimed - confirmed, "Q", **taken)
    bulk.put(world, "micro", confirmed, "R", **over)


def test_one_hundred_and_twelve_of_one_hundred_and_fourteen_were_claimed(client, cast):
    load(cast, 114, 112, 110)
    bulk.put(cast, "micro", 6, "C", stage="collected", side="township")
    board = rate_board(cast.actor("clerk"), "micro", "unit", YEAR)
    cell = next(cell for cell in board.total.cells if cell.code == "claim")
    assert cell.share.shown(1) == "98.2%"
    assert "98.25%" in printed(client, cast, "micro")
    assert rows_behind(cast, board, "claim") == (112, 114)
    assert rows_behind(cast, board, "fulfil") == (110, 112)
    page = client.get(reverse("wishes")).content.decode()
    assert "98.2%" in page


def test_thirteen_thousand_claims_of_ten_thousand_members_are_one_point_three_each(cast, django_assert_num_queries):
    load(cast, 13_000, 13_000)
    rows = list(Case.objects.filter(kind="micro").order_by("id"))
    for n, case in enumerate(rows):
        case.taker_id = 1_000 + n % 10_000
    Case.objects.bulk_update(rows, ["taker_id"], batch_size=2_000)
    actor = cast.actor("clerk")
    with django_assert_num_queries(1):
        found = claims_of(actor, YEAR)
    assert (found.counts.claimed, found.members, str(found.per_member)) == (13_000, 10_000, "1.3")
    assert claims_of(cast.actor("stranger"), YEAR).per_member is None
