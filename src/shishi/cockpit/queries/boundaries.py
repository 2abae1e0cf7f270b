"""An office's own boundaries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shishi.files.models import File
from shishi.files.queries import read
from shishi.programmes.models import Boundary, Programme
from shishi.rules.authority import Actor


@dataclass(frozen=True, slots=True)
class Drawn:
    """A region's own boundaries: (code, name) of every area, whence they are, who brought them."""

    id: int
    areas: tuple[tuple[str, str], ...]
    source: str
    approval: str
    put_at: datetime
    put_by_name: str


def drawn(programme: Programme) -> Drawn | None:
    """The boundaries of the programme's region, where its office has brought any. One query."""
    row = Boundary.objects.filter(region=programme.region_id).first()
    if row is None:
        return None
    areas = tuple((str(code), str(name)) for code, name in row.areas)
    return Drawn(row.pk, areas, row.source, row.approval, row.put_at, row.put_by_name)


def boundary_within(pk: int, actor: Actor) -> Boundary | None:
    """The boundaries within reach. One query."""
    return Boundary.objects.visible_to(actor).select_related("file", "region").filter(pk=pk).first()


def content_of(file: File) -> bytes:
    """The kept bytes. No query."""
    return read(file)
