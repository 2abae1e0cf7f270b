"""The commit: all rows or none, held against the preview; and the way back."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.imports.actions.opening import locked, save
from shishi.imports.actions.previewing import Progress, _taken, batches, no_progress, reading_of
from shishi.imports.kinds import Importer, Intake, Read, Ruling, Session, State
from shishi.imports.models import ImportRow, ImportRun, ImportSheet, ImportTrace
from shishi.imports.workbook import Skipped, lines
from shishi.lib import clock
from shishi.lib.refusal import Overtaken, Refused
from shishi.lib.xlsx.guard import Source
from shishi.lib.xlsx.read import open_book

NAMED = 8
MOVING = (State.NEW.value, State.CHANGED.value)


@transaction.atomic
def begin_commit(run: ImportRun, version: int | None = None, *, skip_errors: bool = False) -> ImportRun:
    """Claim the previewed run for its commit. Asking twice is no error: the run comes back as it stands.

    Refuses rows in error unless they are to be skipped, and a workbook that would change nothing.
    """
    run = locked(run)
    if run.stage in {ImportRun.Stage.COMMITTING, ImportRun.Stage.COMMITTED}:
        return run
    if run.stage != ImportRun.Stage.PREVIEWED:
        raise Overtaken(_("这次导入的状态已是“%(stage)s”，请先预览再提交。") % {"stage": run.get_stage_display()})
    if version is not None and run.version != version:
        raise Overtaken(_("您打开之后，这次导入又有了变化，请刷新页面后再操作。"))
    sheets = list(run.sheets.all())
    n_error = sum(sheet.n_error for sheet in sheets)
    if n_error and not skip_errors:
        raise Refused(
            _("有%(n)s行存在错误，没有导入。请改正文件后重新上传，或勾选“跳过错误行”。") % {"n": n_error},
            {"skip_errors": _("还有错误行。")},
        )
    if not sum(sheet.n_new + sheet.n_changed for sheet in sheets):
        raise Refused(_("文件与系统中的内容一致，没有需要导入的行。"))
    run.stage, run.skips_errors, run.message = ImportRun.Stage.COMMITTING, skip_errors, ""
    save(run, "stage", "skips_errors", "message")
    return run


def commit(
    run: ImportRun,
    intake: Intake,
    session: Session,
    source: Source,
    progress: Progress = no_progress,
    *,
    lock: Callable[[], object],
    done: Callable[[ImportRun], None],
) -> ImportRun:
    """Write the rows the preview called new or changed, in one transaction. Running it twice writes once.

    lock   takes the subject's lock, first thing in the transaction
    done   records the commit, last thing in it

    The file is read first, outside the transaction, so that the database is held only while it is written to. A row
    that would no longer become what its preview said makes the whole commit void, and the sentence names it.
    """
    try:
        with tempfile.TemporaryFile() as spool:
            index = _spool(run, intake, session, source, spool, progress)
            return _write(run, session, spool, index, lock, done)
    except BaseException as problem:
        _give_back(run, problem.sentence if isinstance(problem, Refused) else "")
        raise


@dataclass(frozen=True, slots=True)
class _Batch:
    """Where one batch of understood rows waits in the spool."""

    importer: Importer
    sheet: ImportSheet
    first: int
    last: int


def _spool(
    run: ImportRun, intake: Intake, session: Session, source: Source, spool: IO[bytes], progress: Progress
) -> list[_Batch]:
    """Read the workbook once more and keep what was understood in a file of our own, nameless and soon gone."""
    index: list[_Batch] = []
    n_done = 0
    skipped: list[Skipped] = []
    with open_book(source) as book:
        for importer, sheet in _taken(run, intake):
            for batch in batches(session, importer, lines(book, reading_of(importer, sheet)), skipped):
                reads = [read for _line, read in batch]
                pickle.dump(reads, spool, pickle.HIGHEST_PROTOCOL)
                index.append(_Batch(importer, sheet, reads[0].number, reads[-1].number))
                n_done += len(reads)
                progress(n_done, max(run.n_rows, n_done), 0)
    spool.seek(0)
    return index


@transaction.atomic
def _write(
    run: ImportRun,
    session: Session,
    spool: IO[bytes],
    index: Sequence[_Batch],
    lock: Callable[[], object],
    done: Callable[[ImportRun], None],
) -> ImportRun:
    lock()
    run = locked(run)
    if run.stage == ImportRun.Stage.COMMITTED:
        return run
    if run.stage != ImportRun.Stage.COMMITTING:
        raise Overtaken(_("这次导入的状态已是“%(stage)s”，没有写入。") % {"stage": run.get_stage_display()})
    conflicts: list[str] = []
    for batch in index:
        reads: list[Read] = pickle.load(spool)  # noqa: S301 — the spool is our own, written a moment ago.
        kept = _kept(batch)
        moving = list(_moving(reads, kept))
        if not moving:
            continue
        ruled = session.put(batch.importer.code, moving)
        conflicts += _conflicts(batch, kept, ruled.rulings)
        if ruled.trace is not None:
            ImportTrace.objects.create(run=run, importer=batch.importer.code, trace=ruled.trace)
    if conflicts:
        raise Overtaken(
            _("预览之后，清单已被他人修改，下列行与预览不一致，整批没有写入：%(rows)s。请重新预览。")
            % {"rows": "；".join(conflicts[:NAMED]) + ("…" if len(conflicts) > NAMED else "")}
        )
    run.stage, run.committed_at, run.job_id = ImportRun.Stage.COMMITTED, clock.now(), None
    save(run, "stage", "committed_at", "job_id")
    done(run)
    return run


def _kept(batch: _Batch) -> dict[int, ImportRow]:
    """What the preview ruled on the rows of the batch. One query."""
    rows = ImportRow.objects.filter(sheet=batch.sheet, number__gte=batch.first, number__lte=batch.last).order_by("id")
    return {row.number: row for row in rows.only("number", "state", "changes", "label", "sheet_id")}


def _moving(reads: Sequence[Read], kept: Mapping[int, ImportRow]) -> Iterator[Read]:
    """The rows to put: no errors, and of the rest those whose group has something new or changed."""
    moved = {read.group for read in reads if read.number in kept and kept[read.number].state in MOVING}
    for read in reads:
        row = kept.get(read.number)
        if row is None or row.state == State.ERROR:
            continue
        if row.state in MOVING or (read.group and read.group in moved):
            yield read


def _conflicts(batch: _Batch, kept: Mapping[int, ImportRow], rulings: Sequence[Ruling]) -> list[str]:
    """Rows that are no longer what the preview said."""
    found = []
    for ruling in rulings:
        row = kept[ruling.number]
        changes = [[one.field, one.old, one.new] for one in ruling.changes] if ruling.state == State.CHANGED else []
        if row.state == ruling.state.value and row.changes == changes:
            continue
        facts = {"sheet": batch.sheet.name, "row": row.number, "label": row.label}
        found.append(_("“%(sheet)s”第%(row)s行（%(label)s）") % facts)
    return found


@transaction.atomic
def _give_back(run: ImportRun, message: str) -> None:
    run = locked(run)
    if run.stage == ImportRun.Stage.COMMITTING:
        run.stage, run.message, run.job_id = ImportRun.Stage.PREVIEWED, message[:500], None
        save(run, "stage", "message", "job_id")


@transaction.atomic
def take_back(run: ImportRun, undo: Callable[[Mapping[str, Any]], object], version: int | None = None) -> ImportRun:
    """Undo every batch, last first, in one transaction; `undo` refuses what was built upon since."""
    run = locked(run, version)
    if run.stage != ImportRun.Stage.COMMITTED:
        raise Overtaken(_("这次导入的状态已是“%(stage)s”，不能撤销。") % {"stage": run.get_stage_display()})
    for trace in ImportTrace.objects.filter(run=run).order_by("-id").iterator(chunk_size=1):
        undo(trace.trace)
    run.stage, run.taken_back_at = ImportRun.Stage.TAKEN_BACK, clock.now()
    save(run, "stage", "taken_back_at")
    return run
