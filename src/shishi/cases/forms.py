"""Builds the form a step or an opening asks for out of the dictionary of answers, and reads what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shishi.cases.actions.allowing import refuse_others
from shishi.cases.kinds import KINDS, CaseKind
from shishi.cases.kinds.answers import ANSWERS, CHANNELS, Answer, Sort
from shishi.cases.models import Case
from shishi.cases.queries.choices import Choices
from shishi.cases.queries.lists import STATES, Wanted
from shishi.cases.queries.rates import GROUPS
from shishi.cases.queries.sets import LABELS, LOOKUPS, Span
from shishi.cases.queries.tickets import AnswersAsked
from shishi.cases.queries.usual import usual_units
from shishi.files.kinds import ACCEPT
from shishi.lib import clock
from shishi.lib.refusal import Overtaken, Refused
from shishi.lib.whole import whole
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Step

SHORT_ROWS, LONG_ROWS, LONG = 3, 6, 1500
OPEN_STATES = frozenset(STATES)
FIRST_YEAR, LAST_YEAR = 1950, 2200


class ManyFiles(forms.ClearableFileInput):
    """A field that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files under one answer."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        return [super(FilesField, self).clean(one, initial) for one in data or []]


class RecalledWords(forms.TextInput):
    """A line that offers the words used before, so that the same thing is called the same; others may be typed."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        super().__init__()
        self.words = tuple(words)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The line and, where there are any, the words."""
        if not self.words:
            return super().render(name, value, attrs, renderer)
        known = f"{(attrs or {}).get('id', name)}-known"
        offered = format_html_join("", '<option value="{}">', ((word,) for word in self.words))
        line = super().render(name, value, {**(attrs or {}), "list": known, "autocomplete": "off"}, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', line, known, offered)


class AnswersForm(forms.Form):
    """The fields of some answers, required or offered, with the choices this actor has."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        kind: CaseKind,
        asks: Iterable[str],
        offers: Iterable[str] = (),
        choices: Choices,
        prefix_id: str = "",
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, auto_id=f"{prefix_id}-%s", initial=dict(initial or {}))
        self.choices = choices
        must = tuple(asks)
        for name in dict.fromkeys((*must, *offers)):
            answer = ANSWERS[name]
            self.fields[name] = field_of(answer, kind, choices, required=name in must)
            self.fields[name].widget.is_required = False

    def read(self) -> dict[str, Any]:
        """What was typed, as `answers`. Raises Refused with a sentence beside each field that is missing or unfit."""
        if self.is_valid():
            return self.answers()
        wrong = {name: " ".join(str(one) for one in errors) for name, errors in self.errors.items()}
        raise Refused(_("有 %(n)d 处需要填写或修改。") % {"n": len(wrong)}, wrong)

    def point_out(self, refusal: Refused) -> None:
        """Put what was refused beside its field, unless it stands there already."""
        for name, sentence in refusal.fields.items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, sentence)

    def answers(self) -> dict[str, Any]:
        """What was typed, with rows for numbers; empty answers left out. Call after `is_valid`."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], False)}
        return {name: self.choices.row(ANSWERS[name], value) for name, value in given.items()}


def field_of(answer: Answer, kind: CaseKind, choices: Choices, *, required: bool) -> forms.Field:
    """The form field of one answer."""
    common: dict[str, Any] = {
        "label": _(answer.label),
        "required": required,
        "help_text": _(answer.help) if answer.help else "",
        "error_messages": {"required": _("请填写%(label)s。") % {"label": _(answer.label)}},
    }
    match answer.sort:
        case Sort.LINE:
            words = choices.recalled(answer, kind) if answer.recalled else ()
            return forms.CharField(max_length=answer.most, widget=RecalledWords(words), **common)
        case Sort.TEXT:
            rows = LONG_ROWS if answer.most >= LONG else SHORT_ROWS
            return forms.CharField(max_length=answer.most, widget=forms.Textarea(attrs={"rows": rows}), **common)
        case Sort.DAY:
            return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **common)
        case Sort.NUMBER:
            common["initial"] = answer.usual
            return forms.IntegerField(min_value=0, max_value=answer.most, **common)
        case Sort.YES:
            return forms.BooleanField(**common)
        case Sort.FILES:
            widget = ManyFiles(attrs={"accept": ACCEPT, "multiple": True})
            return FilesField(widget=widget, **common)
        case Sort.CASE:
            return forms.CharField(max_length=30, **common)
        case Sort.UNITS:
            boxes = forms.CheckboxSelectMultiple()
            return forms.TypedMultipleChoiceField(coerce=int, choices=choices.of(answer, kind), widget=boxes, **common)
        case Sort.UNIT | Sort.LEADER | Sort.ITEM | Sort.SITE | Sort.REGION:
            offered = [("", "——"), *choices.of(answer, kind)]
            return forms.TypedChoiceField(coerce=int, empty_value=None, choices=offered, **common)
    return forms.ChoiceField(choices=[("", "——"), *choices.of(answer, kind)], **common)


def step_form(case: Case, name: str, actor: Actor, data: Any = None, files: Any = None) -> AnswersForm:
    """The form of one step of a case; a step that does not leave the present stage asks nothing."""
    step = case.what.life.find(name, case.stage)
    return AnswersForm(
        data,
        files,
        kind=case.what,
        asks=step.asks if step else (),
        offers=step.offers if step else (),
        choices=Choices(actor, case),
        prefix_id=f"s-{name}",
        initial=_known(case, step),
    )


