"""What is measured: indicators, how their targets are split, where they are delivered, and by which steps."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.orgs.reach import ReachedQuerySet
from shishi.programmes.models.item import Item, Support
from shishi.rules.indicators import (
    INDICATOR_TYPE_LABELS,
    SCHEDULE_KIND_LABELS,
    SENSE_LABELS,
    IndicatorType,
    ScheduleKind,
    Sense,
)


class UnderItemQuerySet[M: models.Model](ReachedQuerySet[M]):
    """Rows below an item, reached as the item is."""

    REGION = "item__region_path"
    MATTER = "item__matter_id"

    def _any_unit(self, unit_id: int) -> models.Q:
        supported = Support.objects.filter(unit_id=unit_id).values("item_id")
        return models.Q(item__unit_id=unit_id) | models.Q(item_id__in=supported)


class IndicatorQuerySet(UnderItemQuerySet["Indicator"]):
    """Indicators, reached as their item is."""


class Indicator(models.Model):
    """A measured quantity with a unit, a target and a written definition of what counts."""

    class Source(models.TextChoices):
        SELF_REPORT = "unit_self_report", _("单位自报")
        STATISTICS = "statistics", _("统计部门")
        LINK = "system_link", _("系统对接")

    item = models.ForeignKey(Item, models.CASCADE, related_name="indicators")
    seq = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("考核指标"), max_length=100)
    type = models.CharField(
        _("指标类型"), max_length=15, choices=list(INDICATOR_TYPE_LABELS.items()), default=IndicatorType.CUMULATIVE
    )
    unit_word = models.CharField(_("计量单位"), max_length=10, blank=True)
    scale = models.PositiveIntegerField(
        default=1, help_text="How many base units one displayed unit is: 1, 10 000, 100 000 000."
    )
    target = models.DecimalField(_("年度目标"), max_digits=20, decimal_places=6, null=True, blank=True)
    sense = models.CharField(max_length=10, choices=list(SENSE_LABELS.items()), default=Sense.AT_LEAST)
    last_year = models.DecimalField(_("上年完成"), max_digits=20, decimal_places=6, null=True, blank=True)
    last_year_comparable = models.BooleanField(default=True)
    definition = models.TextField(_("认定口径"), blank=True)
    schedule = models.CharField(
        _("进度安排"), max_length=15, choices=list(SCHEDULE_KIND_LABELS.items()), default=ScheduleKind.LINEAR_MONTH
    )
    evidence_asked = models.CharField(_("佐证要求"), max_length=200, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    is_assessed = models.BooleanField(_("纳入考核"), default=True)
    weight = models.DecimalField(_("权重"), max_digits=6, decimal_places=2, default=Decimal(1))
    source = models.CharField(max_length=20, choices=Source, default=Source.SELF_REPORT)
    public_name = models.CharField(_("对外名称"), max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "name"], name="indicator_name_once_in_item")]
        ordering = ["item", "seq", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_label(self) -> str:
        """The unit as printed: 人 with a scale of 10 000 is 万人. Figures are kept in the base unit."""
        return {1: "", 10_000: "万", 100_000_000: "亿"}.get(self.scale, "") + self.unit_word

    @property
    def journal_kind(self) -> str:
        return "indicator"

    @property
    def journal_label(self) -> str:
        return self.name


class PlanPoint(models.Model):
    """How much of the target should stand at the end of a month, in per cent, on a custom curve."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="plan_points")
    month = models.DateField()
    percent = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "month"], name="plan_point_once_a_month")]
        ordering = ["month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.percent}"


class Allocation(models.Model):
    """A part of an indicator's target, given to a lower region or a unit."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="allocations")
    region = models.ForeignKey("orgs.Region", models.PROTECT, null=True, blank=True)
    unit = models.ForeignKey("orgs.Org", models.PROTECT, null=True, blank=True)
    target = models.DecimalField(_("分解目标"), max_digits=20, decimal_places=6)
    number = models.CharField(_("下达文号"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(region=None, unit__isnull=False) | models.Q(region__isnull=False, unit=None),
                name="allocation_to_region_or_unit",
            ),
            models.UniqueConstraint(fields=["indicator", "region"], name="allocation_once_per_region"),
            models.UniqueConstraint(fields=["indicator", "unit"], name="allocation_once_per_unit"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.target}"


class SiteQuerySet(ReachedQuerySet["Site"]):
    """Sites are reached by their own township too, so that a township sees what stands in it."""

    ITEM = "item_id"
    MATTER = "item__matter_id"

    def _any_unit(self, unit_id: int) -> models.Q:
        supported = Support.objects.filter(unit_id=unit_id).values("item_id")
        return models.Q(unit_id=unit_id) | models.Q(item_id__in=supported)


class Site(models.Model):
    """One physical place or batch where an item is delivered (点位)."""

    class Stage(models.TextChoices):
        PLANNED = "planned", _("未开工")
        STARTED = "started", _("已开工")
        FINISHED = "finished", _("已完工")
        ACCEPTED = "accepted", _("已验收")
        IN_USE = "in_use", _("已投用")
        IDLE = "idle", _("闲置")
        CANCELLED = "cancelled", _("已取消")

    item = models.ForeignKey(Item, models.CASCADE, related_name="sites")
    indicator = models.ForeignKey(Indicator, models.CASCADE, null=True, blank=True, related_name="sites")
    unit = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    region = models.ForeignKey("orgs.Region", models.PROTECT, related_name="sites")
    region_path = models.CharField(max_length=40, db_index=True)
    name = models.CharField(_("点位名称"), max_length=100)
    village = models.CharField(_("村（社区）"), max_length=60, blank=True)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    works = models.CharField(_("建设内容"), max_length=200, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    quantity = models.DecimalField(_("数量"), max_digits=20, decimal_places=6, default=Decimal(1))
    owner_name = models.CharField(_("责任人"), max_length=30, blank=True)
    contractor = models.CharField(_("承建单位"), max_length=80, blank=True)
    beneficiaries = models.PositiveIntegerField(_("受益人数"), null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    occupied = models.PositiveIntegerField(null=True, blank=True)
    start_planned_on = models.DateField(_("计划开工"), null=True, blank=True)
    finish_planned_on = models.DateField(_("计划完工"), null=True, blank=True)
    started_on = models.DateField(_("开工"), null=True, blank=True)
    finished_on = models.DateField(_("完工"), null=True, blank=True)
    in_use_on = models.DateField(_("投用"), null=True, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PLANNED)
    version = models.PositiveIntegerField(default=1)

    objects = SiteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "region", "name"], name="site_name_once_in_item_and_region")
        ]
        indexes = [models.Index(fields=["item", "id"], name="site_by_item")]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_kind(self) -> str:
        return "site"

    @property
    def journal_label(self) -> str:
        return self.name


class TaskQuerySet(UnderItemQuerySet["Task"]):
    """Tasks, reached as their item is."""


class Task(models.Model):
    """A step with an owner, a deadline and money; with a weight it is a milestone of a milestone indicator."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="tasks")
    indicator = models.ForeignKey(Indicator, models.CASCADE, null=True, blank=True, related_name="tasks")
    seq = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("任务"), max_length=100)
    owner_name = models.CharField(_("责任人"), max_length=30, blank=True)
    due_on = models.DateField(_("完成时限"))
    weight = models.DecimalField(_("权重"), max_digits=6, decimal_places=2, default=Decimal(0))
    funds_yuan = models.DecimalField(_("经费（元）"), max_digits=16, decimal_places=2, null=True, blank=True)
    depends_on = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "title"], name="task_title_once_in_item")]
        ordering = ["item", "seq", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def journal_kind(self) -> str:
        return "task"

    @property
    def journal_label(self) -> str:
        return self.title
