"""The sheet a liaison fills."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from shishi.files.serving import serve
from shishi.funds.actions import post_entry
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.lib.whole import whole
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.programmes.models import Item
from shishi.reports.actions import evidence
from shishi.reports.actions.sheets import Part, Said, keep_sheet
from shishi.reports.chain import EDITABLE, Stage
from shishi.reports.forms.sheet import ReadCard, Reader, read_card, read_posting, read_row, was_shown, with_typed
from shishi.reports.models import Line, LineEvidence, Return
from shishi.reports.queries import sheet as sheets
from shishi.reports.queries import tabs as tabs_of
from shishi.reports.queries.checking import Draft, check
from shishi.reports.queries.parts import sum_of
from shishi.reports.queries.past import past_of
from shishi.reports.queries.sheet import Card
from shishi.reports.queries.tabs import MonthTab
from shishi.rules.authority import UNIT
from shishi.ui.frame import Tab

REVEALS = "the unit's own returns of one month"


@officials_only(reveals=REVEALS)
@require_GET
def sheet(request: OfficialRequest) -> HttpResponse:
    """The unit's returns of the month; whoever fills none is led to the review."""
    if not tabs_of.may_fill(request.actor):
        return redirect("return-review")
    tabs = tabs_of.months_of_unit(request.actor)
    chosen = tabs_of.current_month(tabs, request.GET.get("month", ""))
    cards = sheets.sheet(request.actor, chosen.period_id, clock.today()) if chosen else []
    return render(request, "reports/sheet.html", _context(tabs, chosen, cards))


@officials_only(roles=UNIT, reveals=REVEALS)
@require_POST
def send(request: OfficialRequest, period_id: int) -> HttpResponse:
    """Keep what was typed, and do what the button says: save, submit one or all that are ready, 零变化, book money."""
    cards = sheets.sheet(request.actor, period_id, clock.today())
    tabs = tabs_of.months_of_unit(request.actor)
    chosen = next((t for t in tabs if t.period_id == period_id), None)
    act, _colon, target = request.POST.get("act", "save").partition(":")
    shown = [c for c in cards if c.is_editable and was_shown(c, request.POST)]
    read = {c.id: read_card(c, request.POST, request.FILES, clock.today().year) for c in shown}
    said = _keep(request, cards, read, act, target)
    said += _then(request, cards, act, target)
    wrong = {name: sentence for one in said for name, sentence in one.fields.items()}
    _tell(request, said, act)
    if not any(one.sentence for one in said):
        return redirect(_address(chosen))
    fresh = sheets.sheet(request.actor, period_id, clock.today())
    refused = [c.id for c in cards if any(one.id == c.id and one.sentence for one in said)]
    again = [next(iter(with_typed([c], request.POST, wrong))) if c.id in refused else c for c in fresh]
    return render(request, "reports/sheet.html", _context(tabs, chosen, again), status=422)


def _keep(request: OfficialRequest, cards: list[Card], read: dict[int, ReadCard], act: str, target: str) -> list[Said]:
    """Hand the cards to the action, with those to submit."""
    ready = {c.id for c in cards if c.id in read and (c.stage != Stage.OPEN or read[c.id].is_changed)}
    one = whole(target)
    submit = ready if act == "submit_ready" else {one} if act == "submit" and one else set()
    rows = Return.objects.visible_to(request.actor).filter(pk__in=read, stage__in=EDITABLE)
    rows = rows.select_related("item", "period", "programme", "unit")
    parts = [_part(row, read[row.pk]) for row in rows]
    no_change = one if act == "no_change" and one else 0
    key, content = request.POST.get("once", ""), request.POST.urlencode()
    return keep_sheet(parts, request.actor, submit=submit, no_change=no_change, key=key, content=content)


def _part(row: Return, read: ReadCard) -> Part:
    return Part(row, read.version, read.typed, read.is_changed, read.wrong, read.uploads)


