"""Forms of items and what hangs on them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shishi.lib.quantity import split_unit
from shishi.orgs.models import Org
from shishi.programmes.actions import item as item_actions
from shishi.programmes.actions import site as site_actions
from shishi.programmes.forms.sheet import (
    FigureField,
    Sheet,
    Typed,
    key_field,
    read_figure,
    townships_of,
    units_of,
    version_field,
)
from shishi.programmes.models import Indicator, Item, Matter, Programme, Site, Task
from shishi.rules.indicators import YUAN
from shishi.rules.periods import months_of


class ItemForm(Sheet):
    """An item: what is promised, by whom, until when."""

    funds_planned_yuan = FigureField(
        label=_("计划资金（元）"), unit=YUAN, required=False, help_text=_("可写“120万元”。")
    )
    supports: forms.ModelMultipleChoiceField[Org] = forms.ModelMultipleChoiceField(
        label=_("配合单位"), queryset=None, required=False, help_text=_("按住Ctrl键可多选，没有可不选。")
    )
    also_in: forms.ModelMultipleChoiceField[Matter] = forms.ModelMultipleChoiceField(
        label=_("同时列入"),
        queryset=None,
        required=False,
        help_text=_("同一项目回应其他清单的实事时选上；统计本地项目时只算一次。"),
    )

    class Meta:
        model = Item
        fields = (*item_actions.PROMISED, *(n for n in item_actions.OPEN if n != "owner"))
        widgets = {"standard": forms.Textarea(attrs={"rows": 3})}
        labels = {"matter": _("所属实事（件）")}
        help_texts = {
            "code": _("不填则自动编号。"),
            "seq": _("不填则排在最后。"),
            "stage_target": _("跨年项目填写本年度要达到的阶段目标。"),
            "public_title": _("对外公布时用的名称；不填则用项目名称。"),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        matters = Matter.objects.filter(programme=programme)
        units = units_of(programme)
        for name, rows in (("matter", matters), ("also_in", matters), ("unit", units), ("supports", units)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        for name in ("code", "seq", "start_on", "due_on"):
            self.fields[name].required = False
        if self.instance.pk:
            self.initial["supports"] = list(self.instance.supports.values_list("unit_id", flat=True))
            others = self.instance.listings.exclude(matter=self.instance.matter_id)
            self.initial["also_in"] = list(others.values_list("matter_id", flat=True))
            for name in item_actions.PROMISED if not self.instance.is_draft else ():
                self.fields[name].disabled = True

    @property
    def values(self) -> dict[str, Any]:
        kept = {name: value for name, value in super().values.items() if name not in {"supports", "also_in"}}
        for name in ("code", "seq", "start_on", "due_on"):
            if not kept.get(name):
                kept.pop(name, None)
        return kept


class IndicatorForm(Sheet):
    """An indicator; figures are typed in the unit shown, 5.24 for 万人."""

    unit_label = forms.CharField(
        label=_("计量单位"), max_length=10, required=False, help_text=_("例如 个、公里、万人、万元。")
    )
    target = forms.CharField(
        label=_("年度目标"), max_length=40, required=False, help_text=_("按上面的计量单位填写；政策类、节点类可不填。")
    )
    last_year = forms.CharField(label=_("上年完成"), max_length=40, required=False)

    class Meta:
        model = Indicator
        fields = (
            "name",
            "type",
            "unit_label",
            "target",
            "sense",
            "last_year",
            "definition",
            "schedule",
            "evidence_asked",
            "decimals",
            "is_assessed",
            "weight",
            "source",
            "public_name",
        )
        widgets = {"definition": forms.Textarea(attrs={"rows": 3})}
        labels = {"sense": _("达标方向"), "decimals": _("小数位数"), "source": _("数据来源")}
        help_texts = {
            "definition": _("写清怎样才算完成一个，例如“全部开工且完成投资50%以上”。下达前必填。"),
            "evidence_asked": _("月报须附的材料，例如“验收单、照片”。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        if row.pk:
            self.initial["unit_label"] = row.unit_label
            for name in ("target", "last_year"):
                value = getattr(row, name)
                self.initial[name] = "" if value is None else format((value / row.scale).normalize(), "f")
        if row.item_id and not row.item.is_draft:
            fixed = {"name", "type", "unit_label", "target", "sense", "definition", "schedule"}
            for name in fixed | {"is_assessed", "weight", "source"}:
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        label = typed.pop("unit_label", "") or ""
        typed["scale"], typed["unit_word"] = split_unit(label)
        for name in ("target", "last_year"):
            try:
                typed[name] = read_figure(typed.get(name) or "", label)
            except forms.ValidationError as problem:
                self.add_error(name, problem)
        return typed


class CurveForm(Typed):
    """The cumulative per cent to stand at the end of each month."""

    version = version_field()

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", indicator.version)
        self.months = months_of(indicator.item.programme.year)
        known = {p.month: p.percent for p in indicator.plan_points.order_by("month")}
        for month in self.months:
            self.fields[f"m{month.month}"] = FigureField(label=_("%(n)s月") % {"n": month.month}, required=False)
            self.initial[f"m{month.month}"] = known.get(month)

    @property
    def points(self) -> dict[Any, Any]:
        """The months that were filled in."""
        typed = {month: self.cleaned_data.get(f"m{month.month}") for month in self.months}
        return {month: percent for month, percent in typed.items() if percent is not None}


class TaskForm(Sheet):
    """A step with owner, deadline and money."""

    funds_yuan = FigureField(label=_("经费（元）"), unit=YUAN, required=False, help_text=_("可写“30万元”。"))

    class Meta:
        model = Task
        fields = ("title", "seq", "owner_name", "due_on", "weight", "indicator", "depends_on", "funds_yuan", "done_on")
        labels = {"indicator": _("所属指标"), "depends_on": _("前置任务"), "seq": _("序号")}
        help_texts = {"weight": _("填了权重就是节点，计入节点进度；一般任务填0。")}

    def __init__(self, *args: Any, item: Item, keeps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = item.indicators.all()  # type: ignore[attr-defined]
        self.fields["depends_on"].queryset = item.tasks.exclude(pk=self.instance.pk)  # type: ignore[attr-defined]
        self.fields["seq"].required = False
        open_ones = set(self.fields) if item.is_draft else {"owner_name", "funds_yuan", "done_on"}
        for name in set(self.fields) - open_ones - {"version", "once"}:
            self.fields[name].disabled = True
        for name in set(self.fields) - {"done_on", "version", "once"} if not keeps else ():
            del self.fields[name]


class SiteForm(Sheet):
    """A place where an item is delivered."""

    class Meta:
        model = Site
        fields = (*site_actions.PLAN, *site_actions.DATES)
        labels = {
            "indicator": _("所属指标"),
            "unit": _("实施单位"),
            "region": _("乡镇（街道）"),
            "longitude": _("经度"),
            "latitude": _("纬度"),
            "capacity": _("设计容量（床位、学位等）"),
            "occupied": _("在用数量"),
            "stage": _("状态"),
        }

    def __init__(self, *args: Any, item: Item, keeps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = item.indicators.all()  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units_of(item.programme)  # type: ignore[attr-defined]
        self.fields["region"].queryset = townships_of(item.programme)  # type: ignore[attr-defined]
        for name in site_actions.PLAN if not keeps else ():
            del self.fields[name]


class PracticeForm(Typed):
    """A good-practice card."""

    title = forms.CharField(label=_("标题"), max_length=60, help_text=_("一句话说明好在哪里。"))
    text = forms.CharField(label=_("做法"), max_length=1000, widget=forms.Textarea(attrs={"rows": 6}))
    once = key_field()


class CarryForm(Typed):
    """Into which later list an unfinished item goes."""

    programme: forms.ModelChoiceField[Programme] = forms.ModelChoiceField(
        label=_("结转到"), queryset=None, empty_label=None
    )
    once = key_field()

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = Programme.objects.filter(region=item.programme.region_id, year__gt=item.programme.year)
        self.fields["programme"].queryset = later.exclude(stage="archived")  # type: ignore[attr-defined]
