"""What I was told of, and opening it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shishi.inbox import actions, queries
from shishi.inbox.forms import ReminderForm
from shishi.lib.htmx import go_to, page_or_part
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.orgs.views.common import tried
from shishi.ui.frame import Tab


@officials_only(reveals="what the person was told of; links only to what is within reach today")
@require_GET
def inbox(request: OfficialRequest) -> HttpResponse:
    """Messages by day, newest first."""
    only_unread = request.GET.get("show") == "unread"
    page = queries.inbox(request.actor, whole(request.GET.get("before")), only_unread=only_unread)
    tabs = (
        Tab(_("全部"), reverse("inbox"), active=not only_unread),
        Tab(_("未读"), reverse("inbox") + "?show=unread", active=only_unread, n=page.n_unread),
        Tab(_("后台任务"), reverse("my-jobs")),
    )
    context = {"page": page, "only_unread": only_unread, "tabs": tabs}
    return page_or_part(request, "inbox/inbox.html", "messages", context)


@officials_only(reveals="one's own digest; links only to what is within reach today")
@require_GET
def digest(request: OfficialRequest, pk: int) -> HttpResponse:
    """One day's digest by reason."""
    found = queries.digest(request.actor, pk)
    if found is None:
        raise Http404
    return render(request, "inbox/digest.html", {"digest": found})


@officials_only(reveals="one's own settings")
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: OfficialRequest) -> HttpResponse:
    """How I want to be told, reason by reason, and when not."""
    form = ReminderForm(queries.settings_of(request.actor.person_id), request.POST or None)
    if request.method == "POST" and tried(form, lambda _typed: actions.settle(form.ways, form.quiet, request.actor)):
        messages.success(request, _("提醒设置已保存，从下一条消息起生效。"))
        return redirect("reminders")
    return render(request, "inbox/reminders.html", {"form": form}, status=422 if form.errors else 200)


@officials_only(reveals="nothing: leads on")
@require_POST
def open_message(request: OfficialRequest, pk: int) -> HttpResponse:
    """Mark one message read and go to what it is about."""
    address = queries.address_of(request.actor, pk)
    if address is None:
        raise Http404
    actions.mark_read(request.actor, [pk])
    return go_to(request, address) if address else redirect("inbox")


@officials_only(reveals="nothing")
@require_POST
def read_all(request: OfficialRequest) -> HttpResponse:
    """Mark everything read."""
    actions.mark_read(request.actor)
    return redirect("inbox")
