"""Headlines add up."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shishi.rules.headline import (
    BEHIND,
    FAST,
    MIDDLE,
    ON_OR_AHEAD,
    REACHED,
    SLOW,
    STOPPED,
    ShareError,
    SumCheck,
    both_ends,
    check_shares,
    headline,
)
from shishi.rules.lights import LIGHT_OF, Light, Status, Verdict

S = Status


def lit(status: Status) -> Verdict:
    return Verdict(status, LIGHT_OF[status])


@given(st.lists(st.sampled_from(list(Status)), max_size=60))
def test_the_counts_always_add_up_to_the_total(statuses):
    counts = headline(lit(status) for status in statuses)
    groups = (counts.n_reached, counts.n_on_or_ahead, counts.n_behind, counts.n_no_data, counts.n_stopped)
    assert sum(groups) == counts.total == len(statuses)
    assert sum(counts.by_light.values()) == sum(counts.by_status.values()) == counts.total


def test_every_status_is_in_one_group_and_one_band_at_most():
    groups = (REACHED, ON_OR_AHEAD, BEHIND, STOPPED, {S.NO_DATA})
    assert sorted(code for group in groups for code in group) == sorted(S)
    assert sorted([*FAST, *MIDDLE, *SLOW, *STOPPED, S.NO_DATA]) == sorted(S)


def test_a_headline_names_early_and_on_schedule_apart():
    counts = headline([*[lit(S.COMPLETED_EARLY)] * 2, *[lit(S.ON_SCHEDULE)] * 15, *[lit(S.BEHIND)] * 3])
    assert (counts.total, counts.n_early, counts.n_on_or_ahead, counts.n_behind) == (20, 2, 15, 3)
    assert counts.by_light[Light.RED] == 0


def test_the_caught_up_are_counted():
    assert headline([Verdict(S.ON_SCHEDULE, Light.YELLOW, caught_up=True), lit(S.AHEAD)]).n_caught_up == 1


def test_both_ends_puts_everyone_in_one_band_best_first():
    bands = both_ends(
        [
            ("a", lit(S.AHEAD), Decimal(6)),
            ("b", lit(S.COMPLETED), None),
            ("c", lit(S.ON_SCHEDULE), Decimal(1)),
            ("d", lit(S.BEHIND), Decimal(-12)),
            ("e", lit(S.OVERDUE), Decimal(-60)),
            ("f", lit(S.NO_DATA), None),
            ("g", lit(S.COMPLETED_EARLY), Decimal(50)),
        ]
    )
    assert (bands.fast, bands.middle, bands.slow, bands.apart) == (("g", "a", "b"), ("c",), ("d", "e"), ("f",))


def test_27_and_4_and_8_make_39():
    parts = tuple(map(Decimal, (27, 4, 8)))
    assert SumCheck(Decimal(39), parts).holds
    assert SumCheck(Decimal(40), parts).difference == -1
    assert not SumCheck(Decimal(222), (Decimal(95), Decimal(27), Decimal(0))).holds


def test_the_parts_of_the_money_make_the_whole():
    parts = tuple(map(Decimal, ("15.52", "0.56", "11.26", "8.36")))
    assert SumCheck(Decimal("35.70"), parts).holds


def test_a_printed_percentage_that_its_counts_contradict_is_found():
    printed = [(9, Decimal(60)), (3, Decimal(27)), (3, Decimal(20))]
    assert check_shares(15, printed) == (ShareError(1, Decimal(27), Decimal(20)),)
    assert check_shares(17, [(7, Decimal("41.2")), (7, Decimal("41.18"))]) == ()
    assert [error.index for error in check_shares(17, [(7, Decimal(42))])] == [0]
    assert check_shares(0, [(0, Decimal(100))])[0].true is None
