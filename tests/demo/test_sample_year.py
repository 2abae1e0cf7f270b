"""The sample year holds what its bulletin will say: proven on the files alone, by the statute book."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from shishi.rules.findings import Check
from shishi.rules.indicators import IndicatorType, ScheduleKind, unit_of
from shishi.rules.lights import Light
from shishi.rules.periods import lock_day, period_days
from shishi.rules.quality import check_line, refusals
from shishi.rules.workdays import is_workday, workdays_early
from tests.demo import sample_year as year
from tests.rules.almanac import CALENDAR

MID_FLIGHT = date(2023, 9, 15)
YEAR_END = date(2023, 12, 26)
JULY_LOCK = date(2023, 8, 10)
JULY_AS_LOCKED = year.Look(7, JULY_LOCK, JULY_LOCK)
AUGUST = year.Look(8, MID_FLIGHT, MID_FLIGHT)
# Milestones, households connected inside a site, pipe laid and money spent before it closes: only totals agree.
SITES_APART = {11, 17, 18, 36}
CAUGHT_UP = 35
COUNTY = {"south": Decimal("27.3"), "north": Decimal("27.85"), "west": Decimal("112.4"), "east": Decimal("113.05")}


def test_the_list_has_39_items_as_the_bulletin_counts_them() -> None:
    lists = {row["序号"]: row["清单类别"] for row in year.rows("source/list.csv")}

    assert Counter(lists.values()) == {"省重点": 27, "省重点监测": 4, "市重点": 8}
    assert [int(no) for no in lists] == list(range(1, 40))


def test_the_list_has_19_matters() -> None:
    matters = {(row["清单类别"], row["件（实事）"]) for row in year.rows("source/list.csv")}

    assert Counter(kind for kind, _ in matters) == {"省重点": 10, "省重点监测": 2, "市重点": 7}


def test_fourteen_units_lead() -> None:
    leads = {row["责任单位"] for row in year.rows("source/list.csv")}

    assert len(leads) == 14
    assert not {"县发改局", "县自然资源局"} & leads


def test_every_kind_of_indicator_and_schedule_occurs() -> None:
    assert {each.type for each in year.indicators()} == set(IndicatorType)
    assert {each.schedule for each in year.indicators()} == set(ScheduleKind)
    assert len(year.indicators()) == 50


def test_every_indicator_says_what_counts_and_has_a_known_unit() -> None:
    for row in year.rows("source/list.csv"):
        assert row["认定口径"], row["考核指标"]
        assert unit_of(row["计量单位"].split("/")[0]).label, row["考核指标"]


def test_every_name_in_the_list_is_in_the_directory() -> None:
    orgs = {row["short_name"] for row in year.rows("organisations.csv")}
    posts = {(row["organisation"], row["name"]) for row in year.rows("people.csv")}

    assert {org for org, _ in posts} <= orgs
    for row in year.rows("source/list.csv"):
        assert {row["责任单位"], *filter(None, row["配合单位"].split("、"))} <= orgs
        assert {(row["责任单位"], row["责任人"]), (row["责任单位"], row["联络员"])} <= posts


def test_one_liaison_returns_five_items() -> None:
    items = {(row["联络员"], row["序号"]) for row in year.rows("source/list.csv")}

    assert Counter(name for name, _ in items)["王晓彤"] == 5


def test_one_person_holds_two_posts() -> None:
    posts = Counter(row["login"] for row in year.rows("people.csv"))

    assert [login for login, n in posts.items() if n > 1] == ["ouyangcn"]


def test_no_allocation_falls_short_of_its_target() -> None:
    targets = {each.key: each.target for each in year.indicators()}
    shares: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in year.rows("source/allocations.csv"):
        shares[row["项目名称"], row["考核指标"]] += Decimal(row["分解数"])

    assert len(shares) == 8
    assert all(targets[key] <= share <= targets[key] * Decimal("1.3") for key, share in shares.items())


def test_the_sites_of_an_indicator_add_up_to_its_return_at_every_month() -> None:
    quantities = {row["点位名称"]: Decimal(row["数量"]) for row in year.rows("source/sites.csv")}
    progress = defaultdict(list)
    for row in year.rows("sites-progress-2023.csv"):
        progress[row["item"], row["indicator"]].append(row)
    counted = [i for i in year.indicators() if i.key in progress and i.no not in SITES_APART]

    assert len(counted) == 13
    for indicator in counted:
        counts_from = "started_on" if indicator.type is IndicatorType.START_COUNT else "finished_on"
        for month in range(1, 13):
            sites = [row for row in progress[indicator.key] if row[counts_from] < f"2023-{month:02d}-99"]
            assert sum(quantities[row["site"]] for row in sites) == Decimal(
                year.returns()[month, *indicator.key]["value"]
            )


def test_the_other_sites_add_up_at_the_end_of_the_year() -> None:
    for indicator in year.indicators():
        if indicator.no in SITES_APART - {11}:
            sites = [row for row in year.rows("source/sites.csv") if row["考核指标"] == indicator.name]
            end = Decimal(year.returns()[12, *indicator.key]["value"])
            assert sum(Decimal(row["数量"]) for row in sites) == end


def test_sites_lie_inside_the_county_and_follow_their_dates() -> None:
    names = [row["点位名称"] for row in year.rows("source/sites.csv")]

    assert len(names) == len(set(names)) == len(year.rows("sites-progress-2023.csv"))
    for row in year.rows("source/sites.csv"):
        assert COUNTY["south"] <= Decimal(row["纬度"]) <= COUNTY["north"], row
        assert COUNTY["west"] <= Decimal(row["经度"]) <= COUNTY["east"], row
        assert row["开工"] <= row["完工"], row
    for row in year.rows("sites-progress-2023.csv"):
        assert row["started_on"] <= row["finished_on"] <= (row["in_use_on"] or "2024"), row


def test_the_weights_of_a_milestone_plan_make_a_hundred() -> None:
    plans = [each for each in year.indicators() if each.type is IndicatorType.MILESTONE]

    assert len(plans) == 2
    for plan in plans:
        assert sum(step.weight for step in plan.steps) == 100
        done = year.milestones_done(plan.key, 12)
        assert {step.title for step in plan.steps} <= set(done)


def test_every_indicator_is_returned_every_month_and_figures_never_fall() -> None:
    assert len(year.returns()) == len(year.rows("returns-2023.csv")) == 12 * 50
    for indicator in year.indicators():
        values = [Decimal(year.returns()[month, *indicator.key]["value"]) for month in range(1, 13)]
        if indicator.type is not IndicatorType.RATE:
            assert all(before <= after for before, after in pairwise(values)), indicator.key


def test_all_indicators_of_an_item_travel_in_one_return() -> None:
    chains = defaultdict(set)
    for row in year.rows("returns-2023.csv"):
        chains[row["month"], row["no"]].add(
            (row["submitted_on"], row["approved_on"], row["accepted_on"], row["next_step"])
        )

    assert all(len(chain) == 1 for chain in chains.values())


def test_steps_of_a_return_follow_each_other_on_workdays_before_the_lock() -> None:
    locks = {row["month"]: row["lock_on"] for row in year.rows("periods-2023.csv")}
    for row in year.rows("returns-2023.csv"):
        steps = [row["submitted_on"], row["approved_on"], row["returned_on"], row["resubmitted_on"], row["accepted_on"]]
        steps = [step for step in steps if step]
        assert steps == sorted(steps), row
        assert steps[-1] <= locks[row["month"]], row
        assert all(is_workday(date.fromisoformat(step), CALENDAR) for step in steps), row


def test_periods_fall_due_and_lock_by_the_rule_but_for_the_one_the_meeting_moved() -> None:
    for row in year.rows("periods-2023.csv"):
        month = date.fromisoformat(row["month"] + "-01")
        assert date.fromisoformat(row["due_on"]) == period_days(month, CALENDAR).due_on
        moved = date.fromisoformat(row["lock_on"]) != lock_day(month, CALENDAR)
        assert moved == bool(row["note"]) == (row["month"] == "2023-08")


def test_no_return_would_be_refused() -> None:
    for indicator in year.indicators():
        for month in range(1, 13):
            found = refusals(check_line(year.line(indicator, month)))
            assert not found, (indicator.name, month, [finding.code for finding in found])


def test_the_return_sent_back_in_august_had_jumped() -> None:
    training = next(each for each in year.indicators() if each.no == 3)
    first = Decimal(year.returns()[8, *training.key]["value_before_return"])

    assert [finding.code for finding in check_line(year.line(training, 8, first))] == [Check.JUMP]
    assert not check_line(year.line(training, 8))


def test_the_correction_and_the_exemption_fit_the_returns() -> None:
    (correction,), (exemption,) = year.rows("corrections-2023.csv"), year.rows("exemptions-2023.csv")
    months = {row["month"]: row for row in year.rows("returns-2023.csv") if row["item"] == correction["item"]}
    late = [row for row in year.rows("returns-2023.csv") if row["item"] == exemption["item"]]

    assert months[correction["month"]]["value"] == correction["old"] != correction["new"]
    assert Decimal(months["2023-04"]["value"]) < Decimal(correction["new"]) < Decimal(months["2023-06"]["value"])
    assert any("2023-11-07" < row["submitted_on"] <= exemption["until"] for row in late if row["month"] == "2023-10")


def test_the_indicators_of_an_item_share_its_window() -> None:
    windows = defaultdict(set)
    for each in year.indicators():
        windows[each.no].add((each.start, each.due))

    assert all(len(window) == 1 for window in windows.values())


def test_mid_flight_shows_every_light() -> None:
    verdicts = year.item_verdicts(AUGUST, JULY_AS_LOCKED)
    lights = Counter(each.light for each in verdicts.values())

    assert sum(lights.values()) == 39
    assert 2 <= lights[Light.BLUE] <= 4
    assert 22 <= lights[Light.GREEN] <= 28
    assert 5 <= lights[Light.YELLOW] <= 8
    assert 2 <= lights[Light.RED] <= 4
    assert 1 <= lights[Light.GREY] <= 2


def test_no_light_hangs_on_the_day_it_is_judged() -> None:
    """A standing may be judged on the day asked for or at its month's end; the sample looks the same both ways."""
    today = year.item_verdicts(AUGUST, JULY_AS_LOCKED)
    july_end, august_end = year.Look(7, date(2023, 7, 31), JULY_LOCK), year.Look(8, date(2023, 8, 31), MID_FLIGHT)
    at_month_end = year.item_verdicts(august_end, july_end)

    assert {no: each.light for no, each in today.items()} == {no: each.light for no, each in at_month_end.items()}


