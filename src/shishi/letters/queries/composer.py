"""The composer's page: the form's values, the live sheet and what stands against sending it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from shishi.letters.models import Letter
from shishi.letters.queries.checks import Finding
from shishi.letters.queries.page import (
    KIND,
    ChipChoice,
    SheetView,
    chips_of,
    findings_of,
    level_label,
    reply_day,
    sheet_of,
    view_of,
)
from shishi.letters.queries.words import BODY, MOST_REQUIREMENTS, REQUIREMENT, Typed, words_from, words_of
from shishi.lib import clock
from shishi.lib.refusal import Refused


@dataclass(frozen=True, slots=True)
class Field:
    """One text of the form: chips stand in it as tokens."""

    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What a typed numeral may be settled as, with what the form sends for it."""

    label: str
    value: str
    is_figure: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with the ways to settle it."""

    sentence: str
    field: str
    fixes: tuple[Fix, ...]


@dataclass(frozen=True, slots=True)
class Live:
    """The sheet and its findings, as saved or as typed. `broken` says why what is typed cannot be read."""

    view: SheetView
    findings: tuple[Shown, ...]
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Composer:
    """Everything the composer shows."""

    typed: Typed
    fields: tuple[Field, ...]
    requirements: tuple[Field, ...]
    live: Live
    chips: tuple[ChipChoice, ...]
    types: tuple[tuple[str, str], ...]
    levels: tuple[tuple[int, str], ...]
    usual_due_on: date
    is_old: bool
    is_escalated: bool


def composer_of(letter: Letter, typed: Typed) -> Composer:
    """The composer of a draft. Fifteen queries at most."""
    asked = [text for text in typed.requirements if text.strip()][:MOST_REQUIREMENTS]
    asked += [""] if len(asked) < MOST_REQUIREMENTS else []
    return Composer(
        typed=typed,
        fields=tuple(Field(name, _(label), typed.texts.get(name, "")) for name, label in BODY.items()),
        requirements=tuple(
            Field(f"{REQUIREMENT}{n}", _("第%(n)d条") % {"n": n + 1}, text) for n, text in enumerate(asked)
        ),
        live=typed_view(letter, typed),
        chips=chips_of(letter),
        types=tuple((code, _(one.label)) for code, one in KIND.types.items()),
        levels=tuple((n, level_label(n)) for n in KIND.levels),
        usual_due_on=reply_day(letter, typed.level),
        is_old=bool(letter.cut and letter.cut.on < clock.today()),
        is_escalated=letter.case.source == "escalation",
    )


def typed_view(letter: Letter, typed: Typed | None, broken: str = "") -> Live:
    """The sheet as what is typed would make it; the saved one where that cannot be read. Ten queries at most."""
    words = words_of(letter)
    sheet = sheet_of(letter)
    title = letter.case.title
    if typed is not None:
        try:
            words = words_from(typed, letter.figures)
        except Refused as refusal:
            broken = refusal.sentence
        title = typed.title
        level = typed.level if typed.level in KIND.levels else letter.case.level
        sheet = replace(
            sheet,
            title=title,
            type=typed.type if typed.type in KIND.types else letter.case.type,
            type_label=_(KIND.type_label(typed.type)),
            words=words,
            due_on=typed.due_on or reply_day(letter, level),
            level_label=level_label(level),
            feedback=typed.feedback,
            contact=typed.contact,
            phone=typed.phone,
            copies_to=typed.copies_to,
        )
    findings = findings_of(letter, words, title)
    return Live(view_of(letter, sheet, findings), tuple(_shown(finding) for finding in findings), broken)


def _shown(finding: Finding) -> Shown:
    loose = finding.loose
    if loose is None:
        return Shown(finding.sentence, finding.field, ())
    at = f"{finding.field}|{loose.run}|{loose.start}|{loose.end}|"
    labels = {"name": _("标为名称"), "ordinal": _("标为序号"), "date": _("标为日期")}
    fixes = [Fix(_("绑定 %(shown)s") % {"shown": p.shown}, f"{at}figure:{p.key}", True) for p in loose.proposals]
    fixes += [Fix(labels[mark], f"{at}mark:{mark}", False) for mark in loose.marks]
    return Shown(finding.sentence, finding.field, tuple(fixes))
