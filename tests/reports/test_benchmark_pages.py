"""The neighbours' and last year's figures are typed by the office, read by whoever reaches the items."""

from datetime import date
from decimal import Decimal

import pytest

from shishi.journal.models import Entry
from shishi.orgs.models import Account
from shishi.reports.models import Cut, PastFigure, PeerFinish, PeerProgress
from shishi.reports.queries.facts import facts_of
from tests.api.conftest import Program, give_keys
from tests.world import TODAY

AUGUST = date(2023, 8, 1)


@pytest.fixture
def ready(year):
    """The programme on the cast's day, August in force."""
    year.go(TODAY)
    return year


def at(year, side="", month="2023-08"):
    return f"/programmes/{year.programme.pk}/benchmarks/{side}?month={month}"


def signed_in(client, who):
    client.force_login(Account.objects.get(login=who))
    return client


def cells(year, **typed):
    """What the form carries: the cells by short name, the source, and how many words were known."""
    pk, other = year.indicators["schools"].pk, year.world.regions["other"].pk
    names = {"mean": f"r{pk}-0", "other": f"r{pk}-{other}", "past": f"y{pk}"}
    names["day"] = f"f{year.items['road'].pk}-{other}"
    return {"source": "市专班2023年8月通报", "seen": "0"} | {names.get(n, n): v for n, v in typed.items()}


def test_what_the_office_types_is_what_items_are_held_against(client, ready):
    answer = signed_in(client, "clerk").post(at(ready), cells(ready, mean="49.62%", other="55", past="1,200"))
    assert answer.status_code == 302
    found = facts_of([ready.items["schools"].pk], AUGUST, AUGUST)[ready.indicators["schools"].pk]
    assert (found.peers, found.last_year) == (Decimal("49.62"), 1200)
    assert PastFigure.objects.get().month == date(2022, 8, 1)
    assert Entry.objects.filter(verb__in=("programme.peers", "programme.past")).count() == 2
    page = client.get(at(ready)).content.decode()
    for words in ('value="49.62"', 'value="55"', 'value="1200"', "市专班2023年8月通报"):
        assert words in page


def test_saying_the_same_again_keeps_nothing_new(client, ready):
    browser = signed_in(client, "clerk")
    browser.post(at(ready), cells(ready, mean="49.62"))
    answer = browser.post(at(ready), cells(ready, mean="49.62", seen="1"), follow=True)
    assert "没有新的数" in answer.content.decode()
    assert PeerProgress.objects.count() == 1


def test_days_of_the_neighbours_are_days_or_not_yet(client, ready):
    browser = signed_in(client, "clerk")
    assert browser.post(at(ready, "finishes/"), cells(ready, day="7月3日")).status_code == 302
    assert PeerFinish.objects.get().finished_on == date(2023, 7, 3)
    assert browser.post(at(ready, "finishes/"), cells(ready, day="未达标", seen="1")).status_code == 302
    assert PeerFinish.objects.order_by("id").last().finished_on is None
    assert "未达标" in browser.get(at(ready, "finishes/")).content.decode()


@pytest.mark.parametrize("who", ["leader", "convener", "liaison", "edu_head", "statistician"])
def test_others_read_and_do_not_type(client, ready, who):
    signed_in(client, "clerk").post(at(ready), cells(ready, mean="49.62"))
    browser = signed_in(client, who)
    page = browser.get(at(ready)).content.decode()
    assert "49.62" in page
    assert "data-cell" not in page
    assert browser.post(at(ready), cells(ready, mean="60", seen="1")).status_code == 403
    assert PeerProgress.objects.count() == 1


def test_a_unit_reads_what_stands_beside_its_own_items_only(client, ready):
    signed_in(client, "clerk").post(at(ready), cells(ready, mean="49.62"))
    page = signed_in(client, "health_liaison").get(at(ready)).content.decode()
    assert "pensions indicator" in page
    assert "schools indicator" not in page
    assert "49.62" not in page


