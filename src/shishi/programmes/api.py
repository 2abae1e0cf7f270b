"""The lists as programs read them: programmes, matters, items and what hangs on them."""

from __future__ import annotations

from typing import Annotated

from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from shishi.lib.rest import Id, Paging, Rows, answers, one_of, page_of
from shishi.orgs.bearer import ApiRequest, api_key
from shishi.programmes.models import Item, Programme
from shishi.programmes.queries import flat, item, overview

router = Router()
ItemStage = Annotated[str, Field(pattern=one_of(Item.Stage.values))]


class OfProgramme(Paging):
    """A page of rows, of one programme where it is named."""

    programme_id: Id | None = None


class OfItem(OfProgramme):
    """A page of rows, of one programme or item where they are named."""

    item_id: Id | None = None


class Items(OfProgramme):
    """A page of items."""

    unit_id: Id | None = None
    matter_id: Id | None = None
    stage: ItemStage | None = None


class Below(OfItem):
    """A page of what an indicator is split into."""

    indicator_id: Id | None = None


@router.get("/programmes", auth=api_key("programmes within reach"), response=answers(list[overview.ProgrammeRow]))
def list_programmes(request: ApiRequest) -> list[overview.ProgrammeRow]:
    """Programmes within reach, newest first, with how many matters, items and units."""
    return overview.programmes(request.actor)


@router.get(
    "/programmes/{int:programme_id}/lists", auth=api_key("items within reach, by list"), response=answers(overview.Tree)
)
def read_lists(request: ApiRequest, programme_id: int) -> overview.Tree:
    """One programme as lists, matters and items, as its page shows them; an item may answer several lists."""
    return overview.tree(_programme(request, programme_id), request.actor)


@router.get(
    "/programmes/{int:programme_id}/matters",
    auth=api_key("matters of a programme within reach"),
    response=answers(list[flat.MatterRow]),
)
def list_matters(request: ApiRequest, programme_id: int) -> list[flat.MatterRow]:
    """The matters of one programme, by list."""
    return flat.matters(_programme(request, programme_id))


@router.get("/items", auth=api_key("items within reach"), response=answers(Rows[flat.ItemRow]))
def list_items(request: ApiRequest, page: Query[Items]) -> Rows[flat.ItemRow]:
    """Items within reach by id."""
    wanted = page.dict(exclude={"after", "limit"})
    return page_of(flat.items(request.actor, page.after, page.limit, **wanted), page.limit)


@router.get("/items/{int:item_id}", auth=api_key("an item within reach"), response=answers(item.ItemSheet))
def read_item(request: ApiRequest, item_id: int) -> item.ItemSheet:
    """One item with indicators, every target since the first promise, shares, tasks, sites (at most 200), changes."""
    return item.item_sheet(get_object_or_404(Item.objects.visible_to(request.actor), pk=item_id))


@router.get("/indicators", auth=api_key("indicators of items within reach"), response=answers(Rows[flat.IndicatorRow]))
def list_indicators(request: ApiRequest, page: Query[OfItem]) -> Rows[flat.IndicatorRow]:
    """Indicators with their first promise and the target in force, by id."""
    found = flat.indicators(
        request.actor, page.after, page.limit, item_id=page.item_id, item__programme_id=page.programme_id
    )
    return page_of(found, page.limit)


@router.get("/allocations", auth=api_key("shares of targets within reach"), response=answers(Rows[flat.AllocationRow]))
def list_allocations(request: ApiRequest, page: Query[Below]) -> Rows[flat.AllocationRow]:
    """How targets are split among regions and units, by id."""
    wanted = {
        "indicator_id": page.indicator_id,
        "indicator__item_id": page.item_id,
        "indicator__item__programme_id": page.programme_id,
    }
    return page_of(flat.allocations(request.actor, page.after, page.limit, **wanted), page.limit)


@router.get("/sites", auth=api_key("sites within reach"), response=answers(Rows[flat.PlacedSite]))
def list_sites(request: ApiRequest, page: Query[Below]) -> Rows[flat.PlacedSite]:
    """Sites with place, stage and dates, by id."""
    wanted = {
        "indicator_id": page.indicator_id,
        "item_id": page.item_id,
        "item__programme_id": page.programme_id,
    }
    return page_of(flat.sites(request.actor, page.after, page.limit, **wanted), page.limit)


@router.get("/tasks", auth=api_key("tasks of items within reach"), response=answers(Rows[flat.StepRow]))
def list_tasks(request: ApiRequest, page: Query[OfItem]) -> Rows[flat.StepRow]:
    """Tasks with owner, deadline and money, by id."""
    found = flat.tasks(
        request.actor, page.after, page.limit, item_id=page.item_id, item__programme_id=page.programme_id
    )
    return page_of(found, page.limit)


def _programme(request: ApiRequest, programme_id: int) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(request.actor), pk=programme_id)
