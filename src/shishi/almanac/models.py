"""Published holidays and make-up workdays, and the local days an office adds."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.orgs.models.region import PATH_STEP
from shishi.orgs.reach import below


class AlmanacYear(models.Model):
    """One year's arrangement; provisional until the State Council's notice is imported.

    `stamp` changes whenever a day of the year does, so that a process knows when its copy of the calendar is old.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    source = models.CharField(_("依据"), max_length=120)
    is_provisional = models.BooleanField(default=False)
    loaded_at = models.DateTimeField()
    stamp = models.CharField(max_length=16, default="")

    def __str__(self) -> str:
        return str(self.year)

    @property
    def journal_kind(self) -> str:
        return "almanac_year"

    @property
    def journal_label(self) -> str:
        return str(self.year)


class DayQuerySet(models.QuerySet["Day"]):
    """Days by where they hold."""

    def holding_in(self, region_path: str) -> Self:
        """The days for all, and those of the region or of one above it."""
        above = [region_path[:n] for n in range(PATH_STEP, len(region_path) + 1, PATH_STEP)]
        return self.filter(models.Q(region=None) | models.Q(region__path__in=above))

    def concerning(self, region_path: str) -> Self:
        """As `holding_in`, and those of the regions below."""
        return self.holding_in(region_path) | self.filter(below("region__path", region_path))


class Day(models.Model):
    """A day that is not what its weekday says: a holiday, a make-up workday, or half a day off.

    A day with a region holds there and everywhere below it; one without holds for all.
    """

    class Half(models.TextChoices):
        WHOLE = "", _("全天")
        MORNING = "am", _("上午")
        AFTERNOON = "pm", _("下午")

    year = models.ForeignKey(AlmanacYear, models.CASCADE, related_name="days")
    on = models.DateField()
    region = models.ForeignKey("orgs.Region", models.PROTECT, null=True, blank=True, related_name="days_off")
    is_workday = models.BooleanField()
    name = models.CharField(_("名称"), max_length=30, blank=True)
    is_local = models.BooleanField(_("本地安排"), default=False)
    half = models.CharField(max_length=2, choices=Half, default=Half.WHOLE, blank=True)

    objects = DayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(half="") | models.Q(is_local=True, is_workday=False), name="day_halves_are_local"
            ),
            models.CheckConstraint(
                condition=models.Q(region=None) | models.Q(is_local=True, is_workday=False),
                name="day_of_a_region_is_local",
            ),
            models.UniqueConstraint(fields=["on"], condition=models.Q(region=None), name="day_once_for_all"),
            models.UniqueConstraint(fields=["on", "region"], name="day_once_a_region"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%F} {'班' if self.is_workday else '休'}"
