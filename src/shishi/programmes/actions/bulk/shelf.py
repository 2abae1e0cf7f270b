"""What one pass through a workbook keeps from batch to batch, so that a hundred thousand rows never stand in memory."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from django.db.models import Max

from shishi.orgs.models import Region
from shishi.programmes.models import Category, Indicator, Item, Matter, Programme
from shishi.programmes.queries.books import Book, region_book, unit_book


@dataclass(slots=True)
class Coming:
    """An item a plan has accepted and nobody has written yet, so that later sheets may name it."""

    pk: int
    unit_id: int
    indicators: dict[str, int] = field(default_factory=dict)


class Shelf:
    """Units, places, lists and codes of a programme, and what the rows so far have said. Seven queries.

    announces  whether a plan remembers the items it would create, for sheets that come after the list
    """

    def __init__(self, programme: Programme, *, announces: bool = True) -> None:
        self.programme, self.announces = programme, announces
        self.units: Book = unit_book(programme.region_path)
        self.regions: Book = region_book(programme.region_path)
        self.paths = dict(Region.objects.below(programme.region_path).values_list("id", "path"))
        self.categories: dict[str, Category] = {c.name: c for c in programme.categories.order_by("id")}
        self.matters: dict[tuple[str, str, str], Matter] = {
            (m.level, m.list_kind, m.title): m for m in programme.matters.order_by("id")
        }
        self.codes = set(programme.items.values_list("code", flat=True))
        self.last_seq: int = programme.items.aggregate(last=Max("seq"))["last"] or 0
        self.coming: dict[str, Coming] = {}
        self._seen: dict[int, int] = {}
        self._last_coming = 0

    def first(self, *key: Hashable, line: int) -> int:
        """The line of the workbook that meant this first: `line` itself where none did before."""
        return self._seen.setdefault(hash(key), line)

    def announce(self, item: Item, indicators: list[Indicator]) -> None:
        """Remember what a plan would create; it gets keys no table has. Rows that exist keep theirs."""
        if item.pk is None:
            self._last_coming -= 1
            item.pk = self._last_coming
        known = self.coming.setdefault(item.title, Coming(item.pk, item.unit_id))
        if item.code:
            self.coming.setdefault(item.code, known)
        for indicator in indicators:
            self._last_coming -= 1
            known.indicators[indicator.name] = indicator.pk or self._last_coming

    def coming_item(self, name: str) -> tuple[Item, dict[str, Indicator]] | None:
        """An item announced, with its indicators; neither is in the database."""
        found = self.coming.get(name)
        if found is None:
            return None
        item = Item(pk=found.pk, programme=self.programme, title=name, unit_id=found.unit_id)
        item.region_path = self.programme.region_path
        return item, {one: Indicator(pk=pk, item=item, name=one) for one, pk in found.indicators.items()}
