"""What people type about inspections: read, never decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shishi.inspections.actions.planning import Plan
from shishi.inspections.actions.research import MOST_PEOPLE, Trip
from shishi.inspections.actions.visiting import Judged, Seen
from shishi.inspections.kinds import MODES, VERIFICATION, VISIT_MODES
from shishi.inspections.queries.choices import orgs_by_id, people_of, persons_by_id, units_of
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.lib.whole import whole
from shishi.orgs.models import Org
from shishi.programmes.models import Programme

MUST = {"required": gettext_lazy("必填。")}
ROWS = 3


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, error_messages=MUST)


class PlanForm(forms.Form):
    """What is looked at, how, when, and who is sent."""

    title = forms.CharField(label=gettext_lazy("名称"), max_length=120, error_messages=MUST)
    topic = forms.CharField(
        label=gettext_lazy("检查主题"),
        max_length=40,
        help_text=gettext_lazy("同一单位同月同主题只检查一次；同类检查用同一个词。"),
        error_messages=MUST,
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("方式"), help_text=gettext_lazy("四不两直、暗访在出结论前对被检查单位保密。")
    )
    since = _day(gettext_lazy("开始日期"))
    until = _day(gettext_lazy("结束日期"))
    by_whom = forms.CharField(label=gettext_lazy("组织单位"), max_length=80, required=False)
    units = forms.TypedMultipleChoiceField(
        label=gettext_lazy("被检查单位"), coerce=int, widget=forms.CheckboxSelectMultiple, error_messages=MUST
    )
    team = forms.TypedMultipleChoiceField(
        label=gettext_lazy("检查人员"), coerce=int, widget=forms.CheckboxSelectMultiple, error_messages=MUST
    )

    def __init__(self, programme: Programme, data: QueryDict | None = None, *, office: Org) -> None:
        super().__init__(data, initial={"by_whom": office.name})
        self.programme = programme
        own = office.pk == programme.office_id
        modes = [(code, _(label)) for code, label in MODES.items() if own or code == VERIFICATION]
        self.fields["mode"].choices = modes  # type: ignore[attr-defined]
        self.fields["units"].choices = units_of(programme)  # type: ignore[attr-defined]
        self.fields["team"].choices = people_of(programme.region_path)  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        """What was typed. Call after `is_valid`."""
        typed = {name: self.cleaned_data[name] for name in ("title", "topic", "mode", "since", "until", "by_whom")}
        units = orgs_by_id(self.cleaned_data["units"], self.programme.region_path)
        return Plan(**typed, units=units, team=persons_by_id(self.cleaned_data["team"]))


class ResearchForm(forms.Form):
    """A research visit."""

    mode = forms.ChoiceField(label=gettext_lazy("方式"))
    on = _day(gettext_lazy("日期"))
    who = forms.CharField(label=gettext_lazy("参加人员"), max_length=200, error_messages=MUST)
    n_people = forms.IntegerField(label=gettext_lazy("人次"), min_value=1, max_value=MOST_PEOPLE, error_messages=MUST)
    place = forms.CharField(label=gettext_lazy("地点"), max_length=120, error_messages=MUST)
    services = forms.CharField(
        label=gettext_lazy("服务内容"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("送服务上门的填写：办什么、送什么；日期可以是以后，先列计划。"),
    )
    found = forms.CharField(
        label=gettext_lazy("了解到的情况"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"on": clock.today()})
        self.fields["mode"].choices = [(code, _(label)) for code, label in VISIT_MODES.items()]  # type: ignore[attr-defined]

    def point_out(self, refusal: Refused) -> None:
        """Put what was refused beside its field."""
        for name, sentence in refusal.fields.items():
            self.add_error(name, sentence)
        self.add_error(None, refusal.sentence)

    def trip(self) -> Trip:
        """What was typed. Call after `is_valid`."""
        return Trip(**self.cleaned_data)


def seen(request: HttpRequest) -> Seen:
    """What was seen: fields `verdict-0`, `note-0`, `finding-0`, `detail-0`, `photos`."""
    sent = request.POST
    answers: dict[int, Judged] = {}
    for name in sent:
        label, _dash, number = name.partition("-")
        n = whole(number)
        if label == "verdict" and n is not None:
            answers[n] = Judged(str(sent[name]), sent.get(f"note-{n}", ""))
    findings = tuple((sent.get(f"finding-{n}", ""), sent.get(f"detail-{n}", "")) for n in range(ROWS))
    return Seen(
        answers=answers,
        result=sent.get("result", ""),
        place=sent.get("place", ""),
        findings=findings,
        photos=request.FILES.getlist("photos"),
    )


def numbers(sent: QueryDict, name: str) -> list[int]:
    """Whole numbers ticked."""
    return [found for one in sent.getlist(name) if (found := whole(one)) is not None]
