"""How the neighbours stand, as the parent tier publishes it: for the peer average and for who finished first."""

from __future__ import annotations

from django.db import models


class PeerFinish(models.Model):
    """The day on which another region finished the same item."""

    item = models.ForeignKey("programmes.Item", models.CASCADE, related_name="peer_finishes")
    region = models.ForeignKey("orgs.Region", models.PROTECT, related_name="+")
    finished_on = models.DateField(null=True)
    source = models.CharField(max_length=120)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "region"], name="peer_finish_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.region_id} {self.finished_on}"


class PeerProgress(models.Model):
    """Another region's completion rate at the end of a month; `region` null is the parent tier's average."""

    indicator = models.ForeignKey("programmes.Indicator", models.CASCADE, related_name="peer_progress")
    region = models.ForeignKey("orgs.Region", models.PROTECT, null=True, related_name="+")
    month = models.DateField()
    rate = models.DecimalField(max_digits=9, decimal_places=4)
    source = models.CharField(max_length=120)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "region", "month"], name="peer_progress_once"),
            models.UniqueConstraint(
                fields=["indicator", "month"], condition=models.Q(region=None), name="peer_average_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.month:%Y-%m} {self.rate}"


class PastFigure(models.Model):
    """Last year's cumulative figure at the end of the same month, in base units: what growth is counted against."""

    indicator = models.ForeignKey("programmes.Indicator", models.CASCADE, related_name="past_figures")
    month = models.DateField(help_text="First day of the month of last year.")
    value = models.DecimalField(max_digits=20, decimal_places=6)
    source = models.CharField(max_length=120)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "month"], name="past_figure_once")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.month:%Y-%m} {self.value}"
