"""Imports and exports that take longer than a person waits: begun here, carried out by the worker.

Small ones are carried out on the spot, by the same functions.
"""

from __future__ import annotations

from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.tasks import TaskContext, task
from django.urls import reverse
from django.utils.translation import gettext as _

from shishi.files.actions import keep
from shishi.files.models import File
from shishi.files.queries import path_of
from shishi.imports.actions import set_job
from shishi.imports.models import ImportRun
from shishi.jobs.actions import cancel, progress, start
from shishi.jobs.models import Job
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.xlsx.guard import check
from shishi.orgs.models import Account
from shishi.orgs.queries import actor_for
from shishi.programmes.actions import exporting, importing
from shishi.programmes.actions.hands import must_keep
from shishi.programmes.models import Programme
from shishi.rules.authority import Actor

MB: Final = 1024 * 1024
SMALL_FILE: Final = MB
"""A file up to here is looked at while its owner waits: about a second, whatever it turns out to be."""

SMALL_ROWS: Final = 2_000


def receive(programme: Programme, upload: UploadedFile[bytes], actor: Actor) -> ImportRun:
    """Take a workbook in: kept, recorded, and looked at at once or by the worker. Refuses what is no workbook."""
    must_keep(actor, programme)
    is_small = (upload.size or 0) <= SMALL_FILE
    if is_small:
        content = upload.read()
        check(content)
        upload.seek(0)
    with transaction.atomic():
        kept = keep(upload, actor)
        run = importing.open_import(
            programme, actor, name=kept.name, sha256=kept.sha256, size=kept.size, file_id=kept.pk
        )
        if not is_small:
            return _later(run, programme, actor, _("读取 %(name)s"), "look")
    return importing.look_import(run, str(path_of(kept)))


def preview(programme: Programme, run: ImportRun, actor: Actor, version: int) -> ImportRun:
    """Preview at once, or by the worker where there are many rows."""
    with transaction.atomic():
        run = importing.begin_preview(programme, run, actor, version)
        if sum(sheet.n_expected for sheet in run.sheets.all() if sheet.importer) > SMALL_ROWS:
            return _later(run, programme, actor, _("预览 %(name)s"), "preview")
    return importing.preview_import(programme, run, _source(run))


def commit(programme: Programme, run: ImportRun, actor: Actor, version: int, *, skip_errors: bool = False) -> ImportRun:
    """Commit at once, or by the worker where there are many rows. Sent twice, it is done once."""
    with transaction.atomic():
        was = run.stage
        run = importing.begin_commit(programme, run, actor, version, skip_errors=skip_errors)
        if run.stage == ImportRun.Stage.COMMITTED or (was == run.stage and run.job_id):
            return run
        if run.n_rows > SMALL_ROWS:
            return _later(run, programme, actor, _("导入 %(name)s"), "commit")
    return importing.commit_import(programme, run, _source(run), actor)


def _later(run: ImportRun, programme: Programme, actor: Actor, title: str, step: str) -> ImportRun:
    job = start(
        work_on_import,
        actor,
        (title % {"name": run.file_name})[:120],
        reverse("import-run", args=[programme.pk, run.pk]),
        run_id=run.pk,
        step=step,
        person_id=actor.person_id,
        post_id=actor.post.id if actor.post else None,
    )
    return set_job(run, job.pk)


@task(takes_context=True)
def work_on_import(context: TaskContext[Any, str], run_id: int, step: str, person_id: int, post_id: int | None) -> str:
    """The worker's way to look, preview and commit; answers the stage the run came to. Safe to run twice."""
    run = ImportRun.objects.get(pk=run_id)
    programme = Programme.objects.select_related("region").get(pk=run.subject_id)
    source = _source(run)
    job_id = int(context.task_result.id)

    def told(n_done: int, n_all: int, n_errors: int) -> None:
        progress(job_id, n_done, n_all, n_errors)

    if step == "look":
        return _look(run, source)
    if step == "preview":
        if run.stage != ImportRun.Stage.PREVIEWING:
            return str(run.stage)
        actor = _again(person_id, post_id)
        run = importing.begin_preview(programme, run, actor, None)
        return str(importing.preview_import(programme, run, source, told).stage)
    return str(importing.commit_import(programme, run, source, _again(person_id, post_id), told).stage)


def _look(run: ImportRun, source: str) -> str:
    try:
        return str(importing.look_import(run, source).stage)
    except Refused as refusal:
        importing.refuse_file(run, refusal.sentence)
        raise


def _again(person_id: int, post_id: int | None) -> Actor:
    """Whoever asked, as they are now: a post lost meanwhile is lost here too."""
    account = Account.objects.select_related("person").get(person_id=person_id)
    actor = actor_for(account, clock.today(), post_id)
    if actor.post is None or actor.post.id != post_id:
        raise NotYours
    return actor


def _source(run: ImportRun) -> str:
    return str(path_of(File.objects.get(pk=run.file_id or 0)))


def export_later(programme: Programme, actor: Actor) -> Job:
    """Have the worker write a long list; it is fetched from the job."""
    title = _("导出 %(name)s") % {"name": programme.name}
    job = start(
        write_export,
        actor,
        title[:120],
        programme_id=programme.pk,
        person_id=actor.person_id,
        post_id=actor.post.id if actor.post else None,
    )
    Job.objects.filter(pk=job.pk).update(link=reverse("programme-exported", args=[programme.pk, job.pk]))
    return job


@task()
def write_export(programme_id: int, person_id: int, post_id: int | None) -> dict[str, Any]:
    """The worker's way to an export; answers the file it kept."""
    actor = _again(person_id, post_id)
    programme = Programme.objects.visible_to(actor).select_related("region").get(pk=programme_id)
    return {"file": exporting.export_to_file(programme, actor).pk, "programme": programme_id}


def stop(programme: Programme, run: ImportRun, actor: Actor) -> None:
    """Stop the work under way, and give the import up. What was committed stays: that is taken back instead."""
    if run.job_id:
        cancel(run.job_id, actor)
    importing.drop_import(programme, run, actor)
