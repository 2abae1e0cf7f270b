"""Ratios that were published, kept as rows: page, interface and paper print one rate, and it opens to its rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from shishi.almanac.actions import ensure_loaded
from shishi.bulletins.queries.page import sheet_of
from shishi.bulletins.queries.paper import paper_of
from shishi.lib import clock
from shishi.lib.paper import to_text
from shishi.orgs.models import Account
from shishi.reports.models import Standing
from shishi.rules.figures import round_half_up
from tests import world as cast
from tests.api.conftest import Program, give_keys
from tests.journeys.published import CITY, KEY, MONITORED, Figure, Kept, keep, returned

D = Decimal
APRIL, MAY, JUNE, JULY = date(2023, 4, 3), date(2023, 5, 4), date(2023, 6, 1), date(2023, 7, 4)


def of_all(name: str, value: int, whole: int, unit_word: str, **more: Any) -> Figure:
    """A figure that covers a closed list."""
    return Figure(name, D(value), D(whole), "coverage", unit_word, **({"of": D(whole)} | more))


TWENTY = (
    Figure("两癌免费检查", D(52_400), D(150_060), unit_word="人", scale=10_000, decimals=2),
    Figure("两癌免费检查约数", D(52_400), D(150_000), unit_word="人", scale=10_000, decimals=2),
    *(Figure(f"达序时{c}", D(40), D(100)) for c in ascii_uppercase[:13]),
    *(Figure(f"提前完成{c}", D(100), D(100)) for c in "AB"),
    *(Figure(f"落后{c}", D(20), D(100)) for c in "ABC"),
)
RATIOS = (
    of_all("实际报送", 4283, 4296, "件"),
    of_all("来信办结", 4600, 4700, "件"),
    of_all("问题整改", 24_000, 25_000, "个", scale=10_000, decimals=2),
    of_all("难点化解", 711, 1409, "个"),
    of_all("领导包案", 138, 907, "件"),
    of_all("床位使用", 182, 338, "张"),
    of_all("隐患交办", 1181, 1181, "起"),
    of_all("乡镇覆盖", 1359, 1359, "个"),
    of_all("村居覆盖", 3305, 3305, "个"),
    Figure("学校建设", D(40), D(100), unit_word="所"),
    Figure("公交更新", D(142), D(200), unit_word="台"),
    Figure("老旧改造", D(12_700), D(25_000), unit_word="户", scale=10_000, decimals=2),
    Figure("全市认领", D(471), D(1000), unit_word="件"),
    Figure("宁远认领", D(13_000), D(26_000), unit_word="件"),
)
PLAIN = tuple(Figure(f"其他{c}", D(50), D(100)) for c in ascii_uppercase[: 39 - len(RATIOS)])
LISTED = (KEY,) * 27 + (MONITORED,) * 4 + (CITY,) * 8
THIRTY_NINE = tuple(
    Figure(o.name, o.value, o.target, o.type, o.unit_word, o.scale, o.of, where, o.decimals)
    for o, where in zip(RATIOS + PLAIN, LISTED, strict=True)
)
PRINTED = {
    "两癌免费检查": "34.92%",
    "两癌免费检查约数": "34.93%",
    "实际报送": "99.70%",
    "来信办结": "97.87%",
    "问题整改": "96.00%",
    "难点化解": "50.46%",
    "领导包案": "15.21%",
    "床位使用": "53.85%",
    "隐患交办": "100.00%",
    "乡镇覆盖": "100.00%",
    "村居覆盖": "100.00%",
    "学校建设": "40.00%",
    "公交更新": "71.00%",
    "老旧改造": "50.80%",
}


@pytest.fixture(scope="module")
def books(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[dict[str, Kept]]:
    """Twenty items at the end of April and thirty-nine at the end of June, loaded once for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        kept_root, settings.FILES_ROOT = settings.FILES_ROOT, tmp_path_factory.mktemp("files")
        clock.rehearse(clock.at(APRIL))
        ensure_loaded()
        world = cast.build()
        give_keys(world)
        Account.objects.update(tour_done_at=clock.now())
        twenty = keep(world, "二十项", TWENTY, APRIL, MAY)
        yield {"twenty": twenty, "thirty_nine": keep(world, "三十九项", THIRTY_NINE, JUNE, JULY)}
        transaction.set_rollback(True)
        settings.FILES_ROOT = kept_root
    clock.stop_rehearsing()


@pytest.fixture(autouse=True)
def _the_day(books, db) -> Iterator[None]:
    clock.rehearse(clock.at(JULY, 9))
    yield
    clock.stop_rehearsing()


@pytest.fixture
def office() -> Client:
    client = Client()
    client.force_login(Account.objects.get(login="clerk"))
    return client


def where(books: dict[str, Kept], name: str) -> Kept:
    return books["twenty" if name in books["twenty"].indicators else "thirty_nine"]


def standing(kept: Kept, name: str) -> Standing:
    return Standing.objects.get(kind="indicator", subject=str(kept.indicators[name].pk), month=kept.month)


def paper(kept: Kept) -> str:
    """The bulletin as plain text without spaces."""
    return "".join(to_text(paper_of(sheet_of(kept.bulletin, number="第1期", on=kept.cut.on))).split())


@pytest.mark.parametrize(("name", "rate"), PRINTED.items())
def test_page_interface_and_paper_print_one_rate(books, office, name, rate):
    kept = where(books, name)
    indicator, month = kept.indicators[name], f"{kept.month:%Y-%m}"
    address = f"/figures/{kept.programme.pk}/indicator/{indicator.pk}/{month}/rate/"
    opened = office.get(address).content.decode()
    assert f'<p class="figure-value">{rate}</p>' in opened
    page = office.get(f"/items/{indicator.item_id}/?month={month}").content.decode()
    assert rate in page or f"{D(rate[:-1]):.1f}%" in page
    query = {"month": month, "kind": "indicator", "item_id": indicator.item_id}
    rows = Program("clerk").get(f"/programmes/{kept.programme.pk}/standings", query).json()["rows"]
    assert [f"{round_half_up(D(row['rate']), 2)}%" for row in rows] == [rate]
    assert f"{name}{rate}" in paper(kept)


