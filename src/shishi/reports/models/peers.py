"""How the neighbours stand, as the parent tier publishes it, and last year's figures.

Every word is a row of its own and none is changed: what was entered later does not move what was cut or locked before.
"""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models


class WordQuerySet[M: models.Model](models.QuerySet[M]):
    """Words about others, of which the last entered holds."""

    def known_at(self, moment: datetime) -> Self:
        """What had been entered by then."""
        return self.filter(entered_at__lte=moment)

    def oldest_first(self) -> Self:
        """In the order they were entered, so that the last of a key is the one that holds."""
        return self.order_by("entered_at", "id")


class PeerFinish(models.Model):
    """The day on which another region finished the same item; the last word entered holds."""

    item = models.ForeignKey("programmes.Item", models.CASCADE, related_name="peer_finishes")
    region = models.ForeignKey("orgs.Region", models.PROTECT, related_name="+")
    finished_on = models.DateField(null=True)
    source = models.CharField(max_length=120)
    entered_at = models.DateTimeField()

    objects = WordQuerySet["PeerFinish"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["item", "region", "entered_at"], name="peer_finish_latest")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.item_id} {self.region_id} {self.finished_on}"


class PeerProgress(models.Model):
    """Another region's completion rate at the end of a month; `region` null is the parent tier's average."""

    indicator = models.ForeignKey("programmes.Indicator", models.CASCADE, related_name="peer_progress")
    region = models.ForeignKey("orgs.Region", models.PROTECT, null=True, related_name="+")
    month = models.DateField()
    rate = models.DecimalField(max_digits=9, decimal_places=4)
    source = models.CharField(max_length=120)
    entered_at = models.DateTimeField()
    counts = models.BooleanField(default=True, help_text="False where its month was locked before, and not corrected.")

    objects = WordQuerySet["PeerProgress"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["indicator", "month", "entered_at"], name="peer_progress_latest")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.indicator_id} {self.month:%Y-%m} {self.rate}"


class PastFigure(models.Model):
    """Last year's cumulative figure at the end of the same month, in base units: what growth is counted against."""

    indicator = models.ForeignKey("programmes.Indicator", models.CASCADE, related_name="past_figures")
    month = models.DateField(help_text="First day of the month of last year.")
    value = models.DecimalField(max_digits=20, decimal_places=6)
    source = models.CharField(max_length=120)
    entered_at = models.DateTimeField()
    counts = models.BooleanField(default=True, help_text="False where this year's month was locked, and not corrected.")

    objects = WordQuerySet["PastFigure"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["indicator", "month", "entered_at"], name="past_figure_latest")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.indicator_id} {self.month:%Y-%m} {self.value}"
