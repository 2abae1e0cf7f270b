"""The editor: words paragraph by paragraph, chips that nobody types over, and what stands against signing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.bulletins.actions import drafting, editing
from shishi.bulletins.actions.locking import check_editable
from shishi.bulletins.forms import number, numeral_form
from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries.editor import editor_of
from shishi.bulletins.queries.programme import cut_in
from shishi.bulletins.views.reading import found_or_404
from shishi.lib.htmx import go_to, page_or_part
from shishi.lib.refusal import Refused
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest, officials_only

NOTHING = "a draft, to its office"


@officials_only(reveals=NOTHING)
@require_GET
def edit(request: OfficialRequest, pk: int) -> HttpResponse:
    """The sheet beside the panel."""
    found = found_or_404(request, pk)
    check_editable(found, request.actor)
    context = {"editor": editor_of(found, request.actor), "opened": request.GET.get("open", "")}
    return page_or_part(request, "bulletins/edit.html", "editor", context)


def _answer(request: OfficialRequest, found: Bulletin) -> HttpResponse:
    """The editor again, or for a plain form the way back to it."""
    if not request.htmx:
        return redirect("bulletin-edit", pk=found.pk)
    fresh = found_or_404(request, found.pk)
    return page_or_part(request, "bulletins/edit.html", "editor", {"editor": editor_of(fresh, request.actor)})


@officials_only(reveals=NOTHING)
@require_POST
def write(request: OfficialRequest, pk: int, block: str) -> HttpResponse:
    """Put what was typed in place of a paragraph; htmx gets the paragraph and the panel, nothing else moves."""
    found_or_404(request, pk)
    sentence, typed = "", request.POST.get("text", "")
    try:
        editing.write_block(pk, block, read_at(request.POST, "seen"), typed, request.actor)
    except Refused as refusal:
        if not request.htmx:
            raise
        sentence = refusal.sentence
    if not request.htmx:
        return redirect(f"/bulletins/{pk}/edit/#{block}")
    editor = editor_of(found_or_404(request, pk), request.actor)
    view = next((b for b in editor.blocks if b.id == block), None)
    context = {"editor": editor, "block": view, "refusal": sentence, "typed": typed, "saved": True}
    return page_or_part(request, "bulletins/edit.html", "saved", context, status=422 if sentence else 200)


@officials_only(reveals=NOTHING)
@require_POST
def add(request: OfficialRequest, pk: int, block: str) -> HttpResponse:
    """Put an empty paragraph or heading after a block."""
    found_or_404(request, pk)
    new = editing.add_block(pk, block, read_at(request.POST, "seen"), request.POST.get("kind", ""), request.actor)
    return go_to(request, f"/bulletins/{pk}/edit/?open={new}#{new}")


@officials_only(reveals=NOTHING)
@require_POST
def remove(request: OfficialRequest, pk: int, block: str) -> HttpResponse:
    """Take a block out."""
    found_or_404(request, pk)
    return _answer(request, editing.remove_block(pk, block, read_at(request.POST, "seen"), request.actor))


@officials_only(reveals=NOTHING)
@require_POST
def numeral(request: OfficialRequest, pk: int, block: str) -> HttpResponse:
    """Bind a typed numeral to a figure, or say that it is a name, an ordinal or a date."""
    found_or_404(request, pk)
    form = numeral_form(request.POST)
    place = (form.seen, form.run, form.start, form.end)
    if form.key:
        changed = editing.bind(pk, block, *place, form.key, request.actor)
    else:
        changed = editing.mark(pk, block, *place, form.mark, request.actor)
    return _answer(request, changed)


@officials_only(reveals=NOTHING)
@require_POST
def head(request: OfficialRequest, pk: int) -> HttpResponse:
    """Change title and recipient."""
    found_or_404(request, pk)
    title, recipient = request.POST.get("title", ""), request.POST.get("recipient", "")
    return _answer(request, editing.write_head(pk, read_at(request.POST), title, recipient, request.actor))


@officials_only(reveals=NOTHING)
@require_POST
def rebind(request: OfficialRequest, pk: int) -> HttpResponse:
    """Compute every chip again over another cut."""
    found = found_or_404(request, pk)
    cut = cut_in(found.programme, number(request.POST, "cut"))
    return _answer(request, drafting.rebind(pk, cut, read_at(request.POST), request.actor))


@officials_only(reveals=NOTHING)
@require_POST
def rewrite(request: OfficialRequest, pk: int) -> HttpResponse:
    """Write the draft anew."""
    found_or_404(request, pk)
    layout = request.POST.get("layout", "")
    return _answer(request, drafting.rewrite(pk, read_at(request.POST), request.actor, layout))


@officials_only(reveals=NOTHING)
@require_POST
def add_figure(request: OfficialRequest, pk: int) -> HttpResponse:
    """Make another figure available."""
    found = found_or_404(request, pk)
    wanted = request.POST.get("figure", "").split("|")
    if len(wanted) != 4:
        raise Refused(_("请选择要增加的数字。"))
    code, shape, name, value = wanted
    editing.add_figure(pk, code, shape, {name: value} if name else {}, request.actor)
    return _answer(request, found)
