"""Questions about background work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from shishi.jobs.models import Job, Worker
from shishi.lib import dbclock

ALIVE = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class JobRow:
    """One piece of work as its asker sees it."""

    id: int
    title: str
    state: str
    state_label: str
    n_done: int
    n_all: int
    n_errors: int
    message: str
    link: str
    is_over: bool
    created_at: datetime
    result: object


def row(job: Job) -> JobRow:
    """The job as a row. No query."""
    return JobRow(
        job.pk, job.title, job.state, job.get_state_display(), job.n_done, job.n_all, job.n_errors, job.message,
        job.link, job.is_over, job.created_at, job.result,
    )  # fmt: skip


def jobs_of(person_id: int, limit: int = 20) -> list[JobRow]:
    """The work somebody asked for, newest first. One query."""
    return [row(job) for job in Job.objects.filter(person_id=person_id).order_by("-id")[:limit]]


def job_of(person_id: int, job_id: int) -> JobRow | None:
    """One piece of one's own work, or None. One query."""
    job = Job.objects.filter(person_id=person_id, pk=job_id).first()
    return row(job) if job else None


def is_worker_alive() -> bool:
    """Whether a worker has shown itself in the last minute and a half. Two queries."""
    return Worker.objects.filter(seen_at__gt=dbclock.now() - ALIVE).exists()
