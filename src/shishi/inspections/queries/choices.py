"""What may be chosen when an inspection is planned: units, people to send, sites to draw from."""

from __future__ import annotations

from shishi.inspections.chain import DESK
from shishi.inspections.models import Inspection
from shishi.lib import clock
from shishi.orgs.models import PATH_STEP, Org, Person, Post
from shishi.orgs.reach import below
from shishi.programmes.models import Programme, Site
from shishi.rules.authority import LEADERS, OFFICE, Actor, Role
from shishi.rules.lifecycle import Place

SENT = OFFICE | LEADERS | {Role.INSPECTOR, Role.VERIFIER_STATS, Role.AUDITOR_EXTERNAL}
MOST = 400


def chosen(actor: Actor, wanted: object) -> Programme | None:
    """The programme wanted if the actor reaches it, else the newest within reach. At most two queries."""
    reached = Programme.objects.visible_to(actor).running_first().select_related("region", "office")
    found = reached.filter(pk=wanted).first() if isinstance(wanted, int) else None
    return found or reached.first()


def inspecting(programme: Programme, actor: Actor) -> Org | None:
    """The office an inspection of the programme would be the actor's: its own, or one of a tier above, for a
    verification; None for others. One query at most.
    """
    if DESK.admits(actor, Place(programme.region_path, home_path=programme.region_path)):
        return programme.office
    if not actor.is_any(OFFICE) or not actor.covers_region(programme.region_path):
        return None
    return Org.objects.filter(pk=actor.org_id or 0, is_work_team_office=True).first()


def units_of(programme: Programme) -> list[tuple[int, str]]:
    """The units that lead an item of the programme. One query."""
    rows = Org.objects.filter(pk__in=programme.items.values("unit")).order_by("sort", "id")
    return [(org.pk, org.short) for org in rows]


def people_of(region_path: str) -> list[tuple[int, str]]:
    """Who may be sent: people of the office, leaders and inspectors of the region and of those above. One query."""
    above = [region_path[:n] for n in range(PATH_STEP, len(region_path) + 1, PATH_STEP)]
    posts = Post.objects.held_on(clock.today()).filter(role__in=SENT, org__region_path__in=above)
    rows = posts.select_related("person", "org").order_by("-org__region_path", "org__sort", "id")
    return list({p.person_id: f"{p.person.name}（{p.org.short}）" for p in rows}.items())


def orgs_by_id(ids: list[int], region_path: str) -> tuple[Org, ...]:
    """The organisations of the region with these numbers. One query."""
    return tuple(Org.objects.open_on(clock.today()).filter(below("region_path", region_path), pk__in=ids))


def persons_by_id(ids: list[int]) -> tuple[Person, ...]:
    """People by number. One query."""
    return tuple(Person.objects.filter(pk__in=ids))


def sites_of(row: Inspection) -> list[Site]:
    """The sites of the units looked at, within the programme: what a sample is drawn from. One query."""
    units = row.visits.values("unit")
    rows = Site.objects.filter(item__programme=row.programme_id, item__unit__in=units).select_related("item")
    return list(rows.order_by("id"))
