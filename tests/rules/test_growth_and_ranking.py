"""Growth and ranks, with their honest gaps."""

from decimal import Decimal

import pytest

from shishi.rules.figures import round_half_up
from shishi.rules.growth import NO_BASE, NO_DATA, NOT_COMPARABLE, yoy
from shishi.rules.ranking import Entrant, Peers, peers_of, rank

D = Decimal


def test_growth_leads_back_to_the_published_9_49_per_cent():
    growth = yoy(D("5.24"), D("4.786"))
    assert growth.percent is not None
    assert abs(round_half_up(growth.percent) - D("9.49")) <= D("0.01")
    assert yoy(D(50), D(100)).percent == -50


def test_growth_without_a_base_says_why():
    assert (yoy(D(5), D(0)).percent, yoy(D(5), D(0)).note) == (None, NO_BASE)
    assert yoy(D(5), D(-3)).note == NO_BASE
    assert yoy(D(5), None).note == NO_DATA
    assert yoy(None, D(5)).note == NO_DATA
    assert yoy(D(5), D(4), comparable=False).note == NOT_COMPARABLE


def test_ties_share_a_rank_and_the_next_one_skips():
    table = rank([Entrant("a", D(90)), Entrant("b", D(95)), Entrant("c", D(95)), Entrant("d", D(80))])
    assert [(row.rank, row.entrant.key) for row in table.rows] == [(1, "b"), (1, "c"), (3, "a"), (4, "d")]


def test_nothing_to_measure_stands_apart_and_missing_data_comes_last():
    table = rank(
        [
            Entrant("none due", None, n=0),
            Entrant("silent", None, reported=False),
            Entrant("slow", D(50), n=40),
            Entrant("small", D(100), n=22),
            Entrant("unknown", None, n=12),
            Entrant("idle but silent", None, n=0, reported=False),
        ]
    )
    shown = [(row.rank, row.entrant.key, row.small_base) for row in table.rows]
    assert shown == [
        (1, "small", True),
        (2, "slow", False),
        (None, "silent", False),
        (None, "unknown", False),
        (None, "idle but silent", False),
    ]
    assert [entrant.key for entrant in table.apart] == ["none due"]


def test_the_lowest_may_come_first_and_the_small_base_is_a_parameter():
    table = rank([Entrant("a", D(9), n=25), Entrant("b", D(3), n=19)], highest_first=False, small_base=20)
    assert [(row.entrant.key, row.small_base) for row in table.rows] == [("b", True), ("a", False)]


@pytest.mark.parametrize(
    ("kind", "level", "group"),
    [
        ("bureau", "county", Peers.UNIT),
        ("public_institution", "city", Peers.UNIT),
        ("government", "county", Peers.COUNTY),
        ("government", "township", Peers.TOWNSHIP),
        ("government", "province", Peers.UNIT),
        ("township", "township", Peers.TOWNSHIP),
        ("village", "village", Peers.VILLAGE),
        ("bureau", "zone", Peers.ZONE),
    ],
)
def test_each_is_compared_with_its_equals(kind, level, group):
    assert peers_of(kind, level) is group
