"""Background work: done once, claimed again after a death, parked when poisonous, stopped when unwanted."""

from datetime import timedelta

import pytest
from django.tasks import task

from shishi.jobs import actions
from shishi.jobs.models import Beat, Job
from shishi.jobs.queries import is_worker_alive, job_of
from shishi.jobs.worker import Timed, run_one, run_timetable
from shishi.lib import clock, dbclock
from shishi.lib.refusal import Refused

DONE: list[str] = []


@task()
def remember(word: str) -> str:
    DONE.append(word)
    return word


@task(takes_context=True)
def count(context, up_to: int) -> int:
    for n in range(1, up_to + 1):
        actions.progress(int(context.task_result.id), n, up_to)
    return up_to


@task()
def explode() -> None:
    raise ValueError("poison")


@task()
def refuse() -> None:
    raise Refused("第3行的目标不是数字。")


@pytest.fixture(autouse=True)
def _forget():
    DONE.clear()


def test_a_job_runs_once_and_says_what_came_out(world):
    job = actions.start(remember, world.actor("clerk"), "记一个词", word="民生")
    assert run_one("w1")
    assert not run_one("w2")
    found = job_of(world.people["clerk"].pk, job.pk)
    assert (DONE, found.state, found.result) == (["民生"], "done", "民生")


def test_somebody_else_does_not_see_the_job(world):
    job = actions.start(remember, world.actor("clerk"), "记一个词", word="民生")
    assert job_of(world.people["head"].pk, job.pk) is None


def test_progress_is_kept(world):
    job = actions.start(count, world.actor("clerk"), "数数", up_to=3)
    run_one("w1")
    job.refresh_from_db()
    assert (job.n_done, job.n_all, job.state) == (3, 3, "done")


def test_a_dead_workers_job_is_claimed_again_when_its_lease_has_run_out(world):
    actions.start(remember, world.actor("clerk"), "记", word="再来")
    assert actions.claim("dead") is not None
    assert actions.claim("alive") is None
    Job.objects.update(lease_until=dbclock.now() - timedelta(seconds=1))
    assert run_one("alive")
    assert DONE == ["再来"]


def test_a_worker_that_lost_its_lease_cannot_finish(world):
    actions.start(remember, world.actor("clerk"), "记", word="x")
    lost = actions.claim("slow")
    Job.objects.update(lease_until=dbclock.now() - timedelta(seconds=1))
    run_one("quick")
    actions.finish(lost, "late")
    assert Job.objects.get().result == "x"


def test_poison_is_parked_after_three_attempts(world):
    job = actions.start(explode, world.actor("clerk"), "毒")
    for _ in range(3):
        Job.objects.update(run_after=None)
        assert run_one("w1")
    Job.objects.update(run_after=None)
    assert not run_one("w1")
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 3)


def test_a_refusal_is_told_in_its_own_words_and_not_tried_again(world):
    job = actions.start(refuse, world.actor("clerk"), "导入")
    run_one("w1")
    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", "第3行的目标不是数字。")


def test_work_that_is_no_longer_wanted_stops(world):
    clerk = world.actor("clerk")
    running, waiting = actions.start(count, clerk, "数", up_to=9), actions.start(remember, clerk, "记", word="不")
    actions.cancel(waiting.pk, clerk)
    Job.objects.filter(pk=running.pk).update(cancel_asked=True)
    run_one("w1")
    assert set(Job.objects.values_list("state", flat=True)) == {"cancelled"}
    assert DONE == []


def test_nobody_cancels_work_of_others(world):
    job = actions.start(remember, world.actor("clerk"), "记", word="x")
    actions.cancel(job.pk, world.actor("head"))
    job.refresh_from_db()
    assert job.state == "ready"


def test_the_timetable_runs_each_job_once_when_due(world):
    timed = Timed("shishi.jobs.actions.forget_old", every=timedelta(hours=1))
    assert [run_timetable([timed]), run_timetable([timed])] == [1, 0]
    clock.rehearse(clock.now() + timedelta(hours=2))
    assert run_timetable([timed]) == 1
    assert Beat.objects.get().last_outcome == "ok 0"


def test_a_daily_job_is_due_at_its_hour_in_china():
    timed = Timed("x", daily_at=(3, 10))
    before = clock.at(clock.today(), 1)
    assert timed.following(before) == clock.at(clock.today(), 3, 10)
    assert timed.following(clock.at(clock.today(), 3, 10)) == clock.at(clock.today() + timedelta(days=1), 3, 10)


def test_a_worker_shows_that_it_is_alive(world):
    assert not is_worker_alive()
    actions.claim("w1")
    assert is_worker_alive()
