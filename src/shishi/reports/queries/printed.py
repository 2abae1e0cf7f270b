"""A printed figure opened: its formula in words, its rows, who reported and approved them, and whether running it again
gives the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shishi.documents.models import PrintedFigure
from shishi.programmes.models import Item
from shishi.reports.models import Cut, FrozenStanding, LineVersion
from shishi.reports.queries.chips import Chip, Compute, again, is_changed, show
from shishi.reports.queries.chips import decimal_of as number_of
from shishi.reports.queries.cuts import Frozen, figure, frozen
from shishi.reports.queries.meanings import meaning_of
from shishi.rules.authority import Actor
from shishi.rules.lights import LIGHT_MARKS, Light

KINDS = dict(FrozenStanding.Kind.choices) | {"meeting": gettext_lazy("会议")}


@dataclass(frozen=True, slots=True)
class AcceptedFigure:
    """A figure as it was accepted before the cut."""

    indicator: str
    month: date
    value: Decimal | None
    reported_by: str
    approved_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RowView:
    """A frozen row behind a figure: whose it is, what it brought, who reported it."""

    kind: str
    label: str
    brought: str
    status: str
    rate: Decimal | None
    sources: tuple[AcceptedFigure, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure with everything behind it. `same` is None while the cut no longer holds what the figure names."""

    key: str
    code: str
    label: str
    words: str
    arguments: tuple[tuple[str, str], ...]
    cut_id: int
    cut_on: date
    cut_made_at: datetime
    cut_made_by: str
    shown: str
    now_shown: str
    n_rows: int
    n_rows_now: int
    digest: str
    digest_now: str
    same: bool
    is_printed: bool
    rows: tuple[RowView, ...]


def opened(
    cut: Cut, kept: Chip | None, key: str, paper_id: int | None, actor: Actor, compute: Compute = figure
) -> Opened | None:
    """A figure of a text, as printed where its paper is issued, computed again over the frozen rows. Five queries."""
    printed = PrintedFigure.objects.filter(paper_id=paper_id, key=key).first() if paper_id else None
    if kept is None:
        return None
    known: dict[str, Any] = dict(kept)
    if printed is not None:
        known |= {name: getattr(printed, name) for name in ("code", "args", "value", "shown", "n_rows", "digest")}
    of = frozen(cut)
    now = again(known, of, compute)
    meaning = meaning_of(known["code"])
    return Opened(
        key=key,
        code=known["code"],
        label=str(meaning.label),
        words=str(meaning.words),
        arguments=_arguments(known["args"], of),
        cut_id=cut.pk,
        cut_on=cut.on,
        cut_made_at=cut.made_at,
        cut_made_by=cut.made_by_name,
        shown=known["shown"],
        now_shown=show(number_of(now.value), known["shape"]) if now else "",
        n_rows=known["n_rows"],
        n_rows_now=now.n_rows if now else 0,
        digest=known["digest"],
        digest_now=now.digest if now else "",
        same=not is_changed(known, now),
        is_printed=printed is not None,
        rows=_rows(cut, of, now.rows if now else (), actor),
    )


def _arguments(args: dict[str, str], of: Frozen) -> tuple[tuple[str, str], ...]:
    """The arguments in words: a list, unit or item by its name, a light by its own."""
    found = []
    for name, value in args.items():
        match name:
            case "light":
                found.append((_("亮灯"), LIGHT_MARKS[Light(value)].name))
            case "list":
                found.append((_("清单"), _label(of, "list", value)))
            case "unit":
                found.append((_("责任单位"), _label(of, "unit", value)))
            case _any:
                found.append((_("对象"), _label(of, "item", value) if name == "item" else _subject(of, value)))
    return tuple(found)


def _label(of: Frozen, kind: str, subject: str) -> str:
    return next((r.label for r in of.rows if r.kind == kind and r.subject == subject), subject)


def _subject(of: Frozen, subject: str) -> str:
    kinds = ("item", "unit", "indicator", "list", "matter")
    return next((_label(of, kind, subject) for kind in kinds if _label(of, kind, subject) != subject), subject)


def _rows(cut: Cut, of: Frozen, lines: Any, actor: Actor) -> tuple[RowView, ...]:
    known = {(str(r.kind), r.subject): r for r in of.rows}
    used = [(line, known.get((line.kind, line.subject))) for line in lines]
    sources = _sources(cut, {row.item_id for _line, row in used if row is not None and row.item_id}, actor)
    found = []
    for line, row in used:
        behind = sources.get(row.item_id or 0, ()) if row is not None else ()
        if row is not None and row.kind == FrozenStanding.Kind.INDICATOR:
            behind = tuple(s for s in behind if s.indicator == row.label)
        light = LIGHT_MARKS[Light(row.light)].name if row is not None and row.light else ""
        brought = "" if line.value is None else str(line.value)
        rate = row.rate if row is not None else None
        found.append(RowView(str(KINDS.get(line.kind, line.kind)), line.label, brought, light, rate, behind))
    return tuple(found)


def _sources(cut: Cut, item_ids: set[int], actor: Actor) -> dict[int, tuple[AcceptedFigure, ...]]:
    """The latest accepted version of each indicator before the cut, by item, where the actor reaches the item."""
    mine = Item.objects.visible_to(actor).filter(pk__in=item_ids).values("pk")
    versions = LineVersion.objects.filter(
        line__of__item_id__in=mine, line__of__period__month__lte=cut.month, at__lte=cut.made_at
    ).order_by("line__indicator__seq", "line__indicator_id", "-line__of__period__month", "-version")
    columns = ("line__of__item_id", "line__indicator_id", "line__indicator__name", "line__of__period__month", "value")
    latest: dict[tuple[int, int], AcceptedFigure] = {}
    for item_id, indicator_id, name, month, value, reported, approved, at in versions.values_list(
        *columns, "reported_by", "approved_by", "at"
    ):
        latest.setdefault((item_id, indicator_id), AcceptedFigure(name, month, value, reported, approved, at))
    found: dict[int, list[AcceptedFigure]] = defaultdict(list)
    for (item_id, _indicator), source in latest.items():
        found[item_id].append(source)
    return {item_id: tuple(rows) for item_id, rows in found.items()}
