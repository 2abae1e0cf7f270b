"""What a program sends twice happens once."""

import pytest

from shishi.jobs.models import Job
from shishi.lib import clock


@pytest.fixture
def job(world):
    return Job.objects.create(
        task="x", title="导入清单", person_id=world.people["clerk"].pk, created_at=clock.now(), state="ready"
    )


def test_the_same_request_under_one_key_has_one_answer(program, job):
    clerk = program("clerk")
    first = clerk.post(f"/jobs/{job.pk}/cancel", Idempotency_Key="a1")
    Job.objects.filter(pk=job.pk).update(message="since then changed")
    again = clerk.post(f"/jobs/{job.pk}/cancel", Idempotency_Key="a1")
    assert first.json()["state"] == "cancelled"
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_key_that_comes_back_with_another_body_is_refused(program, job):
    clerk = program("clerk")
    clerk.post(f"/jobs/{job.pk}/cancel", Idempotency_Key="a1")
    answer = clerk.post(f"/jobs/{job.pk}/cancel", {"other": 1}, Idempotency_Key="a1")
    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json()["sentence"]


def test_anothers_key_never_answers(program, job):
    program("clerk").post(f"/jobs/{job.pk}/cancel", Idempotency_Key="a1")
    assert program("clerk2").post(f"/jobs/{job.pk}/cancel", Idempotency_Key="a1").status_code == 404


@pytest.mark.parametrize("key", ["x" * 57, "键", "a\tb"])
def test_a_key_that_cannot_be_kept_is_refused(program, job, key):
    answer = program("clerk").post(f"/jobs/{job.pk}/cancel", Idempotency_Key=key)
    assert answer.status_code == 400
