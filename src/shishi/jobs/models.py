"""Background work as rows: the queue, its progress, and when each job of the timetable ran last."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of background work. It is claimed by a lease on the database's clock and done at least once."""

    class State(models.TextChoices):
        READY = "ready", _("等待中")
        RUNNING = "running", _("进行中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("失败")
        CANCELLED = "cancelled", _("已取消")

    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    priority = models.SmallIntegerField(default=0)
    run_after = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.READY)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=60, blank=True)

    title = models.CharField(max_length=120, blank=True)
    link = models.CharField(max_length=200, blank=True)
    person_id = models.BigIntegerField(null=True, db_index=True)
    n_done = models.PositiveIntegerField(default=0)
    n_all = models.PositiveIntegerField(default=0)
    n_errors = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    result = models.JSONField(null=True)
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-priority", "id"], name="job_ready", condition=models.Q(state="ready")),
            models.Index(fields=["lease_until"], name="job_leased", condition=models.Q(state="running")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.task} {self.state}"

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}


class Beat(models.Model):
    """When a job of the timetable is due next. The row is the claim, so two workers cannot run it twice."""

    name = models.CharField(max_length=120, unique=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)
    last_outcome = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A sign of life of a worker process, by the database's clock."""

    name = models.CharField(max_length=60, unique=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
