"""The few pages that belong to no room: choosing a programme, help, the front door."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from shishi.conf.frame import navigation_of, programmes_of
from shishi.conf.help import chapters, search
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only, open_to_all, safe_next


@open_to_all(reveals="nothing: leads to the desk or to sign-in")
@require_GET
def front_door(request: HttpRequest) -> HttpResponse:
    """Lead whoever is signed in to the first page their post may use, others to sign in."""
    if not request.user.is_authenticated:
        return redirect("sign-in")
    nav = navigation_of(request)
    return redirect(nav[0].url if nav else "change-password")


@officials_only(reveals="nothing")
@require_POST
def choose_programme(request: OfficialRequest) -> HttpResponse:
    """Remember which programme the pages show until another is chosen."""
    wanted = whole(request.POST.get("programme"))
    if wanted in {pk for pk, _name in programmes_of(request.actor)}:
        request.session["programme"] = wanted
    return redirect(safe_next(request, "/"))


@open_to_all(reveals="the handbook; the same for everybody")
@require_GET
def help_contents(request: HttpRequest) -> HttpResponse:
    """The handbook's contents, or what it says of the words searched for."""
    wanted = request.GET.get("q", "")[:60]
    context = {"chapters": chapters().values(), "q": wanted, "hits": search(wanted), "frame_page": _frame_of(request)}
    return render(request, "conf/help.html", context)


@open_to_all(reveals="the handbook; the same for everybody")
@require_GET
def help_chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """One chapter."""
    chapter = chapters().get(slug)
    if chapter is None:
        raise Http404
    context = {"chapter": chapter, "chapters": chapters().values(), "frame_page": _frame_of(request)}
    return render(request, "conf/chapter.html", context)


def _frame_of(request: Any) -> str:
    """Whoever is signed in keeps their frame; others read on a plain sheet."""
    return "ui/base.html" if request.actor.post else "ui/plain.html"
