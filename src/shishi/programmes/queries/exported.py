"""Work this person asked for about a programme: how far it is, and the file it left."""

from __future__ import annotations

from django.http import Http404

from shishi.files.models import File
from shishi.jobs.queries import JobRow, job_of
from shishi.programmes.models import Programme
from shishi.rules.authority import Actor


def job_row(job_id: int | None, actor: Actor) -> JobRow | None:
    """One's own job, or None. At most one query."""
    return job_of(actor.person_id, job_id) if job_id else None


def exported_file(programme: Programme, job_id: int, actor: Actor) -> File:
    """The file an export of this programme left for this person; raises Http404. Two queries."""
    job = job_of(actor.person_id, job_id)
    result = job.result if job else None
    if not isinstance(result, dict) or result.get("programme") != programme.pk:
        raise Http404
    file = File.objects.filter(pk=int(result.get("file") or 0)).first()
    if file is None:
        raise Http404
    return file
