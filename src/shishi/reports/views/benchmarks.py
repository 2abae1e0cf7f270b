"""The neighbours' and last year's figures of a programme: everybody within reach reads, the office enters."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.programmes.models import Programme
from shishi.reports.actions.benchmarks import may_enter, put
from shishi.reports.forms.benchmarks import FinishTable, MonthTable
from shishi.reports.queries.benchmarks import benchmarks
from shishi.reports.queries.months import Months, months_of_standings
from shishi.ui.frame import Tab

REVEALS = "neighbours' and last year's figures beside items within reach"


@officials_only(reveals=REVEALS)
def month_table(request: OfficialRequest, pk: int) -> HttpResponse:
    """Indicators × neighbours and last year's same month."""
    return _table(request, pk, MonthTable, "benchmarks")


@officials_only(reveals=REVEALS)
def finish_table(request: OfficialRequest, pk: int) -> HttpResponse:
    """Items × the day each neighbour reached its target."""
    return _table(request, pk, FinishTable, "benchmark-finishes")


def _table(request: OfficialRequest, pk: int, kind: type[MonthTable] | type[FinishTable], route: str) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.visible_to(request.actor).select_related("region__parent"), pk=pk)
    mine = may_enter(programme, request.actor)
    if request.method == "POST" and not mine:
        raise NotYours
    months = months_of_standings(programme, clock.today())
    month = months.choose(_asked(months, request.GET.get("month", "")))
    if month is None:
        return render(request, "reports/benchmarks.html", {"programme": programme, "tabs": _tabs(pk, route, None)})
    form = kind(request.POST or None, board=benchmarks(programme, month, request.actor))
    if request.method == "POST" and form.is_valid() and _put(request, programme, form):
        return redirect(f"{reverse(route, args=[pk])}?month={month:%Y-%m}")
    context = {"programme": programme, "months": months, "month": month, "form": form, "mine": mine}
    context |= _drawn(form) | {"tabs": _tabs(pk, route, month)}
    status = getattr(form, "status", 422) if form.errors else 200
    return render(request, "reports/benchmarks.html", context, status=status)


def _drawn(form: MonthTable | FinishTable) -> dict[str, object]:
    """The table with what stands behind it."""
    board, by_day = form.board, isinstance(form, FinishTable)
    sources = board.day_sources if by_day else board.sources
    return {"board": board, "rows": form.rows(), "by_day": by_day, "sources": sources}


def _put(request: OfficialRequest, programme: Programme, form: MonthTable | FinishTable) -> bool:
    """Whether what was typed was kept; what was refused stands beside its field."""
    typed = form.cleaned_data
    try:
        n = put(
            programme,
            form.words,
            typed["source"],
            request.actor,
            corrects=bool(typed.get("corrects")),
            seen=read_at(typed, "seen"),
        )
    except Refused as refusal:
        form.blame(refusal.sentence, refusal.fields)
        form.status = refusal.status  # type: ignore[union-attr]
        return False
    messages.success(request, _("录入 %(n)d 个数，来源和录入时间一并留存。") % {"n": n} if n else _("没有新的数。"))
    return True


def _asked(months: Months, text: str) -> date | None:
    return next((month for month in months.all if f"{month:%Y-%m}" == text), None)


def _tabs(pk: int, active: str, month: date | None) -> list[Tab]:
    query = f"?month={month:%Y-%m}" if month else ""
    sides = (("benchmarks", _("逐月进度与上年同期")), ("benchmark-finishes", _("各地达标日期")))
    return [Tab(label, reverse(name, args=[pk]) + query, name == active) for name, label in sides]
