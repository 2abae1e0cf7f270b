"""Lists of cases: filtered by the address, paged by key, the soonest due first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import FETCH_RAISE
from django.utils.translation import gettext as _

from shishi.almanac.queries import Calendars, calendars
from shishi.cases.kinds import KINDS
from shishi.cases.kinds.base import SIDE_LABELS
from shishi.cases.models import Case, CaseQuerySet, SavedView
from shishi.cases.models.case import COUNTY, is_of_unit_alone, regions_reached
from shishi.cases.queries.load import in_hands_of
from shishi.cases.queries.paging import after_of, by_due, latest, moment_of, reached, with_orgs
from shishi.cases.queries.sets import BY_ORG, LOOKUPS, Span, answer_moment, sets
from shishi.cases.queries.sponsored import taken_on_by
from shishi.cases.queries.waiting import waiting_at, waiting_for, ways_for
from shishi.cases.queries.worded import reads_like_number, with_words
from shishi.lib import clock
from shishi.lib.fulltext import month as month_word
from shishi.lib.whole import whole
from shishi.rules.authority import Actor, PostHeld
from shishi.rules.deadlines import local, overdue_workdays, workdays_left
from shishi.rules.workdays import WorkCalendar
from shishi.search.queries import windows

PAGE = 40
STATES = {"open": "在办", "late": "超期", "soon": "三日内到期", "closed": "办结", "all": "全部"}
BY_DUE = frozenset({"open", "late", "soon"})
SOON = timedelta(days=3)
# In how many months a page of cases with a frequent word is found, where ten thousand are opened in a year.
A_CITY_LOOKS_BACK, A_COUNTY_LOOKS_BACK = 2, 4
# What a list is narrowed to by the case's own column of that name.
PLAIN = (
    *("kind", "stage", "unit_id", "item_id", "type"),
    *("source", "severity", "topic", "enterprise", "sponsor_id"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; empty means any.

    state   one of `STATES`; `mine` the cases that wait for the reader; `month` those opened in a month
    set, span  one of the sets that rates are made of, and the period it is of
    by, key    one group of the rates, exactly: `by` one of `LOOKUPS`, `key` empty for what belongs to none; or
               `liaison` and the number of the person who has them in hand
    after   where the page before ended: "moment|id", the due moment among open ones, that of opening among others
    """

    kind: str = ""
    state: str = "open"
    stage: str = ""
    unit_id: int | None = None
    item_id: int | None = None
    type: str = ""
    source: str = ""
    severity: str = ""
    topic: str = ""
    enterprise: str = ""
    sponsor_id: int | None = None
    month: date | None = None
    due_on: date | None = None
    text: str = ""
    is_duty: bool = False
    is_legacy: bool = False
    taken_on: bool = False
    mine: bool = False
    after: str = ""
    ids: tuple[int, ...] = ()
    set: str = ""
    span: Span | None = None
    by: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list. `days` is workdays left, negative when it is late, None when nothing is due."""

    id: int
    number: str
    kind: str
    kind_label: str
    title: str
    stage: str
    stage_label: str
    tone: str
    type_label: str
    unit: str
    holder: str
    due_at: datetime | None
    days: int | None
    opened_at: datetime
    closed_at: datetime | None
    level: int
    n_relapses: int
    n_extensions: int
    item_id: int | None
    version: int


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of a list; `after` leads on and is empty on the last page."""

    rows: tuple[CaseRow, ...]
    after: str


def cases_for(actor: Actor, wanted: Wanted, limit: int = PAGE) -> CasePage:
    """A page of cases within reach: open ones the soonest due first, the others the latest opened first. Three queries:
    the cases, their units, the calendar; one more where open cases without a date follow or words are rare, and one
    for the reach of what waits for the reader.
    """
    is_by_due = wanted.state in BY_DUE
    if is_by_due and wanted.mine:
        found = _waiting(actor, wanted, limit + 1)
        shown = reached(found[:limit], actor)
    else:
        found = _found(actor, wanted, limit + 1)
        shown = found[:limit]
    known, now = calendars(), clock.now()
    onward = after_of(found[limit - 1], by_due=is_by_due) if len(found) > limit else ""
    return CasePage(tuple(row_of(case, now, known) for case in with_orgs(shown)), onward)


