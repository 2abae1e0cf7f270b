"""One line for everything that can be found, with who reaches it."""

from __future__ import annotations

from django.db import models

from shishi.orgs.reach import ReachedQuerySet

# The words of what lasts, of what comes in numbers every day, and of what of that is still open.
LASTING, DAILY, OPEN = "search_words", "search_words_daily", "search_words_open"


class EntryQuerySet(ReachedQuerySet["Entry"]):
    """Entries are reached as the things they speak of: by region, by any of their units, by matter and item."""

    MATTER = "matter_id"

    def _any_unit(self, unit_id: int) -> models.Q:
        return models.Q(pk__in=EntryUnit.objects.filter(unit_id=unit_id).values("entry_id"))


class Entry(models.Model):
    """One thing that can be found; its words stand in tables of their own under the same number."""

    kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    note = models.CharField(max_length=200, blank=True)
    route = models.CharField(max_length=40)
    region_path = models.CharField(max_length=40)
    matter_id = models.BigIntegerField(null=True)
    item_id = models.BigIntegerField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id"], name="search_entry_once")]
        indexes = [models.Index(fields=["region_path"], name="search_entry_by_region")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_id} {self.title}"


class EntryUnit(models.Model):
    """A unit that reaches an entry."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="units")
    unit_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_id", "entry"], name="search_unit_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} → {self.entry_id}"
