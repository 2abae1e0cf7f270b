"""What the keeper of a number book types."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shishi.documents.kinds import KINDS, PREFIXED


class StartForm(forms.Form):
    """From which number a book goes on. `seen` is the last number the person saw."""

    kind = forms.ChoiceField(label=_("文种"), choices=[(k.code, k.label) for k in KINDS.values()])
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    last = forms.IntegerField(
        label=_("已用到第几号"),
        min_value=1,
        max_value=9999,
        help_text=_("下一次签发取用其后一号，例如已用到 8，则下一期为第9期。"),
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=200,
        help_text=_("例如：系统启用前已用纸质方式印发前期通报。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PrefixForm(forms.Form):
    """Under which 机关代字 the office's papers of a year go out."""

    code = forms.CharField(
        label=_("机关代字"), max_length=20, help_text=_("例如“潭县民专”，印成“潭县民专〔2023〕1号”。")
    )
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    kinds = forms.MultipleChoiceField(
        label=_("文种"),
        choices=[(k.code, k.label) for k in KINDS.values() if k.code in PREFIXED],
        widget=forms.CheckboxSelectMultiple,
    )
