"""What a citizen types: a letter, the code to follow it by, a rating, a supplement."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shishi.cases.forms import FilesField, ManyFiles
from shishi.cases.kinds import KINDS
from shishi.cases.kinds.answers import ANSWERS
from shishi.lib.text import clean
from shishi.portal.queries.mailboxes import Mailbox
from shishi.rules.wording import personal_in

MB = 1024 * 1024
MOST_PHOTOS, MOST_MB = 6, 10
PHONE = re.compile(r"[0-9+() -]{5,20}", re.ASCII)
OFFERED_TYPES = ("consult", "help", "complain", "report", "suggest", "praise")
LETTER_FIELDS = ("type", "addressee", "title", "text", "place", "proof", "asker_name", "asker_phone", "secret")
SUGGESTION_FIELDS = ("addressee", "title", "text", "proposal", "proof", "asker_name", "asker_phone", "secret")
HIDDEN_KINDS = frozenset({"id_number", "bank_card"})


def _must(label: str) -> dict[str, str]:
    return {"required": _("请填写%(label)s。") % {"label": label}}


class Photos(FilesField):
    """Photographs, and nothing else: few, and not too large."""

    def __init__(self) -> None:
        widget = ManyFiles(attrs={"accept": ".jpg,.jpeg,.png", "multiple": True})
        text = _("可以选多张，最多 %(n)d 张，每张不超过 %(mb)d MB。照片里的拍摄地点等信息会自动去除。")
        super().__init__(
            label=_("照片"), required=False, widget=widget, help_text=text % {"n": MOST_PHOTOS, "mb": MOST_MB}
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        found = super().clean(data, initial)
        if len(found) > MOST_PHOTOS:
            raise forms.ValidationError(_("照片最多 %(n)d 张。") % {"n": MOST_PHOTOS})
        for one in found:
            if not str(one.name).lower().endswith((".jpg", ".jpeg", ".png")):
                raise forms.ValidationError(_("只能上传 jpg 或 png 照片。"))
            if (one.size or 0) > MOST_MB * MB:
                raise forms.ValidationError(_("“%(name)s”超过 %(mb)d MB。") % {"name": one.name, "mb": MOST_MB})
        return found


class LetterForm(forms.Form):
    """A letter or a suggestion. Only what is needed is asked for; an identity number is asked for nowhere."""

    website = forms.CharField(required=False, max_length=200, label=gettext_lazy("请留空"))

    def __init__(self, *args: Any, kind: str, mailboxes: Iterable[Mailbox], **more: Any) -> None:
        super().__init__(*args, **more)
        self.kind = kind
        boxes = [("", _("不指定，由办公室转办")), *((str(box.unit_id), box.label) for box in mailboxes)]
        types = [("", _("说不清，由办公室判断")), *((c, _(KINDS["request"].types[c].label)) for c in OFFERED_TYPES)]
        made: dict[str, forms.Field] = {
            "type": forms.ChoiceField(label=_("类型"), required=False, choices=types),
            "addressee": forms.ChoiceField(label=_("写给谁"), required=False, choices=boxes),
            "title": forms.CharField(label=_("标题"), max_length=60, error_messages=_must(_("标题"))),
            "text": _area(_("内容"), 4000, 8, _("写清时间、地点、情况。请不要写身份证号、银行卡号。")),
            "proposal": _area(_("怎么做更好"), 2000, 5, _("您的对策建议，可以不填。"), required=False),
            "place": forms.CharField(label=_("地点"), required=False, max_length=120),
            "proof": Photos(),
            "asker_name": forms.CharField(label=_("您的姓名"), required=False, max_length=30),
            "asker_phone": forms.CharField(label=_("联系电话"), required=False, max_length=20, help_text=_phone_help()),
            "secret": forms.BooleanField(label=_("请为我保密：不要把姓名和电话告诉承办单位"), required=False),
        }
        wanted = LETTER_FIELDS if kind == "request" else SUGGESTION_FIELDS
        self.fields |= {name: made[name] for name in wanted}
        for field in self.fields.values():
            field.widget.is_required = False

    def clean_asker_phone(self) -> str:
        phone = str(self.cleaned_data["asker_phone"]).strip()
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("请填写数字，例如 13800000000 或 0731-12345678。"))
        return phone

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("website"):
            raise forms.ValidationError(_("没有提交成功，请刷新页面后重新填写。"))
        for name in ("title", "text", "proposal", "place"):
            if {kind for kind, _digits in personal_in(str(typed.get(name) or ""))} & HIDDEN_KINDS:
                self.add_error(name, _("这里好像有身份证号或银行卡号。办理不需要它们，请删去后再提交。"))
        return typed

    def answers(self) -> dict[str, Any]:
        """What was typed, for the case; photographs and addressee go their own way."""
        skipped = {"website", "proof", "addressee"}
        given = {name: value for name, value in self.cleaned_data.items() if value and name not in skipped}
        return given | {"channel": "mailbox"} | ({"source": "masses"} if self.kind == "suggestion" else {})


class FollowForm(forms.Form):
    """Number and code."""

    number = forms.CharField(
        label=gettext_lazy("编号"), max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    code = forms.CharField(
        label=gettext_lazy("查询码"),
        max_length=40,
        help_text=gettext_lazy("回执上的 20 位字母和数字，大小写、有没有横线都可以。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.widget.is_required = False
            field.error_messages |= _must(str(field.label))


class RateForm(forms.Form):
    """Whether it was solved, and how content one is."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("resolved", "rating"):
            answer = ANSWERS[name]
            choices = [(code, _(label)) for code, label in answer.choices.items()]
            field = forms.ChoiceField(label=_(answer.label), choices=choices, widget=forms.RadioSelect)
            field.error_messages |= {"required": _("请选择。")}
            field.widget.is_required = False
            self.fields[name] = field
        self.fields["comment"] = _area(_("想说的话"), 500, 3, _("可以不填。请不要写姓名、电话。"), required=False)


class SupplementForm(forms.Form):
    """What is to be added."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["supplement"] = _area(_("补充说明"), 1000, 4, "")
        self.fields["photos"] = Photos()

    def clean_supplement(self) -> str:
        return clean(str(self.cleaned_data["supplement"]), 1000, lines=True)


def _area(label: str, most: int, rows: int, help: str, *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    widget.is_required = False
    return forms.CharField(
        label=label, max_length=most, widget=widget, help_text=help, required=required, error_messages=_must(label)
    )


def _phone_help() -> str:
    return _("留下电话，承办单位才能联系您，我们才能回访您。不留也可以凭查询码查看。")
