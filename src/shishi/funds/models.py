"""Money planned, arrived and paid, by source. The one place where an amount is typed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.programmes.models.indicator import UnderItemQuerySet


class FundsEntryQuerySet(UnderItemQuerySet["FundsEntry"]):
    """Ledger rows, reached as their item is."""


class FundsEntry(models.Model):
    """One row of the funds ledger, in yuan. A mistake is cancelled by a reversing row, never edited."""

    class Kind(models.TextChoices):
        PLAN = "plan", _("计划")
        ARRIVAL = "arrival", _("到位")
        PAYMENT = "payment", _("支付")

    class Source(models.TextChoices):
        CENTRAL = "central", _("中央")
        PROVINCIAL = "provincial", _("省级")
        CITY = "city", _("市级")
        COUNTY = "county", _("县级")
        TOWNSHIP = "township", _("乡镇")
        SELF_RAISED = "self_raised", _("自筹")
        SOCIAL = "social", _("社会资本")
        BOND = "bond", _("专项债")
        OTHER = "other", _("其他")

    item = models.ForeignKey("programmes.Item", models.PROTECT, related_name="funds")
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    source = models.CharField(_("来源"), max_length=12, choices=Source, default=Source.COUNTY)
    amount_yuan = models.DecimalField(_("金额（元）"), max_digits=16, decimal_places=2)
    on = models.DateField(_("日期"))
    number = models.CharField(_("文号"), max_length=60, blank=True)
    purpose = models.CharField(_("用途"), max_length=100, blank=True)
    posted_by_name = models.CharField(max_length=60)
    posted_at = models.DateTimeField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")

    objects = FundsEntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["item", "kind", "on", "id"], name="funds_by_item")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.amount_yuan}"

    @property
    def journal_kind(self) -> str:
        return "funds_entry"

    @property
    def journal_label(self) -> str:
        return str(self.item)
