"""The one form of the reading pages: who takes a post over."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shishi.orgs.forms.system import Offered, choice, day


class SuccessorForm(Offered):
    """Who takes over, and the last day of whoever leaves; how much is open is counted, not typed."""

    successor = choice(_("接任人"))
    until = day(_("现任离任日期"))
