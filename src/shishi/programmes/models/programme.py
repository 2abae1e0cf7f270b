"""The year's programme, its headline matters and their categories."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.orgs.reach import ReachedQuerySet


class ProgrammeQuerySet(ReachedQuerySet["Programme"]):
    """A programme is reached by its region, and by every unit that leads or supports one of its items."""

    ITEM = ""

    def _any_unit(self, unit_id: int) -> models.Q:
        from shishi.programmes.models.item import Item

        mine = Item.objects.led_or_supported_by(unit_id)
        return models.Q(pk__in=mine.values("programme_id"))

    def running_first(self) -> ProgrammeQuerySet:
        """Newest first, but lists still being drawn up last: next year's draft does not hide the year that runs."""
        is_draft = models.Q(stage=Programme.Stage.DRAFT)
        return self.order_by(models.Case(models.When(is_draft, then=1), default=0), "-year", "region_path", "id")


class Programme(models.Model):
    """One region's promises of one year: 2023年湘潭县重点民生实事."""

    class Stage(models.TextChoices):
        DRAFT = "draft", _("编制中")
        ACTIVE = "active", _("实施中")
        ASSESSING = "assessing", _("考核中")
        ARCHIVED = "archived", _("已归档")

    name = models.CharField(_("名称"), max_length=80)
    year = models.PositiveSmallIntegerField(_("年度"))
    region = models.ForeignKey("orgs.Region", models.PROTECT, related_name="programmes")
    region_path = models.CharField(max_length=40, db_index=True)
    office = models.ForeignKey("orgs.Org", models.PROTECT, related_name="programmes", verbose_name=_("专班办公室"))
    campaign = models.CharField(_("专项行动"), max_length=60, blank=True)
    slogan = models.CharField(_("工作要求"), max_length=60, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    baseline_frozen_at = models.DateTimeField(null=True)

    due_workday = models.PositiveSmallIntegerField(_("月报截止（次月第几个工作日）"), default=5)
    lock_workday = models.PositiveSmallIntegerField(_("锁定（次月第几个工作日）"), default=8)
    tolerance_pp = models.DecimalField(
        _("达序时容差（百分点）"), max_digits=5, decimal_places=2, default=Decimal("0.5")
    )
    ahead_pp = models.DecimalField(_("超序时（百分点）"), max_digits=5, decimal_places=2, default=Decimal(5))
    behind_pp = models.DecimalField(_("偏慢（百分点）"), max_digits=5, decimal_places=2, default=Decimal(10))
    severe_pp = models.DecimalField(_("滞后（百分点）"), max_digits=5, decimal_places=2, default=Decimal(30))
    late_start_months = models.PositiveSmallIntegerField(_("应开未开几个月转红"), default=3)
    urges_a_month = models.PositiveSmallIntegerField(_("每月催报上限"), default=3)
    version = models.PositiveIntegerField(default=1)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "year", "name"], name="programme_once_a_year_in_region")
        ]
        ordering = ["-year", "region_path", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_kind(self) -> str:
        return "programme"

    @property
    def journal_label(self) -> str:
        return self.name


class SettingsChange(models.Model):
    """A change of the programme's parameters, with its reason: how lights were lit before, and since when otherwise."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="settings_changes")
    at = models.DateTimeField()
    by = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    reason = models.CharField(_("修改理由"), max_length=200)
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"#{self.pk} {self.programme_id}"


class IssueProposal(models.Model):
    """The office asks the convener to issue items; two different hands (提请下达)."""

    class Stage(models.TextChoices):
        OPEN = "open", _("待召集人批准")
        APPROVED = "approved", _("已批准下达")
        SENT_BACK = "sent_back", _("已退回修改")
        WITHDRAWN = "withdrawn", _("已撤回")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="proposals")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.OPEN)
    n_items = models.PositiveIntegerField()
    proposed_by = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    opinion = models.CharField(_("审批意见"), max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"#{self.pk} {self.stage}"


class Category(models.Model):
    """A value of one way of grouping matters, as the region chose it: 便民 富民 暖民 安民, or 就业 教育 医疗."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="categories")
    code = models.SlugField(max_length=30)
    name = models.CharField(_("类别"), max_length=30)
    sort = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="category_name_once_in_programme")]
        ordering = ["sort", "id"]

    def __str__(self) -> str:
        return self.name


class Matter(models.Model):
    """A headline promise (件) of one list."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("省")
        CITY = "city", _("市")
        COUNTY = "county", _("县")
        TOWNSHIP = "township", _("乡镇")

    class ListKind(models.TextChoices):
        KEY = "key", _("重点")
        MONITORED = "monitored", _("重点监测")
        SELF_SELECTED = "self_selected", _("自选")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="matters")
    level = models.CharField(_("清单层级"), max_length=10, choices=Level)
    list_kind = models.CharField(_("清单类别"), max_length=15, choices=ListKind)
    seq = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("件（实事）"), max_length=100)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name=_("类别")
    )
    slogan = models.CharField(max_length=60, blank=True)
    public_title = models.CharField(_("对外名称"), max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "level", "list_kind", "title"], name="matter_title_once_in_list"
            )
        ]
        ordering = ["level", "list_kind", "seq", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def journal_kind(self) -> str:
        return "matter"

    @property
    def journal_label(self) -> str:
        return self.title


class PlanDocument(models.Model):
    """A plan that the programme follows: 行动方案, 实施方案."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="plan_documents")
    title = models.CharField(_("名称"), max_length=120)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    issued_on = models.DateField(_("印发日期"), null=True, blank=True)
    file = models.ForeignKey("files.File", models.PROTECT, null=True, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def journal_kind(self) -> str:
        return "plan_document"

    @property
    def journal_label(self) -> str:
        return self.title