def _known(case: Case, step: Step | None) -> dict[str, Any]:
    """What stands in the form of a step to begin with. Where it asks for a unit and none is charged yet: the lead unit
    of the item it concerns, else the one usually charged with the topic. One query then.
    """
    unit = case.unit_id
    if unit is None and step is not None and "unit" in step.asks:
        if case.item is not None:
            unit = case.item.unit_id
        else:
            unit = usual_units(case.home_path, case.kind, [case.topic]).get(case.topic)
    told = {name: getattr(case, name) for name in ("type", "topic", "source", "duty_person")}
    rating = case.rating if step is not None and step.name == "rate" else ""
    return told | {"unit": unit, "item": case.item_id, "rating": rating}


def step_of_many(cases: Iterable[Case], name: str) -> Step | None:
    """The step many cases are to take; None when none stands where it begins."""
    return next((found for case in cases if (found := case.what.life.find(name, case.stage))), None)


def many_form(cases: Sequence[Case], step: Step, actor: Actor, data: Any = None, files: Any = None) -> AnswersForm:
    """The form of one step many cases take together."""
    choices = Choices(actor, cases[0])
    return AnswersForm(data, files, kind=cases[0].what, asks=step.asks, offers=step.offers, choices=choices)


def read_step(case: Case, name: str, actor: Actor, form: AnswersForm) -> dict[str, Any]:
    """What was typed for a step. Raises NotYours before anything it asks is told, Refused for what is missing.

    Nothing for a step that does not leave the present stage: the action says so itself.
    """
    refuse_others(case, name, actor)
    return form.read() if case.what.life.find(name, case.stage) else {}


def opening_form(kind: CaseKind, actor: Actor, data: Any = None, files: Any = None, **initial: Any) -> AnswersForm:
    """The form that opens a case of a kind."""
    return AnswersForm(
        data, files, kind=kind, asks=kind.fields, offers=kind.offers, choices=Choices(actor), initial=initial
    )


def wanted(query: QueryDict) -> Wanted:
    """What the address of a list asks for; what cannot be read is left out."""
    kind = query.get("kind", "")
    state = query.get("state", "open")
    return Wanted(
        kind=kind if kind in KINDS else "",
        state=state if state in OPEN_STATES else "open",
        stage=query.get("stage", "")[:20],
        unit_id=whole(query.get("unit")),
        item_id=whole(query.get("item")),
        type=query.get("type", "")[:20],
        source=query.get("source", "")[:20],
        severity=query.get("severity", "")[:10],
        topic=query.get("topic", "")[:30].replace("\x00", ""),
        enterprise=query.get("enterprise", "")[:60].replace("\x00", ""),
        sponsor_id=whole(query.get("sponsor")),
        month=_day(f"{query.get('month', '')}-01"),
        due_on=_day(query.get("due", "")),
        text=query.get("q", "")[:100].replace("\x00", "").strip(),
        is_duty=query.get("duty") == "1",
        is_legacy=query.get("legacy") == "1",
        taken_on=query.get("took") == "1",
        mine=query.get("mine") == "1",
        after=query.get("after", "")[:60],
        set=query.get("set", "") if query.get("set", "") in LABELS else "",
        span=_span(query) if query.get("set") else None,
        by=query.get("by", "") if query.get("by", "") in (*LOOKUPS, "liaison") else "",
        key=query.get("key", "")[:40].replace("\x00", ""),
        ids=tuple(pk for one in query.get("ids", "").split(",")[:500] if (pk := whole(one)) is not None),
    )


@dataclass(frozen=True, slots=True)
class AskedRates:
    """Which rates a page asks for."""

    kind: str
    by: str
    span: Span


def asked_rates(query: QueryDict) -> AskedRates:
    """What the address of the rates asks for: the running year where it names no period."""
    kind, by = query.get("kind", ""), query.get("by", "unit")
    return AskedRates(kind if kind in KINDS else "", by if by in GROUPS else "unit", _span(query))


def answers_asked(sent: QueryDict) -> AnswersAsked:
    """Which answers go back to an outside platform: those of the running month where nothing is said."""
    today, channel = clock.today(), sent.get("channel", "")
    since = _day(sent.get("since", "")) or today.replace(day=1)
    return AnswersAsked(since, _day(sent.get("until", "")) or today, channel if channel in CHANNELS else "")


def _span(query: QueryDict) -> Span:
    today = clock.today()
    since = _day(query.get("since", "")) or date(today.year, 1, 1)
    until = _day(query.get("until", "")) or date(since.year + 1, 1, 1)
    return Span(since, until if until > since else date(since.year + 1, 1, 1))


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text) if len(text) == 10 else None
        return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None
    except ValueError:
        return None


def read_versions(sent: QueryDict, cases: Iterable[Case]) -> dict[int, int]:
    """The version each of many was chosen at, sent as `id-version`; what came without one was chosen as it is now.

    Raises Overtaken for a confirmation that lacks them.
    """
    pairs = (one.partition("-") for one in sent.getlist("at"))
    read = {whole(pk): whole(version) for pk, _dash, version in pairs}
    found = {case.pk: version for case in cases if (version := read.get(case.pk)) is not None}
    if len(found) != len({case.pk for case in cases}):
        raise Overtaken(_("页面缺少版本信息，没有办理您的操作。请刷新页面后再办理。"))
    return found
