"""A letter as its pages need it: the sheet, what stands against signing, what may be done now, what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from shishi.almanac.queries import calendar
from shishi.cases.kinds import KINDS
from shishi.cases.models import TimeLimit
from shishi.documents.kinds import LETTER
from shishi.documents.queries.numerals import Loose
from shishi.letters.models import Letter, LetterDesk
from shishi.letters.queries.checks import Facts, Finding, check
from shishi.letters.queries.paper import Sheet
from shishi.letters.queries.prefill import names_for
from shishi.letters.queries.words import Words, words_of
from shishi.lib import clock
from shishi.lib.paper.titles import title_lines
from shishi.orgs.models import Org
from shishi.programmes.models import Indicator
from shishi.reports.models import FrozenStanding
from shishi.reports.queries.chips import changed
from shishi.reports.queries.cuts import frozen
from shishi.reports.queries.meanings import meaning_of
from shishi.reports.queries.pieces import Piece, pieces_of
from shishi.rules.authority import Actor
from shishi.rules.deadlines import Limit, LimitUnit, due_at, local

KIND = KINDS["letter"]
UNSIGNED = ("drafting", "reviewing", "to_sign")


@dataclass(frozen=True, slots=True)
class PartView:
    """One text of the letter as the sheet draws it."""

    name: str
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """The A4 page beside the form."""

    sheet: Sheet
    number: str
    on: date
    title_lines: tuple[str, ...]
    parts: tuple[PartView, ...]
    requirements: tuple[PartView, ...]
    is_signed: bool


@dataclass(frozen=True, slots=True)
class ChipChoice:
    """A figure that may be put into a sentence."""

    token: str
    shown: str
    label: str


def letter_for(actor: Actor, pk: int) -> Letter | None:
    """One letter within reach with all its pages need; None out of reach. One query."""
    rows = Letter.objects.visible_to(actor).select_related(
        "case__office", "case__unit", "case__holder", "case__item", "case__site", "case__sponsor",
        "case__programme__office", "case__merged_into", "unit", "cut", "paper__book", "paper__docx", "paper__pdf",
        "reply_paper__book", "reply_paper__docx", "reply_paper__pdf",
    )  # fmt: skip
    return rows.filter(pk=pk).first()


def desk_of(office: Org) -> LetterDesk:
    """The office's desk; an unsaved one with the office's own name where none was set. One query."""
    found = LetterDesk.objects.filter(office=office).first() or LetterDesk(office=office)
    found.mark = found.mark or office.name
    return found


def reply_day(letter: Letter, level: int | None = None) -> date:
    """The day the answer is due: as printed, as wished for, else by the limit of the level from now. Three queries."""
    if letter.printed_due_on:
        return letter.printed_due_on
    if letter.due_on:
        return letter.due_on
    limit = _limit(letter, level or letter.case.level)
    return local(due_at(clock.now(), limit, calendar(letter.case.home_path))).date()


def _limit(letter: Letter, level: int) -> Limit:
    """The region's parameter of the day for the whole of a letter of this level, else the kind's own."""
    case, today = letter.case, clock.today()
    rows = TimeLimit.objects.filter(kind=KIND.code, stage="", since__lte=today).order_by("since", "id")
    fitting = [r for r in rows if case.region_path.startswith(r.region_path) and r.level in (None, level)]
    best = max(fitting, key=lambda r: (len(r.region_path), r.level is not None, r.since, r.pk), default=None)
    own = KIND.levels[level].whole
    return Limit(best.n, LimitUnit(best.unit)) if best else own or Limit(5)


def sheet_of(letter: Letter, words: Words | None = None) -> Sheet:
    """What the letter says, to be drawn or set. Four queries at most."""
    case, desk = letter.case, desk_of(letter.case.office)
    return Sheet(
        type=case.type,
        type_label=_(KIND.type_label(case.type)),
        title=case.title,
        mark=desk.mark,
        office=case.office.name,
        unit=letter.unit.name,
        words=words or words_of(letter),
        figures=letter.figures,
        due_on=reply_day(letter),
        level_label=level_label(case.level),
        feedback=letter.feedback,
        contact=letter.contact,
        phone=letter.phone,
        copies_to=letter.copies_to,
    )


def level_label(level: int) -> str:
    """The level in words: 二级预警."""
    return _("%(n)d级（%(label)s）") % {"n": level, "label": _(KIND.levels[level].label)}


def view_of(letter: Letter, sheet: Sheet, findings: Iterable[Finding] = (), number: str = "") -> SheetView:
    """The sheet as the page draws it. No query when the paper is loaded."""
    loose: dict[str, list[Loose]] = {}
    for finding in findings:
        if finding.loose is not None:
            loose.setdefault(finding.field, []).append(finding.loose)
    home = f"/letters/{letter.pk}/figures/"
    parts = [
        PartView(name, label, pieces_of(runs, sheet.figures, home, loose.get(name, ())))
        for name, label, runs in sheet.words.parts()
    ]
    paper = letter.paper
    return SheetView(
        sheet=sheet,
        number=number or (number_of(letter) if paper else ""),
        on=paper.signed_on if paper else clock.today(),
        title_lines=title_lines(sheet.type_label if sheet.is_slip else sheet.title),
        parts=tuple(part for part in parts if not part.name.startswith("requirement-")),
        requirements=tuple(part for part in parts if part.name.startswith("requirement-")),
        is_signed=paper is not None,
    )


def number_of(letter: Letter) -> str:
    """The number of the signed letter: 潭县民专督〔2023〕4号; empty before. No query when paper and book are loaded."""
    paper = letter.paper
    return LETTER.number(paper.book.prefix, paper.book.year, paper.number) if paper else ""


def findings_of(letter: Letter, words: Words | None = None, title: str | None = None) -> tuple[Finding, ...]:
    """What stands against signing the letter as it is, or as it is typed. Five queries at most."""
    case = letter.case
    facts = Facts(
        title=case.title if title is None else title,
        words=words or words_of(letter),
        figures=letter.figures,
        names=names_for(case.programme, letter.unit.name, letter.unit.short, case.office.name, *_linked(letter)),
        changed=changed(letter.figures, frozen(letter.cut)) if letter.cut else (),
        feedback=letter.feedback,
    )
    return check(facts)


def _linked(letter: Letter) -> list[str]:
    """What the letter may name besides: cases it came out of, the indicators of its item. Two queries."""
    titles = letter.case.links.values_list("other__title", flat=True)
    return [*titles, *Indicator.objects.filter(item=letter.case.item_id).values_list("name", flat=True)]


def chips_of(letter: Letter) -> tuple[ChipChoice, ...]:
    """The figures a clerk may put in at a click. One query for a letter with a cut."""
    if letter.cut_id is None:
        return ()
    rows = FrozenStanding.objects.filter(cut=letter.cut_id, kind__in=("item", "indicator"), item_id=letter.case.item_id)
    labels = {(kind, subject): label for kind, subject, label in rows.values_list("kind", "subject", "label")}
    found = []
    for key, one in letter.figures.items():
        of_what = labels.get((one["code"].partition(".")[0], one["args"].get("subject", "")), "")
        label = f"{of_what} {meaning_of(one['code']).label}".strip()
        found.append(ChipChoice(f"〔{one['shown']}#{key}〕", one["shown"], label))
    return tuple(found)
