"""Published holidays and make-up workdays, and the local days an office adds."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class Day(models.Model):
    """A day that is not what its weekday says: a holiday, a make-up workday, or half a day off."""

    class Half(models.TextChoices):
        WHOLE = "", _("全天")
        MORNING = "am", _("上午")
        AFTERNOON = "pm", _("下午")

    year = models.ForeignKey(AlmanacYear, models.CASCADE, related_name="days")
    on = models.DateField(unique=True)
    is_workday = models.BooleanField()
    name = models.CharField(_("名称"), max_length=30, blank=True)
    is_local = models.BooleanField(_("本地安排"), default=False)
    half = models.CharField(max_length=2, choices=Half, default=Half.WHOLE, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(half="") | models.Q(is_local=True, is_workday=False), name="day_halves_are_local"
            )
        ]

    def __str__(self) -> str:
        return f"{self.on:%F} {'班' if self.is_workday else '休'}"
