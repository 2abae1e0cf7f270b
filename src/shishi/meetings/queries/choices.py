"""What may be chosen when a meeting is planned: the programme, who presides, who is asked to come."""

from __future__ import annotations

from shishi.lib import clock
from shishi.orgs.models import Org, Person, Post
from shishi.orgs.reach import below
from shishi.programmes.models import Programme
from shishi.rules.authority import LEADERS, Actor, Role

PRESIDE = LEADERS | {Role.OFFICE_ADMIN}
MOST = 400


def chosen(actor: Actor, wanted: object) -> Programme | None:
    """The programme wanted if the actor reaches it, else the newest within reach. At most two queries."""
    reached = Programme.objects.visible_to(actor).running_first().select_related("region", "office")
    found = reached.filter(pk=wanted).first() if isinstance(wanted, int) else None
    return found or reached.first()


def who_may_preside(region_path: str) -> list[tuple[int, str]]:
    """Leaders and heads of offices of the region today. One query."""
    posts = Post.objects.held_on(clock.today()).filter(role__in=PRESIDE, org__region_path=region_path)
    rows = posts.select_related("person", "org").order_by("org__sort", "id")
    return list({p.person_id: f"{p.person.name}（{p.title}）" for p in rows}.items())


def who_may_be_asked(region_path: str) -> list[tuple[int, str]]:
    """Organisations of the region and below. One query."""
    rows = Org.objects.open_on(clock.today()).filter(below("region_path", region_path))
    rows = rows.order_by("region_path", "sort", "id")
    return [(org.pk, org.short) for org in rows[:MOST]]


def orgs_by_id(ids: list[int], region_path: str) -> tuple[Org, ...]:
    """The organisations of the region with these numbers. One query."""
    return tuple(Org.objects.open_on(clock.today()).filter(below("region_path", region_path), pk__in=ids))


def person_by_id(pk: int | None, region_path: str) -> Person | None:
    """Somebody who may preside. Two queries."""
    known = dict(who_may_preside(region_path))
    return Person.objects.filter(pk=pk).first() if pk in known else None
