"""Evidence of a line: files that came with it, put there and taken away while the return is being filled."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from shishi.files.actions import keep as keep_file
from shishi.journal.actions import record
from shishi.lib.refusal import Refused
from shishi.programmes.models import Site
from shishi.reports.actions import steps
from shishi.reports.models import Line, LineEvidence, Return
from shishi.rules.authority import Actor

MOST_PIECES = 20


@transaction.atomic
def attach(
    found: Return, line_id: int, upload: UploadedFile[bytes], actor: Actor, *, site_id: int | None = None
) -> LineEvidence:
    """Keep a file as evidence of a line of this return; the same bytes on the same line are kept once.

    Raises NotYours, or Refused for a file of a kind or size that is not taken, and for more than twenty on a line.
    """
    row = steps.lock(found.pk, None)
    steps.allow(row, "save", actor, {})
    line = Line.objects.filter(of=row, pk=line_id).first()
    if line is None:
        raise Refused(_("这项指标不在本月报表中，请刷新页面后再上传。"))
    if line.evidence.count() >= MOST_PIECES:
        raise Refused(_("一项指标每月最多上传 %(n)d 件佐证材料。") % {"n": MOST_PIECES})
    file = keep_file(upload, actor)
    same = LineEvidence.objects.filter(line=line, file__sha256=file.sha256).first()
    if same:
        return same
    site = Site.objects.filter(pk=site_id, item_id=row.item_id).first() if site_id else None
    made = LineEvidence.objects.create(line=line, file=file, site=site)
    record(row, "return.attach", actor, line=line.pk, file=file.pk, sha256=file.sha256, size=file.size)
    return made


@transaction.atomic
def detach(found: Return, evidence_id: int, actor: Actor) -> None:
    """Take a file off a line while the return is being filled; the bytes stay until they are purged. May run twice."""
    row = steps.lock(found.pk, None)
    steps.allow(row, "save", actor, {})
    piece = LineEvidence.objects.filter(line__of=row, pk=evidence_id).select_related("file").first()
    if piece is None:
        return
    line_id, file = piece.line_id, piece.file
    piece.delete()
    record(row, "return.detach", actor, line=line_id, file=file.pk, sha256=file.sha256)
