"""Bringing a workbook in: receive, columns, preview, commit, take back; and the list out again."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.files.serving import serve
from shishi.imports import queries, tables
from shishi.imports.forms import chosen_sheets
from shishi.imports.models import ImportRun
from shishi.lib.htmx import page_or_part
from shishi.lib.refusal import Refused
from shishi.lib.version import read_at
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.programmes.actions import exporting, importing
from shishi.programmes.actions.hands import keeps
from shishi.programmes.actions.importing import background
from shishi.programmes.kinds import INTAKE
from shishi.programmes.models import Programme
from shishi.programmes.queries.exported import exported_file, job_row
from shishi.programmes.views.common import around, must_keep, programme_of
from shishi.programmes.views.tabs import tabs_of
from shishi.ui.tables import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _run_of(request: OfficialRequest, pk: int, run: int) -> tuple[Programme, ImportRun]:
    """The programme and its run within reach, else 404; own office only, else 403."""
    programme = programme_of(request, pk)
    must_keep(request, programme)
    found = ImportRun.objects.visible_to(request.actor).filter(intake=INTAKE.code, subject_id=pk)
    return programme, get_object_or_404(found, pk=run)


def _start_page(request: OfficialRequest, programme: Programme, sentence: str = "", status: int = 200) -> HttpResponse:
    mine = keeps(request.actor, programme)
    runs = _runs(request, programme) if mine else None
    context = {"table": runs, "mine": mine, "refused": sentence, "tabs": tabs_of(programme, "import", mine)}
    return render(request, "programmes/import.html", around(programme) | context, status=status)


def _runs(request: OfficialRequest, programme: Programme) -> Table:
    found = queries.runs_of(request.actor, INTAKE, programme.pk)
    empty = _("这里将列出每一次导入，已导入的可以撤销。")
    return tables.runs(found, lambda run: reverse("import-run", args=[programme.pk, run]), empty)


def _room(programme: Programme, run: ImportRun) -> tables.Room:
    at = [programme.pk, run.pk]
    return tables.Room(
        home=reverse("programme-import", args=[programme.pk]),
        run=reverse("import-run", args=at),
        columns=reverse("import-columns", args=at),
        commit=reverse("import-commit", args=at),
        drop=reverse("import-drop", args=at),
        take_back=reverse("import-take-back", args=at),
        into=_("已写入清单"),
        same=_("文件与清单完全一致，没有需要导入的行。"),
        seen=reverse("programme-lists", args=[programme.pk]),
        seen_label=_("查看清单"),
    )


@officials_only(reveals="imports of a programme within reach, to its own office")
def start(request: OfficialRequest, pk: int) -> HttpResponse:
    """Where a workbook is dropped, and what was imported before."""
    programme = programme_of(request, pk)
    if request.method != "POST":
        return _start_page(request, programme)
    must_keep(request, programme)
    upload = request.FILES.get("workbook")
    if not isinstance(upload, UploadedFile):
        return _start_page(request, programme, _("请选择一个 .xlsx 或 .csv 文件。"), 422)
    try:
        run = background.receive(programme, upload, request.actor)
    except Refused as refusal:
        return _start_page(request, programme, refusal.sentence, refusal.status)
    return redirect("import-run", pk=pk, run=run.pk)


@officials_only(reveals="rows of a workbook, to the own office of its programme")
@require_GET
def run_page(request: OfficialRequest, pk: int, run: int) -> HttpResponse:
    """How far the import is, and what it would do or did; the fragment asks again while work is under way."""
    programme, found = _run_of(request, pk, run)
    if found.stage == ImportRun.Stage.COLUMNS:
        return redirect("import-columns", pk=pk, run=run)
    return _run_answer(request, programme, found)


def _run_answer(
    request: OfficialRequest, programme: Programme, run: ImportRun, sentence: str = "", status: int = 200
) -> HttpResponse:
    counts = queries.counts(run, INTAKE)
    seq, state = tables.filters(request.GET, counts)
    page = queries.rows_page(run, INTAKE, seq, state, whole(request.GET.get("after")) or 0)
    context = {
        "run": run,
        "room": _room(programme, run),
        "job": job_row(run.job_id, request.actor) if run.is_waiting else None,
        "totals": tables.totals(counts),
        "counts": counts,
        "sheet": next((one for one in counts if one.seq == seq), None),
        "state": state,
        "states": tables.STATE_CHOICES,
        "table": tables.preview_rows(page, request.GET),
        "refused": sentence or run.message,
        "tabs": tabs_of(programme, "import", True),
    }
    return page_or_part(request, "programmes/import_run.html", "run", around(programme) | context, status)


@officials_only(reveals="headings of a workbook, to the own office of its programme")
def columns(request: OfficialRequest, pk: int, run: int) -> HttpResponse:
    """Which sheet is what, and which column means what; saving leads on to the preview."""
    programme, found = _run_of(request, pk, run)
    context = {
        "run": found,
        "room": _room(programme, found),
        "importers": INTAKE.importers,
        "tabs": tabs_of(programme, "import", True),
    }
    status, typed = 200, {}
    if request.method == "POST":
        choices = chosen_sheets(request.POST, found, INTAKE)
        try:
            found = importing.choose_columns(programme, found, choices, request.actor, read_at(request.POST))
            if "preview" in request.POST:
                background.preview(programme, found, request.actor, found.version)
                return redirect("import-run", pk=pk, run=run)
            return redirect("import-columns", pk=pk, run=run)
        except Refused as refusal:
            context |= {"refused": refusal.sentence, "wrong": sorted(refusal.fields.items())}
            status, typed = refusal.status, {one.seq: (one.importer, one.columns) for one in choices}
    context["cards"] = queries.sheet_cards(found, INTAKE, typed)
    return render(request, "programmes/import_columns.html", around(programme) | context, status=status)


@officials_only(reveals="nothing")
@require_POST
def commit(request: OfficialRequest, pk: int, run: int) -> HttpResponse:
    """Write what the preview showed."""
    programme, found = _run_of(request, pk, run)
    try:
        background.commit(
            programme,
            found,
            request.actor,
            read_at(request.POST),
            skip_errors=bool(request.POST.get("skip_errors")),
        )
    except Refused as refusal:
        found.refresh_from_db()
        return _run_answer(request, programme, found, refusal.sentence, refusal.status)
    return redirect("import-run", pk=pk, run=run)


@officials_only(reveals="nothing")
@require_POST
def take_back(request: OfficialRequest, pk: int, run: int) -> HttpResponse:
    """Restore what stood before."""
    programme, found = _run_of(request, pk, run)
    try:
        importing.take_back_import(programme, found, request.actor, read_at(request.POST))
    except Refused as refusal:
        found.refresh_from_db()
        return _run_answer(request, programme, found, refusal.sentence, refusal.status)
    messages.success(request, _("已撤销，清单恢复到导入之前的样子。"))
    return redirect("import-run", pk=pk, run=run)


@officials_only(reveals="nothing")
@require_POST
def drop(request: OfficialRequest, pk: int, run: int) -> HttpResponse:
    """Stop what is under way and give the import up."""
    programme, found = _run_of(request, pk, run)
    background.stop(programme, found, request.actor)
    return redirect("programme-import", pk=pk)


@officials_only(reveals="headings only")
@require_GET
def template(request: OfficialRequest, pk: int) -> HttpResponse:
    """The standard form without rows."""
    programme = programme_of(request, pk)
    return _workbook(exporting.blank_workbook(programme, request.actor), exporting.blank_name())


@officials_only(reveals="the list within reach, as a workbook")
@require_POST
def export(request: OfficialRequest, pk: int) -> HttpResponse:
    """The list as a workbook; a long one is made in the background."""
    programme = programme_of(request, pk)
    if exporting.is_long(programme, request.actor):
        background.export_later(programme, request.actor)
        messages.success(request, _("清单较长，正在后台生成，完成后在这里下载。"))
        return redirect("my-jobs")
    return _workbook(exporting.export_workbook(programme, request.actor), exporting.file_name(programme))


@officials_only(reveals="a workbook this person asked for")
@require_GET
def exported(request: OfficialRequest, pk: int, job: int) -> HttpResponseBase:
    """Fetch the workbook the worker made for this person."""
    programme = programme_of(request, pk)
    return serve(exported_file(programme, job, request.actor))


def _workbook(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer.headers["Content-Disposition"] = exporting.disposition(name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
