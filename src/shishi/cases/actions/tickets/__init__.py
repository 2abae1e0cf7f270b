"""Bringing tickets of a hotline or an outside board in: the machine of `imports`, taught what the rows mean."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.tickets.session import MOST_ROWS, TicketSession, refuse_many
from shishi.cases.kinds.base import DESK
from shishi.cases.kinds.tickets import INTAKE
from shishi.cases.queries.tickets import office_of
from shishi.files.actions import forget, keep
from shishi.files.models import File
from shishi.files.queries import path_of
from shishi.imports import actions as machine
from shishi.imports.actions import SheetChoice
from shishi.imports.models import ImportRun
from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.xlsx.guard import Source, check
from shishi.orgs.models import Org
from shishi.orgs.queries import holders
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Place

CHANNELS = ("phone_12345", "external_board", "mailbox", "transfer")
MB = 1024 * 1024
MOST_BYTES = 5 * MB
KEPT, BATCH = timedelta(days=7), 200


def must_desk(actor: Actor) -> Org:
    """The office whose desk the actor sits at. Raises NotYours for everybody else. One query."""
    office = office_of(actor)
    if office is None or not DESK.admits(actor, Place(office.region_path, home_path=office.region_path)):
        raise NotYours
    return office


def receive(upload: UploadedFile[bytes], channel: str, actor: Actor) -> ImportRun:
    """Take a workbook in and look at it. It holds names and telephones, and is kept only until the rows are in."""
    office = must_desk(actor)
    if channel not in CHANNELS:
        raise Refused(_("请选择这些工单来自哪个渠道。"), {"channel": _("请选择渠道。")})
    if (upload.size or 0) > MOST_BYTES:
        raise Refused(_("文件超过 %(most)d MB，请按日期分几次导出。") % {"most": MOST_BYTES // MB})
    check(upload.read())
    upload.seek(0)
    with transaction.atomic():
        kept = keep(upload, actor, File.Class.PERSONAL)
        run = _open(office, actor, channel, name=kept.name, sha256=kept.sha256, size=kept.size, file_id=kept.pk)
    return machine.look(run, INTAKE, str(path_of(kept)))


def _open(
    office: Org, actor: Actor, channel: str, *, name: str, sha256: str, size: int, file_id: int | None = None
) -> ImportRun:
    run = machine.open_run(
        INTAKE,
        office.pk,
        office.region_path,
        actor,
        name=name,
        sha256=sha256,
        size=size,
        file_id=file_id,
        options={"channel": channel},
    )
    record(office, "case.tickets_opened", actor, run=run.pk, digest=sha256, size=size)
    return run


@transaction.atomic
def choose_columns(run: ImportRun, choices: Sequence[SheetChoice], actor: Actor, version: int) -> ImportRun:
    """Settle the columns; the next workbook with the same headings begins with them."""
    must_desk(actor)
    return machine.choose(run, INTAKE, choices, version)


def preview(run: ImportRun, actor: Actor, version: int, source: Source | None = None) -> ImportRun:
    """Rule on every row. Writes only the run's own rows. Refuses more than five thousand."""
    office = must_desk(actor)
    if sum(sheet.n_expected for sheet in run.sheets.all() if sheet.importer) > MOST_ROWS:
        refuse_many()
    run = machine.begin_preview(run, version)
    return machine.preview(run, INTAKE, TicketSession(office, actor, run.options["channel"]), source or _source(run))


def commit(
    run: ImportRun, actor: Actor, version: int, *, skip_errors: bool = False, source: Source | None = None
) -> ImportRun:
    """Write what the preview showed, all or nothing, record it once and let the workbook go. Safe to run twice."""
    office = must_desk(actor)
    run = machine.begin_commit(run, version, skip_errors=skip_errors)
    if run.stage == ImportRun.Stage.COMMITTED:
        return run
    session = TicketSession(office, actor, run.options["channel"])

    def closed(run: ImportRun) -> None:
        counts: dict[str, Any] = dict(session.totals)
        record(office, "case.tickets", actor, tell=_desk(office), run=run.pk, digest=run.sha256, **counts)
        forget(run.file_id or 0)

    return machine.commit(
        run,
        INTAKE,
        session,
        source or _source(run),
        lock=lambda: Org.objects.select_for_update().get(pk=office.pk),
        done=closed,
    )


def drop(run: ImportRun, actor: Actor, message: str = "") -> None:
    """Give up a run that has written nothing; its workbook goes."""
    must_desk(actor)
    with transaction.atomic():
        machine.drop(run, message)
        forget(run.file_id or 0)


def forget_uploads() -> int:
    """Give up what was uploaded over a week ago and never imported, broken off in between or not: its workbook holds
    names. Safe to repeat.
    """
    over = (ImportRun.Stage.COMMITTED, ImportRun.Stage.TAKEN_BACK, ImportRun.Stage.DROPPED)
    rows = ImportRun.objects.filter(intake=INTAKE.code, created_at__lt=clock.now() - KEPT).exclude(stage__in=over)
    many = list(rows.order_by("id")[:BATCH])
    for run in many:
        with transaction.atomic():
            machine.drop(run, _("上传后一周没有导入，已放弃，工作簿已删除。"))
            forget(run.file_id or 0)
    return len(many)


def import_tickets(content: bytes, actor: Actor, channel: str, name: str = "") -> ImportRun:
    """A whole import in one call, with the columns as they are guessed: for the sample year. Errors stop it."""
    office = must_desk(actor)
    with transaction.atomic():
        digest = hashlib.sha256(content).hexdigest()
        run = _open(office, actor, channel, name=name, sha256=digest, size=len(content))
    run = machine.look(run, INTAKE, content)
    run = preview(run, actor, run.version, content)
    return commit(run, actor, run.version, source=content)


def _source(run: ImportRun) -> str:
    found = File.objects.filter(pk=run.file_id or 0).first()
    if found is None:
        raise Refused(_("这份工作簿已经不在系统里，请重新上传。"))
    return str(path_of(found))


def _desk(office: Org) -> list[Tell]:
    """The people of the desk, told once of the whole import."""
    return [Tell(one, "case_tickets") for one in holders(clock.today(), DESK.roles, org_ids=frozenset({office.pk}))]
