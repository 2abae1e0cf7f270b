"""The executable unit under a matter: one lead unit, several supporters, a window, a standard."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.orgs.reach import ReachedQuerySet
from shishi.programmes.models.programme import Matter, Programme
from shishi.rules.indicators import PROJECT_TYPE_LABELS, URGENCY_LABELS, ProjectType, Urgency


class ItemQuerySet(ReachedQuerySet["Item"]):
    """Items are reached by region, by the units that lead or support them, by matter, or one by one."""

    ITEM = "pk"
    MATTER = "matter_id"

    def led_or_supported_by(self, unit_id: int) -> Self:
        return self.filter(self._any_unit(unit_id))

    def _any_unit(self, unit_id: int) -> models.Q:
        return models.Q(unit_id=unit_id) | models.Q(pk__in=Support.objects.filter(unit_id=unit_id).values("item_id"))

    def counted(self) -> Self:
        """Items that count: not drafts, not merged into another, not terminated."""
        return self.exclude(stage__in=[Item.Stage.DRAFT, Item.Stage.TERMINATED])


class Item(models.Model):
    """One item (项). It may answer several lists and is counted once."""

    class Stage(models.TextChoices):
        DRAFT = "draft", _("拟定")
        ISSUED = "issued", _("已下达")
        DECOMPOSED = "decomposed", _("已分解")
        PLANNED = "planned", _("已制定方案")
        IN_PROGRESS = "in_progress", _("实施中")
        SUSPENDED = "suspended", _("已暂停")
        TERMINATED = "terminated", _("已终止")
        COMPLETED = "completed", _("已办结")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="items")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="items")
    lists = models.ManyToManyField(Matter, through="ItemListing", related_name="listed_items")
    code = models.CharField(_("编号"), max_length=20)
    seq = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("项目名称"), max_length=100)
    unit = models.ForeignKey("orgs.Org", models.PROTECT, related_name="led_items", verbose_name=_("责任单位"))
    region_path = models.CharField(max_length=40, db_index=True)
    owner = models.ForeignKey(
        "orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任人")
    )
    owner_name = models.CharField(_("责任人"), max_length=30, blank=True)
    liaison_name = models.CharField(_("联络员"), max_length=30, blank=True)
    project_type = models.CharField(
        _("项目类型"), max_length=15, choices=list(PROJECT_TYPE_LABELS.items()), default=ProjectType.MIXED
    )
    urgency = models.CharField(_("缓急"), max_length=12, choices=list(URGENCY_LABELS.items()), default=Urgency.QUICK)
    start_on = models.DateField(_("开始时间"))
    due_on = models.DateField(_("完成时限"))
    is_cross_year = models.BooleanField(_("跨年项目"), default=False)
    stage_target = models.CharField(_("年度阶段目标"), max_length=200, blank=True)
    standard = models.TextField(_("验收标准"), blank=True)
    funds_planned_yuan = models.DecimalField(
        _("计划资金（元）"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    beneficiaries = models.PositiveIntegerField(_("受益人数"), null=True, blank=True)
    public_title = models.CharField(_("对外名称"), max_length=100, blank=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)
    stage = models.CharField(max_length=15, choices=Stage, default=Stage.DRAFT)
    proposal = models.ForeignKey(
        "IssueProposal", models.SET_NULL, null=True, blank=True, related_name="items", help_text="Open or approved."
    )
    issued_at = models.DateTimeField(null=True)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_to")
    finished_on = models.DateField(_("达标日期"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="item_code_once_in_programme"),
            models.CheckConstraint(condition=models.Q(due_on__gte=models.F("start_on")), name="item_due_after_start"),
        ]
        indexes = [models.Index(fields=["programme", "seq", "id"], name="item_in_order")]
        ordering = ["programme", "seq", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        """Whether the promise has not been given out yet, so that the list may still be edited."""
        return self.stage == self.Stage.DRAFT

    @property
    def journal_kind(self) -> str:
        return "item"

    @property
    def journal_label(self) -> str:
        return self.title


class ItemListing(models.Model):
    """That an item answers a matter of a list; the item's own matter is one of them."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="listings")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="listings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "matter"], name="item_listed_once_in_matter")]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.matter_id}"


class Support(models.Model):
    """A unit that helps with an item (配合单位)."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="supports")
    unit = models.ForeignKey("orgs.Org", models.PROTECT, related_name="supported_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "unit"], name="support_once_per_unit")]

    def __str__(self) -> str:
        return f"{self.item_id} ← {self.unit_id}"


class GoodPractice(models.Model):
    """What a fast item did well, told so that others can do it (抓两头、带中间)."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="good_practices")
    title = models.CharField(_("标题"), max_length=60)
    text = models.TextField(_("做法"), max_length=1000)
    by_name = models.CharField(max_length=30)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title

    @property
    def journal_kind(self) -> str:
        return "good_practice"

    @property
    def journal_label(self) -> str:
        return self.title
