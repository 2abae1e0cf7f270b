"""Tickets of a hotline or an outside board: brought in from their workbook, and the answers sent back."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shishi.cases.actions import sending_back, tickets
from shishi.cases.forms import answers_asked
from shishi.cases.kinds.answers import CHANNELS
from shishi.cases.kinds.tickets import INTAKE
from shishi.imports import queries, tables
from shishi.imports.forms import chosen_sheets
from shishi.imports.models import ImportRun
from shishi.lib.htmx import page_or_part
from shishi.lib.refusal import Refused
from shishi.lib.version import read_at
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.rules.authority import OFFICE, Role

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DESK_ROLES = OFFICE | {Role.HOTLINE}


def _run_of(request: OfficialRequest, run: int) -> ImportRun:
    """The run of the actor's own desk, else 404."""
    office = tickets.must_desk(request.actor)
    rows = ImportRun.objects.visible_to(request.actor).filter(intake=INTAKE.code, subject_id=office.pk)
    return get_object_or_404(rows, pk=run)


@officials_only(roles=DESK_ROLES, reveals="imports of the own desk: names of files and counts")
@require_http_methods(["GET", "POST"])
def start(request: OfficialRequest) -> HttpResponse:
    """Where a workbook is dropped, what was imported before, and the answers to send back."""
    tickets.must_desk(request.actor)
    if request.method != "POST":
        return _start_page(request)
    upload = request.FILES.get("workbook")
    try:
        if not isinstance(upload, UploadedFile):
            raise Refused(_("请选择一个 .xlsx 或 .csv 文件。"))
        run = tickets.receive(upload, request.POST.get("channel", ""), request.actor)
    except Refused as refusal:
        return _start_page(request, refusal)
    return redirect("tickets-columns", run=run.pk)


def _start_page(request: OfficialRequest, refusal: Refused | None = None, place: str = "upload") -> HttpResponse:
    office = tickets.must_desk(request.actor)
    found = queries.runs_of(request.actor, INTAKE, office.pk)
    empty = _("这里将列出每一次导入。")
    context = {
        "table": tables.runs(found, lambda run: reverse("tickets-run", args=[run]), empty),
        "channels": [(code, _(CHANNELS[code])) for code in tickets.CHANNELS],
        "asked": answers_asked(request.POST if place == "answers" else request.GET),
        "typed": request.POST,
        "refused": {place: refusal.sentence} if refusal else {},
    }
    return render(request, "cases/tickets.html", context, status=refusal.status if refusal else 200)


@officials_only(roles=DESK_ROLES, reveals="rows of a workbook of the own desk; of persons nothing")
@require_GET
def run_page(request: OfficialRequest, run: int) -> HttpResponse:
    """What the import would do or did, row by row."""
    found = _run_of(request, run)
    if found.stage == ImportRun.Stage.COLUMNS:
        return redirect("tickets-columns", run=run)
    return _run_answer(request, found)


def _run_answer(request: OfficialRequest, run: ImportRun, refusal: Refused | None = None) -> HttpResponse:
    counts = queries.counts(run, INTAKE)
    seq, state = tables.filters(request.GET, counts)
    page = queries.rows_page(run, INTAKE, seq, state, whole(request.GET.get("after")) or 0)
    context = {
        "run": run,
        "room": _room(run),
        "totals": tables.totals(counts),
        "counts": counts,
        "sheet": next((one for one in counts if one.seq == seq), None),
        "state": state,
        "states": tables.STATE_CHOICES,
        "table": tables.preview_rows(page, request.GET),
        "refused": refusal.sentence if refusal else run.message,
    }
    return page_or_part(request, "cases/tickets_run.html", "run", context, refusal.status if refusal else 200)


def _room(run: ImportRun) -> tables.Room:
    return tables.Room(
        home=reverse("tickets"),
        run=reverse("tickets-run", args=[run.pk]),
        columns=reverse("tickets-columns", args=[run.pk]),
        commit=reverse("tickets-commit", args=[run.pk]),
        drop=reverse("tickets-drop", args=[run.pk]),
        into=_("已登记为诉求"),
        same=_("文件里的工单都已在系统中，没有需要导入的行。"),
        seen=f"{reverse('cases')}?kind=request",
        seen_label=_("查看诉求"),
    )


@officials_only(roles=DESK_ROLES, reveals="headings of a workbook of the own desk")
@require_http_methods(["GET", "POST"])
def columns(request: OfficialRequest, run: int) -> HttpResponse:
    """Which column means what; saving leads on to the preview."""
    found = _run_of(request, run)
    context = {"run": found, "room": _room(found), "importers": INTAKE.importers}
    status, typed = 200, {}
    if request.method == "POST":
        choices = chosen_sheets(request.POST, found, INTAKE)
        try:
            found = tickets.choose_columns(found, choices, request.actor, read_at(request.POST))
            if "preview" in request.POST:
                tickets.preview(found, request.actor, found.version)
                return redirect("tickets-run", run=run)
            return redirect("tickets-columns", run=run)
        except Refused as refusal:
            context |= {"refused": refusal.sentence, "wrong": sorted(refusal.fields.items())}
            status, typed = refusal.status, {one.seq: (one.importer, one.columns) for one in choices}
    context["cards"] = queries.sheet_cards(found, INTAKE, typed)
    return render(request, "cases/tickets_columns.html", context, status=status)


@officials_only(roles=DESK_ROLES, reveals="nothing")
@require_POST
def commit(request: OfficialRequest, run: int) -> HttpResponse:
    """Write what the preview showed."""
    found = _run_of(request, run)
    try:
        skips = bool(request.POST.get("skip_errors"))
        tickets.commit(found, request.actor, read_at(request.POST), skip_errors=skips)
    except Refused as refusal:
        found.refresh_from_db()
        return _run_answer(request, found, refusal)
    return redirect("tickets-run", run=run)


@officials_only(roles=DESK_ROLES, reveals="nothing")
@require_POST
def drop(request: OfficialRequest, run: int) -> HttpResponse:
    """Give the import up; its workbook goes."""
    tickets.drop(_run_of(request, run), request.actor)
    return redirect("tickets")


@officials_only(roles=DESK_ROLES, reveals="headings only")
@require_GET
def template(request: OfficialRequest) -> HttpResponse:
    """The blank workbook."""
    return _workbook(sending_back.blank_workbook(request.actor), _("外部工单导入模板.xlsx"))


@officials_only(roles=DESK_ROLES, reveals="answers to outside tickets of the own desk, without names, as a workbook")
@require_POST
def answers(request: OfficialRequest) -> HttpResponse:
    """The answers of a span of days for the platform they go back to."""
    asked = answers_asked(request.POST)
    try:
        content = sending_back.export_answers(request.actor, asked)
    except Refused as refusal:
        return _start_page(request, refusal, "answers")
    return _workbook(content, _("答复回传 %(since)s-%(until)s.xlsx") % {"since": asked.since, "until": asked.until})


def _workbook(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
