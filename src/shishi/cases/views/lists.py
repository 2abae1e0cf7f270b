"""One list for all kinds: filters in the address, saved views, acts on many, the calendar, registers."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.cases.actions import exporting, settings, steps
from shishi.cases.forms import AnswersForm, many_form, read_versions, step_of_many, wanted
from shishi.cases.kinds import KINDS, CaseKind
from shishi.cases.kinds.groups import GROUP_OF, GROUPS
from shishi.cases.models import Case
from shishi.cases.queries.calendar import month_of
from shishi.cases.queries.duties import duties_of
from shishi.cases.queries.lists import STATES, CasePage, Wanted, by_ids, cases_for, views_of
from shishi.cases.queries.opening import openable
from shishi.cases.queries.sponsored import taken_on
from shishi.cases.queries.tickets import may_bring_tickets
from shishi.cases.views.tables import cases_table, duty_table
from shishi.lib import clock
from shishi.lib.htmx import page_or_part
from shishi.lib.refusal import Refused
from shishi.lib.text import safe_file_name
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.rules.authority import LEADERS, OFFICE, Actor, Role
from shishi.rules.lifecycle import Step
from shishi.ui.frame import Tab
from shishi.ui.tables import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REVEALS = "cases within reach"


@officials_only(reveals=REVEALS)
@require_GET
def index(request: OfficialRequest) -> HttpResponse:
    """The list, of one kind or of all, as the address asks for it."""
    asked = wanted(request.GET)
    page = cases_for(request.actor, asked)
    kind = KINDS.get(asked.kind)
    context = {
        "table": _table(request, page, asked),
        "asked": asked,
        "kind": kind,
        "kinds": [Tab(_("全部"), _with(request, kind=""), not asked.kind), *_group_tabs(request, asked.kind)],
        "siblings": _siblings(request, asked.kind),
        "states": [Tab(_(label), _with(request, state=code), asked.state == code) for code, label in STATES.items()],
        "own": _own_lists(request, asked),
        "stages": [(s, _(kind.stage_label(s))) for s in kind.life.stages] if kind else [],
        "bulk": _bulk(kind, request.actor) if kind else [],
        "types": [(code, _(one.label)) for code, one in kind.types.items()] if kind else [],
        "views": views_of(request.actor),
        "openable": openable(request.actor),
        "may_call": request.actor.is_any(OFFICE | LEADERS | {Role.HOTLINE}),
        "may_bring_tickets": may_bring_tickets(request.actor),
        "may_see_limits": request.actor.is_any(OFFICE | LEADERS),
        "query": request.GET.urlencode(),
        "once": get_random_string(24),
    }
    return page_or_part(request, "cases/list.html", "rows", context)


def _bulk(kind: CaseKind, actor: Actor) -> list[tuple[str, str]]:
    """The steps the actor's post may let many take at once, by the label the first of a name goes by."""
    found: dict[str, str] = {}
    for step in kind.life.steps:
        if kind.takes_many(step) and any(actor.is_any(by.roles) for by in step.by):
            found.setdefault(step.name, _(step.label))
    return list(found.items())


def _table(request: OfficialRequest, page: CasePage, asked: Wanted) -> Table:
    """The list; the duty list in columns of its own."""
    if asked.is_duty:
        return duty_table(page, request.GET, duties_of(row.id for row in page.rows))
    return cases_table(page, request.GET, asked)


def _group_tabs(request: OfficialRequest, chosen: str) -> list[Tab]:
    """The groups that have a kind; each leads to its first."""
    here = GROUP_OF.get(chosen, "")
    firsts = ((code, label, next((k for k in kinds if k in KINDS), "")) for code, label, kinds in GROUPS)
    return [
        Tab(_(label), _with(request, kind=first, stage="", type=""), here == code)
        for code, label, first in firsts
        if first
    ]


def _own_lists(request: OfficialRequest, asked: Wanted) -> list[Tab]:
    """Lists that cut across stages: the duty list, what was carried over from past years, what a leader took on."""
    tabs = [
        Tab(_("履职清单"), _with(request, duty="" if asked.is_duty else "1"), asked.is_duty),
        Tab(_("历年结转"), _with(request, legacy="" if asked.is_legacy else "1"), asked.is_legacy),
    ]
    if mine := taken_on(request.actor):
        facts = {"n": mine.n, "done": mine.n_done}
        label = _("我包案领办 %(n)d 件，已解决 %(done)d 件") % facts
        onward = _with(request, took="" if asked.taken_on else "1", kind="", state="" if asked.taken_on else "all")
        tabs.append(Tab(label, onward, asked.taken_on))
    return tabs


