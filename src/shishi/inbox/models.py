"""How each person wants to be told."""

from __future__ import annotations

from django.db import models

from shishi.orgs.models import Person
from shishi.rules.telling import USUAL_QUIET, QuietHours


class Habit(models.Model):
    """One person's reminder settings. `ways` holds what was chosen, by reason; a reason not there comes at once."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="habit")
    quiet_since = models.TimeField(default=USUAL_QUIET.since)
    quiet_until = models.TimeField(default=USUAL_QUIET.until)
    ways = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"#{self.pk} {self.person_id}"

    @property
    def quiet(self) -> QuietHours:
        return QuietHours(self.quiet_since, self.quiet_until)

    @property
    def journal_kind(self) -> str:
        return "habit"

    @property
    def journal_label(self) -> str:
        return str(self.person_id)
