"""A year's notice is read as the State Council words it, as a list, and as a table."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shishi.almanac.actions import ensure_loaded
from shishi.almanac.models import AlmanacYear, Day
from shishi.almanac.notice import read_notice
from shishi.almanac.queries import calendar
from shishi.lib.refusal import Refused
from tests.marks import shown

IMPORT = "/system/holidays/import/"
NOTICE = """
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
"""


def test_the_notices_own_sentences_are_understood() -> None:
    days = {day.on: day for day in read_notice(NOTICE, 2027)}
    assert sorted(on for on, day in days.items() if day.is_workday) == [
        date(2027, 1, 31),
        date(2027, 2, 20),
        date(2027, 4, 25),
        date(2027, 5, 8),
    ]
    assert sum(not day.is_workday for day in days.values()) == 3 + 7 + 3 + 5
    assert days[date(2027, 2, 8)].name == "春节"


def test_a_list_of_days_is_understood() -> None:
    days = read_notice("2027-01-01 休 元旦\n2027/2/14,班,春节\n2027年10月1日 放假", 2027)
    assert [(d.on.month, d.is_workday, d.name) for d in days] == [
        (1, False, "元旦"),
        (2, True, "春节"),
        (10, False, ""),
    ]


@pytest.mark.parametrize("text", ["", "没有日子", "2027-02-30 休"])
def test_what_cannot_be_read_is_refused(text) -> None:
    with pytest.raises(Refused):
        read_notice(text, 2027)


def test_a_pasted_notice_replaces_the_provisional_year(client, world) -> None:
    ensure_loaded()
    client.force_login(world.account("sysadmin"))
    assert "暂按法定节日推算" in client.get("/system/holidays/?year=2027").content.decode()
    typed = {"year": 2027, "source": "国办发明电〔2026〕8号", "text": NOTICE}
    assert client.post(IMPORT, typed | shown(client, IMPORT)).status_code == 302
    assert not AlmanacYear.objects.get(year=2027).is_provisional
    assert calendar().is_workday(date(2027, 2, 20))
    assert "暂按法定节日推算" not in client.get("/system/holidays/?year=2027").content.decode()


def test_a_table_is_read_too_and_a_bad_one_answers_with_a_sentence(client, world) -> None:
    ensure_loaded()
    client.force_login(world.account("sysadmin"))
    lines = "日期,类型,名称\n" + "".join(f"2027-10-{n:02d},休,国庆节\n" for n in range(1, 12))
    upload = SimpleUploadedFile("2027.csv", lines.encode("gb18030"))
    typed = {"year": 2027, "source": "通知", "file": upload}
    assert client.post(IMPORT, typed | shown(client, IMPORT)).status_code == 302
    assert client.post(IMPORT, typed).status_code == 409
    answer = client.post(IMPORT, {"year": 2027, "source": "x", "text": "?"} | shown(client, IMPORT))
    assert answer.status_code == 422
    assert "没有读到日期" in answer.content.decode()


def test_local_days_are_added_and_taken_back_on_the_page(client, world) -> None:
    ensure_loaded()
    client.force_login(world.account("head"))
    client.post("/system/holidays/local/", {"on": "2023-03-08", "name": "妇女节", "half": "pm"})
    assert "妇女节" in client.get("/system/holidays/?year=2023").content.decode()
    assert client.post(f"/system/holidays/local/{Day.objects.get(name='妇女节').pk}/remove/").status_code == 302
    assert "妇女节" not in client.get("/system/holidays/?year=2023").content.decode()
    client.force_login(world.account("clerk"))
    assert client.post("/system/holidays/local/", {"on": "2023-03-08", "name": "x"}).status_code == 403
