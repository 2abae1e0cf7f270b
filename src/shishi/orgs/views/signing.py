"""Signing in and out, one's own password and post."""

from __future__ import annotations

from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from shishi.lib.refusal import Refused
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, network_of, open_to_all, safe_next, signed_in
from shishi.orgs.actions import signing
from shishi.orgs.forms import PasswordForm, SignInForm


@sensitive_post_parameters("password")
@open_to_all(reveals="sign-in form; in demo mode the demo accounts")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, and signing in."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = signing.check_sign_in(form.cleaned_data["login"], form.cleaned_data["password"], network_of(request))
        if account:
            login(request, account)
            request.session.cycle_key()
            signing.note_sign_in(account)
            return redirect(safe_next(request, reverse("front-door")))
        form.add_error(
            None, _("登录名或密码不正确，或尝试过于频繁。请核对后稍候再试；忘记密码请联系本单位系统管理员。")
        )
    return render(
        request, "orgs/sign_in.html", {"form": form, "next": safe_next(request, "")}, status=422 if form.errors else 200
    )


@require_POST
@signed_in
def sign_out(request: OfficialRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("sign-in")


@sensitive_post_parameters("old", "new", "again")
@signed_in
def change_password(request: OfficialRequest) -> HttpResponse:
    """Change one's own password; at first sign-in nothing else is open before."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            typed = form.cleaned_data
            signing.change_password(request.user, typed["old"], typed["new"], typed["again"], request.actor)
        except Refused as refusal:
            for name, sentence in refusal.fields.items():
                form.add_error(name, sentence)
        else:
            request.user.refresh_from_db()
            update_session_auth_hash(request, request.user)
            return redirect("front-door")
    forced = request.user.must_change_password
    return render(
        request, "orgs/change_password.html", {"form": form, "forced": forced}, status=422 if form.errors else 200
    )


@require_POST
@signed_in
def act_for(request: OfficialRequest) -> HttpResponse:
    """Choose the post to act from."""
    signing.act_for(request.user, whole(request.POST.get("post")) or 0, request.actor)
    return redirect("front-door")
