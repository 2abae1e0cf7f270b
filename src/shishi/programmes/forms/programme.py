"""Forms of the programme, its matters, categories and papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shishi.programmes.actions.programme import MATTER_FIELDS, NAMES, PARAMETERS
from shishi.programmes.forms.sheet import OPINION, Sheet, Typed, key_field
from shishi.programmes.models import Category, Item, Matter, PlanDocument, Programme


class NewProgrammeForm(Sheet):
    """Name and year of a new programme."""

    class Meta:
        model = Programme
        fields = ("name", "year", "campaign", "slogan")
        help_texts = {"name": _("例如“2024年湘潭县重点民生实事”。"), "campaign": _("没有可不填。")}


class SettingsForm(Sheet):
    """Names, periods and the limits of the lights."""

    reason = forms.CharField(
        label=_("修改理由"),
        max_length=200,
        required=False,
        help_text=_("修改月报期限或亮灯界限时必填；只改名称可不填。理由与前后数值一并留存。"),
    )

    class Meta:
        model = Programme
        fields = (*NAMES, *PARAMETERS)
        help_texts = {
            "tolerance_pp": _("低于序时不超过此数的，仍算达序时。"),
            "ahead_pp": _("高于序时达到此数的，为超序时。"),
            "behind_pp": _("低于序时达到此数的，为偏慢（黄灯）。"),
            "severe_pp": _("低于序时超过此数的，为滞后（红灯）。"),
            "late_start_months": _("计划已开始而进度为零的，先亮黄灯，满此月数转红灯。"),
        }


class CategoryForm(Typed):
    """A category and its place."""

    name = forms.CharField(label=_("类别"), max_length=30)
    sort = forms.IntegerField(label=_("排序"), min_value=0, initial=0)
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MatterForm(Sheet):
    """A headline promise."""

    class Meta:
        model = Matter
        fields = tuple(name for name in MATTER_FIELDS if name != "slogan")
        help_texts = {
            "public_title": _("对外公布时用的名称，让群众一看就懂；不填则用原名称。"),
            "seq": _("不填则排在本清单最后。"),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(programme=programme)  # type: ignore[attr-defined]
        self.fields["category"].empty_label = _("不分类")  # type: ignore[attr-defined]
        self.fields["seq"].required = False


class PlanDocumentForm(Sheet):
    """A plan paper and its file."""

    upload = forms.FileField(label=_("文件"), required=False, help_text=_("可不传文件，只登记名称和文号。"))

    class Meta:
        model = PlanDocument
        fields = ("title", "number", "issued_on")
        help_texts = {"title": _("例如“2023年湘潭县重点民生实事项目实施方案”。")}


class CopyForm(Typed):
    """Into which year a list is copied."""

    into_year = forms.IntegerField(label=_("复制到哪一年"), min_value=2000, max_value=2100)
    name = forms.CharField(
        label=_("新清单名称"), max_length=80, required=False, help_text=_("不填则沿用原名称，只换年份。")
    )
    items: forms.ModelMultipleChoiceField[Item] = forms.ModelMultipleChoiceField(
        label=_("复制哪些项目"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    once = key_field()

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = programme.items.exclude(stage="terminated").order_by("seq", "id")
        self.fields["items"].queryset = items  # type: ignore[attr-defined]
        self.initial.setdefault("into_year", programme.year + 1)
        self.initial.setdefault("items", list(items.values_list("pk", flat=True)))


class OpinionForm(Typed):
    """An opinion on what lies before one."""

    opinion = OPINION
