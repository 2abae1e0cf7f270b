"""Entries, the seals over them, and who is still to be told. No foreign keys: names are kept as they were."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Never, Self

from django.db import models

from shishi.rules.telling import Way


class AppendOnly(Exception):
    """Somebody tried to change or delete what is recorded."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries may be read and added; the seal is set once by `actions.seal`."""

    def about(self, kind: str, pk: int) -> EntryQuerySet:
        return self.filter(subject_kind=kind, subject_id=pk)

    def unsealed(self) -> EntryQuerySet:
        return self.filter(seal_id=None)

    def delete(self) -> Never:
        raise AppendOnly("The journal is not deleted from.")


class Entry(models.Model):
    """One thing that was done. Facts are ids, codes, figures and digests, never free text by or about a person."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=60)
    post_id = models.BigIntegerField(null=True)
    post_label = models.CharField(max_length=120, blank=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=200, blank=True)
    region_path = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    is_refusal = models.BooleanField(default=False)
    seal_id = models.BigIntegerField(null=True, db_index=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="entry_by_subject"),
            models.Index(fields=["at", "region_path"], name="entry_by_moment"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.verb} {self.subject_kind}:{self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; an existing one cannot be saved again."""
        if self.pk is not None:
            raise AppendOnly("An entry of the journal is not changed.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        raise AppendOnly("An entry of the journal is not deleted.")


class Seal(models.Model):
    """A hash over a batch of entries and the seal before it."""

    at = models.DateTimeField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    n_entries = models.IntegerField()
    n_total = models.BigIntegerField()

    def __str__(self) -> str:
        return f"#{self.pk} {self.digest[:12]}"


class SealLock(models.Model):
    """One row that whoever seals holds, so that two workers cannot seal the same entries."""

    def __str__(self) -> str:
        return "the seal's lock"


class TellingQuerySet(models.QuerySet["Telling"]):
    """Tellings by what became of them."""

    def waiting(self) -> Self:
        """Not dealt with yet."""
        return self.filter(told_at=None, way="")

    def held(self, before: datetime) -> Self:
        """Of what was recorded before a moment, what waits for the next digest and has not been read meanwhile."""
        return self.filter(way=Way.DIGEST, bundle=None, read_at=None, entry__at__lt=before)

    def listed(self) -> Self:
        """What stands in an inbox by itself: told, or counting from the end of the quiet hours on, and not bundled."""
        return self.filter(told_at__isnull=False, bundle=None)

    def unread(self, now: datetime) -> Self:
        """What counts as unread."""
        return self.listed().filter(told_at__lte=now, read_at=None)


class Telling(models.Model):
    """Somebody who is to be told of an entry by one channel, once; or a day's digest of such tellings.

    way         how it was dealt with; empty until it is delivered
    told_at     from when on it counts as unread; None while it waits, or is not told at all
    bundle      the digest it was bundled in
    bundled_on  the day of a digest, which has no entry of its own
    """

    class Channel(models.TextChoices):
        INBOX = "inbox", "收件箱"

    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="tellings")
    person_id = models.BigIntegerField()
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.INBOX)
    reason = models.CharField(max_length=30)
    way = models.CharField(max_length=10, blank=True, default="")
    told_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    bundle = models.ForeignKey("self", models.PROTECT, null=True, related_name="bundled")
    bundled_on = models.DateField(null=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "person_id", "channel"], name="telling_once_per_person_and_channel"
            ),
            models.UniqueConstraint(
                fields=["person_id", "channel", "bundled_on"],
                condition=models.Q(bundled_on__isnull=False),
                name="telling_one_digest_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(entry=None, bundled_on__isnull=False)
                | models.Q(entry__isnull=False, bundled_on=None),
                name="telling_of_an_entry_or_a_digest",
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "-id"], name="telling_by_person"),
            models.Index(fields=["id"], name="telling_waiting", condition=models.Q(told_at=None, way="")),
            models.Index(
                fields=["person_id"],
                name="telling_held",
                condition=models.Q(way="digest", bundle=None, read_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.channel} {self.person_id}"


class Once(models.Model):
    """A form or request already carried out, so that sending it twice has one effect."""

    actor_id = models.BigIntegerField()
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    answer = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor_id", "key"], name="once_per_actor_and_key")]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.key}"
