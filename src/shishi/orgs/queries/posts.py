"""Questions about people, posts and what they reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import FETCH_RAISE, Q

from shishi.orgs.models import PATH_STEP, Account, Delegation, Post, PostGrant
from shishi.rules.authority import Actor, Grant, PostHeld, Role, grants_of


def actor_for(account: Account, today: date, post_id: int | None = None) -> Actor:
    """The actor this account is today, acting from `post_id`, or from the post chosen last, or the first it holds.

    Two queries: posts held or lent, and grants; computed once a request, so a moved post counts at once.
    """
    posts = posts_of(account.person_id, today)
    wanted = post_id or account.acting_post_id
    chosen = next((p for p in posts if p.id == wanted), posts[0] if posts else None)
    if chosen is None:
        return Actor(account.person_id, account.person.name, None, today=today)
    grants = grants_of(chosen, _dated_grants(chosen.id, today))
    return Actor(
        account.person_id, account.person.name, chosen, grants, tuple(p for p in posts if p is not chosen), today
    )


def posts_of(person_id: int, today: date) -> list[PostHeld]:
    """The posts a person holds today, own ones first, then those lent by delegation. One query."""
    lent = Delegation.objects.filter(to_person=person_id, since__lte=today, until__gte=today, ended_at=None)
    rows = (
        Post.objects.held_on(today)
        .filter(Q(person_id=person_id) | Q(pk__in=lent.values("post_id")))
        .select_related("org", "person")
        .order_by("id")
        .fetch_mode(FETCH_RAISE)
    )
    held = [_held(p, "" if p.person_id == person_id else p.person.name) for p in rows]
    return sorted(held, key=lambda p: bool(p.delegated_by))


def _held(post: Post, delegated_by: str) -> PostHeld:
    org = post.org
    return PostHeld(post.pk, Role(post.role), post.title, org.pk, org.short, org.region_path, "", delegated_by)


def _dated_grants(post_id: int, today: date) -> tuple[Grant, ...]:
    rows = PostGrant.objects.filter(post=post_id, since__lte=today, until__gte=today).select_related("region")
    return tuple(
        Grant(g.region.path if g.region else "", g.unit_id, g.matter_id, g.item_id, g.kind, g.secrecy) for g in rows
    )


def home_regions(today: date, person_ids: Collection[int]) -> dict[int, str]:
    """Where people work: the region path of the first post each holds today. One query."""
    rows = Post.objects.held_on(today).filter(person_id__in=person_ids).order_by("-id")
    return dict(rows.values_list("person_id", "org__region_path"))


def holders(
    today: date,
    roles: frozenset[Role],
    org_ids: frozenset[int] | None = None,
    region_path: str | None = None,
    *,
    at_or_above: str | None = None,
) -> list[int]:
    """Person ids holding one of `roles` today in the organisations, in the region, or at or above one. One query."""
    posts = Post.objects.held_on(today).filter(role__in=roles)
    if org_ids is not None:
        posts = posts.filter(org_id__in=org_ids)
    if region_path is not None:
        posts = posts.filter(org__region_path=region_path)
    if at_or_above is not None:
        posts = posts.filter(org__region_path__in=[at_or_above[:n] for n in range(0, len(at_or_above) + 1, PATH_STEP)])
    return sorted(set(posts.values_list("person_id", flat=True)))


def holders_by_org(today: date, roles: frozenset[Role], org_ids: frozenset[int]) -> dict[int, list[int]]:
    """Person ids by organisation, for telling many units in one act. One query."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Post.objects.held_on(today).filter(role__in=roles, org_id__in=org_ids).order_by("id")
    for org_id, person_id in rows.values_list("org_id", "person_id"):
        found[org_id].append(person_id)
    return dict(found)
