"""Regions, organisations, people, the posts they hold for a time, and what each post may see."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from shishi.rules.authority import ROLE_LABELS, Role

PATH_STEP = 4


class RegionQuerySet(models.QuerySet["Region"]):
    """Regions by validity and place in the tree."""

    def valid_on(self, day: date) -> RegionQuerySet:
        return self.filter(models.Q(valid_to=None) | models.Q(valid_to__gt=day), valid_from__lte=day)

    def below(self, path: str) -> RegionQuerySet:
        """The region at `path` and everything under it."""
        return self.filter(path__gte=path, path__lt=path + "~")


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


class Org(models.Model):
    """An organisation: a government, bureau, township, office or institution."""

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


class Person(models.Model):
    """Somebody who holds posts. Rights belong to the posts."""

    name = models.CharField(_("姓名"), max_length=30)
    phone_sealed = models.BinaryField(null=True, editable=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def journal_kind(self) -> str:
        return "person"

    @property
    def journal_label(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by login as people type it."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login=(username or "").strip().casefold())


class Account(AbstractBaseUser):
    """What a person signs in with."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("正常")
        DISABLED = "disabled", _("停用")

    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    login = models.CharField(_("登录名"), max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    must_change_password = models.BooleanField(default=True)
    password_changed_at = models.DateTimeField(null=True)
    valid_until = models.DateField(null=True, blank=True)
    acting_post_id = models.BigIntegerField(null=True)
    tour_done_at = models.DateTimeField(null=True)

    objects = AccountManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(login=Lower("login")), name="account_login_lower")]

    def __str__(self) -> str:
        return self.login

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.status == self.Status.ACTIVE

    @property
    def journal_kind(self) -> str:
        return "account"

    @property
    def journal_label(self) -> str:
        return self.login


class SignInFailure(models.Model):
    """A failed sign-in, counted by account name and by network; the same for names that do not exist."""

    login_digest = models.CharField(max_length=64, db_index=True)
    network = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.network} {self.at:%F %T}"


class Token(models.Model):
    """A personal key to the API, kept as a hash and shown once."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


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
