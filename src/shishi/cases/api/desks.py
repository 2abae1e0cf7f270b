"""The desks of the closed loop as programs read them: calls, topics, factors, wishes, pairings, limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from django.http import Http404, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from shishi.cases.actions.settings import set_limit
from shishi.cases.api.bodies import LimitIn
from shishi.cases.api.router import router
from shishi.cases.kinds import KINDS
from shishi.cases.models import TimeLimit
from shishi.cases.queries.factors import FactorQueue, queue
from shishi.cases.queries.limits import limits_of
from shishi.cases.queries.pairings import PairingPage, pairings
from shishi.cases.queries.voices import DESK_ROLES, Callbacks, TopicRow, callbacks, topics
from shishi.cases.queries.wishes import SHOWS, WishBoard, wish_board
from shishi.lib.rest import GREATEST_ID, answers, one_of
from shishi.orgs.bearer import ApiRequest, answered_once, api_key
from shishi.rules.authority import LEADERS, OFFICE
from shishi.rules.deadlines import Limit, LimitUnit

LIMIT_READERS = OFFICE | LEADERS
LIMITS = "the limits of the kinds of case in the post's region"
After = Annotated[int, Field(ge=0, le=GREATEST_ID)]


@dataclass(frozen=True, slots=True)
class TopicMonth:
    """How many letters came in a month."""

    month: date
    n: int


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One topic at one unit, none where nobody was charged yet, over six months."""

    topic: str
    unit_id: int | None
    unit: str
    n: int
    months: tuple[TopicMonth, ...]


@dataclass(frozen=True, slots=True)
class LimitSet:
    """A limit a region set in place of the kind's own, from a day on; `level` and `is_green` narrow it."""

    id: int
    since: date
    n: int
    unit: str
    level: int | None
    is_green: bool
    basis: str
    set_by: str


@dataclass(frozen=True, slots=True)
class LimitLine:
    """The limit of a stage, or with an empty one of the whole, in words; what the region set, newest last."""

    stage: str
    stage_label: str
    type: str
    type_label: str
    default: str
    own: tuple[LimitSet, ...]


class Wishes(Schema):
    """Which wishes: open to be taken up, one's own, waiting for the reader, or done; `after` leads on."""

    show: Annotated[str, Field(pattern=one_of(SHOWS))] = "open"
    after: After = 0


class Pairings(Schema):
    """Which page of the pairings; `after` leads on."""

    after: After = 0


@router.get(
    "/case-callbacks",
    auth=api_key("letters of the own office that wait for a call; no writer's name", DESK_ROLES),
    response=answers(Callbacks),
)
def list_callbacks(request: ApiRequest) -> Callbacks:
    """Whom the desk calls back, longest waiting first; closed letters whose writers were not satisfied."""
    return callbacks(request.actor)


@router.get(
    "/case-topics",
    auth=api_key("counts of letters within reach, by topic, unit and month", DESK_ROLES),
    response=answers(list[TopicLine]),
)
def list_topics(request: ApiRequest) -> list[TopicLine]:
    """What letters are about, the most first. `GET /cases?kind=request&state=all&topic=…&unit_id=…` lists them."""
    return [_topic(row) for row in topics(request.actor)[1]]


@router.get("/case-factors", auth=api_key("requests for factors within reach"), response=answers(FactorQueue))
def list_factors(request: ApiRequest) -> FactorQueue:
    """What is asked for and not there yet: the green channel first, then by the day it is needed."""
    return queue(request.actor)


@router.get(
    "/case-wishes",
    auth=api_key("wishes within reach; who is helped, masked for whoever need not know"),
    response=answers(WishBoard),
)
def list_wishes(request: ApiRequest, page: Query[Wishes]) -> WishBoard:
    """The board of wishes, twenty a page; `acts` are the quick steps the reader may take by `/cases/{id}/steps/…`."""
    return wish_board(request.actor, page.show, page.after)


@router.get(
    "/case-pairings",
    auth=api_key("pairings within reach; who is helped, for the helpers, the village and the office's head"),
    response=answers(PairingPage),
)
def list_pairings(request: ApiRequest, page: Query[Pairings]) -> PairingPage:
    """The running pairings with their latest notes, twenty a page."""
    return pairings(request.actor, page.after)


@router.get("/case-kinds/{kind}/limits", auth=api_key(LIMITS, LIMIT_READERS), response=answers(list[LimitLine]))
def list_limits(request: ApiRequest, kind: str) -> list[LimitLine]:
    """Every limit of a kind: its own, and what was set for the region or above it, from which day on."""
    return _limits(request, kind)


@router.post(
    "/case-kinds/{kind}/limits",
    auth=api_key(LIMITS, LIMIT_READERS),
    response=answers(list[LimitLine], writes=True, status=201),
)
def put_limit(request: ApiRequest, kind: str, body: LimitIn) -> HttpResponse:
    """Set another limit for the own region from today or a later day on. What was begun keeps what it was given."""
    if kind not in KINDS:
        raise Http404

    def run() -> list[LimitLine]:
        limit = Limit(body.n, LimitUnit(body.unit))
        set_limit(kind, body.stage, body.type, limit, body.since, body.basis, request.actor)
        return _limits(request, kind)

    return answered_once(request, run, status=201)


def _limits(request: ApiRequest, kind: str) -> list[LimitLine]:
    if kind not in KINDS:
        raise Http404
    path = request.actor.post.region_path if request.actor.post else ""
    return [
        LimitLine(row.stage, row.stage_label, row.type, row.type_label, row.default, _sets(row.own))
        for row in limits_of(KINDS[kind], path)
    ]


def _sets(rows: Iterable[TimeLimit]) -> tuple[LimitSet, ...]:
    return tuple(
        LimitSet(row.pk, row.since, row.n, row.unit, row.level, row.is_green, row.basis, row.set_by_name)
        for row in rows
    )


def _topic(row: TopicRow) -> TopicLine:
    months = tuple(TopicMonth(month, n) for month, n, _href in row.counts)
    return TopicLine(row.topic, row.unit_id, row.unit, row.n, months)
