"""What people type about meetings: read, never decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shishi.lib.whole import whole
from shishi.meetings.actions.holding import Came
from shishi.meetings.actions.planning import Plan
from shishi.meetings.kinds import KINDS
from shishi.meetings.models import Meeting
from shishi.meetings.queries.choices import orgs_by_id, person_by_id, who_may_be_asked, who_may_preside

MUST = {"required": gettext_lazy("必填。")}


class PlanForm(forms.Form):
    """When, where, what for, who presides and who is asked to come."""

    kind = forms.ChoiceField(label=gettext_lazy("类型"))
    title = forms.CharField(label=gettext_lazy("名称"), max_length=120, error_messages=MUST)
    on = forms.DateField(
        label=gettext_lazy("日期"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=MUST,
    )
    time = forms.TimeField(
        label=gettext_lazy("时间"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), error_messages=MUST
    )
    place = forms.CharField(label=gettext_lazy("地点"), max_length=120, error_messages=MUST)
    chair = forms.TypedChoiceField(label=gettext_lazy("主持人"), coerce=int, empty_value=None, required=False)
    orgs = forms.TypedMultipleChoiceField(
        label=gettext_lazy("参会单位"), coerce=int, widget=forms.CheckboxSelectMultiple, error_messages=MUST
    )

    def __init__(self, region_path: str, data: QueryDict | None = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.region_path = region_path
        self.fields["kind"].choices = [(code, _(label)) for code, label in KINDS.items()]  # type: ignore[attr-defined]
        self.fields["chair"].choices = [("", "——"), *who_may_preside(region_path)]  # type: ignore[attr-defined]
        self.fields["orgs"].choices = who_may_be_asked(region_path)  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        """What was typed. Call after `is_valid`."""
        typed = self.cleaned_data
        return Plan(
            kind=typed["kind"],
            title=typed["title"],
            on=typed["on"],
            time=typed["time"],
            place=typed["place"],
            chair=person_by_id(typed["chair"], self.region_path),
            orgs=orgs_by_id(typed["orgs"], self.region_path),
        )


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """A meeting as its form begins. One query."""
    plain = {name: getattr(meeting, name) for name in ("kind", "title", "on", "time", "place")}
    return {**plain, "chair": meeting.chair_id, "orgs": list(meeting.attendees.values_list("org_id", flat=True))}


def came(sent: QueryDict) -> dict[int, Came]:
    """Who came: fields `presence-7` and `name-7` by the attendee's number."""
    found: dict[int, Came] = {}
    for name in sent:
        label, _dash, number = name.partition("-")
        pk = whole(number)
        if label == "presence" and pk is not None:
            found[pk] = Came(str(sent[name]), sent.get(f"name-{pk}", ""))
    return found


def day(text: str | None) -> date | None:
    """A day as a browser sends it; None for anything else."""
    try:
        return date.fromisoformat(text) if text and len(text) == len("2023-01-01") else None
    except ValueError:
        return None
