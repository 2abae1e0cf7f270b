"""Items: their form, their indicators and plans, good practice, carrying over."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shishi.journal.queries import timeline
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.programmes.actions import carry
from shishi.programmes.actions import indicator as indicator_actions
from shishi.programmes.actions import item as actions
from shishi.programmes.forms.item import CarryForm, CurveForm, IndicatorForm, ItemForm, PracticeForm
from shishi.programmes.models import Indicator, Item
from shishi.programmes.views import tables
from shishi.programmes.views.common import around, carry_out, form_page, item_of, must_keep, programme_of, saved
from shishi.programmes.views.tabs import item_tabs
from shishi.ui.life import Moment


@officials_only(reveals="a form for items of a programme within reach")
def new(request: OfficialRequest, pk: int) -> HttpResponse:
    """A new item in draft."""
    programme = programme_of(request, pk)
    must_keep(request, programme)
    form = ItemForm(request.POST or None, programme=programme, initial={"matter": request.GET.get("matter")})
    done = carry_out(
        request,
        form,
        lambda: actions.add_item(
            programme,
            form.values,
            request.actor,
            supports=form.cleaned_data["supports"],
            also_in=form.cleaned_data["also_in"],
            key=form.key,
        ),
        reverse("programme-lists", args=[pk]),
        _("已新增，接下来填写考核指标。"),
    )
    context = around(programme) | {"wide": True, "heading": _("新增项目"), "submit": _("保存")}
    return done or form_page(request, form, context)


@officials_only(reveals="an item within reach")
def edit(request: OfficialRequest, pk: int) -> HttpResponse:
    """An item's own data; once issued only what is not promised."""
    item = item_of(request, pk)
    must_keep(request, item.programme)
    form = ItemForm(request.POST or None, instance=item, programme=item.programme)
    done = carry_out(
        request,
        form,
        lambda: actions.save_item(
            item,
            form.values,
            request.actor,
            form.read_at,
            supports=form.cleaned_data["supports"],
            also_in=form.cleaned_data["also_in"],
        ),
        reverse("item-edit", args=[pk]),
        saved(),
    )
    moments = [Moment(r.at, r.sentence, f"{r.actor_name} {r.post_label}") for r in timeline("item", pk)]
    context = around(item.programme, item) | {"tabs": item_tabs(item, "edit", True), "moments": moments}
    context["removal"] = reverse("item-remove", args=[pk]) if item.is_draft else ""
    return done or form_page(request, form, context, "programmes/item.html")


@officials_only(reveals="nothing")
@require_POST
def remove(request: OfficialRequest, pk: int) -> HttpResponse:
    """Remove an item in draft."""
    item = item_of(request, pk)
    actions.remove_item(item, request.actor, read_at(request.POST))
    return redirect("programme-lists", pk=item.programme_id)


@officials_only(reveals="indicators of an item within reach")
def indicators(request: OfficialRequest, pk: int) -> HttpResponse:
    """The item's indicators, and a form for another one while in draft."""
    item = item_of(request, pk)
    must_keep(request, item.programme)
    form = IndicatorForm(request.POST or None, instance=Indicator(item=item))
    done = carry_out(
        request,
        form,
        lambda: indicator_actions.add_indicator(item, form.values, request.actor, form.key),
        reverse("item-indicators", args=[pk]),
        saved(),
    )
    context = around(item.programme, item) | {"tabs": item_tabs(item, "indicators", True)}
    context["table"] = tables.indicators(item)
    return done or form_page(request, form, context, "programmes/indicators.html")


@officials_only(reveals="an indicator within reach")
def indicator(request: OfficialRequest, pk: int) -> HttpResponse:
    """One indicator."""
    found = get_object_or_404(Indicator.objects.visible_to(request.actor).select_related("item__programme"), pk=pk)
    must_keep(request, found.item.programme)
    form = IndicatorForm(request.POST or None, instance=found)
    done = carry_out(
        request,
        form,
        lambda: indicator_actions.change_indicator(found, form.values, request.actor, form.read_at),
        reverse("item-indicators", args=[found.item_id]),
        saved(),
    )
    context = around(found.item.programme, found.item) | {"wide": True, "heading": found.name, "submit": _("保存")}
    context["removal"] = reverse("indicator-remove", args=[pk]) if found.item.is_draft else ""
    context["aside"] = (_("填写月度计划"), reverse("indicator-curve", args=[pk]))
    return done or form_page(request, form, context)


@officials_only(reveals="nothing")
@require_POST
def indicator_remove(request: OfficialRequest, pk: int) -> HttpResponse:
    """Remove an indicator in draft."""
    found = get_object_or_404(Indicator.objects.visible_to(request.actor).select_related("item__programme"), pk=pk)
    indicator_actions.remove_indicator(found, request.actor, read_at(request.POST))
    return redirect("item-indicators", pk=found.item_id)


@officials_only(reveals="the monthly plan of an indicator within reach")
def curve(request: OfficialRequest, pk: int) -> HttpResponse:
    """The custom curve: cumulative per cent at each month's end."""
    found = get_object_or_404(Indicator.objects.visible_to(request.actor).select_related("item__programme"), pk=pk)
    must_keep(request, found.item.programme)
    form = CurveForm(request.POST or None, indicator=found)
    done = carry_out(
        request,
        form,
        lambda: indicator_actions.set_curve(found, form.points, request.actor, read_at(form.cleaned_data)),
        reverse("indicator-edit", args=[pk]),
        saved(),
    )
    heading = _("月度计划：%(name)s") % {"name": found.name}
    context = around(found.item.programme, found.item) | {"heading": heading, "submit": _("保存")}
    context["note"] = _("填写各月末应累计完成年度目标的百分之几，逐月不减，最后一个月为100；空着的月份沿用上月。")
    return done or form_page(request, form, context)


@officials_only(reveals="good-practice cards of an item within reach")
def practices(request: OfficialRequest, pk: int) -> HttpResponse:
    """Good-practice cards of an item, and a form for another one."""
    item: Item = item_of(request, pk)
    form = PracticeForm(request.POST or None)
    done = carry_out(
        request,
        form,
        lambda: actions.add_good_practice(
            item, form.cleaned_data["title"], form.cleaned_data["text"], request.actor, form.cleaned_data["once"]
        ),
        reverse("item-practices", args=[pk]),
        _("已登记，可在项目页查看。"),
    )
    context = around(item.programme, item) | {"tabs": item_tabs(item, "practices", tables.mine(request.actor, item))}
    context |= {
        "rows": item.good_practices.order_by("-id"),
        "may_write": tables.may_write_practice(request.actor, item),
    }
    return done or form_page(request, form, context, "programmes/practices.html")


@officials_only(reveals="later programmes of the own region")
def carry_over(request: OfficialRequest, pk: int) -> HttpResponse:
    """Let an unfinished item go on in a later year."""
    item = item_of(request, pk)
    must_keep(request, item.programme)
    form = CarryForm(request.POST or None, item=item)
    done = carry_out(
        request,
        form,
        lambda: carry.carry_over(item, form.cleaned_data["programme"], request.actor, key=form.cleaned_data["once"]),
        reverse("programmes"),
        _("已结转为下一年度的跨年项目草稿。"),
    )
    context = around(item.programme, item) | {"heading": _("结转到下一年"), "submit": _("结转")}
    context["note"] = _("结转后是跨年项目，目标照旧，未完成的任务一并带走；下达前请填写年度阶段目标。")
    return done or form_page(request, form, context)
