"""The sheet: prefilled, kept when one line is wrong, submitted in one act, previewed by the server."""

import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shishi.funds.models import FundsEntry
from shishi.journal.models import Entry
from shishi.reports.models import Line, LineEvidence, Return
from shishi.rules.indicators import IndicatorType
from tests.files import made


@pytest.fixture
def liaison(client, world):
    client.force_login(world.account("liaison"))
    return client


def sheet_of(row):
    """The fields a browser sends for a card."""
    line = row.lines.get()
    return {
        f"r{row.pk}-version": row.version,
        f"l{line.pk}-value": "50",
        f"r{row.pk}-progress": "",
        "act": "save",
    }


def send(client, row):
    return client.post(f"/returns/sheet/{row.period_id}/", sheet_of(row))


def test_the_sheet_shows_last_months_figure_and_starts_from_it(liaison, august):
    page = liaison.get("/returns/").content.decode()
    assert "2023年8月月报" in page
    assert f'name="l{august.lines.get().pk}-value" value="50"' in page


def test_a_figure_in_wan_is_kept_in_base_units(liaison, august):
    line = august.lines.get()
    liaison.post(f"/returns/sheet/{august.period_id}/", sheet_of(august) | {f"l{line.pk}-value": "0.0068万"})
    assert Line.objects.get().value == Decimal(68)


def test_the_right_lines_are_kept_though_one_is_wrong(liaison, county, august):
    item = county.item("校车更新")
    county.indicator(item, "校车", 20)
    other = county.open(item)
    typed = sheet_of(august) | {f"l{august.lines.get().pk}-value": "没统计", f"r{august.pk}-progress": "推进中。"}
    typed |= sheet_of(other) | {f"l{other.lines.get().pk}-value": "7"}
    answer = liaison.post(f"/returns/sheet/{august.period_id}/", typed)
    august.refresh_from_db()
    assert (answer.status_code, august.progress, other.lines.get().value) == (422, "推进中。", 7)
    assert "没统计" in answer.content.decode()
    assert "不是数字" in answer.content.decode()


def test_a_figure_that_falls_is_refused_on_submission_and_asks_why(liaison, august):
    line = august.lines.get()
    typed = sheet_of(august) | {f"l{line.pk}-value": "40", f"r{august.pk}-progress": "核减。"}
    answer = liaison.post(f"/returns/sheet/{august.period_id}/", typed | {"act": f"submit:{august.pk}"})
    page = answer.content.decode()
    assert (answer.status_code, "少于上月累计 50" in page, f'name="l{line.pk}-change_reason"' in page) == (
        422,
        True,
        True,
    )
    august.refresh_from_db()
    typed |= {f"r{august.pk}-version": august.version, f"l{line.pk}-change_reason": "上月重复统计"}
    answer = liaison.post(f"/returns/sheet/{august.period_id}/", typed | {"act": f"submit:{august.pk}"})
    assert (answer.status_code, Return.objects.get().stage) == (302, "submitted")


def test_all_that_are_ready_are_submitted_and_the_untouched_are_not(liaison, county, august):
    item = county.item("校车更新")
    county.indicator(item, "校车", 20)
    other = county.open(item)
    typed = sheet_of(august) | {f"l{august.lines.get().pk}-value": "60", f"r{august.pk}-progress": "推进中。"}
    typed |= sheet_of(other) | {f"l{other.lines.get().pk}-value": "", "act": "submit_ready"}
    liaison.post(f"/returns/sheet/{august.period_id}/", typed)
    assert [r.stage for r in Return.objects.order_by("id")] == ["submitted", "open"]


@pytest.mark.parametrize(
    ("kind", "more"),
    [(IndicatorType.RECURRING, {"value": "7"}), (IndicatorType.POLICY, {"value": "on"})],
)
def test_what_the_page_only_shows_is_no_change_when_it_does_not_come_back(liaison, county, august, kind, more):
    item = county.item("养老金发放")
    county.indicator(item, "按月发放", 12 if kind is IndicatorType.RECURRING else 1, type=kind)
    other = county.open(item, previous=7 if kind is IndicatorType.RECURRING else 1)
    line = other.lines.get()
    typed = {f"r{other.pk}-version": other.version, f"l{line.pk}-value": more["value"], "act": "submit_ready"}
    liaison.post(f"/returns/sheet/{august.period_id}/", typed | sheet_of(august) | {"act": "submit_ready"})
    other.refresh_from_db()
    assert (other.stage, other.version) == ("open", typed[f"r{other.pk}-version"])


