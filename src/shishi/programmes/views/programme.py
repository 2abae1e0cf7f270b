"""The list of lists, making one, its settings, categories, papers and matters."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.files.actions import keep
from shishi.files.serving import serve
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.programmes.actions import carry
from shishi.programmes.actions import programme as actions
from shishi.programmes.actions.hands import keeps
from shishi.programmes.forms.programme import (
    CategoryForm,
    CopyForm,
    MatterForm,
    NewProgrammeForm,
    PlanDocumentForm,
    SettingsForm,
)
from shishi.programmes.models import Programme
from shishi.programmes.queries.overview import counts, own_office, programmes, tree
from shishi.programmes.views import tables
from shishi.programmes.views.common import around, carry_out, form_page, must_keep, programme_of, saved
from shishi.programmes.views.tabs import tabs_of
from shishi.rules.authority import OFFICE


@officials_only(reveals="programmes within reach")
@require_GET
def index(request: OfficialRequest) -> HttpResponse:
    """The programmes somebody can see."""
    table = tables.programmes(programmes(request.actor))
    return render(request, "programmes/index.html", {"table": table, "may_create": request.actor.is_any(OFFICE)})


@officials_only(roles=OFFICE, reveals="nothing")
def new(request: OfficialRequest) -> HttpResponse:
    """Make a programme of one's own office."""
    form = NewProgrammeForm(request.POST or None, initial={"year": request.actor.today and request.actor.today.year})
    made = carry_out(
        request,
        form,
        lambda: actions.create_programme(
            form.values["name"],
            form.values["year"],
            own_office(request.actor),
            request.actor,
            campaign=form.values["campaign"],
            slogan=form.values["slogan"],
            key=form.key,
        ),
        reverse("programmes"),
        _("已新建，接下来录入或导入实事和项目。"),
    )
    return made or form_page(request, form, {"heading": _("新建清单"), "submit": _("新建")})


@officials_only(reveals="items within reach; buttons for the own office")
@require_GET
def lists(request: OfficialRequest, pk: int) -> HttpResponse:
    """The programme's lists, matters and items, to be edited."""
    programme = programme_of(request, pk)
    mine = keeps(request.actor, programme)
    found = tree(programme, request.actor)
    context = {"tree": found, "counts": counts(programme), "mine": mine, "tabs": tabs_of(programme, "lists", mine)}
    context["tables"] = [(one, tables.items(one, pk, mine=mine)) for one in found.lists]
    return render(request, "programmes/lists.html", around(programme) | context)


@officials_only(reveals="settings of a programme within reach")
def settings(request: OfficialRequest, pk: int) -> HttpResponse:
    """Names, periods, limits of the lights; each change with its reason."""
    programme = programme_of(request, pk)
    must_keep(request, programme)
    form = SettingsForm(request.POST or None, instance=programme)
    done = carry_out(
        request,
        form,
        lambda: actions.change_settings(
            programme, form.values, form.cleaned_data["reason"], request.actor, form.read_at
        ),
        reverse("programme-settings", args=[pk]),
        saved(),
    )
    context = around(programme) | {"tabs": tabs_of(programme, "settings", True)}
    context["history"] = tables.settings_changes(programme)
    return done or form_page(request, form, context, "programmes/settings.html")


@officials_only(reveals="categories of a programme within reach")
def categories(request: OfficialRequest, pk: int) -> HttpResponse:
    """The programme's categories: add, rename, order."""
    programme = programme_of(request, pk)
    must_keep(request, programme)
    form = CategoryForm(request.POST or None)
    done = carry_out(
        request,
        form,
        lambda: actions.put_category(
            programme,
            form.cleaned_data["name"],
            f"c{form.cleaned_data['sort']}",
            form.cleaned_data["sort"],
            request.actor,
            form.cleaned_data["pk"],
            was=request.POST.get("was", ""),
        ),
        reverse("programme-categories", args=[pk]),
        saved(),
    )
    rows = programme.categories.order_by("sort", "id")
    context = around(programme) | {"tabs": tabs_of(programme, "categories", True), "rows": rows}
    return done or form_page(request, form, context, "programmes/categories.html")


