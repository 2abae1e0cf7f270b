"""Where every subject stands in every month, kept up to date by each acceptance; and cuts that freeze it at an
instant.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Never

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.journal.models import AppendOnly
from shishi.orgs.reach import ReachedQuerySet
from shishi.programmes.models import Item


class StandingQuerySet[M: models.Model](ReachedQuerySet[M]):
    """Standings are reached by region, unit, matter and item; group rows only by region or by their own unit."""

    MATTER = "matter_id"

    def _any_unit(self, unit_id: int) -> models.Q:
        mine = Item.objects.led_or_supported_by(unit_id).values("pk")
        return models.Q(unit_id=unit_id) | models.Q(item_id__in=mine)


class FrozenQuerySet(StandingQuerySet["FrozenStanding"]):
    """Frozen rows are added once and read ever after."""

    def update(self, **_columns: Any) -> Never:
        raise AppendOnly("A frozen standing is not changed.")

    def delete(self) -> Never:
        raise AppendOnly("A frozen standing is not deleted.")


class CutQuerySet(models.QuerySet["Cut"]):
    """Cuts are made once and read ever after."""

    def update(self, **_columns: Any) -> Never:
        raise AppendOnly("A cut is not changed.")

    def delete(self) -> Never:
        raise AppendOnly("A cut is not deleted.")


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
    list_code = models.CharField(
        max_length=30, blank=True, help_text="Of an item or matter: level and kind of its list."
    )
    sort = models.PositiveIntegerField(default=0)
    type = models.CharField(max_length=15, blank=True)
    unit_word = models.CharField(max_length=10, blank=True)
    weight = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal(1))
    is_assessed = models.BooleanField(default=True)

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
    n_accepted = models.PositiveIntegerField(default=0)
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

    objects = CutQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "-made_at", "-id"]

    def __str__(self) -> str:
        return f"#{self.pk} {self.on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the cut; an existing one cannot be saved again."""
        if self.pk is not None:
            raise AppendOnly("A cut is not changed.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        raise AppendOnly("A cut is not deleted.")

    @property
    def journal_kind(self) -> str:
        return "cut"

    @property
    def journal_label(self) -> str:
        return f"{self.on:%F}"


class FrozenStanding(StandingFields):
    """A standing as a cut froze it."""

    cut = models.ForeignKey(Cut, models.CASCADE, related_name="rows")

    objects = FrozenQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cut", "kind", "subject"], name="frozen_standing_once_per_cut")]

    def __str__(self) -> str:
        return f"{self.cut_id} {self.kind}:{self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; an existing one cannot be saved again."""
        if self.pk is not None:
            raise AppendOnly("A frozen standing is not changed.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        raise AppendOnly("A frozen standing is not deleted.")
