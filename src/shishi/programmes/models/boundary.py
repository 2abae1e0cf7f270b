"""The outlines an office draws its own maps with, for internal use."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.orgs.reach import ReachedQuerySet


class BoundaryQuerySet(ReachedQuerySet["Boundary"]):
    """Boundaries are reached by region, and by every unit of a programme there."""

    REGION = "region__path"
    ITEM = ""

    def _any_unit(self, unit_id: int) -> models.Q:
        from shishi.programmes.models.item import Item

        mine = Item.objects.led_or_supported_by(unit_id)
        return models.Q(region__in=mine.values("programme__region_id"))


class Boundary(models.Model):
    """One region's lower areas as its office drew them; `areas` lists code and name of each."""

    region = models.OneToOneField("orgs.Region", models.PROTECT, related_name="boundary")
    file = models.ForeignKey("files.File", models.PROTECT, related_name="+")
    areas = models.JSONField()
    source = models.CharField(_("数据来源"), max_length=100)
    approval = models.CharField(_("审图号"), max_length=60, blank=True)
    put_at = models.DateTimeField()
    put_by_name = models.CharField(max_length=60)

    objects = BoundaryQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.region_id} {len(self.areas)}"

    @property
    def journal_kind(self) -> str:
        return "boundary"

    @property
    def journal_label(self) -> str:
        return self.region.name
