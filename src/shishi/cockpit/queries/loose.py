"""Everything of a programme that is still open, and what else a leader's page lays beside it, in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Case, DateTimeField, F, Q, QuerySet, TextField, Value, When

from shishi.cases.models import Case as Loop
from shishi.lib import clock
from shishi.orgs.models import Region
from shishi.programmes.models import Adjustment, GoodPractice, Item, Programme
from shishi.reports.chain import Stage
from shishi.reports.models import Correction, Return, Urge
from shishi.rules.authority import Actor

OPEN_RETURN = (Stage.OPEN, Stage.DRAFT)
WORDS = {str(stage): "missing" for stage in OPEN_RETURN}


class Thing(NamedTuple):
    """One open thing. `what` names its kind; `text` is what was said of it."""

    what: str
    pk: int
    item_id: int | None
    title: str
    short: str
    name: str
    at: datetime | None
    text: str = ""

    @property
    def who(self) -> str:
        """The unit it belongs to."""
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class Loose:
    """Things by kind, oldest first."""

    things: tuple[Thing, ...]

    def of(self, *kinds: str) -> tuple[Thing, ...]:
        return tuple(t for t in self.things if t.what in kinds)


def loose_ends(programme: Programme, month: date, actor: Actor, *, whole: bool) -> Loose:
    """What is open in the programme and within reach, with good practices, the regions of the map, and for a reader
    who does not reach the whole (`whole` False) the ids of the items that are theirs. One query.

    coordinate  difficulties of the month whose unit asks for coordination
    returned    returns sent back and not come again · missing: due and not handed in
    correction, asked, reviewed   changes waiting for office or convener · urge: units urged for the month
    case        problems, requests and the like about the programme's items that are past their due moment
    """
    parts = [*_returns(programme, month, actor), *_changes(programme, actor), *_beside(programme, actor)]
    parts.append(_cases(programme, actor))
    urges = Urge.objects.filter(period__programme=programme, period__month=month)
    if not whole:
        urges = urges.filter(unit_id=actor.org_id)
        mine = Item.objects.visible_to(actor).filter(programme=programme)
        parts.append(_as(mine, "mine", item="pk", title="code"))
    parts.append(_as(urges, "urge", at="at", who="unit"))
    first, *rest = parts
    found = [Thing(WORDS.get(what, what), *row) for what, *row in first.union(*rest, all=True)]
    return Loose(tuple(sorted(found, key=lambda t: (t.at is None, t.at or clock.now(), t.what, t.pk))))


def _returns(programme: Programme, month: date, actor: Actor) -> Iterable[QuerySet[Any, Any]]:
    returns = Return.objects.visible_to(actor).filter(programme=programme)
    asking = returns.filter(period__month=month, needs_coordination=True).exclude(stage__in=OPEN_RETURN)
    names = {"item": "item_id", "title": "item__title", "who": "unit"}
    yield _as(asking, "coordinate", at="stage_since", text="difficulty", **names)
    late = Q(stage__in=OPEN_RETURN, is_due=True, due_at__lt=clock.now())
    since = Case(When(stage=Stage.RETURNED, then=F("stage_since")), default=F("due_at"))
    yield _as(returns.filter(late | Q(stage=Stage.RETURNED)), F("stage"), at=since, **names)


def _changes(programme: Programme, actor: Actor) -> Iterable[QuerySet[Any, Any]]:
    adjustments = Adjustment.objects.visible_to(actor).filter(item__programme=programme)
    names = {"item": "item_id", "title": "item__title", "who": "item__unit"}
    waiting = (Adjustment.Stage.ASKED, Adjustment.Stage.REVIEWED)
    yield _as(adjustments.filter(stage__in=waiting), F("stage"), at="asked_at", **names)
    within = Return.objects.visible_to(actor).filter(programme=programme)
    corrections = Correction.objects.filter(stage=Correction.Stage.ASKED, line__of__in=within)
    of = {"item": "line__of__item_id", "title": "line__of__item__title", "who": "line__of__unit"}
    yield _as(corrections, "correction", at="asked_at", key="line__of_id", **of)


def _cases(programme: Programme, actor: Actor) -> QuerySet[Any, Any]:
    late = Loop.objects.visible_to(actor).late(clock.now()).filter(programme=programme)
    return _as(late, "case", item="item_id", title="title", who="holder", at="opened_at", text="kind")


def _beside(programme: Programme, actor: Actor) -> Iterable[QuerySet[Any, Any]]:
    items = Item.objects.visible_to(actor).filter(programme=programme)
    practices = GoodPractice.objects.filter(item__in=items)
    yield _as(practices, "practice", item="item_id", title="title", who="item__unit", at="at", text="text")
    below = {Region.Level.CITY: Region.Level.COUNTY, Region.Level.PROVINCE: Region.Level.CITY}
    level = below.get(Region.Level(programme.region.level))
    if level is not None:
        regions = Region.objects.below(programme.region_path).filter(level=level, valid_to=None)
        yield _as(regions, "region", title="name", text="code")


def _as(
    rows: QuerySet[Any, Any],
    what: str | F,
    *,
    key: str = "pk",
    item: str = "",
    title: str = "",
    who: str = "",
    at: str | Case = "",
    text: str = "",
) -> QuerySet[Any, Any]:
    """The rows in the shape of a Thing; an empty name leaves its column empty. `who` leads to an organisation.

    The first part of a union must fill every column, so that PostgreSQL knows what the empty ones are.
    """
    nothing = Value("", TextField())
    found: QuerySet[Any, Any] = rows.order_by().values_list(
        Value(what, TextField()) if isinstance(what, str) else what,
        F(key),
        F(item) if item else Value(None, BigIntegerField()),
        F(title) if title else nothing,
        F(f"{who}__short_name") if who else nothing,
        F(f"{who}__name") if who else nothing,
        F(at) if isinstance(at, str) and at else at or Value(None, DateTimeField()),
        F(text) if text else nothing,
    )
    return found
