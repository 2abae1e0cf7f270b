"""Outside tickets that are not as they should be: what a preview keeps of persons, how many rows, one number once."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shishi.cases.actions import tickets
from shishi.files.models import File
from shishi.imports.models import ImportRow, ImportRun, ImportSheet
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.lib.xlsx.write import Column, Sheet, workbook
from tests.cases.test_outside_tickets import HEADS, PLAIN, ROW, bring, desk  # noqa: F401
from tests.world import World

PHONE = "13900002277"


def received(world: World, content: bytes, name: str = "热线.xlsx") -> ImportRun:
    return tickets.receive(SimpleUploadedFile(name, content), "phone_12345", world.actor("hotline"))


def previewed(world: World, content: bytes) -> ImportRun:
    run = received(world, content)
    return tickets.preview(run, world.actor("hotline"), run.version)


def sheet(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS, title: str = "", name: str = "热线工单") -> Sheet:
    return Sheet(name, [Column(head) for head in heads], rows, title=title)


def kept(run: ImportRun) -> str:
    """Everything that was kept of the workbook besides its file."""
    sheets, rows = ImportSheet.objects.filter(run=run), ImportRow.objects.filter(sheet__run=run)
    return f"{list(sheets.values())}{list(rows.values())}{run.message}"


@pytest.mark.parametrize("at", [1, 2, 4, 6, 7])
def test_a_telephone_in_a_wrong_cell_stands_in_no_sentence_of_the_preview(desk, at):  # noqa: F811
    run = previewed(desk, workbook([sheet((*ROW[:at], f"{PHONE}打来的", *ROW[at + 1 :]))]))
    assert PHONE not in kept(run)
    assert ROW[0] in kept(run)


def test_a_telephone_above_below_and_instead_of_headings_is_not_kept(desk):  # noqa: F811
    note, name = (f"联系人：值班员 {PHONE}", *[""] * 9), (*[""] * 8, "李小四", "")
    run = previewed(desk, workbook([sheet(ROW, note, name, title=f"值班电话{PHONE}")]))
    assert not [word for word in (PHONE, "李小四") if word in kept(run)]
    assert run.sheets.get().skipped == [[4, "联…"], [5, "李…"]]
    assert PHONE not in kept(received(desk, workbook([sheet(PLAIN, heads=(*ROW[:9], PHONE))])))


@pytest.mark.parametrize("mark", ["\r", "\n", "\r\n"])
def test_rows_are_counted_whatever_ends_the_lines(desk, mark):  # noqa: F811
    lines = [",".join(HEADS), *(f"DH{n},2023-09-01 10:00,咨询,,请问几点开门？,,,,," for n in range(5_001))]
    run = received(desk, mark.join(lines).encode(), "热线.csv")
    assert run.sheets.get().n_expected == 5_001
    with pytest.raises(Refused, match="5000"):
        tickets.preview(run, desk.actor("hotline"), run.version)


def test_rows_are_counted_whatever_the_workbook_says_of_itself(desk):  # noqa: F811
    rows = [(f"DH{n}", *PLAIN[1:]) for n in range(5_001)]
    with ZipFile(BytesIO(workbook([sheet(*rows)]))) as plain, ZipFile(made := BytesIO(), "w") as wide:
        for name in plain.namelist():
            content = plain.read(name)
            if name.endswith("sheet1.xml"):
                content = content.decode().replace('"UTF-8"', '"UTF-16"', 1).encode("utf-16")
            wide.writestr(name, content)
    with pytest.raises(Refused):
        previewed(desk, made.getvalue())
    assert not ImportRow.objects.exists()


def test_one_number_on_two_sheets_is_one_ticket(desk):  # noqa: F811
    run = previewed(desk, workbook([sheet(ROW), sheet(ROW, name="热线工单二")]))
    assert sorted(ImportRow.objects.filter(sheet__run=run).values_list("state", flat=True)) == ["error", "new"]


@pytest.mark.parametrize("stage", ["looking", "previewing", "committing"])
def test_what_was_broken_off_is_given_up_after_a_week_with_its_workbook(desk, stage):  # noqa: F811
    run = received(desk, workbook([sheet(ROW)]))
    bring(desk, PLAIN)
    ImportRun.objects.filter(pk=run.pk).update(stage=stage)
    ImportRun.objects.update(created_at=clock.now() - timedelta(days=8))
    assert tickets.forget_uploads() == 1
    assert not File.objects.exists()
    assert set(ImportRun.objects.values_list("stage", flat=True)) == {"dropped", "committed"}
