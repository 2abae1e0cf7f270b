"""People, the accounts they sign in with, failed sign-ins and keys to the API."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


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
