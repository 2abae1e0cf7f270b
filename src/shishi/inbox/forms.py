"""Reads how somebody wants to be told; decides nothing."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shishi.inbox.queries.habits import Settings
from shishi.rules.telling import WAY_LABELS, QuietHours, Way


class ReminderForm(forms.Form):
    """One menu a reason, and the quiet hours. Fields are named by the reasons' codes."""

    def __init__(self, settings: Settings, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asking = [row.code for row in settings.reasons if row.asks]
        self.informing = [row.code for row in settings.reasons if not row.asks]
        for row in settings.reasons:
            open_ways = [way for way in Way if not (row.asks and way is Way.NEVER)]
            choices = [(way.value, _(WAY_LABELS[way])) for way in open_ways]
            self.fields[row.code] = forms.ChoiceField(label=row.words, choices=choices, initial=row.way, required=False)
        self.fields["quiet_since"] = _hour(_("勿扰开始"), settings.quiet_since)
        self.fields["quiet_until"] = _hour(_("勿扰结束"), settings.quiet_until)

    @property
    def ways(self) -> dict[str, Way]:
        """What was chosen, by reason; what the page did not send stays as it was."""
        codes = (*self.asking, *self.informing)
        return {code: Way(self.cleaned_data[code]) for code in codes if self.cleaned_data[code]}

    @property
    def quiet(self) -> QuietHours:
        """The hours typed."""
        return QuietHours(self.cleaned_data["quiet_since"], self.cleaned_data["quiet_until"])

    @property
    def asking_fields(self) -> list[forms.BoundField]:
        """The menus of what asks something."""
        return [self[code] for code in self.asking]

    @property
    def informing_fields(self) -> list[forms.BoundField]:
        """The menus of what only informs."""
        return [self[code] for code in self.informing]

    @property
    def hour_fields(self) -> list[forms.BoundField]:
        """The two hours."""
        return [self["quiet_since"], self["quiet_until"]]


def _hour(label: str, initial: str) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, initial=time.fromisoformat(initial), widget=widget)
