"""Cases as programs read them: lists as the pages narrow them, one whole, the catalogue, what may be chosen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import Field

from shishi.cases.api.bodies import Code, kind_of
from shishi.cases.api.router import router
from shishi.cases.kinds import KINDS
from shishi.cases.models import Case
from shishi.cases.queries import catalogue
from shishi.cases.queries.choices import Choices
from shishi.cases.queries.lists import STATES, CaseRow, Wanted, cases_for
from shishi.cases.queries.sets import LABELS, LOOKUPS, Span
from shishi.cases.queries.whole import CaseSheet, case_sheet, rows_of
from shishi.lib.rest import Id, Limit, Malformed, Month, answers, month_day, one_of
from shishi.orgs.bearer import ApiRequest, api_key

REVEALS = "cases within reach; who asked, as far as the reader may know"
CURSOR = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}Z)?~[0-9]{1,18}")
FETCHED = ("office", "unit", "holder", "item", "sponsor")
Words = Annotated[str, Field(max_length=100)]


@dataclass(frozen=True, slots=True)
class CaseRows:
    """One page of cases. `next` is what to ask on with (`after`); null on the last page."""

    rows: tuple[CaseRow, ...]
    next: str | None


class Cases(Schema):
    """Which cases: what the page's list takes. `set` with `since` and `until`, `by` and `key`, are what rates name."""

    kind: Code = ""
    state: Annotated[str, Field(pattern=one_of(STATES))] = "open"
    stage: Code = ""
    unit_id: Id | None = None
    item_id: Id | None = None
    sponsor_id: Id | None = None
    type: Code = ""
    source: Code = ""
    severity: Code = ""
    topic: Annotated[str, Field(max_length=30)] = ""
    enterprise: Annotated[str, Field(max_length=60)] = ""
    month: Month | None = None
    due_on: date | None = None
    q: Words = ""
    mine: bool = False
    is_duty: bool = False
    set: Annotated[str, Field(max_length=20)] = ""
    since: date | None = None
    until: date | None = None
    by: Annotated[str, Field(max_length=10)] = ""
    key: Annotated[str, Field(max_length=40)] = ""
    after: Annotated[str, Field(max_length=60)] = ""
    limit: Limit = 50


@router.get("/cases", auth=api_key(REVEALS), response=answers(CaseRows))
def list_cases(request: ApiRequest, page: Query[Cases]) -> CaseRows:
    """Cases within reach as the page lists them: open ones soonest due first, others newest first.

    `state` is open, late, soon, closed or all. A cell of the rates names the `set`, and a row `by` and `key`: with the
    same `since` and `until` and `state=all` this lists the very cases that were counted.
    """
    found = cases_for(request.actor, _wanted(page), page.limit)
    return CaseRows(found.rows, _outward(found.after))


@router.get("/cases/{int:case_id}", auth=api_key(REVEALS), response=answers(CaseSheet))
def read_case(request: ApiRequest, case_id: int) -> CaseSheet:
    """One case: clocks, holder, the steps the reader may take with what each asks, parts, extensions, what was done."""
    return case_sheet(find(request, case_id), request.actor)


@router.get("/cases/{int:case_id}/choices/{answer}", auth=api_key(REVEALS), response=answers(list[catalogue.Choice]))
def list_choices(request: ApiRequest, case_id: int, answer: str) -> list[catalogue.Choice]:
    """The units, leaders, items, sites or regions that an answer about this case may name, by id."""
    case = find(request, case_id)
    return _chosen(catalogue.choices_of(Choices(request.actor, case), case.what, answer))


@router.get("/case-kinds", auth=api_key("the catalogue of kinds"), response=answers(list[catalogue.KindSheet]))
def list_kinds(request: ApiRequest) -> list[catalogue.KindSheet]:
    """Every kind: its stages, its steps with what they ask, types, limits, and whether the reader may open one."""
    return catalogue.catalogue(request.actor)


@router.get(
    "/case-kinds/{kind}/choices/{answer}",
    auth=api_key("units, leaders, items, sites and regions of the reader's county"),
    response=answers(list[catalogue.Choice]),
)
def list_opening_choices(request: ApiRequest, kind: str, answer: str) -> list[catalogue.Choice]:
    """What an answer may name when a case of this kind is opened, by id."""
    if kind not in KINDS:
        raise Http404
    return _chosen(catalogue.choices_of(Choices(request.actor), KINDS[kind], answer))


def find(request: ApiRequest, case_id: int) -> Case:
    """The case, or 404 when it is out of reach."""
    return get_object_or_404(Case.objects.visible_to(request.actor).select_related(*FETCHED), pk=case_id)


def row_now(request: ApiRequest, case_id: int) -> CaseRow:
    """The case as a list shows it now that something was done."""
    return rows_of([find(request, case_id)])[0]


def _chosen(found: list[catalogue.Choice] | None) -> list[catalogue.Choice]:
    if found is None:
        raise Http404
    return found


def _wanted(page: Cases) -> Wanted:
    if page.kind:
        kind_of(page.kind)
    same: dict[str, Any] = page.dict(exclude={"month", "q", "since", "until", "after", "limit"})
    month = month_day(page.month) if page.month else None
    return Wanted(**same, month=month, text=page.q.strip(), span=_span(page), after=_inward(page.after))


def _span(page: Cases) -> Span | None:
    if page.by and page.by not in (*LOOKUPS, "liaison"):
        raise Malformed(_("没有这种分组。"), by=_("没有这种分组。"))
    if not page.set:
        return None
    if page.set not in LABELS:
        raise Malformed(_("没有这个集合。"), set=_("没有这个集合。"))
    return span_of(page.since, page.until)


def span_of(since: date | None, until: date | None) -> Span:
    """From one day up to another. Raises Malformed unless both are there, in order, in years that clocks know."""
    if since is None or until is None or not date(1950, 1, 1) <= since < until <= date(2200, 1, 1):
        sentence = _("请同时给出 since 和 until，until 在后，且不计入 until 当天。")
        raise Malformed(sentence, since=sentence, until=sentence)
    return Span(since, until)


def _outward(after: str) -> str | None:
    """Where to go on, in letters an address can hold as they are."""
    return after.replace("+00:00", "Z").replace("|", "~") or None


def _inward(after: str) -> str:
    if after and not (CURSOR.fullmatch(after) and _is_moment(after.partition("~")[0])):
        raise Malformed(_("after 应为上一页应答中的 next。"), after=_("应为上一页应答中的 next。"))
    return after.replace("~", "|")


def _is_moment(text: str) -> bool:
    try:
        return not text or bool(datetime.fromisoformat(text))
    except ValueError:
        return False
