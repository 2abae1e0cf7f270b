"""The worker: runs queued jobs one after another and the timetable beside them."""

from __future__ import annotations

import logging
import os
import platform
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections, connection
from django.tasks.base import TaskContext
from django.utils.json import normalize_json
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from shishi.jobs import actions
from shishi.jobs.backend import result_of
from shishi.jobs.models import Job
from shishi.lib import clock
from shishi.lib.refusal import Refused

log = logging.getLogger("shishi.worker")
HEARTBEAT_SECONDS = 15
IDLE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Timed:
    """A job of the timetable. It must be safe to run twice: two workers, or a clock that jumped, may do so."""

    run: str
    every: timedelta = timedelta(minutes=1)
    daily_at: tuple[int, int] | None = None

    def following(self, now: datetime) -> datetime:
        """The moment after `now` at which the job is due again."""
        if self.daily_at is None:
            return now + self.every
        hour, minute = self.daily_at
        local = now.astimezone(clock.CHINA).date()
        today_at = clock.at(local, hour, minute)
        return today_at if today_at > now else clock.at(local + timedelta(days=1), hour, minute)


def name_of_this() -> str:
    """A name no other worker has."""
    return f"{platform.node()[:30]}:{os.getpid()}:{threading.get_ident() % 10_000}"


def run_one(worker: str) -> bool:
    """Claim and run one job; False when there was none."""
    job = actions.claim(worker)
    if job is None:
        return False
    with _Heartbeat(job.pk, worker):
        _carry_out(job)
    return True


def _carry_out(job: Job) -> None:
    try:
        task = import_string(job.task)
        args = [TaskContext(task_result=result_of(job, task)), *job.args] if task.takes_context else job.args
        outcome = normalize_json(task.call(*args, **job.kwargs))
    except actions.Cancelled:
        actions.stop(job)
    except Refused as refusal:
        actions.fail(job, refusal.sentence, retry=False)
    except Exception:
        log.exception("job %s failed", job)
        actions.fail(
            job, _("处理时出错，请稍后重试；再次出错请联系系统管理员（任务编号 %(id)s）。") % {"id": job.pk}, retry=True
        )
    else:
        actions.finish(job, outcome)


def run_timetable(timetable: Sequence[Timed]) -> int:
    """Run what the timetable says is due; return how many jobs ran here."""
    n = 0
    for timed in timetable:
        now = clock.now()
        if not actions.claim_beat(timed.run, now, timed.following(now)):
            continue
        n += 1
        try:
            run: Callable[[], object] = import_string(timed.run)
            actions.note_beat(timed.run, f"ok {run()}")
        except Exception as problem:
            log.exception("the timetable's job %s failed", timed.run)
            actions.note_beat(timed.run, f"failed {type(problem).__name__}")
    return n


def work(timetable: Sequence[Timed], stop: threading.Event) -> None:
    """Run jobs and the timetable until `stop` is set."""
    worker, next_tick = name_of_this(), 0.0
    while not stop.is_set():
        close_old_connections()
        try:
            if time.monotonic() >= next_tick:
                run_timetable(timetable)
                next_tick = time.monotonic() + 5
            if not run_one(worker):
                stop.wait(IDLE_SECONDS)
        except Exception:
            log.exception("the worker could not reach its queue; it tries again")
            connection.close()
            stop.wait(5)


class _Heartbeat:
    """Carries a lease on from its own thread and connection while a job runs."""

    def __init__(self, job_id: int, worker: str) -> None:
        self.job_id, self.worker = job_id, worker
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_exc: object) -> None:
        self.over.set()
        self.thread.join(timeout=5)

    def _beat(self) -> None:
        beaten = False
        while not self.over.wait(HEARTBEAT_SECONDS):
            beaten = True
            actions.prolong(self.job_id, self.worker)
        if beaten:
            connection.close()
