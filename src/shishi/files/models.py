"""Files as they were received: named by digest, reached only through the thing they belong to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class File(models.Model):
    """Bytes kept once. The name on disk is random; the owner's page serves it."""

    class Class(models.TextChoices):
        PUBLIC = "public", _("公开")
        INTERNAL = "internal", _("内部")
        PERSONAL = "personal", _("含个人信息")

    name = models.CharField(_("文件名"), max_length=120)
    mime = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_as = models.CharField(max_length=80, unique=True)
    classification = models.CharField(max_length=10, choices=Class, default=Class.INTERNAL)
    taken_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField()
    kept_by_id = models.BigIntegerField()
    kept_by_name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name
