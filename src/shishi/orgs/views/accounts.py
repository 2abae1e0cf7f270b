"""Accounts, changes that wait for a decision, and failed sign-ins."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.orgs import system
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.orgs.actions import accounts as actions
from shishi.orgs.actions import rights
from shishi.orgs.queries import review
from shishi.orgs.views.common import found


@officials_only(roles=system.ACCOUNTS, reveals="accounts and posts of the own region; no business content")
@require_GET
def account_list(request: OfficialRequest) -> HttpResponse:
    """Every account with what makes it worth a look."""
    only = request.GET.get("show") == "review"
    context = {
        "accounts": review.accounts(request.actor, clock.today(), only_doubtful=only),
        "only": only,
        "tabs": system.tabs(request.actor, "system-accounts"),
        "may_reset": request.actor.is_any(system.SYSTEM),
        "me": request.actor.person_id,
    }
    return render(request, "orgs/system/accounts.html", context)


@officials_only(roles=system.ACCOUNTS, reveals="a new password once, to the system administrator")
@require_POST
def account_act(request: OfficialRequest, pk: int, name: str) -> HttpResponse:
    """Close an account, propose to open it again, give it a new password, or lift its slow-down."""
    account = found(review.account_of(request.actor, pk))
    shown = ""
    if name == "disable":
        actions.disable(account, request.actor)
        messages.success(request, _("账号 %(login)s 已停用，其会话已结束。") % {"login": account.login})
    elif name == "enable":
        post = request.actor.post
        rights.propose_enable(account, request.actor, post.region_path if post else "")
        messages.success(request, _("已提请安全管理员审批。"))
    elif name == "forget":
        actions.forget_failures(account, request.actor)
        messages.success(request, _("已解除账号 %(login)s 的登录限速。") % {"login": account.login})
    elif name == "reset":
        shown = actions.reset_password(account, request.actor)
    else:
        raise Http404
    if not shown:
        return redirect("system-accounts")
    context = {"secret": shown, "account": account, "tabs": system.tabs(request.actor, "system-accounts")}
    return render(request, "orgs/system/password.html", context)


@officials_only(roles=system.CHANGES, reveals="changes of rights in the own region")
@require_GET
def change_list(request: OfficialRequest) -> HttpResponse:
    """Changes of rights by state, those that wait first."""
    state = request.GET.get("state", "waiting")
    rows = [(change, review.change_in_words(change)) for change in review.changes(request.actor, state)]
    context = {"rows": rows, "state": state, "tabs": system.tabs(request.actor, "rights-changes")}
    return render(request, "orgs/system/changes.html", context)


@officials_only(roles=system.CHANGES, reveals="one change of rights in the own region")
@require_GET
def change(request: OfficialRequest, pk: int) -> HttpResponse:
    """One change, with the buttons this person has."""
    return _change_page(request, pk)


@officials_only(roles=system.CHANGES, reveals="one change of rights in the own region")
@require_POST
def change_step(request: OfficialRequest, pk: int, name: str) -> HttpResponse:
    """Approve, refuse or withdraw."""
    one = found(review.change_for(request.actor, pk))
    answer = request.POST.get("answer", "")[:200]
    try:
        if name == "approve":
            rights.approve(one, request.actor, answer)
        elif name == "refuse":
            rights.refuse(one, request.actor, answer)
        elif name == "withdraw":
            rights.withdraw(one, request.actor)
        else:
            raise Http404
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return _change_page(request, pk, status=refusal.status)
    return redirect("rights-changes")


def _change_page(request: OfficialRequest, pk: int, status: int = 200) -> HttpResponse:
    one = found(review.change_for(request.actor, pk))
    is_open = one.state == "waiting"
    mine = one.proposed_by_id == request.actor.person_id
    context = {
        "change": one,
        "words": review.change_in_words(one),
        "may_decide": is_open and not mine and request.actor.is_any(system.SECURITY),
        "may_withdraw": is_open and mine,
        "tabs": system.tabs(request.actor, "rights-changes"),
    }
    return render(request, "orgs/system/change.html", context, status=status)


@officials_only(roles=system.SECURITY, reveals="networks and counts of failed sign-ins; no logins")
@require_GET
def failure_list(request: OfficialRequest) -> HttpResponse:
    """Failed sign-ins of the last day by network."""
    context = {"rows": review.failures(), "tabs": system.tabs(request.actor, "sign-in-failures")}
    return render(request, "orgs/system/failures.html", context)
