"""Places in the tree from province to village, and what they were called."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.orgs.reach import below

PATH_STEP = 4


class RegionQuerySet(models.QuerySet["Region"]):
    """Regions by validity and place in the tree."""

    def valid_on(self, day: date) -> RegionQuerySet:
        return self.filter(models.Q(valid_to=None) | models.Q(valid_to__gt=day), valid_from__lte=day)

    def below(self, path: str) -> RegionQuerySet:
        """The region at `path` and everything under it."""
        return self.filter(below("path", path))


class Region(models.Model):
    """A place in the tree from province to village (GB/T 2260), a functional zone, or a local pseudo-code.

    A code may return with another name, so code and `valid_from` together are unique. `path` has four characters a
    level.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", _("省")
        CITY = "city", _("市")
        COUNTY = "county", _("县（市、区）")
        TOWNSHIP = "township", _("乡镇（街道）")
        VILLAGE = "village", _("村（社区）")
        ZONE = "zone", _("功能区")

    code = models.CharField(_("代码"), max_length=12)
    name = models.CharField(_("名称"), max_length=60)
    short_name = models.CharField(_("简称"), max_length=30, blank=True)
    level = models.CharField(_("层级"), max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=40, unique=True)
    is_statutory = models.BooleanField(_("法定区划"), default=True)
    is_local_code = models.BooleanField(_("本地编码"), default=False)
    aliases = models.JSONField(default=list)
    valid_from = models.DateField(default=date(1949, 10, 1))
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    initials = models.CharField(max_length=60, blank=True, db_index=True)
    pinyin = models.CharField(max_length=200, blank=True, db_index=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="region_code_once_at_a_time")]
        indexes = [
            models.Index(fields=["name"], name="region_by_name"),
            models.Index(fields=["code"], name="region_by_code"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_kind(self) -> str:
        return "region"

    @property
    def journal_label(self) -> str:
        return self.name


class RegionPast(models.Model):
    """What a region was called, and by which code, until a day."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="pasts")
    code = models.CharField(max_length=12, db_index=True)
    name = models.CharField(max_length=60)
    until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "until"], name="region_past_once_a_day")]

    def __str__(self) -> str:
        return f"{self.name} – {self.until}"
