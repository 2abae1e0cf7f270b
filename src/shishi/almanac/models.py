"""Published holidays and make-up workdays."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AlmanacYear(models.Model):
    """One year's arrangement; provisional until the State Council's notice is imported."""

    year = models.PositiveSmallIntegerField(unique=True)
    source = models.CharField(_("依据"), max_length=120)
    is_provisional = models.BooleanField(default=False)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.year)

    @property
    def journal_kind(self) -> str:
        return "almanac_year"

    @property
    def journal_label(self) -> str:
        return str(self.year)


class Day(models.Model):
    """A day that is not what its weekday says: a holiday, or a make-up workday."""

    year = models.ForeignKey(AlmanacYear, models.CASCADE, related_name="days")
    on = models.DateField(unique=True)
    is_workday = models.BooleanField()
    name = models.CharField(_("名称"), max_length=30, blank=True)

    def __str__(self) -> str:
        return f"{self.on:%F} {'班' if self.is_workday else '休'}"
