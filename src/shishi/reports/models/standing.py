"""Where every subject stands in every month, kept up to date by each acceptance; and cuts that freeze it at an
instant.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.orgs.reach import ReachedQuerySet
from shishi.programmes.models import Support


class StandingQuerySet[M: models.Model](ReachedQuerySet[M]):
    """Standings are reached by region, unit, matter and item; group rows only by region or by their own unit."""

    MATTER = "matter_id"

    def _any_unit(self, unit_id: int) -> models.Q:
        supported = Support.objects.filter(unit_id=unit_id).values("item_id")
        return models.Q(unit_id=unit_id) | models.Q(item_id__in=supported)


class StandingFields(models.Model):
    """The columns a standing and its frozen copy share. Figures are in base units, rates in per cent, at full
    precision.
    """

    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("全部")
        LIST = "list", _("清单")
        MATTER = "matter", _("件")
        UNIT = "unit", _("责任单位")
        REGION = "region", _("区域")
        ITEM = "item", _("项目")
        INDICATOR = "indicator", _("指标")
        ALLOCATION = "allocation", _("分解")

    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.CharField(max_length=40, help_text="The subject's id, or for a list its level and kind.")
    label = models.CharField(max_length=120)
    region_path = models.CharField(max_length=40)
    unit_id = models.BigIntegerField(null=True)
    matter_id = models.BigIntegerField(null=True)
    item_id = models.BigIntegerField(null=True)

    target = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    due_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    reported = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    accepted = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    accepted_parent = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    certified = models.DecimalField(max_digits=20, decimal_places=6, null=True)

    rate = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    rate_capped = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    expected = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    expected_linear = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    peer_average = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    deviation_pp = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    last_year = models.DecimalField(max_digits=20, decimal_places=6, null=True)

    status = models.CharField(max_length=20, blank=True)
    light = models.CharField(max_length=10, blank=True)
    was_behind = models.BooleanField(default=False)
    is_reached = models.BooleanField(default=False)

    n_total = models.PositiveIntegerField(default=0)
    n_met = models.PositiveIntegerField(default=0)
    n_due = models.PositiveIntegerField(default=0)
    n_returned = models.PositiveIntegerField(default=0)
    n_on_time = models.PositiveIntegerField(default=0)
    n_blue = models.PositiveIntegerField(default=0)
    n_green = models.PositiveIntegerField(default=0)
    n_yellow = models.PositiveIntegerField(default=0)
    n_red = models.PositiveIntegerField(default=0)
    n_grey = models.PositiveIntegerField(default=0)
    n_hatched = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Standing(StandingFields):
    """Where one subject stands in one month, as accepted so far."""

    as_of = models.DateField()
    updated_at = models.DateTimeField()

    objects = StandingQuerySet["Standing"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "month", "kind", "subject"], name="standing_once_per_subject_and_month"
            )
        ]
        indexes = [
            models.Index(fields=["region_path", "kind", "month", "id"], name="standing_by_region"),
            models.Index(fields=["item_id", "kind", "month"], name="standing_by_item"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject} {self.month:%Y-%m} {self.light}"


class Cut(models.Model):
    """All standings of a programme as accepted at one instant (基准日). Never changed; what is printed reads a cut."""

    class Occasion(models.TextChoices):
        LOCK = "lock", _("月度锁定")
        OFFICE = "office", _("办公室定点")
        CORRECTION = "correction", _("更正后")

    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="cuts")
    month = models.DateField()
    on = models.DateField(_("基准日"))
    occasion = models.CharField(max_length=10, choices=Occasion)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=60)
    n_rows = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["programme", "-made_at", "-id"]

    def __str__(self) -> str:
        return f"#{self.pk} {self.on}"

    @property
    def journal_kind(self) -> str:
        return "cut"

    @property
    def journal_label(self) -> str:
        return f"{self.on:%F}"


class FrozenStanding(StandingFields):
    """A standing as a cut froze it."""

    cut = models.ForeignKey(Cut, models.CASCADE, related_name="rows")

    objects = StandingQuerySet["FrozenStanding"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cut", "kind", "subject"], name="frozen_standing_once_per_cut")]

    def __str__(self) -> str:
        return f"{self.cut_id} {self.kind}:{self.subject}"
