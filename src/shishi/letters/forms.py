"""What people send to letters: read, never decided."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shishi.letters.actions.opening import How
from shishi.letters.models import LetterDesk
from shishi.letters.queries.page import KIND
from shishi.letters.queries.words import BODY, MOST_REQUIREMENTS, REQUIREMENT, Typed
from shishi.lib.refusal import Refused
from shishi.lib.whole import whole


def typed_from(data: QueryDict) -> Typed:
    """The composer's form."""
    return Typed(
        title=data.get("title", ""),
        type=data.get("type", "letter"),
        level=whole(data.get("level")) or 1,
        urgency=data.get("urgency", ""),
        due_on=day_of(data, "due_on"),
        texts={name: data.get(name, "") for name in BODY},
        requirements=tuple(data.get(f"{REQUIREMENT}{n}", "") for n in range(MOST_REQUIREMENTS)),
        feedback=data.get("feedback", ""),
        contact=data.get("contact", ""),
        phone=data.get("phone", ""),
        copies_to=data.get("copies_to", ""),
    )


def day_of(data: QueryDict, name: str) -> date | None:
    """A day in a form, None for an empty field; refuses what is no day."""
    typed = data.get(name, "").strip()
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused(_("请填写日期，例如 2023-09-15。"), {name: _("请填写日期，例如 2023-09-15。")}) from None


def how_from(data: QueryDict) -> How:
    """Kind of paper and level a letter begins with; what is not known is the plain letter of the first level."""
    kind, level = data.get("type", ""), whole(data.get("level")) or 1
    return How(
        type=kind if kind in KIND.types else "letter",
        level=level if level in KIND.levels else 1,
        urgency=data.get("urgency", "")[:200],
    )


class DeskForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an office's letters have in common."""

    class Meta:
        model = LetterDesk
        fields = ("mark", "prefix", "contact", "phone", "copies_to", "head_signs")
        help_texts = {
            "mark": gettext_lazy("红头上的名称，留空用办公室全称。"),
            "prefix": gettext_lazy("例如“潭县民专督”；编号簿已取号的年度不再改变。"),
            "head_signs": gettext_lazy("勾选后，除召集人外，办公室主任也可以签发。"),
        }
