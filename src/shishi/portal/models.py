"""What the portal keeps of its own: how often somebody knocked of late, and nothing of who it was."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Knock(models.Model):
    """One letter sent, or one code that was wrong, counted under keyed digests: neither address nor number is kept."""

    class What(models.TextChoices):
        LETTER = "letter", _("来信")
        NETWORK = "network", _("查询失败（网络）")
        NUMBER = "number", _("查询失败（编号）")

    what = models.CharField(max_length=10, choices=What)
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["what", "key", "at"], name="knock_of_late")]

    def __str__(self) -> str:
        return f"{self.what} {self.at}"
