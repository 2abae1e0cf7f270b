"""Queue, claim, carry on and finish background work. A dead worker's job is claimed again when its lease runs out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.tasks.base import Task
from django.utils.translation import gettext as _

from shishi.jobs.models import Beat, Job, Worker
from shishi.lib import dbclock
from shishi.rules.authority import Actor

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 3
KEEP_DAYS = 30


class Cancelled(Exception):
    """The person who asked for the work no longer wants it."""


@transaction.atomic
def start(task: Task[..., Any], actor: Actor, title: str, link: str = "", **kwargs: Any) -> Job:
    """Queue `task` for the actor, who finds it in the inbox under `title` until it is over.

    In the caller's transaction: nothing runs for a change that was rolled back.
    """
    result = task.enqueue(**kwargs)
    job = Job.objects.get(pk=int(result.id))
    Job.objects.filter(pk=job.pk).update(title=title, link=link, person_id=actor.person_id)
    job.refresh_from_db()
    return job


@transaction.atomic
def claim(worker: str) -> Job | None:
    """Take the next job that is ready, or whose worker has died; None when there is nothing to do.

    After three attempts a job is parked as failed, so that one poisonous job cannot stop the others.
    """
    now = dbclock.now()
    Worker.objects.update_or_create(name=worker, defaults={"seen_at": now})
    dead = Q(state=Job.State.RUNNING, lease_until__lt=now)
    Job.objects.filter(dead, attempts__gte=MAX_ATTEMPTS).update(
        state=Job.State.FAILED, finished_at=now, message=_("多次中断，已停止重试。请联系系统管理员。")
    )
    waiting = Q(state=Job.State.READY) & (Q(run_after=None) | Q(run_after__lte=now))
    job = Job.objects.select_for_update(skip_locked=True).filter(waiting | dead).order_by("-priority", "id").first()
    if job is None:
        return None
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING, worker=worker, lease_until=now + LEASE, attempts=F("attempts") + 1, started_at=now
    )
    job.refresh_from_db()
    return job


def prolong(job_id: int, worker: str) -> bool:
    """Carry the lease on; False when another worker has taken the job meanwhile."""
    mine = Job.objects.filter(pk=job_id, worker=worker, state=Job.State.RUNNING)
    return bool(mine.update(lease_until=dbclock.now() + LEASE))


def progress(job_id: int, n_done: int, n_all: int, n_errors: int = 0, message: str = "") -> None:
    """Say how far the work has come; raises Cancelled when the person has asked to stop."""
    Job.objects.filter(pk=job_id).update(n_done=n_done, n_all=n_all, n_errors=n_errors, message=message[:300])
    if Job.objects.filter(pk=job_id, cancel_asked=True).exists():
        raise Cancelled


def finish(job: Job, result: object) -> None:
    """Write down what came out, if the lease is still this worker's."""
    _close(job, Job.State.DONE, result=result, n_done=F("n_all"))


def fail(job: Job, message: str, *, retry: bool) -> None:
    """Write down that the attempt failed; with `retry`, put the job back until its attempts are used up."""
    if retry and job.attempts < MAX_ATTEMPTS:
        later = dbclock.now() + timedelta(seconds=5 * 2**job.attempts)
        mine = Job.objects.filter(pk=job.pk, worker=job.worker, state=Job.State.RUNNING)
        mine.update(state=Job.State.READY, run_after=later, lease_until=None, message=message[:300])
        return
    _close(job, Job.State.FAILED, message=message[:300])


def stop(job: Job) -> None:
    """Write down that the work was cancelled."""
    _close(job, Job.State.CANCELLED, message=_("已按您的要求取消。"))


def _close(job: Job, state: Job.State, **columns: Any) -> None:
    mine = Job.objects.filter(pk=job.pk, worker=job.worker, state=Job.State.RUNNING)
    mine.update(state=state, finished_at=dbclock.now(), lease_until=None, **columns)


@transaction.atomic
def cancel(job_id: int, actor: Actor) -> None:
    """Ask one's own job to stop; one that has not begun is over at once. Safe to ask twice."""
    mine = Job.objects.filter(pk=job_id, person_id=actor.person_id)
    waiting = mine.filter(state=Job.State.READY)
    waiting.update(state=Job.State.CANCELLED, finished_at=dbclock.now(), message=_("已按您的要求取消。"))
    mine.filter(state=Job.State.RUNNING).update(cancel_asked=True)


@transaction.atomic
def claim_beat(name: str, now: datetime, following: datetime) -> bool:
    """Whether this worker is the one that runs the timetable's job `name` now. A new job first runs at once."""
    beat, _made = Beat.objects.get_or_create(name=name, defaults={"next_at": now})
    return bool(Beat.objects.filter(pk=beat.pk, next_at__lte=now).update(next_at=following, last_at=now))


def note_beat(name: str, outcome: str) -> None:
    """Write down how the timetable's job ended."""
    Beat.objects.filter(name=name).update(last_outcome=outcome[:200])


def forget_old() -> int:
    """Drop jobs that ended over thirty days ago; return how many. Safe to run twice."""
    return Job.objects.filter(finished_at__lt=dbclock.now() - timedelta(days=KEEP_DAYS)).delete()[0]