def test_a_figure_opens_to_as_many_rows_as_it_says(books, office):
    kept = books["thirty_nine"]
    top = f"/figures/{kept.programme.pk}/programme/{kept.programme.pk}/{kept.month:%Y-%m}/reached/"
    page = office.get(top)
    assert "由 39 行算出" in page.content.decode()
    assert len(page.context["parts"].rows) == 39
    one = kept.indicators["乡镇覆盖"]
    page = office.get(f"/figures/{kept.programme.pk}/indicator/{one.pk}/{kept.month:%Y-%m}/rate/").content.decode()
    assert "1359个 / 1359个" in page
    for words in ("刘小青", "陈晓兰", "覆盖率 = 已覆盖数 ÷ 应覆盖名单数 × 100"):
        assert words in page
    item = office.get(f"/figures/{kept.programme.pk}/item/{one.item_id}/{kept.month:%Y-%m}/rate/").content.decode()
    assert "由 1 行算出" in item
    assert "100.00%" in item


def test_what_the_bulletin_prints_opens_to_its_rows(books, office):
    kept = books["thirty_nine"]
    total = next(key for key, chip in kept.bulletin.figures.items() if chip["code"] == "items.total")
    assert kept.bulletin.figures[total]["n_rows"] == 39
    rates = [chip for chip in kept.bulletin.figures.values() if chip["code"] == "indicator.rate"]
    assert [chip["n_rows"] for chip in rates] == [1] * 39
    opened = office.get(f"/bulletins/{kept.bulletin.pk}/figures/{total}/")
    assert opened.status_code == 200
    assert "39" in opened.content.decode()


def test_thirty_nine_is_twenty_seven_and_four_and_eight_everywhere(books, office):
    kept = books["thirty_nine"]
    head = Program("clerk").get(f"/programmes/{kept.programme.pk}/headline").json()
    assert [one["n_items"] for one in head["lists"]] == [27, 4, 8]
    assert head["items"]["total"] == 39
    page = "".join(office.get(f"/programmes/{kept.programme.pk}/").content.decode().split())
    assert ">39<" in page
    counts = next(b for b in kept.bulletin.blocks if b["kind"] == "table")
    column = [kept.bulletin.figures[row[2][0]["figure"]]["shown"] for row in counts["rows"]]
    assert column == ["27", "4", "8", "39"]


def test_end_of_april_is_ahead_by_the_points_that_were_published(books, office):
    kept = books["twenty"]
    exact, rough = standing(kept, "两癌免费检查"), standing(kept, "两癌免费检查约数")
    assert round_half_up(exact.expected) == D("33.33")
    assert round_half_up(exact.deviation_pp) == D("1.59")
    assert abs(rough.rate - D("34.92")) <= D("0.05")
    address = f"/figures/{kept.programme.pk}/indicator/{exact.subject}/2023-04/deviation/"
    assert "+1.59 个百分点" in office.get(address).content.decode()
    query = {"month": "2023-04", "kind": "indicator", "item_id": exact.item_id}
    row = Program("clerk").get(f"/programmes/{kept.programme.pk}/standings", query).json()["rows"][0]
    assert round_half_up(D(row["deviation_pp"])) == D("1.59")


@pytest.mark.parametrize(("name", "light"), [("学校建设", "yellow"), ("公交更新", "green"), ("老旧改造", "green")])
def test_the_end_of_june_expects_half_and_lights_accordingly(books, name, light):
    row = standing(books["thirty_nine"], name)
    assert (row.expected, row.light) == (50, light)


def test_on_schedule_early_and_behind_make_twenty(books, office):
    kept = books["twenty"]
    items = Program("clerk").get(f"/programmes/{kept.programme.pk}/headline", {"month": "2023-04"}).json()["items"]
    assert (items["n_on_or_ahead"], items["n_early"], items["n_behind"]) == (15, 2, 3)
    assert items["n_on_or_ahead"] + items["n_reached"] + items["n_behind"] + items["n_no_data"] == items["total"] == 20
    said = paper(kept)
    assert (
        "蓝灯（已达标）2项、绿灯（达到或超过序时）15项、黄灯（偏慢）3项、红灯（滞后或逾期）0项、灰灯（未报）0项" in said
    )


def test_figures_of_another_scope_are_never_summed(books):
    kept = books["thirty_nine"]
    city, county = standing(kept, "全市认领"), standing(kept, "宁远认领")
    assert (city.accepted, county.accepted) == (471, 13_000)
    rows = Standing.objects.filter(programme=kept.programme, month=kept.month)
    groups = rows.exclude(kind__in=("item", "indicator", "allocation"))
    assert groups.count() > 4
    assert set(groups.values_list("accepted", "target")) == {(None, None)}
    assert "13471" not in paper(kept)


def test_workdays_after_the_spring_holiday_fall_on_the_published_day(books, office):
    answer = Program("clerk").get("/almanac/workday-after", {"start": "2023-04-28", "count": 5}).json()
    assert "2023-05-09" in answer.values()
    april = returned(books["twenty"])
    assert april.due_on == date(2023, 5, 9)
    months = {row["id"]: row for row in Program("clerk").get("/periods").json()}
    assert months[april.pk]["due_on"] == "2023-05-09"
    assert "5月9日截止" in office.get(f"/periods/{april.pk}/").content.decode()