def _found(actor: Actor, wanted: Wanted, n: int) -> list[Case]:
    rows, found = Case.objects.visible_to(actor).defer("text").fetch_mode(FETCH_RAISE), []
    for months in _windows(wanted, actor):
        fitting = narrowed(rows, actor, wanted, months)
        if wanted.state in BY_DUE:
            found = by_due([fitting], wanted.after, n, undated_too=_undated_too(wanted))
        else:
            found = latest(fitting, wanted.after, n)
        if len(found) == n:
            break
    return found


def _waiting(actor: Actor, wanted: Wanted, n: int) -> list[Case]:
    """What waits for the reader, each way of waiting looked up apart: numbers and dates, not yet asked for reach."""
    rows = narrowed(Case.objects.all(), actor, replace(wanted, mine=False))
    ways = [rows.filter(way) for way in ways_for(actor)]
    return by_due(ways, wanted.after, n, undated_too=_undated_too(wanted)) if ways else []


def _undated_too(wanted: Wanted) -> bool:
    return wanted.state == "open" and wanted.due_on is None


def _windows(wanted: Wanted, actor: Actor) -> Sequence[Sequence[str]]:
    """The months to look for words in, one set after the other until a page is full; none looks in all.

    What is listed by its opening is looked for among the latest first, so that a frequent word costs what a page does.
    The open cases are few, and so are those of one unit.
    """
    if wanted.month:
        return ((month_word(wanted.month),),)
    is_plain = not wanted.text or reads_like_number(wanted.text)
    if is_plain or wanted.state in BY_DUE or is_of_unit_alone(actor):
        return ((),)
    is_wide = any(len(path) < COUNTY for path in regions_reached(actor))
    last = local(moment_of(wanted.after) or clock.now()).date()
    return windows(last, A_CITY_LOOKS_BACK if is_wide else A_COUNTY_LOOKS_BACK)


def narrowed(rows: CaseQuerySet, actor: Actor, wanted: Wanted, months: Sequence[str] = ()) -> CaseQuerySet:
    """The rows that fit what is wanted; words are looked for in these months only. No query of its own."""
    now = clock.now()
    rows = rows.filter(**{name: value for name in PLAIN if (value := getattr(wanted, name))})
    if lookup := LOOKUPS.get(wanted.by):
        rows = rows.filter(**{lookup: whole(wanted.key) if wanted.by in BY_ORG else wanted.key})
    if wanted.by == "liaison":
        rows = rows.filter(in_hands_of(whole(wanted.key) or 0))
    if wanted.is_duty:
        rows = rows.filter(is_duty=True)
    if wanted.is_legacy:
        rows = rows.filter(closed_at=None, opened_at__lt=clock.at(clock.today().replace(month=1, day=1), 0))
    if wanted.taken_on:
        rows = rows.filter(taken_on_by(actor.person_id))
    if wanted.ids:
        rows = rows.filter(pk__in=wanted.ids)
    if wanted.month:
        rows = rows.filter(
            opened_at__gte=clock.at(wanted.month, 0), opened_at__lt=clock.at(next_month(wanted.month), 0)
        )
    if wanted.due_on:
        rows = rows.filter(
            next_due_at__gte=clock.at(wanted.due_on, 0), next_due_at__lt=clock.at(wanted.due_on + timedelta(days=1), 0)
        )
    if wanted.set and wanted.span:
        rows = rows.annotate(answered_at=answer_moment()).filter(sets(wanted.span)[wanted.set])
    if wanted.mine:
        rows = rows.filter(waiting_for(actor))
    if wanted.text:
        is_open = wanted.state in BY_DUE or wanted.is_legacy
        rows = rows.filter(with_words(wanted.text, actor, is_open=is_open, months=months))
    return _in_state(rows, wanted.state, now)