def test_mid_flight_has_one_late_one_sent_back_one_unreported_and_one_caught_up() -> None:
    due, day = "2023-09-07", MID_FLIGHT.isoformat()
    august = {row["no"]: row for row in year.rows("returns-2023.csv") if row["month"] == "2023-08"}
    verdicts = year.item_verdicts(AUGUST, JULY_AS_LOCKED)

    assert [no for no, row in august.items() if due < row["submitted_on"] <= day] == ["23"]
    assert [no for no, row in august.items() if "" < row["returned_on"] <= day < row["resubmitted_on"]] == ["3"]
    assert [no for no, row in august.items() if row["submitted_on"] > day] == ["20"]
    assert [no for no, each in verdicts.items() if each.caught_up] == [CAUGHT_UP]


def test_everything_is_reached_by_the_cut_of_the_ninth_bulletin() -> None:
    assert all(each.light is Light.BLUE for each in year.item_verdicts(year.Look(12, YEAR_END, YEAR_END)).values())
    december = [row for row in year.rows("returns-2023.csv") if row["month"] == "2023-12"]
    assert max(row["submitted_on"] for row in december) <= "2023-12-25"
    assert set(year.finished_on()) == {each.item for each in year.indicators()}


def test_a_target_is_reached_in_the_month_whose_return_first_says_so() -> None:
    for row in year.rows("returns-2023.csv"):
        if row["reached_on"]:
            assert row["reached_on"].startswith(row["month"]), row
            assert row["reached_on"] <= row["submitted_on"], row