@officials_only(reveals="nothing")
@require_POST
def category_remove(request: OfficialRequest, pk: int, category: int) -> HttpResponse:
    """Remove a category nobody uses."""
    programme = programme_of(request, pk)
    must_keep(request, programme)
    get_object_or_404(programme.categories, pk=category)
    actions.remove_category(programme, category, request.actor, was=request.POST.get("was", ""))
    return redirect("programme-categories", pk=pk)


@officials_only(reveals="plan papers of a programme within reach")
def documents(request: OfficialRequest, pk: int) -> HttpResponse:
    """Plan papers: everybody who reaches the programme reads them, the office adds."""
    programme = programme_of(request, pk)
    mine = keeps(request.actor, programme)
    if request.method == "POST":
        must_keep(request, programme)
    form = PlanDocumentForm(request.POST or None, request.FILES or None)

    def add() -> object:
        upload = form.cleaned_data["upload"]
        file = keep(upload, request.actor) if upload else None
        return actions.add_plan_document(programme, form.values, file, request.actor, form.key)

    done = carry_out(request, form, add, reverse("programme-documents", args=[pk]), _("已登记。"))
    rows = programme.plan_documents.select_related("file").order_by("-issued_on", "-id")
    context = around(programme) | {"tabs": tabs_of(programme, "documents", mine), "rows": rows, "mine": mine}
    return done or form_page(request, form, context, "programmes/documents.html")


@officials_only(reveals="a plan paper of a programme within reach")
@require_GET
def document_file(request: OfficialRequest, pk: int, document: int) -> HttpResponseBase:
    """The bytes of a plan paper."""
    found = get_object_or_404(programme_of(request, pk).plan_documents.exclude(file=None), pk=document)
    assert found.file is not None
    return serve(found.file)


@officials_only(reveals="nothing")
@require_POST
def document_remove(request: OfficialRequest, pk: int, document: int) -> HttpResponse:
    """Take a plan paper off the programme."""
    programme = programme_of(request, pk)
    actions.remove_plan_document(get_object_or_404(programme.plan_documents, pk=document), request.actor)
    return redirect("programme-documents", pk=pk)


@officials_only(reveals="a matter within reach")
def matter(request: OfficialRequest, pk: int, matter: int | None = None) -> HttpResponse:
    """A headline promise: a new one, or one to change."""
    programme = programme_of(request, pk)
    must_keep(request, programme)
    row = get_object_or_404(programme.matters, pk=matter) if matter else None
    form = MatterForm(request.POST or None, instance=row, programme=programme)

    def save() -> object:
        if row is None:
            return actions.add_matter(programme, form.values, request.actor, form.key)
        return actions.change_matter(row, form.values, request.actor, form.read_at)

    done = carry_out(request, form, save, reverse("programme-lists", args=[pk]), saved())
    heading = _("修改实事") if row else _("新增实事")
    removal = reverse("matter-remove", args=[pk, row.pk]) if row else ""
    context = around(programme) | {"heading": heading, "submit": _("保存"), "removal": removal}
    return done or form_page(request, form, context)


@officials_only(reveals="nothing")
@require_POST
def matter_remove(request: OfficialRequest, pk: int, matter: int) -> HttpResponse:
    """Remove a matter without items."""
    programme = programme_of(request, pk)
    actions.remove_matter(get_object_or_404(programme.matters, pk=matter), request.actor, read_at(request.POST))
    return redirect("programme-lists", pk=pk)


@officials_only(reveals="items of a programme within reach")
def copy(request: OfficialRequest, pk: int) -> HttpResponse:
    """Copy a list into another year."""
    programme: Programme = programme_of(request, pk)
    must_keep(request, programme)
    form = CopyForm(request.POST or None, programme=programme)
    done = carry_out(
        request,
        form,
        lambda: carry.copy_last_year(
            programme,
            form.cleaned_data["into_year"],
            request.actor,
            name=form.cleaned_data["name"],
            items=[item.pk for item in form.cleaned_data["items"]],
            key=form.cleaned_data["once"],
        ),
        reverse("programmes"),
        _("已复制为草稿：时限顺延，目标留空待填，原目标记作上年数。"),
    )
    context = around(programme) | {"heading": _("复制到下一年"), "submit": _("复制")}
    context["note"] = _("复制实事、项目、指标口径和任务；分解、点位和完成情况不复制，目标须重新填写。")
    return done or form_page(request, form, context)