def _siblings(request: OfficialRequest, chosen: str) -> list[Tab]:
    """The kinds of the chosen one's group, where it has more than one."""
    kinds = next((kinds for _code, _label, kinds in GROUPS if chosen in kinds), ())
    known = [KINDS[code] for code in kinds if code in KINDS and not KINDS[code].retired]
    tabs = [Tab(_(k.label), _with(request, kind=k.code, stage="", type=""), k.code == chosen) for k in known]
    return tabs if len(tabs) > 1 else []


def _with(request: OfficialRequest, **changed: str) -> str:
    kept = {key: value for key, value in request.GET.items() if key != "after"} | changed
    return "?" + urlencode({key: value for key, value in kept.items() if value})


@officials_only(reveals=REVEALS)
@require_POST
def many(request: OfficialRequest) -> HttpResponse:
    """Let the chosen cases take one step; first the form it asks for, then a word about each that could not."""
    ids = [pk for one in request.POST.getlist("case") if (pk := whole(one)) is not None]
    cases = by_ids(request.actor, ids)
    name = request.POST.get("step", "")
    step = step_of_many(cases, name)
    if step is None:
        messages.error(request, _("请先勾选事项，再选择能办理的步骤。"))
        return redirect(_back(request))
    if not request.POST.get("sure"):
        return _confirm(request, cases, step, many_form(cases, step, request.actor))
    form = many_form(cases, step, request.actor, request.POST, request.FILES)
    try:
        versions, key = read_versions(request.POST, cases), request.POST.get("once", "")[:64]
        done = steps.take_many(versions, name, request.actor, form.read(), key=key, versions=versions)
    except Refused as refusal:
        return _confirm(request, cases, step, form, refusal)
    messages.success(request, _("%(label)s：办理 %(n)d 件。") % {"label": _(step.label), "n": len(done.done)})
    for number, sentence in done.left[:20]:
        messages.warning(request, _("%(number)s 没有办理：%(why)s") % {"number": number, "why": sentence})
    return redirect(_back(request))


def _confirm(
    request: OfficialRequest, cases: list[Case], step: Step, form: AnswersForm, refusal: Refused | None = None
) -> HttpResponse:
    """What many are about to take, with the form it asks for; each at the version it is shown at."""
    if refusal is not None:
        form.point_out(refusal)
        if not form.errors:
            form.add_error(None, refusal.sentence)
    context = {
        "cases": cases,
        "step": step,
        "form": form,
        "query": request.POST.get("query", "")[:500],
        "back": _back(request),
        "once": get_random_string(24),
    }
    return render(request, "cases/many.html", context, status=refusal.status if refusal else 200)


def _back(request: OfficialRequest) -> str:
    return reverse("cases") + "?" + request.POST.get("query", "")[:500]


@officials_only(reveals="the register of cases within reach, as a workbook or a Word file")
@require_POST
def export(request: OfficialRequest) -> HttpResponse:
    """The register of the list shown, or one of the three lists."""
    asked = wanted(QueryDict(request.POST.get("query", "")[:500]))
    form, is_paper = request.POST.get("form", ""), request.POST.get("as") == "docx"
    write = exporting.export_paper if is_paper else exporting.export_ledger
    content, ending = write(asked, form, request.actor), "docx" if is_paper else "xlsx"
    answer = HttpResponse(content, content_type=DOCX if is_paper else XLSX)
    name = safe_file_name(f"{asked.kind}-{form or 'ledger'}-{clock.today():%Y%m%d}.{ending}")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@officials_only(reveals=REVEALS)
@require_GET
def month(request: OfficialRequest) -> HttpResponse:
    """What falls due on which day of a month."""
    asked = wanted(request.GET)
    first = asked.month or clock.today().replace(day=1)
    shown = month_of(request.actor, asked, date(first.year, first.month, 1))
    return render(request, "cases/calendar.html", {"shown": shown, "asked": asked})


@officials_only(reveals="own saved views")
@require_POST
def save_view(request: OfficialRequest) -> HttpResponse:
    """Keep the list as it is under a name."""
    try:
        settings.save_view(request.POST.get("name", ""), request.POST.get("query", ""), request.actor)
        messages.success(request, _("已保存视图。"))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(_back(request))


@officials_only(reveals="own saved views")
@require_POST
def drop_view(request: OfficialRequest, pk: int) -> HttpResponse:
    """Forget a view."""
    settings.drop_view(pk, request.actor)
    messages.success(request, _("已删除视图。"))
    return redirect("cases")
