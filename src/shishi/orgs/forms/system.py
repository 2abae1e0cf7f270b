"""Reads what administrators typed on the system pages; decides nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shishi.orgs.models import Org, Region
from shishi.rules.authority import ROLE_LABELS, Role


def iso_day() -> forms.DateInput:
    """A browser's own picker, which wants its value as 2023-09-04 whatever the language."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def day(label: Any, *, required: bool = True) -> forms.DateField:
    """A day, picked or typed."""
    return forms.DateField(label=label, required=required, widget=iso_day())


def choice(label: Any, *, required: bool = True) -> forms.TypedChoiceField:
    """One of the rows a view offers, as its number; None when nothing is chosen."""
    return forms.TypedChoiceField(label=label, required=required, coerce=int, empty_value=None)


class Offered(forms.Form):
    """A form whose menus the view fills: `choices={"org": [...]}`."""

    def __init__(self, *args: Any, choices: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (choices or {}).items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "——"), *rows]


class OrgForm(Offered):
    """An organisation."""

    name = forms.CharField(label=_("名称"), max_length=80)
    short = forms.CharField(label=_("简称"), max_length=30, required=False)
    kind = forms.ChoiceField(label=_("类型"), choices=Org.Kind.choices, initial=Org.Kind.BUREAU)
    region = choice(_("区划"))
    parent = choice(_("上级单位"), required=False)


class OrgChangeForm(Offered):
    """What may change of an organisation."""

    name = forms.CharField(label=_("名称"), max_length=80)
    short = forms.CharField(label=_("简称"), max_length=30, required=False)
    parent = choice(_("上级单位"), required=False)


class OrgCloseForm(forms.Form):
    """From which day on an organisation is no more."""

    on = day(_("撤销日期"))


class SeatForm(Offered):
    """A post for a new person or for one who is there."""

    role = forms.ChoiceField(label=_("角色"), choices=[(r.value, ROLE_LABELS[r]) for r in Role], initial="unit_liaison")
    title = forms.CharField(label=_("职务"), max_length=60)
    since = day(_("任职起"))
    until = day(_("任职止（临时岗位必填）"), required=False)


class NewAccountForm(SeatForm):
    """A new person with an account."""

    field_order = ("name", "login")
    name = forms.CharField(label=_("姓名"), max_length=30)
    login = forms.CharField(label=_("登录名"), max_length=40)


class AppointForm(SeatForm):
    """Another post for somebody who is there."""

    field_order = ("person",)
    person = choice(_("人员"))


class GrantForm(Offered):
    """Reach for a time."""

    region = choice(_("区划"), required=False)
    unit = choice(_("责任单位"), required=False)
    item = forms.IntegerField(label=_("项目编号"), required=False, min_value=1)
    since = day(_("起"))
    until = day(_("止"))
    reason = forms.CharField(label=_("事由"), max_length=200)


class HandOverForm(Offered):
    """Who takes a post over, and from when."""

    successor = choice(_("接任人"))
    until = day(_("现任离任日期"))
    n_open = forms.IntegerField(label=_("移交未办事项（件）"), min_value=0, max_value=100_000, initial=0)


class EndForm(forms.Form):
    """The last day."""

    until = day(_("离任日期"))


class LoanForm(Offered):
    """Lending one's post."""

    to_person = choice(_("受托人"))
    since = day(_("委托起"))
    until = day(_("委托止"))
    reason = forms.CharField(label=_("事由"), max_length=100)


class RegionForm(forms.Form):
    """A region to add under another."""

    name = forms.CharField(label=_("名称"), max_length=60)
    level = forms.ChoiceField(label=_("层级"), choices=Region.Level.choices, initial=Region.Level.ZONE)
    code = forms.CharField(
        label=_("代码"), max_length=12, required=False, help_text=_("没有国家代码的功能区请留空，系统给本地编码。")
    )
    since = day(_("设立日期"), required=False)


class RenameForm(forms.Form):
    """A region's other name."""

    name = forms.CharField(label=_("新名称"), max_length=60)
    code = forms.CharField(label=_("新代码（未变可留空）"), max_length=12, required=False)
    since = day(_("自何日起"))


class CloseForm(forms.Form):
    """The day from which a region is no more."""

    on = day(_("撤销日期"))
    successor = forms.CharField(label=_("并入区划的代码（可留空）"), max_length=12, required=False)


class LoadForm(forms.Form):
    """Codes of the state's regions to load."""

    codes = forms.CharField(
        label=_("区划代码"),
        max_length=400,
        help_text=_("2位（省）、4位（市）或6位（县），多个用逗号隔开，例如 430321。"),
    )


class UploadForm(forms.Form):
    """A table with two columns, code and name."""

    file = forms.FileField(label=_("表格（.xlsx 或 .csv，两列：12位代码、名称）"))


class TokenForm(forms.Form):
    """What a key to the API is for."""

    name = forms.CharField(label=_("用途"), max_length=40)