@pytest.mark.parametrize("who", ["stranger", "sysadmin", "township"])
def test_out_of_reach_there_is_no_such_table(client, ready, who):
    for side in ("", "finishes/"):
        assert signed_in(client, who).get(at(ready, side)).status_code == 404
        assert client.post(at(ready, side), cells(ready, mean="1")).status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"mean": "1001"}, "应在0至1000之间"),
        ({"other": "快了"}, "快了"),
        ({"past": "-5"}, "不能是负数"),
        ({"mean": "40", "source": " "}, "请写明数据来源"),
        ({"mean": "40", "past": "99999999999999"}, "也不会这样大"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(client, ready, typed, sentence):
    answer = signed_in(client, "clerk").post(at(ready), cells(ready, **typed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{next(iter(typed.values()))}"' in page
    assert not PeerProgress.objects.exists()


def test_a_figure_once_given_is_not_emptied(client, ready):
    browser = signed_in(client, "clerk")
    browser.post(at(ready), cells(ready, mean="49.62"))
    answer = browser.post(at(ready), cells(ready, mean="", seen="1"))
    assert answer.status_code == 422
    assert "不能清空" in answer.content.decode()


def test_whoever_typed_on_an_older_table_is_told(client, ready):
    browser = signed_in(client, "clerk")
    browser.post(at(ready), cells(ready, mean="49.62"))
    answer = browser.post(at(ready), cells(ready, mean="50", seen="0"))
    assert answer.status_code == 409
    assert "已被他人更新" in answer.content.decode()


def test_a_locked_month_is_moved_by_a_correction_only(client, ready):
    browser, january = signed_in(client, "clerk"), at(ready, month="2023-01")
    before = Cut.objects.count()
    browser.post(january, cells(ready, mean="30"))
    assert (PeerProgress.objects.get().counts, Cut.objects.count()) == (False, before)
    browser.post(january, cells(ready, mean="31", seen="1", corrects="on"))
    assert (PeerProgress.objects.order_by("id").last().counts, Cut.objects.count()) == (True, before + 1)


def test_the_programme_leads_to_the_table(client, ready):
    page = signed_in(client, "clerk").get(f"/programmes/{ready.programme.pk}/").content.decode()
    assert f"/programmes/{ready.programme.pk}/benchmarks/" in page


def test_programs_read_and_enter_the_same(ready, world):
    give_keys(world)
    clerk, path = Program("clerk"), f"/programmes/{ready.programme.pk}/benchmarks"
    pk = ready.indicators["schools"].pk
    body = {"month": "2023-08", "source": "市通报", "n_words": 0, "rates": [{"indicator_id": pk, "rate": "49.62"}]}
    assert clerk.send("PUT", path, body).status_code == 200
    found = clerk.get(path, {"month": "2023-08"}).json()
    assert (found["n_words"], found["lines"][0]["rates"][0]["rate"]) == (1, "49.62")
    assert clerk.send("PUT", path, body).status_code == 409
    wrong = body | {"n_words": 1, "rates": [{"indicator_id": pk, "region_id": 999_999, "rate": "1"}]}
    refused = clerk.send("PUT", path, wrong)
    assert (refused.status_code, list(refused.json()["fields"])) == (422, [f"r{pk}-999999"])
    assert clerk.get(path, {"month": "0001-01"}).status_code == 404
    assert Program("leader").send("PUT", path, body | {"n_words": 1}).status_code == 403


@pytest.mark.parametrize("side", ["", "finishes/"])
def test_the_table_costs_the_same_for_any_number_of_words(client, ready, django_assert_max_num_queries, side):
    browser = signed_in(client, "clerk")
    browser.post(at(ready), cells(ready, mean="49.62", other="55", past="12"))
    with django_assert_max_num_queries(16):
        assert browser.get(at(ready, side)).status_code == 200
