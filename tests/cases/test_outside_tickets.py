"""Tickets of a hotline or a board: brought in once, whole or not at all, found by their number, answered back."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shishi.cases.actions import tickets
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Asker, Case
from shishi.cases.queries.detail import detail
from shishi.cases.queries.lists import Wanted, cases_for
from shishi.files.models import File
from shishi.imports.models import ImportRow, ImportRun, ImportSheet
from shishi.journal.models import Entry, Telling
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.xlsx.read import open_book
from shishi.lib.xlsx.write import Column, Sheet, workbook
from tests.world import TODAY, World

HEADS = ("工单编号", "来电时间", "类型", "诉求标题", "诉求内容", "类别", "事发地址", "承办单位", "来电人", "联系电话")
ROW = (
    "DH2309030001",
    "2023-09-04 10:20",
    "投诉",
    "路灯不亮",
    "一中南门路灯坏了三天。",
    "路灯",
    "一中南门",
    "县教育局",
    "张三",
    "13900002201",
)
PLAIN = (
    "DH2309030002",
    "2023-09-01 16:45",
    "",
    "",
    "请问灵活就业怎么参保？想知道要带什么材料。",
    "社保",
    "",
    "",
    "",
    "",
)


def book(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS) -> bytes:
    return workbook([Sheet("热线工单", [Column(head) for head in heads], rows)])


@pytest.fixture
def desk(cast: World, settings, tmp_path) -> World:
    settings.FILES_ROOT = str(tmp_path)
    clock.rehearse(clock.at(TODAY, 11))
    return cast


def bring(desk: World, *rows: tuple[object, ...], who: str = "clerk") -> ImportRun:
    return tickets.import_tickets(book(*rows), desk.actor(who), "phone_12345", "热线.xlsx")


def shown(run: ImportRun) -> dict[int, tuple[str, str]]:
    """State and sentences by row of the workbook."""
    rows = ImportRow.objects.filter(sheet__run=run)
    return {r.number: (r.state, " ".join(s for _at, s in [*r.errors, *r.warnings])) for r in rows}


def previewed(desk: World, *rows: tuple[object, ...], heads: tuple[str, ...] = HEADS) -> ImportRun:
    upload = SimpleUploadedFile("热线.xlsx", book(*rows, heads=heads))
    run = tickets.receive(upload, "phone_12345", desk.actor("hotline"))
    return tickets.preview(run, desk.actor("hotline"), run.version)


def test_a_ticket_with_its_unit_is_dispatched_and_one_without_waits_at_the_desk(desk):
    bring(desk, ROW, PLAIN)
    lamp, asked = Case.objects.get(outside_number=ROW[0]), Case.objects.get(outside_number=PLAIN[0])
    assert (lamp.stage, lamp.unit, lamp.type, lamp.channel) == (
        "dispatched",
        desk.orgs["education"],
        "complain",
        "phone_12345",
    )
    assert (asked.stage, asked.type, asked.title) == ("submitted", "consult", "请问灵活就业怎么参保？"[:-1])
    assert list(Entry.objects.filter(subject_kind="case", subject_id=lamp.pk).values_list("verb", flat=True)) == [
        "request.open", "request.register", "request.dispatch",
    ]  # fmt: skip
    done = Entry.objects.get(verb="case.tickets")
    assert (done.facts["created"], done.facts["changed"], done.facts["dispatched"]) == (2, 0, 1)
    assert Telling.objects.filter(entry=done).exists()
    told = Telling.objects.filter(entry__subject_kind="case", entry__subject_id=lamp.pk)
    assert set(told.values_list("person_id", "reason")) >= {(desk.people["liaison"].pk, "case_to_do")}
    assert told.filter(person_id=desk.people["liaison"].pk).count() == 1


def test_what_comes_after_half_past_four_counts_from_the_next_workday(desk):
    late = ("DH1", "2023-09-01 16:45", *PLAIN[2:])
    soon = ("DH2", "2023-09-01 16:20", *PLAIN[2:])
    bring(desk, late, soon)
    due = {c.outside_number: c.stage_due_at.astimezone(clock.CHINA) for c in Case.objects.all()}
    assert due["DH2"] == datetime(2023, 9, 4, 17, 30, tzinfo=clock.CHINA)
    assert due["DH1"] == datetime(2023, 9, 5, 17, 30, tzinfo=clock.CHINA)


def test_the_platforms_own_deadline_is_kept_when_the_ticket_is_dispatched_later(desk):
    run = previewed(desk, (*PLAIN, "2023-09-20"), heads=(*HEADS, "办理时限"))
    tickets.commit(run, desk.actor("clerk"), run.version)
    case = Case.objects.get()
    case = take_step(case, "register", desk.actor("clerk"), {"type": "consult"})
    case = take_step(case, "dispatch", desk.actor("clerk"), {"unit": desk.orgs["education"]})
    assert case.due_at.astimezone(clock.CHINA).date().isoformat() == "2023-09-20"


def test_the_same_file_again_adds_nothing(desk):
    bring(desk, ROW, PLAIN)
    with pytest.raises(Refused, match="一致"):
        bring(desk, ROW, PLAIN)
    assert Case.objects.count() == 2
    states = shown(ImportRun.objects.latest("pk"))
    assert {state for state, _said in states.values()} == {"same"}
    assert "已在系统中" in states[2][1]


def test_a_ticket_that_changed_is_renewed_only_while_it_waits_at_the_desk(desk):
    bring(desk, ROW, PLAIN)
    moved = (*ROW[:4], "路灯修好又坏了。", *ROW[5:])
    added = (*PLAIN[:4], "请问灵活就业怎么参保？另问能否补缴。", *PLAIN[5:])
    run = bring(desk, moved, added)
    assert [state for state, _said in shown(run).values()] == ["same", "changed"]
    assert "不改动" in shown(run)[2][1]
    assert Case.objects.get(outside_number=ROW[0]).text == ROW[4]
    assert "补缴" in Case.objects.get(outside_number=PLAIN[0]).text
    assert Entry.objects.filter(verb="case.renew_ticket").count() == 1
    again = bring(desk, (*PLAIN[:4], "请打13900002299。", *PLAIN[5:]))
    assert "13900002299" not in str(list(ImportRow.objects.filter(sheet__run=again).values_list("changes", flat=True)))


def test_each_bad_cell_has_a_sentence_and_nothing_half_done_is_written(desk):
    run = previewed(
        desk,
        ROW,
        (ROW[0], *ROW[1:]),
        ("", "昨天下午", "投诉", "", "", "", "", "县教玉局", "", ""),
        ("DH9", "2033-01-01 10:00", *ROW[2:]),
    )
    said = {number: sentences for number, (_state, sentences) in shown(run).items()}
    assert "与第2行的工单号重复" in said[3]
    assert all(words in said[4] for words in ("没有工单号", "没有诉求内容", "县教玉局"))
    assert "晚于现在" in said[5]
    with pytest.raises(Refused, match="没有导入"):
        tickets.commit(run, desk.actor("clerk"), run.version)
    assert not Case.objects.exists()
    tickets.commit(run, desk.actor("clerk"), run.version, skip_errors=True)
    assert Case.objects.count() == 1


def test_a_commit_that_breaks_off_leaves_nothing(desk, monkeypatch):
    run = previewed(desk, ROW, PLAIN)
    monkeypatch.setattr("shishi.cases.actions.acting.index", lambda _cases: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tickets.commit(run, desk.actor("clerk"), run.version)
    assert not Case.objects.exists()
    assert not Entry.objects.filter(verb__startswith="request.").exists()
    run.refresh_from_db()
    assert run.stage == ImportRun.Stage.PREVIEWED


def test_who_called_is_sealed_and_stands_in_no_preview_and_the_file_goes(desk):
    with_phone = (*ROW[:4], "灯坏了，打我电话13900002299。", *ROW[5:])
    run = previewed(desk, with_phone)
    kept = str(list(ImportRow.objects.values_list("values", flat=True))) + str(
        list(ImportSheet.objects.values_list("samples", flat=True))
    )
    assert not any(word in kept for word in ("张三", "13900002201", "13900002299"))
    assert ROW[0] in kept
    assert File.objects.filter(pk=run.file_id).exists()
    tickets.commit(run, desk.actor("clerk"), run.version)
    assert not File.objects.filter(pk=run.file_id).exists()
    case = Case.objects.get()
    found = detail(case, desk.actor("clerk"))
    assert found.asker is not None
    assert found.asker.name == "张三"
    assert b"13900002201" not in bytes(Asker.objects.get().phone_sealed)


def test_only_the_desk_brings_tickets_in(desk, client):
    for who in ("liaison", "leader", "inspector", "township"):
        with pytest.raises(NotYours):
            bring(desk, ROW, who=who)
        client.force_login(desk.account(who))
        assert client.get("/cases/tickets/").status_code == 403
    assert not ImportRun.objects.exists()
    run = previewed(desk, ROW)
    client.force_login(desk.account("stranger_clerk"))
    assert client.get(f"/cases/tickets/{run.pk}/").status_code == 404
    assert client.post(f"/cases/tickets/{run.pk}/commit/", {"version": run.version}).status_code == 404
    assert not Case.objects.exists()


def test_a_request_is_found_by_its_outside_number_and_by_its_beginning(desk):
    bring(desk, ROW, PLAIN)
    find = lambda typed: [row.title for row in cases_for(desk.actor("clerk"), Wanted(text=typed, state="all")).rows]  # noqa: E731
    assert find("DH2309030001") == find("dh2309030001") == ["路灯不亮"]
    assert len(find("DH23090300")) == 2
    assert find("DH9999") == []


def test_the_pages_lead_from_the_list_to_the_register(desk, client):
    client.force_login(desk.account("hotline"))
    assert "/cases/tickets/" in client.get("/cases/?kind=request").content.decode()
    upload = SimpleUploadedFile("热线.xlsx", book(ROW, PLAIN))
    answer = client.post("/cases/tickets/", {"channel": "phone_12345", "workbook": upload}, follow=True)
    run = ImportRun.objects.get()
    assert "来电时间" in answer.content.decode()
    chosen = {f"s0-c{at}": code for at, code in run.sheets.get().columns.items()}
    sent = chosen | {"s0": "tickets", "preview": "1", "version": run.version}
    assert "导入 2 行" in client.post(f"/cases/tickets/{run.pk}/columns/", sent, follow=True).content.decode()
    run.refresh_from_db()
    page = client.post(f"/cases/tickets/{run.pk}/commit/", {"version": run.version}, follow=True).content.decode()
    assert "已登记为诉求" in page
    case = Case.objects.get(outside_number=ROW[0])
    assert ROW[0] in client.get(f"/cases/{case.pk}/").content.decode()
    register = client.post("/cases/export/", {"query": "kind=request&state=all"}).content
    with open_book(register) as opened:
        cells = [cell for row in opened.rows(opened.sheets[0].name) for cell in row.cells]
    assert "外部工单号" in cells
    assert ROW[0] in cells
    assert client.get("/cases/tickets/template/").content[:2] == b"PK"


def test_two_thousand_rows_are_in_within_seconds_and_few_queries(desk):
    units = ("县教育局", "县卫健局", "县住建局", "")
    who = ("张三", "13900002201")
    days = [f"2023-08-{n % 28 + 1:02d} {n % 9 + 8:02d}:30" for n in range(2_000)]
    rows = [
        (f"RX{n:06d}", day, "投诉", "", f"第{n}件的内容。", "路灯", "", units[n % 4], *who)
        for n, day in enumerate(days)
    ]
    content, began = book(*rows), time.monotonic()
    with CaptureQueriesContext(connection) as made:
        tickets.import_tickets(content, desk.actor("clerk"), "phone_12345", "热线.xlsx")
    assert Case.objects.count() == 2_000
    assert len(made) < 200
    assert time.monotonic() - began < 30


def test_answers_go_back_without_names(desk, client):
    bring(desk, ROW, PLAIN)
    case = Case.objects.get(outside_number=PLAIN[0])
    take_step(case, "answer_now", desk.actor("hotline"), {"reply": "带身份证到政务大厅二楼办理。"})
    client.force_login(desk.account("hotline"))
    sent = {"since": "2023-09-01", "until": "2023-09-30", "channel": ""}
    content = client.post("/cases/tickets/answers/", sent).content
    with open_book(content) as opened:
        rows = [row.cells for row in opened.rows(opened.sheets[0].name)]
    assert len(rows) == 2
    assert PLAIN[0] in rows[1]
    assert "带身份证到政务大厅二楼办理。" in rows[1]
    assert Entry.objects.get(verb="case.answers_back").facts["n_rows"] == 1
    none = client.post("/cases/tickets/answers/", sent | {"since": "2022-01-01", "until": "2022-02-01"})
    assert none.status_code == 422
    assert "没有答复过" in none.content.decode()
    client.force_login(desk.account("liaison"))
    assert client.post("/cases/tickets/answers/", sent).status_code == 403


def test_a_number_that_lost_its_last_digits_is_not_taken(desk):
    run = previewed(desk, (20230904000000012345, *ROW[1:]))
    assert "后几位已经丢失" in shown(run)[2][1]


def test_a_run_given_up_is_not_committed_and_its_workbook_is_gone(desk):
    run = previewed(desk, ROW)
    tickets.drop(run, desk.actor("hotline"))
    assert not File.objects.exists()
    with pytest.raises(Refused, match="已放弃"):
        tickets.commit(run, desk.actor("hotline"), run.version)
    assert not Case.objects.exists()


def test_the_unit_that_answered_a_topic_last_is_proposed_and_stands_in_the_form(desk, client):
    bring(desk, ROW)
    run = bring(desk, ("DH8", *ROW[1:7], "", "", ""))
    assert "近来由县教育局承办" in shown(run)[2][1]
    client.force_login(desk.account("clerk"))
    page = client.get(f"/cases/{Case.objects.get(outside_number='DH8').pk}/").content.decode()
    assert f'<option value="{desk.orgs["education"].pk}" selected>' in page
