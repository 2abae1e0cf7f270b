"""Adjustments: the list, asking, the office's look and the convener's decision."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from shishi.journal.queries import timeline
from shishi.lib.refusal import NotYours
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.programmes.actions import adjustment as actions
from shishi.programmes.actions.hands import keeps
from shishi.programmes.chain import ADJUSTMENT, ASKERS
from shishi.programmes.forms.adjustment import ApproveForm, AskForm, DecideForm
from shishi.programmes.models import Adjustment
from shishi.programmes.queries.adjustments import adjustment_row, adjustments, askable
from shishi.programmes.queries.item import indicators_of
from shishi.programmes.views import tables
from shishi.programmes.views.common import around, carry_out, form_page, item_of, programme_of
from shishi.programmes.views.tabs import tabs_of
from shishi.rules.authority import UNIT_APPROVERS
from shishi.ui.life import Moment

SAID = {
    "review": gettext_lazy("已审核，送召集人批准。"),
    "turn_down": gettext_lazy("审核不同意，申请到此结束，申请单位会收到意见。"),
    "approve": gettext_lazy("已批准，新的目标和时限按生效日期执行。"),
    "refuse": gettext_lazy("未批准，目标和时限不变，申请单位会收到意见。"),
}


@officials_only(reveals="adjustments of items within reach")
@require_GET
def index(request: OfficialRequest, pk: int) -> HttpResponse:
    """The programme's adjustments."""
    programme = programme_of(request, pk)
    stage = request.GET.get("stage", "")
    rows = adjustments(programme, request.actor, stage if stage in Adjustment.Stage.values else "")
    context = {
        "table": tables.adjustments(rows),
        "tabs": tabs_of(programme, "adjustments", keeps(request.actor, programme)),
        "stages": Adjustment.Stage.choices,
        "stage": stage,
        "askable": askable(programme, request.actor) if request.actor.is_any(UNIT_APPROVERS) else [],
    }
    return render(request, "programmes/adjustments.html", around(programme) | context)


@officials_only(reveals="an item within reach")
def ask(request: OfficialRequest, pk: int) -> HttpResponse:
    """The lead unit's head or deputy asks for a change."""
    item = item_of(request, pk)
    if not ASKERS.admits(request.actor, actions.place_of(item)):
        raise NotYours
    form = AskForm(request.POST or None, item=item)
    done = carry_out(
        request,
        form,
        lambda: actions.ask_adjustment(item, form.values, request.actor, form.key),
        reverse("programme-adjustments", args=[item.programme_id]),
        _("已提交专班办公室审核。"),
    )
    context = around(item.programme, item) | {"indicators": indicators_of([item.pk])[item.pk]}
    return done or form_page(request, form, context, "programmes/ask.html")


@officials_only(reveals="an adjustment of an item within reach")
def detail(request: OfficialRequest, pk: int, name: str = "") -> HttpResponse:
    """One adjustment with its first promise, and the step that is next for this reader."""
    reached = Adjustment.objects.visible_to(request.actor).select_related(
        "item__programme", "item__unit", "indicator", "asked_by", "reviewed_by", "decided_by"
    )
    found = get_object_or_404(reached, pk=pk)
    item = found.item
    own_tier = request.actor.post is not None and request.actor.post.region_path == item.region_path
    place, taken = actions.place_of(item), actions.taken_of(found)
    steps = ADJUSTMENT.open_steps(found.stage, request.actor, place, taken) if own_tier else ()
    kind = ApproveForm if found.stage == "reviewed" else DecideForm
    form = kind(request.POST or None, initial={"version": found.version})
    done = carry_out(
        request,
        form,
        lambda: _take(request, found, name, form),
        reverse("adjustment", args=[pk]),
        str(SAID[name]) if name in SAID else "",
    )
    context = around(item.programme, item) | {
        "row": adjustment_row(found),
        "what": tables.what_of(adjustment_row(found)),
    }
    context |= {"steps": steps, "indicators": indicators_of([item.pk])[item.pk]}
    context["moments"] = [
        Moment(r.at, r.sentence, f"{r.actor_name} {r.post_label}") for r in timeline("adjustment", pk)
    ]
    return done or form_page(request, form, context, "programmes/adjustment.html")


def _take(request: OfficialRequest, found: Adjustment, name: str, form: DecideForm) -> Adjustment:
    typed, version = form.cleaned_data, read_at(form.cleaned_data)
    if name in {"review", "turn_down"}:
        return actions.review_adjustment(found, name, typed["opinion"], request.actor, version)
    return actions.decide_adjustment(
        found,
        name,
        typed["opinion"],
        request.actor,
        version,
        since=typed.get("since"),
        number=typed.get("number", ""),
    )
