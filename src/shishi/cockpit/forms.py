"""The forms of the reading pages: who takes a post over, and an office's own boundaries."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shishi.orgs.forms.system import Offered, choice, day


class SuccessorForm(Offered):
    """Who takes over, and the last day of whoever leaves; how much is open is counted, not typed."""

    successor = choice(_("接任人"))
    until = day(_("现任离任日期"))


class BoundaryForm(forms.Form):
    """A GeoJSON file, whence it is, and its approval number where it has one."""

    file = forms.FileField(label=_("边界文件（GeoJSON）"))
    source = forms.CharField(
        label=_("数据来源"), max_length=100, help_text=_("写在地图下面，例如“县自然资源局 2023年1月”。")
    )
    approval = forms.CharField(
        label=_("审图号"), max_length=60, required=False, help_text=_("没有审图号的边界只供内部使用。")
    )
