"""Who asked is erased once a case has been over long enough; the case and every figure stay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shishi.cases.actions import tickets
from shishi.cases.actions.forgetting import forget_due, forget_now, set_retention
from shishi.cases.actions.opening import Opened, open_case
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Asker, Case, Retention
from shishi.cases.queries.detail import detail
from shishi.imports.models import ImportRun
from shishi.journal.models import Entry
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from tests.world import TODAY, World

TWO_YEARS_ON = date(2025, 9, 5)
WHO = {"asker_name": "张三", "asker_phone": "13900003301"}


@pytest.fixture
def desk(cast: World, settings, tmp_path) -> World:
    settings.FILES_ROOT = str(tmp_path)
    clock.rehearse(clock.at(TODAY, 9))
    return cast


def letter(desk: World, *, closed: bool) -> Opened:
    asked = {"title": "问参保", "text": "请问怎么参保。", "channel": "visit", "type": "consult", **WHO}
    opened = open_case("request", asked, desk.actor("clerk"))
    if closed:
        take_step(opened.case, "answer_now", desk.actor("clerk"), {"reply": "带身份证到窗口。"})
    return opened


def keep_for(desk: World, months: int = 24) -> Retention:
    return set_retention(months, TODAY, "县个人信息保护办法", desk.actor("secadmin"))


def known() -> int:
    return Asker.objects.filter(phone_sealed__isnull=False).count()


def test_nothing_is_erased_before_a_region_has_said_how_long_it_keeps(desk):
    letter(desk, closed=True)
    clock.rehearse(clock.at(TWO_YEARS_ON, 9))
    assert forget_due() == 0
    assert known() == 1


def test_after_two_years_names_go_and_the_case_its_path_and_the_code_stay(desk):
    opened = letter(desk, closed=True)
    letter(desk, closed=False)
    keep_for(desk)
    clock.rehearse(clock.at(TWO_YEARS_ON - timedelta(days=1), 9))
    assert forget_due() == 0
    clock.rehearse(clock.at(TWO_YEARS_ON, 9))
    assert forget_due() == 1
    assert forget_due() == 0
    asker = Asker.objects.get(case=opened.case)
    assert (asker.name_sealed, asker.phone_sealed, asker.place_sealed, asker.phone_digest) == (None, None, None, "")
    assert asker.code_digest
    case = Case.objects.get(pk=opened.case.pk)
    assert (case.stage, case.steps.count(), case.text) == ("resolved", 2, "请问怎么参保。")
    assert known() == 1
    assert Entry.objects.get(verb="case.forget").subject_id == case.pk
    assert Entry.objects.get(verb="retention.forget").facts["n"] == 1
    shown = detail(case, desk.actor("clerk")).asker
    assert shown is not None
    assert (shown.name, shown.phone) == ("已按保存期限清除", "")


def test_a_county_that_has_not_said_so_keeps_its_own(desk):
    letter(desk, closed=True)
    Retention.objects.create(
        region_path=desk.regions["other"].path, since=TODAY, months=6, basis="外县", set_by_name="外"
    )
    clock.rehearse(clock.at(TWO_YEARS_ON, 9))
    assert forget_due() == 0
    Retention.objects.create(
        region_path=desk.regions["city"].path, since=TODAY, months=6, basis="市里", set_by_name="市"
    )
    keep_for_longer = Retention.objects.create(
        region_path=desk.regions["county"].path, since=TODAY, months=60, basis="本县", set_by_name="县"
    )
    assert forget_due() == 0
    keep_for_longer.delete()
    assert forget_due() == 1


def test_only_the_security_administrator_sets_and_erases(desk, client):
    letter(desk, closed=True)
    for who in ("clerk", "head", "sysadmin", "hotline"):
        with pytest.raises(NotYours):
            set_retention(24, TODAY, "依据", desk.actor(who))
        with pytest.raises(NotYours):
            forget_now(desk.actor(who))
        client.force_login(desk.account(who))
        assert client.get("/cases/retention/").status_code == 403
    for months, since, basis in ((3, TODAY, "依据"), (24, date(2020, 1, 1), "依据"), (24, TODAY, "")):
        with pytest.raises(Refused):
            set_retention(months, since, basis, desk.actor("secadmin"))
    assert not Retention.objects.exists()


def test_the_page_sets_the_time_and_erases_at_once(desk, client):
    letter(desk, closed=True)
    client.force_login(desk.account("secadmin"))
    assert "尚未设定" in client.get("/cases/retention/").content.decode()
    sent = {"months": "24", "since": TODAY.isoformat(), "basis": "县个人信息保护办法"}
    assert "办结后 24 个月" in client.post("/cases/retention/", sent, follow=True).content.decode()
    assert client.post("/cases/retention/", sent | {"months": "x"}).status_code == 422
    clock.rehearse(clock.at(TWO_YEARS_ON, 9))
    client.force_login(desk.account("secadmin"))
    assert "现在清除 1 件" in client.get("/cases/retention/").content.decode()
    client.post("/cases/retention/forget/")
    assert known() == 1
    assert "已清除 1 件" in client.post("/cases/retention/forget/", {"sure": "1"}, follow=True).content.decode()
    assert known() == 0


def test_a_workbook_nobody_imported_goes_after_a_week(desk):
    from tests.cases.test_outside_tickets import ROW, previewed

    run = previewed(desk, ROW)
    assert tickets.forget_uploads() == 0
    clock.rehearse(clock.at(TODAY + timedelta(days=8), 9))
    assert tickets.forget_uploads() == 1
    assert tickets.forget_uploads() == 0
    run.refresh_from_db()
    assert run.stage == ImportRun.Stage.DROPPED
