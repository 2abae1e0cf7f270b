"""The sites a unit or a township keeps up to date."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.lib.version import read_at
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.programmes.models import Site
from shishi.reports.actions.sites import update_site
from shishi.reports.actions.typed import TypedSite
from shishi.reports.forms.sheet import Reader
from shishi.reports.queries.sites import PAGE, kept_by
from shishi.rules.authority import UNIT, Role

KEEPERS = UNIT | {Role.TOWNSHIP}
DAYS = ("started_on", "finished_on", "in_use_on")
REVEALS = "the sites this post keeps"


@officials_only(roles=KEEPERS, reveals=REVEALS)
@require_GET
def sites(request: OfficialRequest) -> HttpResponse:
    """The list, each row a small form."""
    return _answer(request)


def _answer(request: OfficialRequest, refusal: Refused | None = None, wrong: int = 0) -> HttpResponse:
    stage = request.GET.get("stage", "")
    rows = kept_by(request.actor, clock.today(), stage=stage, after=whole(request.GET.get("after")) or 0)
    context = {
        "rows": rows[:PAGE],
        "following": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "stage": stage,
        "stages": Site.Stage.choices,
        "refusal": refusal,
        "wrong": wrong,
        "typed": request.POST,
    }
    return render(request, "reports/sites.html", context, status=refusal.status if refusal else 200)


@officials_only(roles=KEEPERS, reveals=REVEALS)
@require_POST
def update(request: OfficialRequest, pk: int) -> HttpResponse:
    """Put the days of one site."""
    site = get_object_or_404(Site.objects.visible_to(request.actor), pk=pk)
    reader = Reader(request.POST)
    read: dict[str, date | None] = {name: reader.day(name, clock.today().year)[1] for name in DAYS}
    try:
        if reader.wrong:
            raise Refused(next(iter(reader.wrong.values())), reader.wrong)
        update_site(site, TypedSite(**read), request.actor, version=read_at(request.POST))
    except Refused as refusal:
        return _answer(request, refusal, pk)
    messages.success(request, _("“%(site)s”的进度已更新。") % {"site": site.name})
    return redirect("sites")
