"""An office brings its own boundaries, or takes them away again."""

from __future__ import annotations

import json

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from shishi.files.actions import keep_bytes
from shishi.journal.actions import hold_to, record
from shishi.lib import clock
from shishi.lib.boundaries import LARGEST, read_outline
from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.models import Region
from shishi.programmes.models import Boundary
from shishi.rules.authority import Actor, Role

KEEPERS = frozenset({Role.OFFICE_ADMIN})


@transaction.atomic
def load_boundary(
    region: Region, upload: UploadedFile[bytes], source: str, approval: str, actor: Actor, mark: int | None = None
) -> Boundary:
    """Draw the region's maps with the areas of a GeoJSON file from now on; the file is kept as it was understood.

    Head of the region's own office only. Refuses what `lib.boundaries` refuses, and a file without a source; raises
    Overtaken when more was done to the boundaries than the page showed at `mark`.
    """
    _must_keep(region, actor)
    there = Boundary.objects.select_for_update().filter(region=region).first()
    hold_to(mark, "boundary", there.pk if there else 0)
    if not source.strip():
        raise Refused(_("请填写数据来源，地图下面要写明。"), {"source": _("请填写。")})
    outline = read_outline(upload.read(LARGEST + 1), source.strip(), approval.strip())
    content = json.dumps(outline, ensure_ascii=False, separators=(",", ":")).encode()
    file = keep_bytes(f"boundary-{region.code}.json", content, actor)
    areas = [[f["properties"]["code"], f["properties"]["name"]] for f in outline["features"]]
    columns = {
        "file": file,
        "areas": areas,
        "source": source.strip(),
        "approval": approval.strip(),
        "put_at": clock.now(),
        "put_by_name": actor.name,
    }
    boundary, _new = Boundary.objects.update_or_create(region=region, defaults=columns)
    record(boundary, "boundary.load", actor, n_areas=len(areas), sha256=file.sha256)
    return boundary


@transaction.atomic
def remove_boundary(boundary: Boundary, actor: Actor, mark: int | None = None) -> None:
    """Draw the region's maps with the bundled boundaries again; the file stays kept. Raises Overtaken as above."""
    _must_keep(boundary.region, actor)
    Boundary.objects.select_for_update().get(pk=boundary.pk)
    hold_to(mark, "boundary", boundary.pk)
    record(boundary, "boundary.remove", actor, n_areas=len(boundary.areas))
    boundary.delete()


def _must_keep(region: Region, actor: Actor) -> None:
    if not actor.is_any(KEEPERS) or actor.post is None or actor.post.region_path != region.path:
        raise NotYours
