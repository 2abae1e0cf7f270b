"""The unit's answer: drafted by the liaison, signed and sent by the head."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shishi.cases.forms import AnswersForm
from shishi.cases.queries.choices import Choices
from shishi.letters.actions import replying
from shishi.letters.actions.steps import take
from shishi.letters.models import Letter
from shishi.letters.queries.page import KIND, number_of
from shishi.letters.queries.reply import begun_with, seal_of, why_returned
from shishi.letters.views.composing import found_or_404
from shishi.lib.htmx import go_to
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.rules.authority import ANSWERING, UNIT_APPROVERS

REVEALS = "a letter within reach, to the unit it is addressed to"
STEP = KIND.life.by_name["reply"][0]


@officials_only(roles=ANSWERING, reveals=REVEALS)
@require_http_methods(["GET", "POST"])
def write(request: OfficialRequest, pk: int) -> HttpResponse:
    """The answer's form; the liaison hands it to the head, the head signs and sends it."""
    letter = found_or_404(request, pk)
    if not request.actor.serves_unit(letter.unit_id):
        raise NotYours
    if letter.case.stage != "handling":
        return redirect("letter", pk=pk)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AnswersForm(
        data,
        files,
        kind=KIND,
        asks=STEP.asks,
        offers=STEP.offers,
        choices=Choices(request.actor, letter.case),
        prefix_id="reply",
        initial=begun_with(letter),
    )
    if request.method == "GET":
        return _page(request, letter, form)
    try:
        return _sent(request, letter, form)
    except Refused as refusal:
        return _page(request, letter, form, refusal)


def _sent(request: OfficialRequest, letter: Letter, form: AnswersForm) -> HttpResponse:
    version, key = read_at(request.POST), request.POST.get("once", "")[:64]
    if request.POST.get("act") == "draft":
        replying.draft_reply(letter, request.POST.dict(), request.actor, version)
        messages.success(request, _("已保存，并提醒本单位负责人签发。"))
        return go_to(request, f"/letters/{letter.pk}/")
    if not form.is_valid():
        raise Refused(_("还有需要填写或修改的地方。"))
    answers = form.answers()
    files = {name: answers.pop(name) for name in ("proof", "scan") if answers.get(name)}
    take(letter, "reply", request.actor, answers, version=version, files=files, key=key)
    messages.success(request, _("办理情况报告已报送专班办公室。"))
    return go_to(request, f"/letters/{letter.pk}/")


def _page(request: OfficialRequest, letter: Letter, form: AnswersForm, refusal: Refused | None = None) -> HttpResponse:
    context = {
        "letter": letter,
        "case": letter.case,
        "number": number_of(letter),
        "form": form,
        "seal": seal_of(letter.unit_id),
        "returned": why_returned(letter),
        "may_sign": request.actor.is_any(UNIT_APPROVERS),
        "refusal": refusal,
        "once": get_random_string(24),
    }
    return render(request, "letters/reply.html", context, status=refusal.status if refusal else 200)


@officials_only(roles=UNIT_APPROVERS, reveals="nothing")
@require_POST
def seal(request: OfficialRequest, pk: int) -> HttpResponse:
    """Keep the picture of the unit's seal."""
    letter = found_or_404(request, pk)
    upload = request.FILES.get("seal")
    try:
        if upload is None or not request.actor.serves_unit(letter.unit_id):
            raise Refused(_("请选择印章图样图片。"))
        replying.keep_seal(letter.unit, upload, request.actor, request.POST.get("once", "")[:64])
        messages.success(request, _("已更换印章图样。"))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("letter-reply", pk=pk)
