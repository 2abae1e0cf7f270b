"""What the rooms of consequence lay on the desk: meetings of the next days, visits to make, conclusions to draw."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import FETCH_RAISE, Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from shishi.cockpit.queries.duties import SHOWN, Duty, Posts
from shishi.inspections.chain import Stage as InspectionStage
from shishi.inspections.models import Inspection, TeamMember
from shishi.meetings.chain import PREPARING, Stage
from shishi.meetings.models import Attendee, Meeting
from shishi.rules.authority import ANSWERING, LEADERS, OFFICE, PostHeld, Role

AHEAD = timedelta(days=7)


def in_rooms(posts: Posts) -> Iterator[Duty]:
    """Everything of the rooms that waits for the posts. At most two queries."""
    yield from _meetings(posts)
    yield from _inspections(posts)


def _meetings(posts: Posts) -> Iterator[Duty]:
    """Meetings from today until a week ahead: to prepare for the office, to go to for those asked."""
    regions, units = posts.regions(OFFICE | LEADERS), posts.units(ANSWERING)
    if not regions and not units:
        return
    mine = Q(region_path__in=regions, stage__in=PREPARING)
    if units:
        asked = Attendee.objects.filter(org__in=units).values("meeting_id")
        mine |= Q(pk__in=asked, stage=Stage.AGENDA_READY)
    rows = Meeting.objects.filter(mine, on__gte=posts.today, on__lte=posts.today + AHEAD).order_by("on", "time", "id")
    for row in rows.only("title", "on", "time", "place", "region_path").fetch_mode(FETCH_RAISE)[:SHOWN]:
        post = _post(posts, row, units)
        facts = {"title": row.title, "time": f"{row.time:%H:%M}", "place": row.place}
        today = _("今天%(time)s在%(place)s召开%(title)s") % facts
        yield Duty(
            kind="meeting",
            sentence=today if row.on == posts.today else _("%(title)s（%(time)s，%(place)s）") % facts,
            act=_("查看"),
            route="meeting",
            args=(row.pk,),
            post=post,
            due_on=row.on,
            days_left=posts.left(row.on, post),
        )


def _post(posts: Posts, row: Meeting, units: set[int]) -> PostHeld:
    """The post a meeting falls to: of the office or a leader of its region, else the first of a unit asked."""
    here = [p for p in posts.with_role(OFFICE | LEADERS) if p.region_path == row.region_path]
    return here[0] if here else next(p for p in posts.with_role(ANSWERING) if p.org_id in units)


def _inspections(posts: Posts) -> Iterator[Duty]:
    """Inspections under way: objects one is sent to look at, and where all were looked at, the conclusion to draw."""
    if not posts.held:
        return
    heads = {post.org_id: post for post in posts.with_role(frozenset({Role.OFFICE_ADMIN}))}
    sent = Exists(TeamMember.objects.filter(inspection=OuterRef("pk"), person_id=posts.actor.person_id))
    rows = Inspection.objects.filter(stage=InspectionStage.UNDER_WAY).annotate(is_mine=sent)
    rows = rows.filter(Q(is_mine=True, since__lte=posts.today + AHEAD) | Q(office__in=heads))
    rows = rows.annotate(n=Count("visits", filter=Q(visits__is_done=False)))
    waiting = rows.filter(Q(is_mine=True, since__lte=posts.today + AHEAD, n__gt=0) | Q(office__in=heads, n=0))
    found = waiting.order_by("until", "id").values_list("pk", "title", "until", "n", "office")[:SHOWN]
    for pk, title, until, n, office in found:
        if n:
            yield _to_look_at(posts, pk, title, until, n)
        else:
            yield Duty(
                kind="inspection",
                sentence=_("%(title)s：检查完毕，待出具结论") % {"title": title},
                act=_("出结论"),
                route="inspection",
                args=(pk,),
                post=heads[office],
            )


def _to_look_at(posts: Posts, pk: int, title: str, until: date, n: int) -> Duty:
    return Duty(
        kind="visit",
        sentence=_("%(title)s：待检查 %(n)d 个对象") % {"title": title, "n": n},
        act=_("检查"),
        route="inspection",
        args=(pk,),
        post=posts.held[0],
        n=n,
        due_on=until,
        days_left=posts.left(until, posts.held[0]),
    )
