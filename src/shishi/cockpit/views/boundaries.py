"""An office's own boundaries: bringing them, looking at them, and handing them to the map."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.cockpit.forms import BoundaryForm
from shishi.cockpit.queries.boundaries import boundary_within, content_of, drawn
from shishi.lib.refusal import Overtaken, Refused
from shishi.lib.version import read_at
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.orgs.views.common import mark_shown
from shishi.programmes.actions.boundary import KEEPERS, load_boundary, remove_boundary
from shishi.programmes.models import Programme


@officials_only(roles=KEEPERS, reveals="the boundaries of the office's own region")
def manage(request: OfficialRequest, pk: int) -> HttpResponse:
    """Bring a GeoJSON file; what stands now, and the way back to the bundled boundaries."""
    programme = get_object_or_404(Programme.objects.visible_to(request.actor).select_related("region"), pk=pk)
    form, there = BoundaryForm(request.POST or None, request.FILES or None), drawn(programme)
    mark = mark_shown(request, "boundary", there.id if there else 0)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            put = load_boundary(
                programme.region, typed["file"], typed["source"], typed["approval"], request.actor, mark
            )
        except Overtaken:
            raise
        except Refused as refusal:
            form.add_error("source" if "source" in refusal.fields else "file", refusal.sentence)
        else:
            messages.success(request, _("已按 %(n)d 个区域绘制地图。") % {"n": len(put.areas)})
            return redirect("cockpit", pk=pk)
    context = {"programme": programme, "form": form, "drawn": there, "mark": mark}
    return render(request, "cockpit/boundaries.html", context, status=422 if form.errors else 200)


@officials_only(roles=KEEPERS, reveals="nothing")
@require_POST
def remove(request: OfficialRequest, pk: int) -> HttpResponse:
    """Back to the bundled boundaries."""
    boundary = boundary_within(pk, request.actor)
    if boundary is None:
        raise Http404
    remove_boundary(boundary, request.actor, read_at(request.POST))
    messages.success(request, _("已改回自带的边界。"))
    return redirect("cockpit")


@officials_only(reveals="boundaries of a region within reach, for internal use")
@require_GET
def outline(request: OfficialRequest, pk: int) -> HttpResponse:
    """The areas as the map draws them."""
    boundary = boundary_within(pk, request.actor)
    if boundary is None:
        raise Http404
    try:
        content = content_of(boundary.file)
    except (OSError, ValueError) as problem:
        raise Refused(_("边界文件已损坏，请重新上传，或联系系统管理员从备份恢复。")) from problem
    return HttpResponse(content, content_type="application/json")
