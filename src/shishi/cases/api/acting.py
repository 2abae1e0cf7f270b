"""What programs do about cases: opening, steps, many at once, later dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from shishi.cases.actions import extensions
from shishi.cases.actions.allowing import refuse_others
from shishi.cases.actions.links import raise_case
from shishi.cases.actions.opening import Opened, open_case
from shishi.cases.actions.points import issue_points
from shishi.cases.actions.steps import take_many, take_step
from shishi.cases.api.bodies import CaseStepIn, DecisionIn, ExtensionIn, ManyCasesIn, OpenIn, kind_of, typed
from shishi.cases.api.reading import REVEALS, find, row_now
from shishi.cases.api.router import router
from shishi.cases.forms import many_form, opening_form, read_step, step_form, step_of_many
from shishi.cases.models import Case, Extension
from shishi.cases.queries.lists import CaseRow, by_ids
from shishi.cases.queries.opening import may_open
from shishi.cases.queries.whole import rows_of
from shishi.lib.codes import shown
from shishi.lib.refusal import NotYours
from shishi.lib.rest import answers
from shishi.orgs.bearer import ApiRequest, answered_once, api_key, version_of


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A case just opened, and the ids of `more` opened with it, one a point.

    `code` is what a citizen follows it by: answered this once and never again.
    """

    case: CaseRow
    code: str
    more: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseLeft:
    """A case that did not take the step, and why."""

    id: int
    number: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ManyDone:
    """What came of a step on many cases."""

    done: tuple[int, ...]
    left: tuple[CaseLeft, ...]


@router.post("/cases", auth=api_key(REVEALS), response=answers(CaseOpened, writes=True, status=201))
def open_one(request: ApiRequest, body: OpenIn) -> HttpResponse:
    """Open a case. Takes an `Idempotency-Key`; sent again under it, the answer comes without the citizen's code."""
    return answered_once(request, lambda: opened(request, body), status=201, kept=uncoded)


@router.post("/cases/{int:case_id}/steps/{name}", auth=api_key(REVEALS), response=answers(CaseRow, writes=True))
def take_one(request: ApiRequest, case_id: int, name: str, body: CaseStepIn) -> HttpResponse:
    """Take a step: answers by name, as the case's `open_steps` ask them; rows by id, days as 2023-09-15."""
    case, version = find_step(request, case_id, name), version_of(request, body.version)
    return answered_once(request, lambda: taken(request, case, name, version, body.answers))


@router.post("/cases/steps/{name}", auth=api_key(REVEALS), response=answers(ManyDone, writes=True))
def take_on_many(request: ApiRequest, name: str, body: ManyCasesIn) -> HttpResponse:
    """Let up to 2,000 cases take one step with the same answers; each goes through or is left, with the reason.

    Without effect when one of them is out of reach.
    """
    cases = by_ids(request.actor, {one.id for one in body.cases})
    if len(cases) != len({one.id for one in body.cases}) or not any(name in one.what.life.by_name for one in cases):
        raise Http404
    return answered_once(request, lambda: _taken_by_many(request, cases, name, body))


@router.post(
    "/cases/{int:case_id}/extensions", auth=api_key(REVEALS), response=answers(CaseRow, writes=True, status=201)
)
def ask_extension(request: ApiRequest, case_id: int, body: ExtensionIn) -> HttpResponse:
    """Ask for a later date in the unit's name, before the limit runs out."""
    case, version = find(request, case_id), version_of(request, body.version)

    def run() -> CaseRow:
        extensions.ask_extension(case, body.until, body.reason, request.actor, version=version)
        return row_now(request, case_id)

    return answered_once(request, run, status=201)


@router.post(
    "/cases/{int:case_id}/extensions/{int:extension_id}",
    auth=api_key(REVEALS),
    response=answers(CaseRow, writes=True),
)
def decide_extension(request: ApiRequest, case_id: int, extension_id: int, body: DecisionIn) -> HttpResponse:
    """Grant or refuse a later date; whoever is second is told what was decided."""
    find(request, case_id)
    asked = get_object_or_404(Extension.objects.visible_to(request.actor).filter(case=case_id), pk=extension_id)

    def run() -> CaseRow:
        extensions.decide_extension(asked, body.approve, body.opinion, request.actor)
        return row_now(request, case_id)

    return answered_once(request, run)


def find_step(request: ApiRequest, case_id: int, name: str) -> Case:
    """The case, or 404 when it is out of reach or its kind knows no such step."""
    case = find(request, case_id)
    if name not in case.what.life.by_name:
        raise Http404
    return case


def opened(request: ApiRequest, body: OpenIn, files: Mapping[str, Any] | None = None) -> CaseOpened:
    """Open what a body asks for."""
    kind, actor = kind_of(body.kind), request.actor
    if not may_open(kind, actor):
        raise NotYours
    given = typed(opening_form(kind, actor, body.answers, files or {})).read()
    if body.from_case_id is not None:
        found = [raise_case(find(request, body.from_case_id), kind.code, given, actor)]
    elif "points" in kind.offers:
        found = issue_points(kind.code, given, actor)
    else:
        found = [open_case(kind.code, given, actor)]
    return opened_of(found)


def opened_of(found: list[Opened]) -> CaseOpened:
    """What was opened, as it is answered."""
    first, *more = found
    return CaseOpened(_row(first.case), shown(first.code) if first.code else "", tuple(one.case.pk for one in more))


def uncoded(found: object) -> object:
    """The answer as it may be kept: a citizen's code is kept nowhere."""
    return replace(found, code="") if isinstance(found, CaseOpened) else found


def taken(
    request: ApiRequest, case: Case, name: str, version: int, given: Mapping[str, Any], files: Any = None
) -> CaseRow:
    """Let the case take the step with what was sent."""
    refuse_others(case, name, request.actor)
    form = step_form(case, name, request.actor, given, files or {})
    if form.fields:
        typed(form)
    return _row(take_step(case, name, request.actor, read_step(case, name, request.actor, form), version=version))


def _taken_by_many(request: ApiRequest, cases: list[Case], name: str, body: ManyCasesIn) -> ManyDone:
    step = step_of_many(cases, name)
    versions = {one.id: one.version for one in body.cases}
    given = typed(many_form(cases, step, request.actor, body.answers)).read() if step else {}
    found = take_many(versions, name, request.actor, given, versions=versions)
    ids = {case.number: case.pk for case in cases}
    return ManyDone(found.done, tuple(CaseLeft(ids[number], number, why) for number, why in found.left))


def _row(case: Case) -> CaseRow:
    return rows_of([case])[0]
