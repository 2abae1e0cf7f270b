"""The preview: every row is ruled on and kept, in short transactions, so that nobody waits for a long one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.imports.actions.opening import locked, save
from shishi.imports.kinds import Importer, Intake, Line, Read, Ruling, Session, State
from shishi.imports.models import ImportRow, ImportRun, ImportSheet
from shishi.imports.workbook import Reading, Skipped, lines, shown
from shishi.lib.refusal import Overtaken
from shishi.lib.text import shorten
from shishi.lib.xlsx.guard import Source
from shishi.lib.xlsx.read import Book, open_book

type Progress = Callable[[int, int, int], None]
"""Rows done, rows expected, rows in error; may raise to stop the work."""

BATCH = 1_000
SKIPPED_KEPT = 100


def no_progress(_done: int, _all: int, _errors: int) -> None:
    """For work so short that nobody watches it."""


@transaction.atomic
def begin_preview(run: ImportRun, version: int | None = None) -> ImportRun:
    """Claim the run for a preview; rows of an earlier one go. A preview broken off may begin again."""
    run = locked(run, version)
    stages = {ImportRun.Stage.COLUMNS, ImportRun.Stage.PREVIEWED, ImportRun.Stage.PREVIEWING}
    if run.stage not in stages:
        raise Overtaken(_("这次导入的状态已是“%(stage)s”，不能再预览。") % {"stage": run.get_stage_display()})
    _forget_rows(run)
    run.stage, run.message, run.n_rows = ImportRun.Stage.PREVIEWING, "", 0
    save(run, "stage", "message", "n_rows")
    return run


def preview(
    run: ImportRun, intake: Intake, session: Session, source: Source, progress: Progress = no_progress
) -> ImportRun:
    """Rule on every row of the sheets taken, and keep what was ruled. Writes nothing into the subject.

    Memory holds one batch of 1,000 rows. When it is stopped, the rows kept so far go and the columns may be
    chosen again.
    """
    n_all = sum(sheet.n_expected for sheet in run.sheets.all() if sheet.importer)
    counted = _Counted(n_all, progress)
    try:
        with open_book(source) as book:
            for importer, sheet in _taken(run, intake):
                _preview_sheet(importer, sheet, session, book, counted)
    except BaseException:
        _give_back(run)
        raise
    return _finish(run, counted.n_done)


class _Counted:
    """How far the preview has come."""

    def __init__(self, n_all: int, progress: Progress) -> None:
        self.n_all, self.n_done, self.n_errors, self._progress = n_all, 0, 0, progress

    def add(self, n_rows: int, n_errors: int) -> None:
        self.n_done, self.n_errors = self.n_done + n_rows, self.n_errors + n_errors
        self._progress(self.n_done, max(self.n_all, self.n_done), self.n_errors)


def _taken(run: ImportRun, intake: Intake) -> Iterator[tuple[Importer, ImportSheet]]:
    """The sheets in the order in which their importers must be put."""
    sheets = list(run.sheets.order_by("seq"))
    for importer in intake.importers:
        for sheet in sheets:
            if sheet.importer == importer.code:
                yield importer, sheet


def reading_of(importer: Importer, sheet: ImportSheet) -> Reading:
    """How the sheet is to be read."""
    required = frozenset(field.code for field in importer.fields if field.required)
    return Reading(sheet.name, sheet.field_columns(), sheet.headings, sheet.heading_rows[1], required)


def batches(
    session: Session, importer: Importer, found: Iterator[Line | Skipped], skipped: list[Skipped]
) -> Iterator[list[tuple[Line, Read]]]:
    """Lines understood, about a thousand at a time; a group is never torn apart."""
    batch: list[tuple[Line, Read]] = []
    for line in found:
        if isinstance(line, Skipped):
            skipped.append(line)
            continue
        read = session.read(importer.code, line)
        if len(batch) >= BATCH and not (read.group and read.group == batch[-1][1].group):
            yield batch
            batch = []
        batch.append((line, read))
    if batch:
        yield batch


def _preview_sheet(importer: Importer, sheet: ImportSheet, session: Session, book: Book, counted: _Counted) -> None:
    skipped: list[Skipped] = []
    columns = sheet.field_columns()
    order = [code for code, _at in sorted(columns.items(), key=lambda pair: pair[1])]
    for batch in batches(session, importer, lines(book, reading_of(importer, sheet)), skipped):
        ruled = {one.number: one for one in session.judge(importer.code, [read for _line, read in batch]).rulings}
        rows = [_row(importer, sheet, line, read, ruled.get(read.number), order, columns) for line, read in batch]
        _count(sheet, rows)
        ImportRow.objects.bulk_create(rows, batch_size=BATCH)
        counted.add(len(rows), sum(row.state == State.ERROR for row in rows))
    sheet.n_skipped = len(skipped)
    sheet.skipped = [[one.number, importer.passed_over(one.text)] for one in skipped[:SKIPPED_KEPT]]
    sheet.notes = list(session.closing(importer.code))
    sheet.save()


def _row(
    importer: Importer,
    sheet: ImportSheet,
    line: Line,
    read: Read,
    ruling: Ruling | None,
    order: Sequence[str],
    columns: dict[str, int],
) -> ImportRow:
    faults = tuple(chain(read.faults, ruling.faults if ruling else ()))
    warnings = tuple(chain(read.warnings, ruling.warnings if ruling else ()))
    state = State.ERROR if faults or ruling is None else ruling.state
    changes = ruling.changes if ruling and state == State.CHANGED else ()
    return ImportRow(
        sheet=sheet,
        number=line.number,
        label=shorten(read.label, 100)[:120],
        state=state.value,
        is_warned=bool(warnings),
        values=[shorten(importer.shown(code, shown(line.cells[code])), 200) for code in order],
        changes=[[one.field, one.old, one.new] for one in changes],
        errors=[[columns.get(one.field, -1), importer.told(one)] for one in faults],
        warnings=[[columns.get(one.field, -1), importer.told(one)] for one in warnings],
    )


def _count(sheet: ImportSheet, rows: Sequence[ImportRow]) -> None:
    for row in rows:
        name = f"n_{row.state}"
        setattr(sheet, name, getattr(sheet, name) + 1)
        sheet.n_warned += row.is_warned


@transaction.atomic
def _finish(run: ImportRun, n_rows: int) -> ImportRun:
    run = locked(run)
    run.stage, run.n_rows, run.job_id = ImportRun.Stage.PREVIEWED, n_rows, None
    save(run, "stage", "n_rows", "job_id")
    return run


@transaction.atomic
def _give_back(run: ImportRun) -> None:
    run = locked(run)
    if run.stage == ImportRun.Stage.PREVIEWING:
        _forget_rows(run)
        run.stage, run.job_id = ImportRun.Stage.COLUMNS, None
        save(run, "stage", "job_id")


def _forget_rows(run: ImportRun) -> None:
    """Nothing hangs on the rows of a preview, so they may go in one statement."""
    rows = ImportRow.objects.filter(sheet__run=run)
    rows._raw_delete(rows.db)
    zero = dict.fromkeys(("n_new", "n_changed", "n_same", "n_error", "n_warned", "n_skipped"), 0)
    run.sheets.update(**zero, skipped=[], notes=[])