def _in_state(rows: CaseQuerySet, state: str, now: datetime) -> CaseQuerySet:
    match state:
        case "late":
            return rows.late(now)
        case "soon":
            return rows.open().filter(next_due_at__gte=now, next_due_at__lt=now + SOON)
        case "closed":
            return rows.filter(closed_at__isnull=False)
        case "all":
            return rows
    return rows.open()


def cases_at(post: PostHeld, person_id: int, reader: Actor, limit: int) -> tuple[tuple[CaseRow, ...], int]:
    """What waits for whoever acts from this post, the soonest due first, undated last, and how many there are in all.

    All are counted; rows are those within the reader's reach. At most five queries, one more beyond `limit`.
    """
    waiting = Case.objects.filter(waiting_at(post, person_id))
    found = by_due([waiting.only("next_due_at").fetch_mode(FETCH_RAISE)], "", limit + 1, undated_too=True)
    n = waiting.count() if len(found) > limit else len(found)
    now, known = clock.now(), calendars()
    shown = with_orgs(reached(found[:limit], reader))
    return tuple(row_of(case, now, known) for case in shown), n


def kind_label(code: str) -> str:
    """What a kind is called. No query."""
    return _(KINDS[code].label) if code in KINDS else code


def row_of(case: Case, now: datetime, known: Calendars) -> CaseRow:
    """The case as a list shows it. No query when unit and holder were fetched with it."""
    kind = case.what
    return CaseRow(
        id=case.pk,
        number=case.number,
        kind=case.kind,
        kind_label=_(kind.label),
        title=case.title,
        stage=case.stage,
        stage_label=_(kind.stage_label(case.stage)),
        tone=tone_of(case, now),
        type_label=_(kind.type_label(case.type)) if case.type else "",
        unit=case.unit.short if case.unit else "",
        holder=case.holder.short if case.holder else _(SIDE_LABELS.get(case.side, "")),
        due_at=case.next_due_at or case.due_at,
        days=days_left(case.next_due_at, now, known.at(case.home_path)),
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        level=case.level,
        n_relapses=case.n_relapses,
        n_extensions=case.n_extensions,
        item_id=case.item_id,
        version=case.version,
    )


def tone_of(case: Case, now: datetime) -> str:
    """The colour of a case's state: green over, red late, yellow within a day of being due, else blue."""
    if case.closed_at is not None:
        return "green" if case.outcome in case.what.done else "grey"
    due = case.next_due_at
    if due is None:
        return "blue"
    return "red" if due < now else "yellow" if due < now + timedelta(days=1) else "blue"


def days_left(due: datetime | None, now: datetime, known: WorkCalendar) -> int | None:
    """Workdays left, negative once late: a case late within its own due day counts as one day late."""
    if due is None:
        return None
    if due >= now:
        return workdays_left(due, now, known)
    return -max(1, overdue_workdays(due, now, known))


def next_month(month: date) -> date:
    """The first of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def views_of(actor: Actor) -> list[tuple[int, str, str]]:
    """The actor's saved views as (id, name, query). One query."""
    return list(SavedView.objects.filter(person_id=actor.person_id).values_list("pk", "name", "query"))


def local_day(moment: datetime | None) -> str:
    """A moment's day in China, as it is written in a register."""
    return f"{local(moment):%Y-%m-%d}" if moment else ""


def by_ids(actor: Actor, ids: Iterable[int]) -> list[Case]:
    """Cases within reach among some ids. One query."""
    return list(Case.objects.visible_to(actor).filter(pk__in=list(ids)).select_related("unit", "office").order_by("id"))
