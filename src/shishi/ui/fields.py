"""One field of a form: label, widget, help, and what is wrong, beside it and read out with it."""

from typing import Any

from django.forms import BoundField, Form, widgets
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shishi.ui.html import esc, joined

GROUPS = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)


def field(bound: BoundField, attrs: dict[str, Any] | None = None) -> str:
    """The field as HTML; a hidden one is only its widget. What was typed stays, whether right or wrong."""
    if bound.is_hidden:
        return joined((str(bound),))
    widget = bound.field.widget
    if isinstance(widget, GROUPS):
        return _group(bound)
    drawn = bound.as_widget(_keeping(widget), attrs={"class": _class_of(widget), **_bounds(bound), **(attrs or {})})
    if isinstance(widget, widgets.CheckboxInput):
        label = f'<label class="form-check">{drawn}<span class="form-check-label">{esc(bound.label)}</span></label>'
        return joined((f'<div class="field">{label}{_after(bound)}</div>',))
    label = f'<label for="{esc(bound.id_for_label)}">{esc(bound.label)}{_must(bound)}</label>'
    return joined((f'<div class="field">{label}{drawn}{_after(bound)}</div>',))


def errors(form: Form) -> str:
    """What is wrong with the form as a whole and how many fields are to be mended; nothing when all is well."""
    if not form.errors:
        return ""
    wrong = [name for name in form.errors if name != "__all__"]
    said = [esc(error) for error in form.non_field_errors()]
    if wrong:
        said.append(esc(ngettext("有 %(n)d 处需要修改。", "有 %(n)d 处需要修改。", len(wrong)) % {"n": len(wrong)}))
    items = "".join(f"<div>{text}</div>" for text in said)
    return joined((f'<div class="alert alert-danger" role="alert" tabindex="-1" data-focus>{items}</div>',))


def _keeping(widget: widgets.Widget) -> widgets.Widget:
    """A number is typed into a text field: a browser throws away what it cannot read as a number, and we keep it."""
    if not isinstance(widget, widgets.NumberInput):
        return widget
    attrs = {name: value for name, value in widget.attrs.items() if name not in ("step", "min", "max")}
    return widgets.TextInput(attrs={"inputmode": "decimal", **attrs})


def _class_of(widget: widgets.Widget) -> str:
    own = str(widget.attrs.get("class", ""))
    if isinstance(widget, widgets.CheckboxInput):
        return f"form-check-input {own}".strip()
    if isinstance(widget, widgets.Select):
        return f"form-select {own}".strip()
    numeric = " n-input" if isinstance(widget, widgets.NumberInput) else ""
    return f"form-control{numeric} {own}".strip()


def _bounds(bound: BoundField) -> dict[str, Any]:
    if not (bound.help_text or bound.errors) or bound.field.widget.attrs.get("aria-describedby"):
        return {}
    ids = [f"{bound.auto_id}_helptext"] * bool(bound.help_text) + [f"{bound.auto_id}_error"] * bool(bound.errors)
    return {"aria-describedby": " ".join(ids)}


def _must(bound: BoundField) -> str:
    return f'<span class="must">{esc(_("必填"))}</span>' if bound.field.required else ""


def _after(bound: BoundField) -> str:
    parts = []
    if bound.help_text:
        parts.append(
            f'<div class="helptext" id="{esc(bound.auto_id)}_helptext">{conditional_escape(bound.help_text)}</div>'
        )
    if bound.errors:
        items = "".join(f"<li>{esc(error)}</li>" for error in bound.errors)
        parts.append(f'<ul class="errorlist" id="{esc(bound.auto_id)}_error">{items}</ul>')
    return "".join(parts)


def _group(bound: BoundField) -> str:
    boxes = "".join(
        f'<label class="form-check">{_option(option)}'
        f'<span class="form-check-label">{esc(option.choice_label)}</span></label>'
        for option in bound.subwidgets
    )
    described = _bounds(bound).get("aria-describedby", "")
    opening = f'<fieldset aria-describedby="{esc(described)}">' if described else "<fieldset>"
    legend = f"<legend>{esc(bound.label)}{_must(bound)}</legend>"
    return joined((f'<div class="field">{opening}{legend}{boxes}</fieldset>{_after(bound)}</div>',))


def _option(option: Any) -> str:
    option.data["attrs"]["class"] = "form-check-input"
    return str(option.tag(wrap_label=False))
