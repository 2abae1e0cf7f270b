"""Reads what a person typed about holidays; decides nothing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shishi.almanac.models import Day
from shishi.orgs.forms.system import day


class NoticeForm(forms.Form):
    """A year's notice, pasted or as a table."""

    year = forms.IntegerField(label=_("年份"), min_value=2020, max_value=2100)
    source = forms.CharField(label=_("依据（文号）"), max_length=120)
    text = forms.CharField(
        label=_("通知内容"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("粘贴国务院办公厅通知原文，或每行一天，例如“2027-01-01 休 元旦”“2027-02-14 班 春节”。"),
    )
    file = forms.FileField(label=_("或上传表格（.xlsx、.csv）"), required=False)


class LocalDayForm(forms.Form):
    """A local day off, or half of one."""

    on = day(_("日期"))
    name = forms.CharField(label=_("名称"), max_length=30)
    half = forms.ChoiceField(label=_("时段"), choices=Day.Half.choices, required=False)
