"""How a promise may change: by an approved adjustment that keeps the first one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.programmes.models.indicator import Indicator, UnderItemQuerySet
from shishi.programmes.models.item import Item


class Target(models.Model):
    """A target and deadline in force from a day on. Version 1 is the first promise and never changes."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    version = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    due_on = models.DateField()
    since = models.DateField()
    adjustment = models.ForeignKey("Adjustment", models.PROTECT, null=True, related_name="targets")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "version"], name="target_version_once")]
        ordering = ["indicator", "version"]

    def __str__(self) -> str:
        return f"{self.indicator_id} v{self.version} {self.value}"


class AdjustmentQuerySet(UnderItemQuerySet["Adjustment"]):
    """Adjustments, reached as their item is."""


class Adjustment(models.Model):
    """A unit asks, the office looks, the convener decides (调整)."""

    class Reason(models.TextChoices):
        FORCE_MAJEURE = "force_majeure", _("不可抗力")
        POLICY = "policy_change", _("政策调整")
        DUPLICATE = "duplicate", _("重复列项")
        SUPERIOR = "superior_change", _("上级调整")

    class Stage(models.TextChoices):
        ASKED = "asked", _("待办公室审核")
        REVIEWED = "reviewed", _("待召集人审批")
        APPROVED = "approved", _("已批准")
        REFUSED = "refused", _("未批准")

    class Effect(models.TextChoices):
        CHANGE = "change", _("调整目标或时限")
        SUSPEND = "suspend", _("暂停实施")
        RESUME = "resume", _("恢复实施")
        TERMINATE = "terminate", _("终止实施")

    item = models.ForeignKey(Item, models.PROTECT, related_name="adjustments")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="adjustments")
    effect = models.CharField(_("调整内容"), max_length=10, choices=Effect, default=Effect.CHANGE)
    reason = models.CharField(_("调整事由"), max_length=20, choices=Reason)
    explanation = models.TextField(_("情况说明"), max_length=1000)
    old_target = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    new_target = models.DecimalField(_("调整后目标"), max_digits=20, decimal_places=6, null=True, blank=True)
    old_due_on = models.DateField(null=True)
    new_due_on = models.DateField(_("调整后时限"), null=True, blank=True)
    number = models.CharField(_("批复文号"), max_length=60, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.ASKED)
    asked_by = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reviewed_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    review_opinion = models.CharField(_("审核意见"), max_length=300, blank=True)
    since = models.DateField(_("生效日期"), null=True, blank=True)
    opinion = models.CharField(_("审批意见"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AdjustmentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk} {self.effect}"

    @property
    def journal_kind(self) -> str:
        return "adjustment"

    @property
    def journal_label(self) -> str:
        return str(self.item)
