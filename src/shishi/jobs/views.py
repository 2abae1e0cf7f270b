"""The background work I asked for: how far it is, stopping it, its result."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.jobs import actions, queries
from shishi.lib.htmx import is_part, page_or_part
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.ui.frame import Tab


@officials_only(reveals="the background work this person asked for")
@require_GET
def my_jobs(request: OfficialRequest) -> HttpResponse:
    """My work, newest first; the fragment asks again every two seconds while something runs."""
    return _page(request)


@officials_only(reveals="nothing")
@require_POST
def cancel_job(request: OfficialRequest, pk: int) -> HttpResponse:
    """Stop one's own work."""
    if queries.job_of(request.actor.person_id, pk) is None:
        raise Http404
    actions.cancel(pk, request.actor)
    return _page(request) if is_part(request) else redirect("my-jobs")


def _page(request: OfficialRequest) -> HttpResponse:
    jobs = queries.jobs_of(request.actor.person_id)
    tabs = (
        Tab(_("全部"), reverse("inbox")),
        Tab(_("未读"), reverse("inbox") + "?show=unread"),
        Tab(_("后台任务"), reverse("my-jobs"), active=True),
    )
    context = {"jobs": jobs, "is_running": any(not job.is_over for job in jobs), "tabs": tabs}
    return page_or_part(request, "jobs/mine.html", "jobs", context)
