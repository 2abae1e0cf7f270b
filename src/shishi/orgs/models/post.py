"""Organisations, the posts people hold in them for a time, and what each post may see."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.orgs.models.account import Person
from shishi.orgs.models.region import Region
from shishi.rules.authority import ROLE_LABELS, Role


def is_over(closed_on: date | None, day: date) -> bool:
    """Whether an organisation with this closing day is no more on a day; `OrgQuerySet.open_on` asks it of many."""
    return closed_on is not None and closed_on <= day


class OrgQuerySet(models.QuerySet["Org"]):
    """Organisations by whether they are at work on a day."""

    def open_on(self, day: date) -> Self:
        """Those not closed by then: one that closes later is at work until the day before."""
        return self.filter(models.Q(closed_on=None) | models.Q(closed_on__gt=day))


class Org(models.Model):
    """An organisation: a government, bureau, township, office or institution.

    closed_on   the first day on which it is no more
    """

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("政府")
        BUREAU = "bureau", _("部门")
        TOWNSHIP = "township", _("乡镇（街道）")
        VILLAGE = "village", _("村（社区）")
        OFFICE = "office", _("办公室")
        INSTITUTION = "public_institution", _("事业单位")
        ENTERPRISE = "enterprise", _("企业")
        CONGRESS = "congress", _("人大")
        PARTY = "party", _("党委")
        DISCIPLINE = "discipline", _("纪检监察")

    name = models.CharField(_("名称"), max_length=80)
    short_name = models.CharField(_("简称"), max_length=30, blank=True)
    kind = models.CharField(_("类型"), max_length=20, choices=Kind)
    region = models.ForeignKey(Region, models.PROTECT, related_name="orgs")
    region_path = models.CharField(max_length=40, db_index=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    is_work_team_office = models.BooleanField(_("专班办公室"), default=False)
    sort = models.IntegerField(default=0)
    closed_on = models.DateField(null=True, blank=True)

    objects = OrgQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="org_name_once_in_region")]
        ordering = ["region_path", "sort", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_kind(self) -> str:
        return "org"

    @property
    def journal_label(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        return self.short_name or self.name

    def is_closed_on(self, day: date) -> bool:
        """Whether it is no more on this day."""
        return is_over(self.closed_on, day)


class PostQuerySet(models.QuerySet["Post"]):
    """Posts by who holds them when."""

    def held_on(self, day: date) -> Self:
        return self.filter(models.Q(until=None) | models.Q(until__gte=day), since__lte=day)


class Post(models.Model):
    """A post in an organisation, held by one person for a time."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    org = models.ForeignKey(Org, models.PROTECT, related_name="posts")
    title = models.CharField(_("职务"), max_length=60)
    role = models.CharField(_("角色"), max_length=20, choices=[(r.value, ROLE_LABELS[r]) for r in Role])
    is_lead = models.BooleanField(_("主要负责人"), default=False)
    since = models.DateField(_("任职起"))
    until = models.DateField(_("任职止"), null=True, blank=True)
    taken_over_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="post_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    @property
    def journal_kind(self) -> str:
        return "post"

    @property
    def journal_label(self) -> str:
        return self.title


class PostGrant(models.Model):
    """Reach given to a post for a time, beyond what its role gives: one region × unit × matter or item × kind ×
    secrecy.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="grants")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True)
    unit = models.ForeignKey(Org, models.PROTECT, null=True, blank=True)
    matter_id = models.BigIntegerField(null=True, blank=True)
    item_id = models.BigIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=30, blank=True)
    secrecy = models.PositiveSmallIntegerField(default=0)
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"#{self.pk} {self.reason}"


class Delegation(models.Model):
    """A post lent to another person for a date range; papers show both names."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="delegations")
    to_person = models.ForeignKey(Person, models.PROTECT, related_name="borrowed")
    since = models.DateField(_("委托起"))
    until = models.DateField(_("委托止"))
    reason = models.CharField(_("事由"), max_length=100)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="delegation_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.since}–{self.until}"

    @property
    def journal_kind(self) -> str:
        return "delegation"

    @property
    def journal_label(self) -> str:
        return f"{self.since:%F} – {self.until:%F}"
