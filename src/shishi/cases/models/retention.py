"""How long a region keeps who asked, once the case is over."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Retention(models.Model):
    """So many months after closing, from a day on; the latest row of the nearest region counts. None: nothing goes."""

    region_path = models.CharField(max_length=40, db_index=True)
    since = models.DateField(_("起用日期"))
    months = models.PositiveSmallIntegerField(_("保存月数"))
    basis = models.CharField(_("依据"), max_length=200)
    set_by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["-since", "-id"]

    def __str__(self) -> str:
        return f"{self.region_path} {self.months} since {self.since}"

    @property
    def journal_kind(self) -> str:
        return "retention"

    @property
    def journal_label(self) -> str:
        return ""
