"""Reads what the audit administrator looks for; decides nothing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shishi.journal.queries import Sought
from shishi.orgs.forms.system import day

NOUNS = (
    ("", _("全部操作")),
    ("account", _("账号与登录")),
    ("rights", _("权限变更")),
    ("post", _("岗位")),
    ("delegation", _("委托")),
    ("org", _("单位")),
    ("region", _("区划")),
    ("almanac", _("节假日")),
    ("programme", _("清单")),
    ("item", _("项目")),
    ("return", _("月报")),
    ("period", _("月份")),
    ("bulletin", _("情况通报")),
    ("journal", _("操作记录")),
)


class SoughtForm(forms.Form):
    """Filters of the journal."""

    actor = forms.CharField(label=_("操作人"), max_length=30, required=False)
    verb = forms.ChoiceField(label=_("操作"), choices=NOUNS, required=False)
    subject = forms.CharField(label=_("对象"), max_length=60, required=False)
    since = day(_("起"), required=False)
    until = day(_("止"), required=False)
    refused = forms.BooleanField(label=_("只看被拒绝的"), required=False)

    def sought(self) -> Sought:
        """What is looked for; nothing where the form was filled badly."""
        if not self.is_valid():
            return Sought()
        typed = self.cleaned_data
        return Sought(
            typed["actor"].strip(),
            typed["verb"],
            typed["subject"].strip(),
            typed["since"],
            typed["until"],
            typed["refused"],
        )
