"""The hand-over sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shishi.cases.queries.lists import CaseRow
from shishi.cockpit.forms import SuccessorForm
from shishi.cockpit.queries.handover import HEADS, Sheet, post_within, sheet
from shishi.cockpit.views.addresses import address_of
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.orgs.actions import posts
from shishi.orgs.models import Post
from shishi.orgs.queries.system import person_by_id, person_choices
from shishi.rules.deadlines import local
from shishi.ui.tables import Column, Row, Table


@officials_only(reveals="what a post leaves open: to its holder, the heads of its unit, the office of its region")
def show(request: OfficialRequest, pk: int) -> HttpResponse:
    """The sheet, for reading and printing; the head of the office names the successor on it."""
    today = clock.today()
    post = post_within(pk, request.actor, today)
    if post is None:
        raise Http404
    found = sheet(post, today, request.actor)
    form = None
    if request.actor.is_any(HEADS):
        people = person_choices(request.actor, today)
        form = SuccessorForm(request.POST or None, choices={"successor": people}, initial={"until": today})
    if request.method == "POST":
        if form is None:
            raise NotYours
        if _handed_on(form, post, found, request):
            messages.success(request, _("已提出交接，待安全管理员批准后生效。"))
            return redirect("handover", pk=pk)
    context = {"sheet": found, "form": form, "tables": _tables(found)}
    return render(request, "cockpit/handover.html", context, status=422 if form and form.errors else 200)


def _handed_on(form: SuccessorForm, post: Post, found: Sheet, request: OfficialRequest) -> bool:
    """Whether the hand-over was proposed; a refusal stands beside the field it names."""
    if not form.is_valid():
        return False
    typed: dict[str, Any] = form.cleaned_data
    heir = person_by_id(typed["successor"])
    if heir is None:
        raise Http404
    try:
        posts.hand_over(post, heir, typed["until"], request.actor, found.n_open)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        for name, sentence in refusal.fields.items():
            form.add_error(name if name in form.fields else None, sentence)
        return False
    return True


def _tables(found: Sheet) -> dict[str, Table]:
    """The parts of the sheet."""
    return {"waiting": _waiting(found), "cases": _cases(found), "items": _items(found), "coming": _coming(found)}


def _waiting(found: Sheet) -> Table:
    columns = (
        Column("what", _("事项")),
        Column("note", _("说明")),
        Column("on", _("截止"), "date"),
        Column("left", _("时限"), "due"),
    )
    rows = tuple(
        Row((d.sentence, "；".join(d.notes), d.due_on, d.days_left), href=address_of(d.route, *d.args, query=d.query))
        for d in found.duties
    )
    return Table(_("未办事项"), columns, rows, name="waiting", empty=_("没有未办事项。"))


def _cases(found: Sheet) -> Table:
    columns = (
        Column("title", _("事项")),
        Column("number", _("编号")),
        Column("kind", _("类别")),
        Column("stage", _("状态")),
        Column("on", _("截止"), "date"),
        Column("left", _("时限"), "due"),
    )
    rows = tuple(
        Row((c.title, c.number, c.kind_label, c.stage_label, _day(c), c.days), href=address_of("case", c.id))
        for c in found.cases
    )
    empty = _("没有等这个岗位办理的闭环事项。")
    return Table(_("闭环事项"), columns, rows, name="cases", total=found.n_cases, empty=empty)


def _day(row: CaseRow) -> date | None:
    return local(row.due_at).date() if row.due_at else None


def _items(found: Sheet) -> Table:
    columns = (
        Column("title", _("项目")),
        Column("code", _("编号")),
        Column("due", _("时限"), "date"),
        Column("own", _("责任人或联络员")),
    )
    rows = tuple(
        Row((i.title, i.code, i.due_on, _("本人") if i.is_named else ""), href=address_of("item", i.id))
        for i in found.items
    )
    return Table(_("牵头项目"), columns, rows, name="led", empty=_("这个岗位没有牵头项目。"))


def _coming(found: Sheet) -> Table:
    columns = (Column("what", _("内容")), Column("of", _("所属")), Column("on", _("日期"), "date"))
    rows = tuple(Row((c.what, c.of, c.on)) for c in found.coming)
    return Table(_("六十日内到期"), columns, rows, name="coming", empty=_("六十日内没有到期的事项。"))
