"""The board of small good deeds: what may be taken up, what one took up oneself, what is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import FETCH_RAISE, Count, F, Q
from django.utils.translation import gettext as _

from shishi.almanac.queries import calendars
from shishi.cases.kinds import KINDS
from shishi.cases.kinds.answers import HELPED
from shishi.cases.models import Asker, Case, CaseQuerySet, CaseStep
from shishi.cases.queries.helped import AskerCard, helped_card
from shishi.cases.queries.lists import days_left, tone_of
from shishi.cases.queries.sets import Span, sets
from shishi.cases.queries.waiting import waiting_for
from shishi.lib import clock
from shishi.rules.authority import Actor
from shishi.rules.caserates import ClaimCounts, per_member

PAGE = 20
SHOWS = {"open": "待认领", "mine": "我的认领", "todo": "等我处理", "done": "已办结"}
# What is done on the board with one tap or a few words; everything else on the page of the case.
QUICK = ("claim", "join", "accept", "start", "finish", "confirm")


@dataclass(frozen=True, slots=True)
class WishCard:
    """One wish as a card. `who` as far as the reader may know; `acts` the quick steps open to the reader."""

    id: int
    number: str
    title: str
    text: str
    type_label: str
    category: str
    who: AskerCard | None
    place: str
    amount: int | None
    n_takers: int
    n_wanted: int
    taker: str
    stage_label: str
    tone: str
    days: int | None
    due_at: datetime | None
    version: int
    acts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WishBoard:
    """A page of cards; `after` leads on."""

    show: str
    cards: tuple[WishCard, ...]
    after: int | None


@dataclass(frozen=True, slots=True)
class Claims:
    """What came of the wishes of a period; `members` is how many people took one up."""

    counts: ClaimCounts
    members: int
    per_member: Decimal | None


def wish_board(actor: Actor, show: str, after: int | None = None) -> WishBoard:
    """A page of the board, the latest first. Three queries, one more for the calendar."""
    rows = _shown(Case.objects.visible_to(actor).filter(kind="micro"), actor, show)
    if after:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-id").fetch_mode(FETCH_RAISE)[: PAGE + 1])
    shown = found[:PAGE]
    ids = [case.pk for case in shown]
    askers = {one.case_id: one for one in Asker.objects.filter(case__in=ids)}
    known, now = calendars(), clock.now()
    opened = dict(CaseStep.objects.filter(case__in=ids, name="open").values_list("case_id", "answers"))
    cards = []
    for case in shown:
        who = helped_card(askers[case.pk], case, actor, case.standing()) if case.pk in askers else None
        days = days_left(case.next_due_at, now, known.at(case.home_path))
        cards.append(_card(case, actor, who, opened.get(case.pk, {}).get("amount"), tone_of(case, now), days))
    return WishBoard(show, tuple(cards), shown[-1].pk if len(found) > PAGE else None)


def _shown(rows: CaseQuerySet, actor: Actor, show: str) -> CaseQuerySet:
    match show:
        case "mine":
            joined = CaseStep.objects.filter(name="join", person_id=actor.person_id, round=F("case__round"))
            return rows.filter(Q(taker_id=actor.person_id) | Q(pk__in=joined.values("case_id")))
        case "todo":
            return rows.filter(waiting_for(actor))
        case "done":
            return rows.filter(outcome__in=sorted(KINDS["micro"].done))
    return rows.filter(is_offered=True)


def _card(case: Case, actor: Actor, who: AskerCard | None, amount: int | None, tone: str, days: int | None) -> WishCard:
    kind = case.what
    steps = kind.life.open_steps(case.stage, actor, case.standing()) if case.is_open else ()
    return WishCard(
        id=case.pk,
        number=case.number,
        title=case.title,
        text=case.text,
        type_label=_(kind.type_label(case.type)),
        category=_(HELPED.get(case.category, case.category)),
        who=who,
        place=case.place,
        amount=amount,
        n_takers=case.n_takers,
        n_wanted=case.n_wanted,
        taker=case.team or case.taker_name,
        stage_label=_(kind.stage_label(case.stage)),
        tone=tone,
        days=days if case.stage not in kind.met else None,
        due_at=case.due_at,
        version=case.version,
        acts=tuple((step.name, _(step.label)) for step in steps if _is_quick(case, actor, step.name)),
    )


def _is_quick(case: Case, actor: Actor, name: str) -> bool:
    if name == "join":
        return case.is_offered and case.taker_id != actor.person_id
    return name in QUICK


def claims_of(actor: Actor, span: Span) -> Claims:
    """How many wishes of a period were published, taken up and confirmed, and how many fall to each who took one up.

    One query, over what the actor reaches.
    """
    conditions = sets(span)
    found = Case.objects.visible_to(actor).aggregate(
        published=Count("pk", filter=conditions["published"]),
        claimed=Count("pk", filter=conditions["claimed"]),
        confirmed=Count("pk", filter=conditions["confirmed"]),
        members=Count("taker_id", filter=conditions["claimed"], distinct=True),
    )
    counts = ClaimCounts(found["published"], found["claimed"], found["confirmed"])
    return Claims(counts, found["members"], per_member(found["claimed"], found["members"]))
