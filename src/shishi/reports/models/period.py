"""The month that is reported on: when it opens, falls due and locks, who is excused, who was urged."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.programmes.models import Programme
from shishi.rules.authority import Actor


class PeriodQuerySet(models.QuerySet["Period"]):
    """Months, reached as their programme is."""

    def visible_to(self, actor: Actor) -> Self:
        """Months of programmes within the actor's reach. No query of its own."""
        return self.filter(programme__in=Programme.objects.visible_to(actor))


class ExemptionQuerySet(models.QuerySet["Exemption"]):
    """Exceptions, reached as their programme is."""

    def visible_to(self, actor: Actor) -> Self:
        """Exceptions of programmes within the actor's reach. No query of its own."""
        return self.filter(programme__in=Programme.objects.visible_to(actor))


class Period(models.Model):
    """One month of a programme. It falls due on one day and locks on another; a meeting may move the lock."""

    class Stage(models.TextChoices):
        OPEN = "open", _("填报中")
        LOCKED = "locked", _("已锁定")

    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="periods")
    month = models.DateField(_("月份"))
    opens_on = models.DateField(_("开放"))
    due_on = models.DateField(_("截止"))
    lock_on = models.DateField(_("锁定"))
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.OPEN)
    opened_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "month"], name="period_once_a_month"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="period_month_is_first_day"),
            models.CheckConstraint(condition=models.Q(lock_on__gte=models.F("due_on")), name="period_locks_after_due"),
        ]
        ordering = ["programme", "month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def journal_kind(self) -> str:
        return "period"

    @property
    def journal_label(self) -> str:
        return f"{self.month.year}年{self.month.month}月"


class Exemption(models.Model):
    """That one unit, or one of its items, may return later or not at all until a day, and why."""

    class Kind(models.TextChoices):
        EXTEND = "extend", _("延期填报")
        EXCUSE = "excuse", _("免于填报")

    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="exemptions")
    unit = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    item = models.ForeignKey("programmes.Item", models.CASCADE, null=True, blank=True, related_name="exemptions")
    kind = models.CharField(_("方式"), max_length=10, choices=Kind, default=Kind.EXTEND)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"))
    reason = models.CharField(_("理由"), max_length=200)
    granted_by = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="exemption_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.unit_id} {self.until}"

    @property
    def journal_kind(self) -> str:
        return "exemption"

    @property
    def journal_label(self) -> str:
        return f"{self.since:%F} – {self.until:%F}"


class Urge(models.Model):
    """That a unit was urged once for what it owed in a period (催报)."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="urges")
    unit = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=60)
    n_returns = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"#{self.pk} {self.unit_id} {self.at:%F}"
