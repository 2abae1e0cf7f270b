"""What stands around every page: the navigation a post may use, the programme chosen, who one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from shishi.conf.help import chapter_for
from shishi.inbox.queries import bell
from shishi.lib import clock
from shishi.programmes.models import Programme
from shishi.rules.authority import ADMINISTRATORS, ANSWERING, LEADERS, OFFICE, UNIT, Actor, Role
from shishi.ui.frame import Choice, Frame, NavEntry

BUSINESS = frozenset(Role) - ADMINISTRATORS
SENT_OR_SEEN = OFFICE | LEADERS | ANSWERING | {Role.INSPECTOR, Role.VERIFIER_STATS}
# code, label, route, the addresses it lights up for, who may use it
NAVIGATION = (
    ("desk", "工作台", "desk", ("/desk/", "/inbox/", "/posts/"), BUSINESS | ADMINISTRATORS),
    ("lists", "清单", "programmes", ("/programmes/", "/items/", "/adjustments/"), BUSINESS),
    ("progress", "进度", "progress", ("/returns/", "/periods/"), OFFICE | UNIT),
    ("cases", "闭环", "cases", ("/cases/", "/letters/"), BUSINESS),
    ("meetings", "会议", "meetings", ("/meetings/",), OFFICE | LEADERS | ANSWERING),
    ("inspections", "督查", "inspections", ("/inspections/", "/visits/", "/research/"), SENT_OR_SEEN),
    ("evaluation", "综合", "cockpit", ("/cockpit/", "/figures/"), OFFICE | LEADERS | UNIT),
    ("papers", "通报", "bulletins", ("/bulletins/", "/documents/"), OFFICE | LEADERS | UNIT),
    ("system", "系统", "system", ("/system/",), ADMINISTRATORS | OFFICE),
)


def frame(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put `request.frame` and `request.nav` where templates find them. They ask nothing until one looks."""

    def middleware(request: Any) -> HttpResponse:
        request.frame = SimpleLazyObject(lambda: frame_of(request))
        request.nav = SimpleLazyObject(lambda: navigation_of(request))
        return get_response(request)

    return middleware


def navigation_of(request: Any) -> tuple[NavEntry, ...]:
    """The entries the post acted from may use. No query."""
    role = request.actor.role
    return tuple(
        NavEntry(code, _(label), url, request.path.startswith(addresses))
        for code, label, route, addresses, roles in NAVIGATION
        if role in roles and (url := address_of(route))
    )


def frame_of(request: Any) -> Frame:
    """The top bar: person, posts, programme, unread. Two queries."""
    actor: Actor = request.actor
    if actor.post is None:
        return Frame(demo=settings.DEMO)
    programmes = programmes_of(actor)
    chosen = chosen_programme(request, programmes)
    rings = bell(actor.person_id, clock.now())
    return Frame(
        person=actor.name,
        post=actor.post.label,
        posts=tuple(Choice(str(p.id), p.label, p is actor.post) for p in (actor.post, *actor.others)),
        post_url=reverse("act-for"),
        programme=next((label for pk, label in programmes if pk == chosen), ""),
        programmes=tuple(Choice(str(pk), label, pk == chosen) for pk, label in programmes),
        programme_url=reverse("choose-programme"),
        search_url=address_of("search"),
        inbox_url=address_of("inbox"),
        n_unread=rings.n_unread,
        quiet=rings.is_quiet,
        help_url=_help_for(request.path),
        me_url=address_of("mine"),
        password_url=reverse("change-password"),
        sign_out_url=reverse("sign-out"),
        demo=settings.DEMO,
    )


def _help_for(path: str) -> str:
    chapter = chapter_for(path)
    return reverse("help-chapter", args=[chapter]) if chapter else reverse("help")


def address_of(route: str) -> str:
    """The address of a route, or nothing while the house has no such page."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def programmes_of(actor: Actor) -> list[tuple[int, str]]:
    """The programmes within reach, newest first, those still being drawn up last. One query."""
    return list(Programme.objects.visible_to(actor).running_first().values_list("pk", "name")[:30])


def chosen_programme(request: Any, programmes: list[tuple[int, str]]) -> int | None:
    """The programme chosen in this session, or the newest within reach. No query."""
    known = [pk for pk, _name in programmes]
    wanted = request.session.get("programme")
    return wanted if wanted in known else next(iter(known), None)
