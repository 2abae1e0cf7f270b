"""The register of letters 督办台账 of one year, and its rates. Source: docs/domain/letters.md, "Register"."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import FETCH_RAISE
from django.utils.translation import gettext as _

from shishi.almanac.queries import calendar
from shishi.cases.models import Case, CaseStep, Extension
from shishi.cases.queries.lists import days_left, tone_of
from shishi.documents.kinds import LETTER
from shishi.letters.models import Letter
from shishi.letters.queries.page import KIND
from shishi.lib import clock
from shishi.rules.authority import Actor
from shishi.rules.caserates import Owing, Share, closing, on_time_closing
from shishi.rules.deadlines import Limit, due_at, local
from shishi.rules.workdays import WorkCalendar

MOST = 2_000
STATES = {"": "全部", "open": "在办", "late": "逾期", "closed": "审结"}
RECEIPT = Limit(1)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One letter in the register. Days are of China; `days` workdays left, negative once late."""

    id: int
    number: str
    case_number: str
    title: str
    level: int
    level_label: str
    level_tone: str
    source: str
    unit: str
    item_id: int | None
    issued_on: date | None
    acknowledged_on: date | None
    due_on: date | None
    first_due_on: date | None
    extended: str
    replied_on: date | None
    verdict: str
    closed_on: date | None
    stage_label: str
    tone: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Rates:
    """The register's rates, each with its two figures."""

    n_issued: int
    n_open: int
    receipt: Share
    reply: Share
    closed: Share


@dataclass(frozen=True, slots=True)
class Register:
    """One year's letters, newest first, with the rates over all of them."""

    year: int
    years: tuple[int, ...]
    rows: tuple[RegisterRow, ...]
    rates: Rates


def register(actor: Actor, year: int | None = None, state: str = "", unit_id: int | None = None) -> Register:
    """The register within reach: the letters begun in the year. Six queries."""
    reached = Letter.objects.visible_to(actor)
    opened = reached.values_list("case__opened_at", flat=True)
    years = tuple(sorted({local(at).year for at in opened}, reverse=True)) or (clock.today().year,)
    chosen = year if year in years else years[0]
    since, until = clock.at(date(chosen, 1, 1), 0), clock.at(date(chosen + 1, 1, 1), 0)
    rows = reached.filter(case__opened_at__gte=since, case__opened_at__lt=until)
    if unit_id is not None:
        rows = rows.filter(unit=unit_id)
    found = list(rows.select_related("case", "unit", "paper__book").order_by("-pk").fetch_mode(FETCH_RAISE)[:MOST])
    return Register(chosen, years, _rows([x for x in found if _fits(x.case, state)]), rates_of([x.case for x in found]))


def letters_of_item(actor: Actor, item_id: int) -> tuple[RegisterRow, ...]:
    """An item's letters within reach, newest first. Four queries."""
    rows = Letter.objects.visible_to(actor).filter(case__item=item_id).select_related("case", "unit", "paper__book")
    return _rows(list(rows.order_by("-pk").fetch_mode(FETCH_RAISE)[:60]))


def _fits(case: Case, state: str) -> bool:
    match state:
        case "open":
            return case.is_open
        case "late":
            return case.is_open and case.next_due_at is not None and case.next_due_at < clock.now()
        case "closed":
            return case.outcome == "closed"
    return True


def _rows(letters: list[Letter]) -> tuple[RegisterRow, ...]:
    ids, now = [letter.pk for letter in letters], clock.now()
    known = calendar(letters[0].case.home_path) if letters else calendar()
    verdicts: dict[int, str] = {}
    steps = CaseStep.objects.filter(case__in=ids, name__in=("accept", "revise", "uphold")).order_by("id")
    for case_id, answers in steps.values_list("case_id", "answers"):
        verdicts[case_id] = answers.get("opinion", "")
    extended: dict[int, list[str]] = defaultdict(list)
    approved = Extension.objects.filter(case__in=ids, stage=Extension.Stage.APPROVED).order_by("id")
    for case_id, wanted in approved.values_list("case_id", "wanted_at"):
        extended[case_id].append(f"{local(wanted):%Y-%m-%d}")
    return tuple(_row(x, verdicts.get(x.pk, ""), "、".join(extended[x.pk]), now, known) for x in letters)


def _row(letter: Letter, verdict: str, extended: str, now: datetime, known: WorkCalendar) -> RegisterRow:
    case, paper = letter.case, letter.paper
    level = KIND.levels[case.level]
    return RegisterRow(
        id=letter.pk,
        number=LETTER.number(paper.book.prefix, paper.book.year, paper.number) if paper else "",
        case_number=case.number,
        title=case.title,
        level=case.level,
        level_label=_(level.label),
        level_tone=level.tone,
        source=_(KIND.sources.get(case.source, case.source)),
        unit=letter.unit.short,
        item_id=case.item_id,
        issued_on=_day(case.assigned_at),
        acknowledged_on=_day(case.acknowledged_at),
        due_on=_day(case.due_at),
        first_due_on=_day(case.first_due_at),
        extended=extended,
        replied_on=_day(case.replied_at),
        verdict=verdict,
        closed_on=_day(case.closed_at),
        stage_label=_(KIND.stage_label(case.stage)),
        tone=tone_of(case, now),
        days=days_left(case.next_due_at, now, known),
    )


def _day(moment: datetime | None) -> date | None:
    return local(moment).date() if moment else None


def rates_of(cases: list[Case]) -> Rates:
    """The rates over some letters: signed for within a workday, answered in time, closed. One query.

    Answered in time asks what fell due by now; what was revoked is no longer owed.
    """
    now, known = clock.now(), calendar(cases[0].home_path) if cases else calendar()
    issued = [case for case in cases if case.assigned_at is not None]
    owed = [case for case in issued if case.outcome != "revoked"]
    signed = [case for case in owed if case.acknowledged_at is not None or _receipt_due(case, known) < now]
    in_time = sum(bool(c.acknowledged_at and c.acknowledged_at <= _receipt_due(c, known)) for c in signed)
    replies = [Owing(case.due_at, case.replied_at, case.outcome == "revoked") for case in issued if case.due_at]
    return Rates(
        n_issued=len(issued),
        n_open=sum(case.is_open for case in issued),
        receipt=Share(in_time, len(signed)),
        reply=on_time_closing(replies, datetime.min.replace(tzinfo=now.tzinfo), now),
        closed=closing(sum(case.outcome == "closed" for case in owed), len(owed)),
    )


def _receipt_due(case: Case, known: WorkCalendar) -> datetime:
    return due_at(case.assigned_at or case.opened_at, RECEIPT, known)
