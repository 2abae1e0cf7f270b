"""The sample year in mid-flight, loaded through the real actions, shows what its files promise."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings

from shishi.cases.models import Case
from shishi.demo.actions.accounts import list_accounts
from shishi.demo.actions.load import load, wind_clock
from shishi.journal.actions import seal
from shishi.journal.queries import verify
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.orgs.models import Org
from shishi.programmes.models import Allocation, Indicator, Item, ItemListing, Matter, Site, Task
from shishi.reports.models import Return, Standing
from shishi.rules.authority import Role

MID_FLIGHT, AUGUST = date(2023, 9, 15), date(2023, 8, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def mid_flight(loaded_year):
    """The year up to 15 September, loaded once for this module."""
    with loaded_year(MID_FLIGHT) as programme:
        yield programme


@pytest.fixture(autouse=True)
def _the_day(mid_flight):
    clock.rehearse(clock.at(MID_FLIGHT))
    yield
    clock.stop_rehearsing()


def test_the_list_came_in_whole_through_the_importer():
    counts = [model.objects.count() for model in (Matter, Item, Indicator, Site, Task, Allocation)]
    assert counts == [19, 39, 50, 196, 52, 123]


def test_thirty_nine_is_twenty_seven_and_four_and_eight():
    found = Counter(ItemListing.objects.values_list("matter__level", "matter__list_kind"))
    assert found == {("province", "key"): 27, ("province", "monitored"): 4, ("city", "key"): 8}
    assert Item.objects.values("unit").distinct().count() == 14


def test_the_lights_of_mid_september():
    found = Counter(Standing.objects.filter(kind="item", month=AUGUST).values_list("light", flat=True))
    assert sum(found.values()) == 39
    assert found["blue"] in range(2, 5)
    assert found["green"] in range(22, 29)
    assert found["yellow"] in range(5, 9)
    assert found["red"] in range(2, 5)
    assert found["grey"] in range(1, 3)


def test_one_is_late_one_returned_one_unreported_and_one_caught_up():
    august = Return.objects.filter(period__month=AUGUST)
    assert [r.item.title for r in august if r.on_time is False] == ["法律援助惠民"]
    assert [r.item.title for r in august.filter(stage="returned")] == ["职业技能培训"]
    assert [r.item.title for r in august.filter(stage="open")] == ["农村公路安全生命防护工程"]
    caught_up = Standing.objects.filter(
        kind="item", month=AUGUST, light="yellow", was_behind=True, status="on_schedule"
    )
    assert [s.label for s in caught_up] == ["农村生活污水治理"]


def test_the_item_held_against_its_peers_has_something_to_be_held_against():
    found = Standing.objects.get(kind="item", month=AUGUST, label="脱贫人口务工就业")
    assert found.expected is not None
    assert found.light == "green"


def test_something_waits_for_the_office_to_review():
    assert Return.objects.filter(stage="unit_approved").count() == 2


def test_every_account_says_what_it_may_do():
    accounts = list_accounts()
    assert {Role(a.role) for a in accounts} >= {Role.OFFICE_STAFF, Role.UNIT_LIAISON, Role.UNIT_DEPUTY, Role.CONVENER}
    assert all(a.login and a.password and a.posts and a.token for a in accounts)


def test_what_was_done_is_sealed_and_holds():
    while seal():
        pass
    report = verify()
    assert (report.broken_at, report.n_unsealed) == (None, 0)
    assert report.n_entries > 1_500


def test_it_goes_into_an_empty_database_only():
    assert Org.objects.exists()
    with pytest.raises(Refused):
        load(MID_FLIGHT, lambda _line: None)


def test_the_clock_is_wound_to_the_last_thing_done_that_day(tmp_path):
    settings.CLOCK_FILE, kept = tmp_path / "clock", settings.CLOCK_FILE
    try:
        wind_clock(MID_FLIGHT)
        offset = timedelta(seconds=float((tmp_path / "clock").read_text()))
        assert (datetime.now(UTC) + offset).astimezone(clock.CHINA).date() == MID_FLIGHT
    finally:
        settings.CLOCK_FILE = kept


def test_problems_stand_at_every_stretch_of_their_way():
    stages = set(Case.objects.filter(kind="problem").values_list("stage", flat=True))
    assert stages >= {"found", "rectifying", "applied", "reviewed", "long_term", "closed", "looked_back", "archived"}
    relapsed, ruled = (Case.objects.get(kind="problem", **{name: 1}) for name in ("n_relapses", "n_rulings"))
    assert (relapsed.title, ruled.title) == ("养老服务中心消防通道被占用", "急弯处凸面镜破损")
