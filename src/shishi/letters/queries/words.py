"""What a letter says: its texts as runs, read from what was typed and written back for the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shishi.documents.queries.runs import Runs, from_plain, to_plain
from shishi.letters.models import Letter
from shishi.lib.refusal import Refused

MOST_REQUIREMENTS = 9
BODY = {"basis": "事由与依据", "facts": "现状", "problems": "存在问题"}
REQUIREMENT = "requirement-"


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of a letter."""

    basis: Runs = field(default_factory=list)
    facts: Runs = field(default_factory=list)
    problems: Runs = field(default_factory=list)
    requirements: tuple[Runs, ...] = ()

    def parts(self) -> Iterator[tuple[str, str, Runs]]:
        """Each text with the name of its field and its label, in the order of the paper."""
        for name, label in BODY.items():
            yield name, _(label), getattr(self, name)
        for n, runs in enumerate(self.requirements):
            yield f"{REQUIREMENT}{n}", _("整改要求第%(n)d条") % {"n": n + 1}, runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a clerk typed into the composer; texts with their chips as tokens."""

    title: str
    type: str = "letter"
    level: int = 1
    urgency: str = ""
    due_on: date | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    requirements: tuple[str, ...] = ()
    feedback: str = ""
    contact: str = ""
    phone: str = ""
    copies_to: str = ""


def words_of(letter: Letter) -> Words:
    """The texts as they are kept. No query."""
    return Words(letter.basis, letter.facts, letter.problems, tuple(letter.requirements))


def words_from(typed: Typed, figures: Mapping[str, Any]) -> Words:
    """The texts that were typed. Raises Refused beside each field whose chips are broken or typed over."""
    wrong: dict[str, str] = {}

    def read(name: str, text: str) -> Runs:
        try:
            return from_plain(text, figures)
        except Refused as refusal:
            wrong[name] = refusal.sentence
            return []

    body = {name: read(name, typed.texts.get(name, "")) for name in BODY}
    filled = [text for text in typed.requirements if text.strip()][:MOST_REQUIREMENTS]
    requirements = tuple(read(f"{REQUIREMENT}{n}", text) for n, text in enumerate(filled))
    if wrong:
        raise Refused(next(iter(wrong.values())), wrong)
    return Words(body["basis"], body["facts"], body["problems"], requirements)


def typed_of(letter: Letter) -> Typed:
    """The letter as its form shows it. No query when the case is loaded."""
    case = letter.case
    return Typed(
        title=case.title,
        type=case.type,
        level=case.level,
        urgency=letter.urgency,
        due_on=letter.due_on,
        texts={name: to_plain(getattr(letter, name), letter.figures) for name in BODY},
        requirements=tuple(to_plain(runs, letter.figures) for runs in letter.requirements),
        feedback=letter.feedback,
        contact=letter.contact,
        phone=letter.phone,
        copies_to=letter.copies_to,
    )
