"""The background work one asked for."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from ninja import Router

from shishi.jobs import actions, queries
from shishi.lib.rest import answers
from shishi.orgs.bearer import ApiRequest, answered_once, api_key

router = Router()


@router.get("/jobs", auth=api_key("own background work"), response=answers(list[queries.JobRow]))
def list_jobs(request: ApiRequest) -> list[queries.JobRow]:
    """The background work the key's person asked for, newest first, at most twenty."""
    return queries.jobs_of(request.actor.person_id)


@router.get("/jobs/{int:job_id}", auth=api_key("own background work"), response=answers(queries.JobRow))
def read_job(request: ApiRequest, job_id: int) -> queries.JobRow:
    """One piece of one's own work: how far it is, what came out."""
    return _mine(request, job_id)


@router.post(
    "/jobs/{int:job_id}/cancel", auth=api_key("own background work"), response=answers(queries.JobRow, writes=True)
)
def cancel_job(request: ApiRequest, job_id: int) -> HttpResponse:
    """Ask one's own work to stop. Safe to ask twice."""
    _mine(request, job_id)

    def run() -> queries.JobRow:
        actions.cancel(job_id, request.actor)
        return _mine(request, job_id)

    return answered_once(request, run)


def _mine(request: ApiRequest, job_id: int) -> queries.JobRow:
    found = queries.job_of(request.actor.person_id, job_id)
    if found is None:
        raise Http404
    return found
