"""The import pages: who may, what the file must be, what the preview says, once and back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shishi.files.models import File
from shishi.imports.models import ColumnMemory, ImportRow, ImportRun
from shishi.jobs.models import Job
from shishi.jobs.worker import run_one
from shishi.journal.models import Entry
from shishi.lib.xlsx.write import Column, Sheet, workbook
from shishi.programmes.actions import importing, issue
from shishi.programmes.actions import item as items
from shishi.programmes.actions.importing import background
from shishi.programmes.models import Indicator, Item, Site
from tests.programmes import cast

HEADS = ("清单类别", "件（实事）", "项目名称", "责任单位", "考核指标", "计量单位", "年度目标", "认定口径", "完成时限")
ROW = ("省重点", "增加公办学位", "新建学校", "县教育局", "新增学位", "个", 600, "建成并验收", "2023年11月底")


def book(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS, name: str = "清单") -> bytes:
    return workbook([Sheet(name, [Column(head) for head in heads], rows)])


def upload(content: bytes, name: str = "本县清单.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def programme(world, settings, tmp_path):
    settings.FILES_ROOT = str(tmp_path)
    return cast.a_programme(world)


def sign_in(client, world, who: str = "clerk") -> None:
    client.force_login(world.account(who))


def receive(client, programme, content: bytes) -> ImportRun:
    answer = client.post(f"/programmes/{programme.pk}/import/", {"workbook": upload(content)})
    assert answer.status_code == 302, answer.content.decode()
    return ImportRun.objects.get()


def seen() -> dict[str, str]:
    """The version of the run as its page shows it now."""
    return {"version": str(ImportRun.objects.get().version)}


def preview(client, run: ImportRun, **more: str) -> str:
    base = f"/programmes/{run.subject_id}/import/{run.pk}/"
    columns = {f"s{sheet.seq}-c{at}": code for sheet in run.sheets.all() for at, code in sheet.columns.items()} | {
        f"s{sheet.seq}": sheet.importer for sheet in run.sheets.all()
    }
    answer = client.post(base + "columns/", columns | {"preview": "1", "version": str(run.version)} | more, follow=True)
    run.refresh_from_db()
    return answer.content.decode()


def test_a_clerk_brings_a_workbook_in_and_takes_it_back(client, world, programme):
    sign_in(client, world)
    page = client.get(f"/programmes/{programme.pk}/import/").content.decode()
    assert "本系统为非涉密系统" in page
    run = receive(client, programme, book(ROW))
    assert File.objects.get(pk=run.file_id).sha256 == run.sha256
    shown = preview(client, run)
    assert "导入 1 行" in shown
    assert not Item.objects.exists()
    base = f"/programmes/{programme.pk}/import/{run.pk}/"
    assert "已写入清单" in client.post(base + "commit/", seen(), follow=True).content.decode()
    assert Indicator.objects.get().target == 600
    assert "恢复到导入之前的样子" in client.post(base + "take-back/", seen(), follow=True).content.decode()
    assert not Item.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("liaison", 404), ("stranger", 404), ("city", 403)])
def test_only_the_own_office_imports(client, world, programme, who, status):
    sign_in(client, world, who)
    address = f"/programmes/{programme.pk}/import/"
    assert client.post(address, {"workbook": upload(book(ROW))}).status_code == status
    assert not ImportRun.objects.exists()


def test_a_run_is_out_of_reach_for_a_stranger_and_forbidden_to_the_city(client, world, programme):
    sign_in(client, world)
    run = receive(client, programme, book(ROW))
    base = f"/programmes/{programme.pk}/import/{run.pk}/"
    for who, status in (("stranger", 404), ("city", 403)):
        sign_in(client, world, who)
        found = {client.get(base).status_code, client.post(base + "commit/", {"version": "1"}).status_code}
        assert found == {status}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空文件"),
        (b"%PDF-1.7 not a workbook at all", "不是 Excel 工作簿"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "旧版 .xls"),
        (b"PK\x03\x04broken", "已损坏"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(client, world, programme, content, sentence):
    sign_in(client, world)
    answer = client.post(f"/programmes/{programme.pk}/import/", {"workbook": upload(content)})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_errors_say_row_column_what_was_found_and_what_is_expected(client, world, programme):
    sign_in(client, world)
    wrong = (*ROW[:2], "改造校舍", ROW[3], *ROW[4:6], "六百多所吧", ROW[7], "2023年13月")
    nobody = (*ROW[:2], "修缮校舍", "县教玉局", *ROW[4:])
    shown = preview(client, receive(client, programme, book(ROW, wrong, nobody)))
    assert list(ImportRow.objects.filter(state="error").values_list("number", flat=True)) == [3, 4]
    assert "没有名为“县教玉局”的单位，是不是县教育局？" in shown
    assert "G 年度目标" in shown
    assert "I 完成时限" in shown
    assert "跳过错误行" in shown


def test_rows_in_error_stop_the_commit_until_they_are_skipped(client, world, programme):
    sign_in(client, world)
    wrong = (*ROW[:2], "改造校舍", "县火星局", *ROW[4:])
    run = receive(client, programme, book(ROW, wrong))
    preview(client, run)
    base = f"/programmes/{programme.pk}/import/{run.pk}/"
    answer = client.post(base + "commit/", seen())
    assert answer.status_code == 422
    assert "有1行存在错误" in answer.content.decode()
    assert not Item.objects.exists()
    client.post(base + "commit/", seen() | {"skip_errors": "1"})
    assert [item.title for item in Item.objects.all()] == ["新建学校"]


def test_a_commit_sent_twice_is_done_once(client, world, programme):
    sign_in(client, world)
    run = receive(client, programme, book(ROW))
    preview(client, run)
    base = f"/programmes/{programme.pk}/import/{run.pk}/"
    answers = [client.post(base + "commit/", {"version": run.version}).status_code for _again in range(2)]
    assert answers == [302, 302]
    assert (Item.objects.count(), Entry.objects.filter(verb="programme.import").count()) == (1, 1)


def test_a_list_edited_after_the_preview_stops_the_commit_and_names_the_row(client, world, programme):
    sign_in(client, world)
    importing.import_workbook(programme, book(ROW), world.actor("clerk"), "old.xlsx")
    ImportRun.objects.all().delete()
    run = receive(client, programme, book((*ROW[:8], "2023年10月底")))
    assert "2023-11-30" in preview(client, run)
    item = Item.objects.get()
    items.change_item(item, {"due_on": date(2023, 12, 15)}, world.actor("clerk2"), item.version)
    answer = client.post(f"/programmes/{programme.pk}/import/{run.pk}/commit/", seen())
    assert answer.status_code == 409
    assert "第2行（新建学校）" in answer.content.decode()
    assert str(Item.objects.get().due_on) == "2023-12-15"


def test_an_issued_promise_points_to_adjustment(client, world, programme):
    sign_in(client, world)
    importing.import_workbook(programme, book(ROW), world.actor("clerk"), "old.xlsx")
    issue.issue_programme(issue.propose_issue(programme, world.actor("clerk")), world.actor("convener"))
    ImportRun.objects.all().delete()
    shown = preview(client, receive(client, programme, book((*ROW[:6], 500, *ROW[7:]))))
    assert "申请调整" in shown
    assert Indicator.objects.get().target == 600


def test_columns_chosen_once_are_remembered_and_none_is_lost_silently(client, world, programme):
    sign_in(client, world)
    heads = (*HEADS[:-1], "何时了结", "打分")
    run = receive(client, programme, book((*ROW, "甲"), heads=heads))
    shown = preview(client, run, **{"s0-c8": "due_on"})
    assert "没有导入的列：打分" in shown
    assert ColumnMemory.objects.get().columns["8"] == "due_on"
    ImportRun.objects.all().delete()
    again = receive(client, programme, book((*ROW, "甲"), heads=heads))
    assert again.sheets.get().remembered
    assert again.sheets.get().columns["8"] == "due_on"


def test_a_required_column_left_out_is_asked_for_and_what_was_chosen_stays(client, world, programme):
    sign_in(client, world)
    run = receive(client, programme, book(ROW))
    base = f"/programmes/{programme.pk}/import/{run.pk}/columns/"
    answer = client.post(base, seen() | {"s0": "items", "s0-c1": "title", "s0-c2": "title", "preview": "1"})
    assert answer.status_code == 422
    assert "对应了两列" in answer.content.decode()
    run.refresh_from_db()
    assert run.stage == "columns"


def test_a_long_workbook_is_worked_on_in_the_background(client, world, programme, monkeypatch):
    monkeypatch.setattr(background, "SMALL_ROWS", 1)
    sign_in(client, world)
    rows = [(*ROW[:2], f"项目{n}", *ROW[3:]) for n in range(3)]
    run = receive(client, programme, book(*rows))
    assert "正在后台处理" in preview(client, run)
    assert run_one("w")
    run.refresh_from_db()
    assert (run.stage, Job.objects.get().n_done) == ("previewed", 3)
    client.post(f"/programmes/{programme.pk}/import/{run.pk}/commit/", seen())
    assert not Item.objects.exists()
    assert run_one("w")
    assert Item.objects.count() == 3


def test_an_import_stopped_midway_stores_nothing(client, world, programme, monkeypatch):
    monkeypatch.setattr(background, "SMALL_ROWS", 1)
    sign_in(client, world)
    rows = [(*ROW[:2], f"项目{n}", *ROW[3:]) for n in range(3)]
    run = receive(client, programme, book(*rows))
    preview(client, run)
    run_one("w")
    base = f"/programmes/{programme.pk}/import/{run.pk}/"
    client.post(base + "commit/", seen())
    Job.objects.filter(state="ready").update(cancel_asked=True)
    run_one("w")
    run.refresh_from_db()
    assert (run.stage, Item.objects.count()) == ("previewed", 0)
    client.post(base + "drop/")
    run.refresh_from_db()
    assert (run.stage, ImportRow.objects.count()) == ("dropped", 0)


def test_sites_of_another_sheet_may_name_items_of_the_first(client, world, programme):
    sign_in(client, world)
    heads = ("项目名称", "考核指标", "乡镇（街道）", "点位名称", "数量")
    sheets = [
        Sheet("清单", [Column(head) for head in HEADS], [(*ROW[:5], "万个", "0.06万个", *ROW[7:])]),
        Sheet(
            "项目分布", [Column(head) for head in heads], [("新建学校", "新增学位", "易水镇", "一中", Decimal("0.06"))]
        ),
    ]
    run = receive(client, programme, workbook(sheets))
    preview(client, run)
    client.post(f"/programmes/{programme.pk}/import/{run.pk}/commit/", seen())
    assert (Site.objects.get().quantity, Indicator.objects.get().target) == (600, 600)


def test_the_list_is_exported_by_post_and_recorded(client, world, programme):
    importing.import_workbook(programme, book(ROW), world.actor("clerk"), "old.xlsx")
    sign_in(client, world)
    assert client.get(f"/programmes/{programme.pk}/export/").status_code == 405
    answer = client.post(f"/programmes/{programme.pk}/export/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(verb="programme.export").count() == 1
    assert client.get(f"/programmes/{programme.pk}/import/template/").content[:2] == b"PK"
    sign_in(client, world, "stranger")
    assert client.post(f"/programmes/{programme.pk}/export/").status_code == 404


def test_a_day_outside_the_year_is_read_with_a_warning(client, world, programme):
    sign_in(client, world)
    run = receive(client, programme, book((*ROW[:-1], "2024年3月底")))
    page = preview(client, run)
    assert "“2024-03-31”不在2023年度内" in page
    assert (run.sheets.get().n_warned, run.sheets.get().n_error, run.get_stage_display()) == (1, 0, "待导入")
