"""The diary of pairings, made for the telephone: a note after a visit, and what it leads to in one step."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.cases.actions.books import print_book
from shishi.cases.actions.steps import take_step
from shishi.cases.forms import step_form
from shishi.cases.kinds import KINDS
from shishi.cases.queries.opening import may_open
from shishi.cases.queries.pairings import pairings
from shishi.cases.views.show import find
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.lib.text import safe_file_name
from shishi.lib.version import read_at
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only

REVEALS = "pairings within reach; who is helped, for the helpers, the village and the office's head"
MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
LEADS_TO = ("request", "problem", "micro")


@officials_only(reveals=REVEALS)
@require_GET
def diary(request: OfficialRequest) -> HttpResponse:
    """The running pairings with their latest notes."""
    return _answer(request)


def _answer(request: OfficialRequest, refusal: Refused | None = None, pk: int = 0) -> HttpResponse:
    kinds = ((code, KINDS[code]) for code in LEADS_TO)
    context = {
        "page": pairings(request.actor, whole(request.GET.get("after"))),
        "leads_to": [(code, _(kind.label)) for code, kind in kinds if may_open(kind, request.actor)],
        "may_open": may_open(KINDS["pairing"], request.actor),
        "today": clock.today(),
        "refusal": refusal,
        "fields": refusal.fields if refusal else {},
        "refused": pk,
        "typed": request.POST,
        "once": get_random_string(24),
    }
    return render(request, "cases/pairings.html", context, status=refusal.status if refusal else 200)


@officials_only(reveals=REVEALS)
@require_POST
def visit(request: OfficialRequest, pk: int) -> HttpResponse:
    """Note a visit."""
    case = find(request, pk)
    if case.kind != "pairing":
        raise Http404
    try:
        form = step_form(case, "visit", request.actor, request.POST)
        form.is_valid()
        version, key = read_at(request.POST), request.POST.get("once", "")[:64]
        take_step(case, "visit", request.actor, form.answers(), version=version, key=key)
    except Refused as refusal:
        return _answer(request, refusal, pk)
    messages.success(request, _("已记一笔。需要解决的事，可以从这条记录直接提出。"))
    return redirect(f"{reverse('pairings')}#pairing-{pk}")


@officials_only(reveals="the handbook of one pairing, for those who may know whom it is about")
@require_POST
def book(request: OfficialRequest, pk: int) -> HttpResponse:
    """The handbook of one pairing, as a download."""
    case = find(request, pk)
    form = request.POST.get("form", "pdf")
    content = print_book(case, form, request.actor)
    answer = HttpResponse(content, content_type=MIME[form])
    name = safe_file_name(f"{_('结对帮扶手册')} {case.number}.{form}")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