def _then(request: OfficialRequest, cards: list[Card], act: str, target: str) -> list[Said]:
    """What a button does beyond keeping the sheet: book an amount, take a file off."""
    wanted = whole(target)
    if act not in ("funds", "detach") or wanted is None:
        return []
    try:
        if act == "detach":
            piece = get_object_or_404(LineEvidence, pk=wanted, line__of_id__in=[c.id for c in cards])
            row = Return.objects.visible_to(request.actor).get(lines=piece.line_id)
            evidence.detach(row, piece.pk, request.actor)
            return []
        card = next((c for c in cards if c.id == wanted), None)
        if card is None:
            raise Http404
        item = Item.objects.visible_to(request.actor).get(pk=card.item_id)
        once = request.POST.get("once", "")[:60]
        posting = read_posting(card, request.POST, clock.today().year)
        post_entry(item, posting, request.actor, key=f"{once}:f" if once else "")
    except Refused as refusal:
        fields = refusal.fields if act == "funds" else {}
        return [Said(wanted, "", sentence=refusal.sentence, fields=fields)]
    return []


def _tell(request: OfficialRequest, said: list[Said], act: str) -> None:
    n_sent, n_kept = sum(s.submitted for s in said), sum(s.kept and not s.submitted for s in said)
    if n_sent:
        words = ngettext("已提交 %(n)d 项，等待本单位审核。", "已提交 %(n)d 项，等待本单位审核。", n_sent)
        messages.success(request, words % {"n": n_sent})
    if n_kept:
        words = ngettext("已保存 %(n)d 项的草稿。", "已保存 %(n)d 项的草稿。", n_kept)
        messages.info(request, words % {"n": n_kept})
    for one in said:
        if one.sentence in one.fields.values():
            messages.error(request, _("“%(item)s”没有办理，请改正标红的地方。") % {"item": one.title})
        elif one.sentence:
            messages.error(request, f"{one.title}：{one.sentence}" if one.title not in one.sentence else one.sentence)
    if act == "submit_ready" and not said:
        messages.info(request, _("还没有填好可以提交的项目。没有变化的项目请先点“零变化”。"))


@officials_only(roles=UNIT, reveals=REVEALS)
@require_POST
def preview(request: OfficialRequest, line_id: int) -> HttpResponse:
    """Rate, expected progress, deviation, light and remarks of one line as typed. Writes nothing."""
    lines = Line.objects.visible_to(request.actor).select_related("of__item", "of__period", "of__programme")
    line = get_object_or_404(lines, pk=line_id)
    past = past_of([line.of], clock.today())
    [row] = [r for c in sheets.cards([line.of], clock.today()) for r in c.rows if r.id == line_id]
    typed = read_row(row, Reader(request.POST), clock.today().year)
    done = {s.id for s in row.facts.steps if s.done_on} | set(typed.milestones or ())
    draft = Draft(
        value=_decimal(typed.figures.get("value")),
        denominator=_decimal(typed.figures.get("denominator", line.denominator)),
        reason=str(typed.figures.get("change_reason", "")),
        done=frozenset(done),
        shares=sum_of(past.parts.get(line.indicator_id, ()), typed.shares),
    )
    checked = check(line.of, row.facts, line.pk, draft, past)
    shown = sheets.shown_of(line.pk, line.of_id, row.facts, checked, draft.shares)
    reason = replace(row.fields["change_reason"], value=draft.reason)
    return render(request, "reports/_judged.html", {"shown": shown, "is_editable": True, "reason": reason})


def _decimal(found: Any) -> Any:
    return None if isinstance(found, str) else found


@officials_only(reveals="evidence of a return within reach")
@require_GET
def evidence_file(request: OfficialRequest, pk: int) -> HttpResponseBase:
    """A file that supports a line, as a download."""
    within = LineEvidence.objects.visible_to(request.actor).select_related("file")
    piece = get_object_or_404(within, pk=pk)
    return serve(piece.file)


def _address(chosen: MonthTab | None) -> str:
    return reverse("progress") + (f"?month={chosen.month:%Y-%m}" if chosen else "")


def _context(tabs: list[MonthTab], chosen: MonthTab | None, cards: list[Card]) -> dict[str, object]:
    months = [
        Tab(
            _("%(month)d月") % {"month": t.month.month},
            f"?month={t.month:%Y-%m}",
            t == chosen,
            t.n_left or None,
        )
        for t in tabs
    ]
    left = [c for c in cards if c.is_editable]
    return {
        "tabs": months,
        "chosen": chosen,
        "cards": cards,
        "n_left": len(left),
        "n_done": len(cards) - len(left),
        "due_at": max((c.due_at for c in cards), default=None),
        "once": get_random_string(24),
    }
