"""Reads what a person typed; decides nothing."""

from shishi.orgs.forms.signing import PasswordForm, SignInForm

__all__ = ["PasswordForm", "SignInForm"]
