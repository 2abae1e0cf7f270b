"""The desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.cockpit.queries.desk import Desk, News, desk
from shishi.cockpit.queries.duties import Duty
from shishi.cockpit.views.addresses import address_of
from shishi.cockpit.views.cockpit import READERS
from shishi.lib import clock
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.orgs.actions.tour import end_tour
from shishi.rules.authority import OFFICE, UNIT, Actor, Role
from shishi.ui.life import Moment


@dataclass(frozen=True, slots=True)
class Line:
    """A duty with its button; work of another post is done from there, so its button changes the post."""

    duty: Duty
    href: str
    switch_to: int | None
    post: str


@officials_only(reveals="own work, and news of what the post may see")
@require_GET
def show(request: OfficialRequest) -> HttpResponse:
    """What is mine today; under it what changed since yesterday."""
    found, reads_all = desk(request.actor, clock.today()), request.actor.role in READERS
    context = {
        "desk": found,
        "lines": [_line(duty, request.actor) for duty in found.duties],
        "news": _news(found),
        "tour": request.user.tour_done_at is None,
        "is_unit": request.actor.is_any(UNIT),
        "is_office": request.actor.is_any(OFFICE),
        "takes_part": not reads_all,
        "helps_out": request.actor.role == Role.VOLUNTEER,
        "programmes_url": address_of("programmes"),
        "cockpit_url": address_of("cockpit") if reads_all else "",
    }
    return render(request, "cockpit/desk.html", context)


@officials_only(reveals="nothing")
@require_POST
def finish_tour(request: OfficialRequest) -> HttpResponse:
    """Put the three steps away for ever."""
    end_tour(request.user, request.actor)
    return redirect("desk")


def _line(duty: Duty, actor: Actor) -> Line:
    is_other = actor.post is not None and duty.post.id != actor.post.id
    is_lent = bool(duty.post.delegated_by)
    href = address_of(duty.route, *duty.args, query=duty.query)
    return Line(duty, href, duty.post.id if is_other else None, duty.post.label if is_other or is_lent else "")


def _news(found: Desk) -> list[Moment]:
    return [Moment(n.at, _about(n), n.who, href=address_of(n.route, n.subject_id)) for n in found.news]


def _about(news: News) -> str:
    return _("“%(about)s”%(what)s") % {"about": news.about, "what": news.sentence} if news.about else news.sentence
