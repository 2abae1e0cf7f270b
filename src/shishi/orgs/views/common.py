"""What the system pages share: a form on a page of its own, and refusals beside its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render

from shishi.journal.queries import mark_of
from shishi.lib.refusal import Overtaken, Refused
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest
from shishi.orgs.system import tabs


def found[T](row: T | None) -> T:
    """The row, or 404: out of reach and missing are answered alike."""
    if row is None:
        raise Http404
    return row


def tried(form: Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was filled well and the act was done; a refusal is put beside the fields it names.

    That somebody else was first is answered on a page of its own: what was typed is no longer about what is there.
    """
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Overtaken:
        raise
    except Refused as refusal:
        beside = {name: text for name, text in refusal.fields.items() if name in form.fields}
        form.add_error(None, refusal.sentence)
        for name, text in beside.items():
            form.add_error(name, text)
        return False
    return True


def mark_shown(request: OfficialRequest, kind: str, pk: int | None = None, noun: str = "") -> int:
    """How far the journal had come with a subject when the page was opened. Raises Overtaken for a form that forgot it.

    One query when the page is opened.
    """
    return read_at(request.POST) if request.method == "POST" else mark_of(kind, pk, noun)


def form_page(
    request: OfficialRequest, form: Form, words: Mapping[str, str], side: str, mark: int | None = None
) -> HttpResponse:
    """A page with one form. words: heading, submit, back, intro; `mark` comes back with the form."""
    context = {
        "form": form,
        "words": words,
        "tabs": tabs(request.actor, side),
        "is_upload": form.is_multipart(),
        "mark": mark,
    }
    return render(request, "orgs/system/form.html", context, status=422 if form.errors else 200)
