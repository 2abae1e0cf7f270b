"""One item's return of one month, its lines, and the steps it took."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.orgs.reach import ReachedQuerySet
from shishi.programmes.models import Support
from shishi.reports.chain import LABELS, Stage
from shishi.rules.authority import Actor


class ReturnQuerySet(ReachedQuerySet["Return"]):
    """Returns are reached as their item is."""

    MATTER = "item__matter_id"

    def with_note(self) -> Self:
        """Each with `sent_back_note`, what was said when it was sent back last."""
        said = ReturnStep.objects.filter(of=models.OuterRef("pk"), name__in=("return", "reopen")).order_by("-id")
        return self.annotate(sent_back_note=models.Subquery(said.values("note")[:1]))

    def _any_unit(self, unit_id: int) -> models.Q:
        supported = Support.objects.filter(unit_id=unit_id).values("item_id")
        return models.Q(unit_id=unit_id) | models.Q(item_id__in=supported)


class UnderReturnQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows below a return, reached as the return is."""

    OF = "of"

    def visible_to(self, actor: Actor) -> Self:
        """Rows of returns within the actor's reach. No query of its own."""
        return self.filter(**{f"{self.OF}__in": Return.objects.visible_to(actor)})


class LineQuerySet(UnderReturnQuerySet["Line"]):
    """Lines of returns."""


class EvidenceQuerySet(UnderReturnQuerySet["LineEvidence"]):
    """Evidence of lines."""

    OF = "line__of"


class Return(models.Model):
    """What a unit says of one item for one month (月报)."""

    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")
    period = models.ForeignKey("reports.Period", models.PROTECT, related_name="returns")
    item = models.ForeignKey("programmes.Item", models.PROTECT, related_name="returns")
    unit = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    region_path = models.CharField(max_length=40)
    stage = models.CharField(max_length=20, choices=list(LABELS.items()), default=Stage.OPEN)
    round = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    due_at = models.DateTimeField(_("截止"))
    first_due_at = models.DateTimeField()
    is_due = models.BooleanField(_("应报"), default=True)
    first_submitted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    parent_accepted_at = models.DateTimeField(null=True)
    stage_since = models.DateTimeField()
    is_no_change = models.BooleanField(_("零变化"), default=False)
    progress = models.CharField(_("进展情况"), max_length=500, blank=True)
    difficulty = models.CharField(_("存在困难"), max_length=500, blank=True)
    needs_coordination = models.BooleanField(_("需协调"), default=False)
    next_step = models.CharField(_("下步措施"), max_length=500, blank=True)
    finish_expected_on = models.DateField(_("预计完成时间"), null=True, blank=True)
    finished_on = models.DateField(_("达标日期"), null=True, blank=True)
    n_sent_back = models.PositiveSmallIntegerField(default=0)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "item"], name="return_once_per_item_and_period")]
        indexes = [
            models.Index(fields=["region_path", "stage", "due_at", "id"], name="return_waiting_by_region"),
            models.Index(fields=["unit", "stage", "due_at", "id"], name="return_waiting_by_unit"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.item_id} {self.stage}"

    @property
    def on_time(self) -> bool | None:
        """Whether the first submission was in time; None while there is none."""
        return None if self.first_submitted_at is None else self.first_submitted_at <= self.due_at

    @property
    def journal_kind(self) -> str:
        return "return"

    @property
    def journal_label(self) -> str:
        return f"{self.item.title} {self.period.month.year}年{self.period.month.month}月月报"


class Line(models.Model):
    """One indicator's figure in a return, in base units.

    `previous` is the figure accepted before, put there when the period opened; `value` is what the unit reports now.
    """

    of = models.ForeignKey(Return, models.CASCADE, related_name="lines")
    indicator = models.ForeignKey("programmes.Indicator", models.PROTECT, related_name="lines")
    previous = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    previous_text = models.CharField(max_length=300, blank=True)
    value = models.DecimalField(_("累计完成"), max_digits=20, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(_("总数"), max_digits=20, decimal_places=6, null=True, blank=True)
    text = models.CharField(_("进展"), max_length=300, blank=True)
    change_reason = models.CharField(_("变动说明"), max_length=300, blank=True)
    returned_reason = models.CharField(_("退回意见"), max_length=300, blank=True)
    accepted = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    accepted_denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    accepted_text = models.CharField(max_length=300, blank=True)
    parent_accepted = models.DecimalField(max_digits=20, decimal_places=6, null=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "indicator"], name="line_once_per_indicator")]
        ordering = ["of", "indicator__seq", "id"]

    def __str__(self) -> str:
        return f"#{self.pk} {self.indicator_id} {self.value}"

    @property
    def journal_kind(self) -> str:
        return "line"

    @property
    def journal_label(self) -> str:
        return self.indicator.name


class LineMilestone(models.Model):
    """A milestone reported as done in this return."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="milestones")
    task = models.ForeignKey("programmes.Task", models.PROTECT, related_name="+")
    done_on = models.DateField(_("完成日期"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "task"], name="line_milestone_once")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.done_on}"


class LineShare(models.Model):
    """How much of a line's figure one allocation brought: the region's or unit's own part, cumulative."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="shares")
    allocation = models.ForeignKey("programmes.Allocation", models.PROTECT, related_name="shares")
    value = models.DecimalField(_("累计完成"), max_digits=20, decimal_places=6, null=True, blank=True)
    accepted = models.DecimalField(max_digits=20, decimal_places=6, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "allocation"], name="line_share_once")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.allocation_id} {self.value}"


class LineEvidence(models.Model):
    """A file that supports a line."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="evidence")
    file = models.ForeignKey("files.File", models.PROTECT, related_name="+")
    site = models.ForeignKey("programmes.Site", models.SET_NULL, null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.line_id} {self.file_id}"


class ReturnStep(models.Model):
    """A step a return took: in which round, by whom, from which post, when, with what words."""

    of = models.ForeignKey(Return, models.CASCADE, related_name="steps")
    round = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=20)
    person_id = models.BigIntegerField()
    person_name = models.CharField(max_length=60)
    post_label = models.CharField(max_length=120)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["of", "id"]

    def __str__(self) -> str:
        return f"{self.of_id} {self.name}"
