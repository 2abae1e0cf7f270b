"""One letter: the sheet, the chain, what may be done now, receipt, answer and verdict below."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.cases.actions import extensions
from shishi.cases.forms import AnswersForm, step_form
from shishi.cases.models import Extension
from shishi.documents.actions.papers import take_copy
from shishi.files.serving import serve
from shishi.journal.queries import timeline
from shishi.letters.actions.steps import take
from shishi.letters.forms import day_of
from shishi.letters.models import Letter
from shishi.letters.queries.detail import LetterPage, page_of
from shishi.letters.views.composing import found_or_404
from shishi.lib.htmx import go_to, page_or_part
from shishi.lib.refusal import Refused
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.reports.queries.printed import opened
from shishi.ui.life import Moment

REVEALS = "one letter within reach; drafts to offices and leaders"


@officials_only(reveals=REVEALS)
@require_GET
def show(request: OfficialRequest, pk: int) -> HttpResponse:
    """The letter as it is read."""
    return answer(request, found_or_404(request, pk))


def answer(
    request: OfficialRequest,
    letter: Letter,
    refusal: Refused | None = None,
    refused: tuple[str, AnswersForm] | None = None,
) -> HttpResponse:
    """The page, with what was refused beside its field and what was typed kept."""
    page = page_of(letter, request.actor)
    past = [Moment(r.at, r.sentence, f"{r.actor_name} {r.post_label}".strip()) for r in timeline("case", letter.pk)]
    context = {
        "letter": letter,
        "case": letter.case,
        "page": page,
        "found": page.detail,
        "acts": _acts(request, page, refused),
        "refusal": refusal,
        "fields": refusal.fields if refusal else {},
        "typed": request.POST,
        "moments": past,
        "once": get_random_string(24),
    }
    return page_or_part(request, "letters/detail.html", "body", context, status=refusal.status if refusal else 200)


def _acts(request: OfficialRequest, page: LetterPage, refused: tuple[str, AnswersForm] | None) -> list[dict[str, Any]]:
    """Every open step with its form; the answer has a page of its own."""
    main = next((step.name for step in page.steps if not step.aside and not step.sends_back), "")
    return [
        {
            "step": step,
            "label": _(step.label),
            "form": refused[1]
            if refused and refused[0] == step.name
            else step_form(page.detail.case, step.name, request.actor),
            "is_main": step.name == main,
            "is_open": bool(refused and refused[0] == step.name),
        }
        for step in page.steps
    ]


@officials_only(reveals=REVEALS)
@require_POST
def step(request: OfficialRequest, pk: int, name: str) -> HttpResponse:
    """Take one step with what was typed."""
    letter = found_or_404(request, pk)
    form = step_form(letter.case, name, request.actor, request.POST, request.FILES)
    try:
        given = form.answers() if form.is_valid() else {}
        version, key = read_at(request.POST), request.POST.get("once", "")[:64]
        case = take(letter, name, request.actor, given, version=version, key=key)
    except Refused as refusal:
        for field, sentence in refusal.fields.items():
            if field in form.fields and field not in form.errors:
                form.add_error(field, sentence)
        return answer(request, letter, refusal, (name, form))
    label = _(letter.case.what.life.by_name[name][0].label)
    messages.success(request, _("已办理：%(step)s。") % {"step": label})
    return go_to(request, f"/letters/{case.pk}/edit/" if case.pk != pk else f"/letters/{pk}/")


@officials_only(reveals=REVEALS)
@require_POST
def ask(request: OfficialRequest, pk: int) -> HttpResponse:
    """Ask for a later day."""
    letter = found_or_404(request, pk)
    try:
        until = day_of(request.POST, "until")
        if until is None:
            raise Refused(_("请填写新的期限。"), {"until": _("请填写日期，例如 2023-09-15。")})
        reason, key = request.POST.get("reason", ""), request.POST.get("once", "")[:64]
        version = read_at(request.POST)
        extensions.ask_extension(letter.case, until, reason, request.actor, version=version, key=key)
    except Refused as refusal:
        return answer(request, letter, refusal)
    messages.success(request, _("已提交延期申请，请等待批复。"))
    return go_to(request, f"/letters/{pk}/")


@officials_only(reveals=REVEALS)
@require_POST
def decide(request: OfficialRequest, pk: int, extension_id: int) -> HttpResponse:
    """Approve or refuse a later day."""
    letter = found_or_404(request, pk)
    row = get_object_or_404(Extension.objects.visible_to(request.actor).filter(case=pk), pk=extension_id)
    approve, key = request.POST.get("decision") == "approve", request.POST.get("once", "")[:64]
    try:
        extensions.decide_extension(row, approve, request.POST.get("opinion", ""), request.actor, key)
    except Refused as refusal:
        return answer(request, letter, refusal)
    messages.success(request, _("已同意延期。") if approve else _("已答复不同意延期。"))
    return go_to(request, f"/letters/{pk}/")


@officials_only(reveals="the files of an issued letter or of its answer")
@require_POST
def download(request: OfficialRequest, pk: int) -> HttpResponseBase:
    """The kept bytes of the letter, or of the unit's answer."""
    letter = found_or_404(request, pk)
    paper = letter.reply_paper if request.POST.get("of") == "reply" else letter.paper
    if paper is None:
        raise Refused(_("还没有可下载的文件。"))
    return serve(take_copy(paper, request.POST.get("form", ""), request.actor))


@officials_only(reveals="the rows a printed figure came from; who reported only within reach")
@require_GET
def figure(request: OfficialRequest, pk: int, key: str) -> HttpResponse:
    """Where a figure comes from, computed again over the frozen rows."""
    letter = found_or_404(request, pk)
    found = opened(letter.cut, letter.figures.get(key), key, letter.paper_id, request.actor) if letter.cut else None
    if found is None:
        raise Http404
    context = {"figure": found, "of": letter.case, "list_url": "/letters/", "list_label": _("督办")}
    return render(request, "reports/printed_figure.html", context | {"own_url": f"/letters/{pk}/"})
