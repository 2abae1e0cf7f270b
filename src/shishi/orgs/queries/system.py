"""What administrators and offices see of organisations, posts, accounts and pending changes: never business content."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from shishi.lib import clock
from shishi.orgs import reach
from shishi.orgs.models import Delegation, Org, Person, Post, PostGrant, Region
from shishi.rules.authority import ROLE_LABELS, Actor, Role

UNUSED_DAYS = 90
MOST = 300


def below(actor: Actor, field: str) -> Q:
    """Rows under the actor's own region; nothing without a post."""
    return reach.below(field, actor.post.region_path) if actor.post else Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class OrgNode:
    """One organisation in the tree with those under it."""

    id: int
    name: str
    kind: str
    region: str
    n_posts: int
    children: tuple[OrgNode, ...]


def org_tree(actor: Actor, today: date) -> list[OrgNode]:
    """The organisations of the actor's region and below, as a tree. One query."""
    held = Q(posts__since__lte=today) & (Q(posts__until=None) | Q(posts__until__gte=today))
    rows = list(
        Org.objects.open_on(today)
        .filter(below(actor, "region_path"))
        .select_related("region")
        .annotate(n_posts=Count("posts", filter=held))
        .order_by("region_path", "sort", "id")
    )
    shown = {org.pk for org in rows}
    under: dict[int | None, list[Org]] = defaultdict(list)
    for org in rows:
        under[org.parent_id if org.parent_id in shown else None].append(org)
    return [_node(org, under) for org in under[None]]


def _node(org: Org, under: dict[int | None, list[Org]]) -> OrgNode:
    children = tuple(_node(child, under) for child in under[org.pk])
    return OrgNode(org.pk, org.name, org.get_kind_display(), org.region.name, org.n_posts, children)  # type: ignore[attr-defined]


def org_for(actor: Actor, pk: int) -> Org | None:
    """The organisation, if it lies in the actor's region or below. One query."""
    return Org.objects.filter(below(actor, "region_path"), pk=pk).select_related("region", "parent").first()


def org_choices(actor: Actor) -> list[tuple[int, str]]:
    """Organisations of the actor's region and below, for a menu. One query."""
    rows = Org.objects.open_on(clock.today()).filter(below(actor, "region_path")).order_by("region_path", "sort", "id")
    return list(rows.values_list("pk", "name"))


def region_choices(actor: Actor) -> list[tuple[int, str]]:
    """The actor's region and what lies below it down to the townships, for a menu. One query."""
    path = actor.post.region_path if actor.post else "-"
    rows = Region.objects.below(path).filter(valid_to=None).exclude(level=Region.Level.VILLAGE).order_by("path")
    return [(r.pk, "　" * ((len(r.path) - len(path)) // 4) + r.name) for r in rows[:MOST]]


def region_for(actor: Actor, pk: int) -> Region | None:
    """The region; the tree is public, so everybody may look. One query."""
    return Region.objects.select_related("parent", "successor").filter(pk=pk).first() if actor.post else None


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A post as the organisation's page shows it."""

    id: int
    person_id: int
    person: str
    title: str
    role: str
    since: date
    until: date | None
    is_over: bool
    delegated_to: str
    taken_over_from: str
    grants: tuple[str, ...]


def seats(org: Org, today: date) -> list[SeatRow]:
    """The posts of an organisation, those held today first, with loans and grants in words. Three queries."""
    rows = list(
        Post.objects.filter(org=org).select_related("person", "taken_over_from__person").order_by("-since", "id")
    )
    loans = dict(
        Delegation.objects.filter(post__org=org, since__lte=today, until__gte=today, ended_at=None).values_list(
            "post_id", F("to_person__name")
        )
    )
    grants = grants_in_words([post.pk for post in rows], today)
    found = [
        SeatRow(
            post.pk,
            post.person_id,
            post.person.name,
            post.title,
            ROLE_LABELS[Role(post.role)],
            post.since,
            post.until,
            post.until is not None and post.until < today,
            loans.get(post.pk, ""),
            post.taken_over_from.person.name if post.taken_over_from else "",
            grants.get(post.pk, ()),
        )
        for post in rows
    ]
    return sorted(found, key=lambda seat: seat.is_over)


def grants_in_words(post_ids: list[int], today: date) -> dict[int, tuple[str, ...]]:
    """By post, what dated grants open to it today and later, in words. One query."""
    rows = PostGrant.objects.filter(post__in=post_ids, until__gte=today).select_related("region", "unit")
    found: dict[int, list[str]] = defaultdict(list)
    for grant in rows.order_by("since", "id"):
        found[grant.post_id].append(_grant_in_words(grant))
    return {pk: tuple(words) for pk, words in found.items()}


def _grant_in_words(grant: PostGrant) -> str:
    where = _("%(region)s范围内") % {"region": grant.region.name} if grant.region else ""
    unit = grant.unit.name if grant.unit else _("全部责任单位")
    what = _("编号%(item)s的项目") % {"item": grant.item_id} if grant.item_id else _("项目、月报和文件")
    return _("可见：%(where)s%(unit)s的%(what)s，%(since)s 至 %(until)s（%(reason)s）") % {
        "where": where,
        "unit": unit,
        "what": what,
        "since": grant.since.isoformat(),
        "until": grant.until.isoformat(),
        "reason": grant.reason,
    }


def post_for(actor: Actor, pk: int) -> Post | None:
    """The post, if its organisation lies in the actor's region or below. One query."""
    return Post.objects.filter(below(actor, "org__region_path"), pk=pk).select_related("org", "person").first()


def person_choices(actor: Actor, today: date) -> list[tuple[int, str]]:
    """People holding a post in the actor's region or below, for a menu. One query."""
    rows = Post.objects.held_on(today).filter(below(actor, "org__region_path")).select_related("person", "org")
    found = {post.person_id: f"{post.person.name}（{post.org.short}）" for post in rows.order_by("org", "id")}
    return [(pk, label) for pk, label in found.items() if pk != actor.person_id]


def person_by_id(pk: int) -> Person | None:
    """Somebody by number, after a menu has said who may be chosen. One query."""
    return Person.objects.filter(pk=pk).first()


def handover_sheet(post: Post, today: date) -> dict[str, list[str]]:
    """What a hand-over sheet says of rights: grants that run on, and loans that end. Two queries."""
    loans = Delegation.objects.filter(post=post, ended_at=None, until__gte=today).select_related("to_person")
    return {
        "grants": list(grants_in_words([post.pk], today).get(post.pk, ())),
        "loans": [
            _("委托%(name)s代行，%(since)s 至 %(until)s")
            % {"name": o.to_person.name, "since": o.since, "until": o.until}
            for o in loans
        ],
    }


def loans_of(person_id: int, today: date) -> list[Delegation]:
    """Posts this person has lent or borrowed, not over yet. One query."""
    rows = Delegation.objects.filter(
        Q(post__person=person_id) | Q(to_person=person_id), until__gte=today, ended_at=None
    )
    return list(rows.select_related("post__org", "post__person", "to_person").order_by("since", "id"))


def loan_for(pk: int, person_id: int) -> Delegation | None:
    """One loan this person lent or borrowed. One query."""
    mine = Q(post__person=person_id) | Q(to_person=person_id)
    return Delegation.objects.filter(mine, pk=pk).first()
