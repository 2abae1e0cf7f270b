"""Boards of a whole programme: the work team, and its units in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import FETCH_RAISE
from django.utils.translation import gettext as _

from shishi.cockpit.queries.reach import whole_view
from shishi.orgs.models import Post
from shishi.programmes.models import Programme
from shishi.programmes.queries.boards import PeopleRow, people
from shishi.reports.queries.standings import UnitLine, units_board
from shishi.rules.authority import LEADERS, OFFICE, ROLE_LABELS, Actor, Role
from shishi.rules.ranking import PEER_LABELS, SMALL_BASE, Peers

ENDS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's place among its equals.

    is_tied   shares its rank with another
    is_small  so few items that the place says little
    is_own    the reader's own unit, whose name leads on
    """

    line: UnitLine
    is_tied: bool
    is_small: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Equals ranked best first; apart from them those with nothing to be ranked by."""

    peers: Peers
    ranked: tuple[Place, ...]
    apart: tuple[Place, ...]

    @property
    def label(self) -> str:
        return _(PEER_LABELS[self.peers])

    @property
    def head(self) -> tuple[Place, ...]:
        """The fast end 抓两头: the first three places, and everybody who shares one of them."""
        return tuple(p for p in self.ranked if (p.line.rank or 0) <= ENDS)

    @property
    def tail(self) -> tuple[Place, ...]:
        """The slow end: the last three units that do not stand at the fast end as well."""
        return self.ranked[len(self.head) :][-ENDS:]


def unit_tables(programme: Programme, month: date, actor: Actor) -> tuple[UnitTable, ...]:
    """Every unit of the programme in order, by group, whoever asks: a place means nothing alone. Three queries."""
    lines = units_board(programme, month, whole_view(programme))
    shared = Counter((line.peers, line.rank) for line in lines)
    own = {actor.org_id} | {post.org_id for post in actor.others}
    groups: dict[Peers, list[Place]] = defaultdict(list)
    for line in lines:
        is_tied, is_small = shared[line.peers, line.rank] > 1, line.row.n_total < SMALL_BASE
        groups[line.peers].append(Place(line, is_tied, is_small, line.unit_id in own))
    return tuple(_table(peers, places) for peers, places in groups.items())


def _table(peers: Peers, places: list[Place]) -> UnitTable:
    ranked = tuple(place for place in places if place.line.rank is not None)
    return UnitTable(peers, ranked, tuple(places[len(ranked) :]))


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the work team, from which post."""

    name: str
    title: str
    org: str
    role: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A plan the programme follows."""

    id: int
    title: str
    number: str
    issued_on: date | None
    has_file: bool


@dataclass(frozen=True, slots=True)
class Team:
    """The work team 工作专班: who convenes, whose office keeps it, which units belong, which plans it follows."""

    conveners: tuple[Member, ...]
    leaders: tuple[Member, ...]
    office: tuple[Member, ...]
    units: tuple[PeopleRow, ...]
    papers: tuple[Paper, ...]


def team(programme: Programme, today: date) -> Team:
    """The work team as its posts are held today; every unit of the programme may read it. Five queries."""
    roles = LEADERS | OFFICE
    posts = (
        Post.objects.held_on(today)
        .filter(role__in=roles, org__region_path=programme.region_path)
        .select_related("person", "org")
        .order_by("-is_lead", "id")
        .fetch_mode(FETCH_RAISE)
    )
    members = [(Role(p.role), Member(p.person.name, p.title, p.org.short, ROLE_LABELS[Role(p.role)])) for p in posts]
    papers = programme.plan_documents.order_by("issued_on", "id").values_list(
        "pk", "title", "number", "issued_on", "file_id"
    )
    return Team(
        tuple(m for role, m in members if role is Role.CONVENER),
        tuple(m for role, m in members if role is Role.LEADER),
        tuple(m for role, m in members if role in OFFICE),
        tuple(people(programme, whole_view(programme), today)),
        tuple(Paper(pk, title, number, on, file is not None) for pk, title, number, on, file in papers),
    )
