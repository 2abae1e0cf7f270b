"""Opening a case: from the list, or out of another one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shishi.cases.actions.links import raise_case
from shishi.cases.actions.opening import Opened, Wish, open_case
from shishi.cases.actions.points import issue_points
from shishi.cases.forms import AnswersForm, opening_form
from shishi.cases.kinds import KINDS, CaseKind
from shishi.cases.models import Case
from shishi.cases.queries.acts import words_of
from shishi.cases.queries.alike import alike
from shishi.cases.queries.opening import may_open
from shishi.cases.views.show import find
from shishi.lib.codes import shown
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.rules.authority import LEADERS, OPEN

BOTH = require_http_methods(["GET", "POST"])


@officials_only(reveals="the form of one kind of case")
@BOTH
def new(request: OfficialRequest, kind: str) -> HttpResponse:
    """Register a case of this kind."""
    return _form_page(request, kind)


@officials_only(reveals="the form of one kind of case, filled from a case within reach")
@BOTH
def raised(request: OfficialRequest, pk: int, kind: str) -> HttpResponse:
    """Register a case that comes out of another."""
    return _form_page(request, kind, find(request, pk))


def _form_page(request: OfficialRequest, code: str, from_case: Case | None = None) -> HttpResponse:
    kind = KINDS.get(code)
    if kind is None:
        raise Http404
    if not may_open(kind, request.actor):
        raise NotYours
    if kind.room:
        asked = {"from": f"case:{from_case.pk}"} if from_case else request.GET.dict()
        return redirect(f"{reverse(f'{kind.room}-new')}?{urlencode(asked)}")
    if request.method == "POST":
        form = opening_form(kind, request.actor, request.POST, request.FILES)
        opened = _opened(request, code, form, from_case)
        if opened is not None:
            return _on(request, opened)
    else:
        form = opening_form(kind, request.actor, **_prefilled(request, kind, from_case))
    context = {
        "kind": kind,
        "form": form,
        "from_case": from_case,
        "alike": alike(request.actor, code, request.POST.get("title", "")),
        "once": request.POST.get("once") or get_random_string(24),
    }
    return render(request, "cases/new.html", context, status=422 if request.method == "POST" else 200)


def _prefilled(request: OfficialRequest, kind: CaseKind, from_case: Case | None) -> dict[str, Any]:
    given: dict[str, Any] = {name: request.GET.get(name, "") for name in ("title", "item", "source", "site", "text")}
    if "said_by" in kind.fields and request.actor.is_any(LEADERS):
        given["said_by"] = request.actor.person_id
    if from_case is not None and from_case.kind == "self_check":
        return {"source": "self_check", "item": from_case.item_id}
    if from_case is not None and from_case.secrecy == OPEN:
        given |= {"title": from_case.title, "item": from_case.item_id, "place": from_case.place}
    if from_case is not None and (step_id := whole(request.GET.get("step"))):
        given["text"] = words_of(from_case, step_id)
    return {name: value for name, value in given.items() if value}


def _opened(request: OfficialRequest, code: str, form: AnswersForm, from_case: Case | None) -> Opened | None:
    try:
        key = request.POST.get("once", "")[:64]
        if from_case is not None:
            return raise_case(from_case, code, form.read(), request.actor, key)
        wish = Wish(key=key)
        if "points" in KINDS[code].offers:
            return _said_how_many(request, issue_points(code, form.read(), request.actor, wish))
        return open_case(code, form.read(), request.actor, wish)
    except Refused as refusal:
        form.point_out(refusal)
        if not form.errors:
            form.add_error(None, refusal.sentence)
        return None


def _said_how_many(request: OfficialRequest, found: list[Opened]) -> Opened:
    """The first of the cases opened; a word when each point became one."""
    if len(found) > 1:
        messages.info(request, _("共 %(n)d 项要求，每项单独立为一件，互相关联。") % {"n": len(found)})
    return found[0]


def _on(request: OfficialRequest, opened: Opened) -> HttpResponse:
    messages.success(request, _("已登记，编号 %(number)s。") % {"number": opened.case.number})
    if opened.code:
        facts = {"code": shown(opened.code)}
        messages.warning(request, _("查询码 %(code)s 只显示这一次，请抄给来信人，凭它查询办理结果和评价。") % facts)
    return redirect("case", pk=opened.case.pk)
