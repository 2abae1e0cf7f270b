"""Imports of workbooks into a programme's list: the machine of `imports`, taught what the rows mean."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from shishi.imports import actions as machine
from shishi.imports.actions import SheetChoice
from shishi.imports.actions.previewing import Progress, no_progress
from shishi.imports.models import ImportRun
from shishi.journal.actions import record
from shishi.lib.xlsx.guard import Source
from shishi.programmes.actions import bulk
from shishi.programmes.actions.bulk import Outcome
from shishi.programmes.actions.hands import lock_programme, must_keep
from shishi.programmes.actions.importing.session import ProgrammeSession
from shishi.programmes.kinds import INTAKE
from shishi.programmes.models import Programme
from shishi.rules.authority import Actor


@transaction.atomic
def open_import(
    programme: Programme, actor: Actor, *, name: str, sha256: str, size: int, file_id: int | None = None
) -> ImportRun:
    """Begin an import of a workbook that was received. Own office only; nothing is read yet."""
    programme = lock_programme(programme.pk)
    must_keep(actor, programme)
    run = machine.open_run(
        INTAKE, programme.pk, programme.region_path, actor, name=name, sha256=sha256, size=size, file_id=file_id
    )
    record(programme, "programme.import_opened", actor, run=run.pk, digest=sha256, size=size)
    return run


def look_import(run: ImportRun, source: Source) -> ImportRun:
    """Propose an importer and columns for each sheet. Raises UnfitFileError."""
    return machine.look(run, INTAKE, source)


@transaction.atomic
def choose_columns(
    programme: Programme, run: ImportRun, choices: Sequence[SheetChoice], actor: Actor, version: int
) -> ImportRun:
    """Settle the columns; the next workbook of this office with the same headings begins with them."""
    must_keep(actor, programme)
    return machine.choose(run, INTAKE, choices, version)


def begin_preview(programme: Programme, run: ImportRun, actor: Actor, version: int | None) -> ImportRun:
    """Claim the run for a preview, as it was read at `version`; None is the worker, which holds the claim already."""
    must_keep(actor, programme)
    return machine.begin_preview(run, version)


def preview_import(programme: Programme, run: ImportRun, source: Source, progress: Progress = no_progress) -> ImportRun:
    """Rule on every row. Reads the programme, writes only the run's own rows."""
    return machine.preview(run, INTAKE, _session(programme, run), source, progress)


def _session(programme: Programme, run: ImportRun) -> ProgrammeSession:
    """A pass that keeps of the list what the sheets after it need, where there are any."""
    return ProgrammeSession(programme, run.sheets.exclude(importer__in=["", "items"]).exists())


def begin_commit(
    programme: Programme, run: ImportRun, actor: Actor, version: int, *, skip_errors: bool = False
) -> ImportRun:
    """Claim the run for its commit; asking twice is no error."""
    must_keep(actor, programme)
    return machine.begin_commit(run, version, skip_errors=skip_errors)


def commit_import(
    programme: Programme, run: ImportRun, source: Source, actor: Actor, progress: Progress = no_progress
) -> ImportRun:
    """Write what the preview called new or changed, all or nothing, and record it once. Safe to run twice."""
    must_keep(actor, programme)
    session = _session(programme, run)

    def closed(run: ImportRun) -> None:
        counts: dict[str, Any] = {name: session.totals[name] for name in ("created", "changed", "same", "error")}
        record(programme, "programme.import", actor, kind="workbook", run=run.pk, digest=run.sha256, **counts)

    return machine.commit(
        run, INTAKE, session, source, progress, lock=lambda: lock_programme(programme.pk), done=closed
    )


@transaction.atomic
def take_back_import(programme: Programme, run: ImportRun, actor: Actor, version: int) -> ImportRun:
    """Restore what stood before the import. Refuses, changing nothing, when something was built upon it since."""
    must_keep(actor, lock_programme(programme.pk))

    def undo(trace: Mapping[str, Any]) -> None:
        bulk.undo(Outcome.from_json(trace))

    run = machine.take_back(run, undo, version)
    record(programme, "programme.import_taken_back", actor, run=run.pk, digest=run.sha256)
    return run


def drop_import(programme: Programme, run: ImportRun, actor: Actor, message: str = "") -> ImportRun:
    """Give up a run that has written nothing."""
    must_keep(actor, programme)
    return machine.drop(run, message)


def import_workbook(programme: Programme, source: Source, actor: Actor, name: str = "") -> ImportRun:
    """A whole import in one call, with the columns as they are guessed: for a command or the sample year.

    Refuses as the steps do; rows in error stop it.
    """
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    name = name or (os.path.basename(source) if not isinstance(source, bytes) else "")
    digest = hashlib.sha256(content).hexdigest()
    run = open_import(programme, actor, name=name, sha256=digest, size=len(content))
    run = look_import(run, content)
    run = begin_preview(programme, run, actor, run.version)
    run = preview_import(programme, run, content)
    run = begin_commit(programme, run, actor, run.version)
    return commit_import(programme, run, content, actor)


def refuse_file(run: ImportRun, sentence: str) -> ImportRun:
    """Write down why the file cannot be read; nothing of it stays but the record."""
    return machine.drop(run, sentence)
