"""The one gate to rows: a query narrowed to what an actor's grants open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from django.db import models
from django.db.models import Q

from shishi.rules.authority import Actor, Grant

MAX_GRANTS = 20


def below(lookup: str, path: str) -> Q:
    """Rows whose path is `path` or lies under it, as a range that one index serves.

    Paths are digits, four a level; the range ends before the next path of the same length, which sorts alike in every
    collation. An empty path is everywhere.
    """
    if not path:
        return Q()
    return Q(**{f"{lookup}__gte": path, f"{lookup}__lt": str(int(path) + 1).zfill(len(path))})


class ReachedQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows of a table that carries `region_path`, and where it has them `unit_id` and `item_id`.

    A table says by which lookups its rows are reached: `REGION`, `UNITS` and `ITEM` are field paths, empty where it
    has none.
    """

    REGION = "region_path"
    UNITS: tuple[str, ...] = ("unit_id",)
    ITEM = "item_id"
    MATTER = ""
    KIND = ""

    def visible_to(self, actor: Actor) -> Self:
        """Rows within the actor's reach; none without a post. Adds at most twenty predicates and no query."""
        if not actor.grants:
            return self.none()
        reach = Q()
        for grant in actor.grants[:MAX_GRANTS]:
            reach |= self._within(grant)
        return self.filter(reach)

    def _within(self, grant: Grant) -> Q:
        found = below(self.REGION, grant.region_path)
        if grant.unit_id is not None:
            found &= self._any_unit(grant.unit_id)
        if grant.matter_id is not None:
            found &= Q(**{self.MATTER: grant.matter_id}) if self.MATTER else Q(pk__in=[])
        if grant.item_id is not None:
            found &= Q(**{self.ITEM: grant.item_id}) if self.ITEM else Q(pk__in=[])
        if grant.kind and grant.kind != self.KIND:
            found &= Q(pk__in=[])
        return found

    def _any_unit(self, unit_id: int) -> Q:
        found: Q = Q(pk__in=[])
        for lookup in self.UNITS:
            found = found | Q(**{lookup: unit_id})
        return found


def within(model: type[models.Model]) -> Callable[[Actor, frozenset[int]], set[int]]:
    """For `SUBJECTS` in an app's `verbs.py`: which of some ids of the model an actor reaches. One query when asked."""

    def reached(actor: Actor, ids: frozenset[int]) -> set[int]:
        rows: ReachedQuerySet[Any] = model._default_manager.visible_to(actor)  # type: ignore[attr-defined]
        return set(rows.filter(pk__in=ids).values_list("pk", flat=True))

    return reached
