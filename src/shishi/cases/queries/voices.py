"""What the desk of citizens' letters asks: who is to be called back, what keeps coming back, what letters add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import FETCH_RAISE, Count, Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from shishi.almanac.queries import calendars
from shishi.cases.kinds.answers import ANSWERS
from shishi.cases.kinds.base import DESK
from shishi.cases.models import Asker, Case
from shishi.cases.queries.alike import alike
from shishi.cases.queries.lists import CaseRow, days_left, next_month, row_of
from shishi.lib import clock
from shishi.orgs.models import Org
from shishi.rules.authority import LEADERS, OFFICE, Actor, Role
from shishi.rules.lifecycle import Place

LETTER = "request"
DESK_ROLES = OFFICE | LEADERS | {Role.HOTLINE}
UNHAPPY = ("1", "2")
MOST, MOST_ALIKE, MONTHS = 200, 5, 6


@dataclass(frozen=True, slots=True)
class CallRow:
    """A letter to call back about. `days` is workdays left; `rating` what its writer said online already."""

    id: int
    number: str
    title: str
    unit: str
    replied_at: datetime | None
    days: int | None
    n_calls: int
    n_redone: int
    rating: str


@dataclass(frozen=True, slots=True)
class Callbacks:
    """The desk's calls: those waiting, those closed whose writers were not satisfied, and letters of thanks."""

    waiting: tuple[CallRow, ...]
    unhappy: tuple[CallRow, ...]
    n_thanks: int
    n_thanks_month: int


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic at one unit: letters by month, each number with the address of its letters."""

    topic: str
    unit: str
    unit_id: int | None
    counts: tuple[tuple[date, int, str], ...]
    n: int
    href: str
    select_href: str


def callbacks(actor: Actor) -> Callbacks:
    """The calls of the actor's desk, longest waiting first. Three queries and one for the calendar."""
    mine = Case.objects.visible_to(actor).filter(kind=LETTER).select_related("unit").defer("text")
    if actor.post is not None:
        mine = mine.filter(home_path=actor.post.region_path)
    waiting = list(mine.filter(stage="replied").order_by("stage_since", "id").fetch_mode(FETCH_RAISE)[:MOST])
    sad = mine.filter(Q(rating__in=UNHAPPY) | Q(resolved="not_resolved"), stage="resolved", n_redone=0)
    unhappy = list(sad.order_by("-closed_at", "id").fetch_mode(FETCH_RAISE)[:MOST])
    year, month = clock.today().replace(month=1, day=1), clock.today().replace(day=1)
    thanks = mine.filter(thanks=True, opened_at__gte=clock.at(year, 0)).aggregate(
        n=Count("pk"), n_month=Count("pk", filter=Q(closed_at__gte=clock.at(month, 0)))
    )
    return Callbacks(_calls(waiting), _calls(unhappy), thanks["n"], thanks["n_month"])


def _calls(cases: Iterable[Case]) -> tuple[CallRow, ...]:
    known, now, labels = calendars(), clock.now(), ANSWERS["rating"].choices
    return tuple(
        CallRow(
            id=case.pk,
            number=case.number,
            title=case.title,
            unit=case.unit.short if case.unit else "",
            replied_at=case.replied_at,
            days=days_left(case.next_due_at, now, known.at(case.home_path)),
            n_calls=case.n_calls,
            n_redone=case.n_redone,
            rating=_(labels.get(case.rating, "")) if case.rating else "",
        )
        for case in cases
    )


def months_until(today: date) -> list[date]:
    """The firsts of the last months, oldest first."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS:
        found.insert(0, (found[0] - timedelta(days=1)).replace(day=1))
    return found


def topics(actor: Actor) -> tuple[list[date], list[TopicRow]]:
    """Letters by topic and unit over the last six months, the most first. Two queries."""
    months = months_until(clock.today())
    rows = Case.objects.visible_to(actor).filter(kind=LETTER, opened_at__gte=clock.at(months[0], 0)).exclude(topic="")
    rows = rows.filter(opened_at__lt=clock.at(next_month(months[-1]), 0))
    counted: dict[tuple[str, int | None], dict[date, int]] = defaultdict(dict)
    grouped = rows.annotate(month=TruncMonth("opened_at")).values("topic", "unit_id", "month").annotate(n=Count("pk"))
    for row in grouped.order_by("topic", "unit_id", "month"):
        counted[row["topic"], row["unit_id"]][row["month"].date()] = row["n"]
    names = dict(Org.objects.filter(pk__in={unit for _topic, unit in counted if unit}).values_list("pk", "name"))
    found = [_topic(topic, unit, names, months, by) for (topic, unit), by in counted.items()]
    return months, sorted(found, key=lambda row: (-row.n, row.topic, row.unit))


def _topic(topic: str, unit_id: int | None, names: dict[int, str], months: list[date], by: dict[date, int]) -> TopicRow:
    asked: dict[str, Any] = {"kind": LETTER, "state": "all", "topic": topic} | ({"unit": unit_id} if unit_id else {})
    cells = tuple(
        (m, by.get(m, 0), "?" + urlencode(asked | {"month": f"{m:%Y-%m}"}) if by.get(m) else "") for m in months
    )
    name = names.get(unit_id or 0, _("未派单"))
    chosen = urlencode({"topic": topic} | ({"unit": unit_id} if unit_id else {}))
    return TopicRow(topic, name, unit_id, cells, sum(by.values()), "?" + urlencode(asked), "?" + chosen)


def letters_of(actor: Actor, topic: str, unit_id: int | None) -> list[CaseRow]:
    """The letters of one topic at one unit over the same months, newest first. One query and the calendar."""
    since = clock.at(months_until(clock.today())[0], 0)
    rows = Case.objects.visible_to(actor).filter(kind=LETTER, topic=topic, opened_at__gte=since)
    rows = rows.filter(unit_id=unit_id) if unit_id else rows.filter(unit=None)
    found = rows.select_related("unit", "holder").defer("text").order_by("-id").fetch_mode(FETCH_RAISE)[:MOST]
    known, now = calendars(), clock.now()
    return [row_of(case, now, known) for case in found]


def recurring(case: Case, actor: Actor) -> tuple[tuple[CaseRow, ...], tuple[CaseRow, ...]]:
    """For the desk alone: other cases from the same telephone, and others that sound alike. At most four queries."""
    if not case.what.coded or not DESK.admits(actor, Place(case.region_path, home_path=case.home_path)):
        return (), ()
    known, now = calendars(), clock.now()
    digest = Asker.objects.filter(case=case).values_list("phone_digest", flat=True).first()
    same: list[Case] = []
    if digest:
        rows = Case.objects.visible_to(actor).filter(asker__phone_digest=digest).exclude(pk=case.pk)
        same = list(rows.select_related("unit", "holder").defer("text").order_by("-id")[:MOST_ALIKE])
    ids = {one.pk for one in same} | {case.pk}
    sound = tuple(row for row in alike(actor, case.kind, case.title) if row.id not in ids)
    return tuple(row_of(one, now, known) for one in same), sound
