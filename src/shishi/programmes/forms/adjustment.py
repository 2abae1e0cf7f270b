"""Forms of adjustments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shishi.programmes.forms.sheet import OPINION, Sheet, Typed, read_figure, version_field
from shishi.programmes.models import Adjustment, Item


class AskForm(Sheet):
    """What a unit asks to change, and why."""

    new_target = forms.CharField(
        label=_("调整后目标"), max_length=40, required=False, help_text=_("按该指标的计量单位填写，只调时限可不填。")
    )

    class Meta:
        model = Adjustment
        fields = ("effect", "indicator", "new_target", "new_due_on", "reason", "explanation")
        labels = {"indicator": _("指标")}
        widgets = {"explanation": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "new_due_on": _("时限按项目调整，只调目标可不填。"),
            "explanation": _("写明依据的文件、客观情况和已采取的措施。"),
        }

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = item.indicators.order_by("seq", "id")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        indicator = typed.get("indicator")
        try:
            typed["new_target"] = read_figure(typed.get("new_target") or "", indicator.unit_label if indicator else "")
        except forms.ValidationError as problem:
            self.add_error("new_target", problem)
        return typed


class DecideForm(Typed):
    """The office's look or the convener's decision."""

    opinion = OPINION
    version = version_field()


class ApproveForm(DecideForm):
    """The convener's approval also has a day and a paper."""

    since = forms.DateField(
        label=_("生效日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("不填则自今天起；不能早于本月1日。"),
    )
    number = forms.CharField(label=_("批复文号"), max_length=60, required=False)
