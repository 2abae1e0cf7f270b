"""How a locked figure is corrected: with a reason, by approval, as a new version."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.reports.models.returns import Line, UnderReturnQuerySet


class LineVersion(models.Model):
    """A figure as it was accepted or corrected. Version 1 is the first acceptance; none is ever changed."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    text = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    reported_by = models.CharField(max_length=60)
    approved_by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "version"], name="line_version_once")]
        ordering = ["line", "version"]

    def __str__(self) -> str:
        return f"{self.line_id} v{self.version}"


class CorrectionQuerySet(UnderReturnQuerySet["Correction"]):
    """Corrections of lines."""

    OF = "line__of"


class Correction(models.Model):
    """A unit asks for a locked figure to be corrected; the office head decides (数据更正单)."""

    class Stage(models.TextChoices):
        ASKED = "asked", _("待审批")
        APPROVED = "approved", _("已更正")
        REFUSED = "refused", _("未同意")

    line = models.ForeignKey(Line, models.PROTECT, related_name="corrections")
    old = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    new = models.DecimalField(_("更正为"), max_digits=20, decimal_places=6, null=True)
    reason = models.CharField(_("更正原因"), max_length=300)
    file = models.ForeignKey("files.File", models.PROTECT, null=True, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.ASKED)
    asked_by_id = models.BigIntegerField()
    asked_by_name = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    decided_by_name = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    opinion = models.CharField(max_length=300, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=models.Q(stage="asked"), name="correction_one_open_per_line"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.stage}"

    @property
    def journal_kind(self) -> str:
        return "correction"

    @property
    def journal_label(self) -> str:
        return self.line.indicator.name