def test_what_is_due_still_stands_beside_a_card_that_was_refused(liaison, county, august):
    item = county.item("养老金发放")
    county.indicator(item, "按月发放", 12, type=IndicatorType.RECURRING)
    other = county.open(item, previous=7)
    line = other.lines.get()
    shown = liaison.get("/returns/").content.decode()
    typed = {f"r{other.pk}-version": other.version, f"l{line.pk}-value": "没统计", "act": f"submit:{other.pk}"}
    answer = liaison.post(f"/returns/sheet/{august.period_id}/", typed)
    assert answer.status_code == 422
    assert re.findall("应发 [0-9]+ 个月", answer.content.decode()) == re.findall("应发 [0-9]+ 个月", shown) != []


def test_no_change_is_one_click(liaison, august):
    typed = sheet_of(august) | {"act": f"no_change:{august.pk}"}
    assert liaison.post(f"/returns/sheet/{august.period_id}/", typed).status_code == 302
    august.refresh_from_db()
    assert (august.is_no_change, august.stage) == (True, "draft")


def test_sending_the_sheet_twice_submits_once(liaison, august):
    typed = sheet_of(august) | {f"l{august.lines.get().pk}-value": "60", f"r{august.pk}-progress": "推进中。"}
    typed |= {"act": f"submit:{august.pk}", "once": "abc"}
    for _ in range(2):
        assert liaison.post(f"/returns/sheet/{august.period_id}/", typed).status_code == 302
    assert Entry.objects.filter(verb="return.submit").count() == 1


def test_an_older_page_does_not_write_over_a_newer_one(liaison, world, august):
    old = sheet_of(august) | {f"l{august.lines.get().pk}-value": "60"}
    liaison.post(f"/returns/sheet/{august.period_id}/", sheet_of(august) | {f"l{august.lines.get().pk}-value": "61"})
    answer = liaison.post(f"/returns/sheet/{august.period_id}/", old)
    assert (answer.status_code, Line.objects.get().value) == (422, 61)
    assert "已于" in answer.content.decode()


def test_the_server_judges_while_one_types_and_writes_nothing(liaison, august):
    line = august.lines.get()
    answer = liaison.post(f"/returns/lines/{line.pk}/preview/", sheet_of(august) | {f"l{line.pk}-value": "68"})
    page = answer.content.decode()
    assert ("68.00%" in page, "66.67%" in page, "+1.33" in page) == (True, True, True)
    line.refresh_from_db()
    assert (line.value, Entry.objects.count()) == (None, 0)


def test_a_reason_being_typed_survives_the_preview(liaison, august):
    line = august.lines.get()
    typed = {f"l{line.pk}-value": "40", f"l{line.pk}-change_reason": "上月重复统计"}
    page = liaison.post(f"/returns/lines/{line.pk}/preview/", sheet_of(august) | typed).content.decode()
    assert f'name="l{line.pk}-change_reason" value="上月重复统计"' in page


def test_money_is_booked_from_the_sheet_once_and_shown(liaison, august):
    names = {"kind": "arrival", "amount": "120.5", "on": "2023-08-20", "number": "湘财预〔2023〕8号"}
    typed = sheet_of(august) | {f"r{august.pk}-funds_{name}": value for name, value in names.items()}
    liaison.post(f"/returns/sheet/{august.period_id}/", typed | {"act": f"funds:{august.pk}"})
    assert FundsEntry.objects.get().amount_yuan == Decimal("1205000.00")
    assert "120.50" in liaison.get("/returns/").content.decode()


def test_evidence_comes_with_the_sheet_and_is_served_within_reach_only(
    liaison, client, world, august, settings, tmp_path
):
    settings.FILES_ROOT = tmp_path
    august.lines.get().indicator.item.indicators.update(evidence_asked="竣工照片")
    proof = SimpleUploadedFile("竣工.png", made.png(), "image/png")
    typed = sheet_of(august) | {f"l{august.lines.get().pk}-file": proof}
    assert liaison.post(f"/returns/sheet/{august.period_id}/", typed).status_code == 302
    piece = LineEvidence.objects.get()
    assert liaison.get(f"/returns/evidence/{piece.pk}/").status_code == 200
    client.force_login(world.account("stranger"))
    assert client.get(f"/returns/evidence/{piece.pk}/").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("sysadmin", 403), ("stranger_liaison", 302)])
def test_others_do_not_send_this_sheet(client, world, august, who, status):
    client.force_login(world.account(who))
    answer = send(client, august)
    august.refresh_from_db()
    assert (answer.status_code, august.stage) == (status, "open")


def test_an_office_is_led_to_the_review(client, world, august):
    client.force_login(world.account("clerk"))
    assert client.get("/returns/").headers["Location"] == "/returns/review/"


@pytest.mark.parametrize("n", [1, 6])
def test_the_sheet_asks_the_same_number_of_questions_whatever_its_length(
    liaison, county, august, n, django_assert_max_num_queries
):
    for at in range(n):
        item = county.item(f"项目{at}")
        county.indicator(item, "数量", 20)
        county.indicator(item, "节点", None, type="milestone")
        county.open(item)
    liaison.get("/returns/")
    with django_assert_max_num_queries(15):
        liaison.get("/returns/")
