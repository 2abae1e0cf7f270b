"""Rows of the standings as pages take them: frozen, visible to the actor, in the office's order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import FETCH_RAISE, Q

from shishi.programmes.models import ItemListing, Matter, Programme
from shishi.reports.models import Standing
from shishi.reports.models.standing import StandingFields, StandingQuerySet
from shishi.rules.authority import Actor
from shishi.rules.lights import LIGHT_MARKS, Light, Mark, Status, Verdict

Kind = Standing.Kind


@dataclass(frozen=True, slots=True)
class Row:
    """One standing. Figures are in base units, rates and deviations in per cent and points, at full precision.

    id  of the standing, for *where it comes from*
    """

    id: int
    kind: str
    subject: str
    label: str
    month: date
    region_path: str
    unit_id: int | None
    matter_id: int | None
    item_id: int | None
    list_code: str
    type: str
    unit_word: str
    weight: Decimal
    is_assessed: bool
    target: Decimal | None
    due_on: date | None
    finished_on: date | None
    numerator: Decimal | None
    denominator: Decimal | None
    reported: Decimal | None
    accepted: Decimal | None
    accepted_parent: Decimal | None
    rate: Decimal | None
    rate_capped: Decimal | None
    expected: Decimal | None
    expected_linear: Decimal | None
    peer_average: Decimal | None
    deviation_pp: Decimal | None
    last_year: Decimal | None
    status: str
    light: str
    was_behind: bool
    is_reached: bool
    n_total: int
    n_met: int
    n_due: int
    n_returned: int
    n_accepted: int
    n_on_time: int
    n_blue: int
    n_green: int
    n_yellow: int
    n_red: int
    n_grey: int
    n_hatched: int

    @property
    def verdict(self) -> Verdict:
        return Verdict(Status(self.status), Light(self.light), self.was_behind)

    @property
    def mark(self) -> Mark:
        """The light's name, word and shape, for eyes that see no colour."""
        return LIGHT_MARKS[Light(self.light)]

    @property
    def list_label(self) -> str:
        return list_name(self.list_code)


COLUMNS = tuple(Row.__dataclass_fields__)


def list_name(code: str) -> str:
    """A list as officials call it, from its code: 省重点, 省重点监测, 市重点."""
    level, _, kind = code.partition(".")
    if level not in Matter.Level.values or kind not in Matter.ListKind.values:
        return code
    return f"{Matter.Level(level).label}{Matter.ListKind(kind).label}"


def row_of(standing: StandingFields) -> Row:
    """A standing, kept or frozen, as a row."""
    return Row(**{name: getattr(standing, name) for name in COLUMNS})


def rows(
    programme: Programme, actor: Actor, *, month: date | None, kinds: Iterable[str], **narrow: object
) -> list[Row]:
    """Standings of some kinds the actor reaches, in one month or in all, by month and the office's order. One query.

    narrow  further columns: unit_id, matter_id, item_id, light, list_code, subject
    """
    found: StandingQuerySet[Standing] = Standing.objects.visible_to(actor).filter(
        programme=programme, kind__in=list(kinds), **{name: value for name, value in narrow.items() if value}
    )
    if month is not None:
        found = found.filter(month=month)
    ordered = found.order_by("month", "sort", "id").fetch_mode(FETCH_RAISE)
    return [Row(*values) for values in ordered.values_list(*COLUMNS)]


def item_ids_of(programme: Programme, row: Row) -> list[int]:
    """The items a row speaks of: its own, or those its group counts. One query; none for what stands under an item."""
    if row.item_id is not None:
        return [row.item_id]
    items = Standing.objects.filter(programme=programme, kind=Kind.ITEM, month=row.month)
    if row.kind == Kind.UNIT:
        items = items.filter(unit_id=row.unit_id)
    elif row.kind == Kind.REGION:
        items = items.filter(region_path__startswith=row.region_path)
    elif row.kind == Kind.MATTER:
        listed = ItemListing.objects.filter(matter_id=row.matter_id or 0).values("item_id")
        items = items.filter(Q(matter_id=row.matter_id) | Q(item_id__in=listed))
    elif row.kind == Kind.LIST:
        level, _, list_kind = row.list_code.partition(".")
        listed = ItemListing.objects.filter(matter__level=level, matter__list_kind=list_kind).values("item_id")
        items = items.filter(Q(list_code=row.list_code) | Q(item_id__in=listed))
    return [pk for pk in items.order_by("sort", "id").values_list("item_id", flat=True) if pk is not None]