def test_four_items_were_finished_first_in_the_city() -> None:
    peers = defaultdict(list)
    for row in year.rows("peers-2023.csv"):
        if row["kind"] == "finish":
            peers[row["item"]].append(row["finished_on"])
    own = year.finished_on()
    first = {item for item, days in peers.items() if all(own[item].isoformat() < day for day in days)}

    assert first == {"“两癌”免费检查", "“湘易办”超级服务端", "基层医保代办服务", "“一户一表”改造"}
    assert len(peers) > len(first)


def test_the_school_project_was_ready_22_workdays_early() -> None:
    project = next(each for each in year.indicators() if each.item == "“徐特立项目”前期工作")
    assert project.due is not None

    assert workdays_early(year.finished_on()[project.item], project.due, CALENDAR) == 22


@pytest.mark.parametrize(("kind", "n"), [("meeting", 14), ("letter", 4), ("publicity", 63)])
def test_the_registers_hold_what_the_bulletin_counts(kind: str, n: int) -> None:
    entries = [row for row in year.rows("registers.csv") if row["kind"] == kind]

    assert len({row["number"] for row in entries}) == len(entries) == n


def test_last_year_ends_with_the_figure_the_list_remembers() -> None:
    last = {row["考核指标"]: row["上年完成"] for row in year.rows("source/list.csv")}
    december = [row for row in year.rows("last-year-2022.csv") if row["month"] == "2022-12"]

    assert len(december) == 10
    assert all(row["value"] == last[row["indicator"]] for row in december)
