"""Monthly returns: reading them, filling a draft, taking steps, one or many."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from shishi.lib import clock
from shishi.lib.rest import Id, Month, Paging, Rows, answers, month_day, one_of, page_of
from shishi.orgs.bearer import ApiRequest, answered_once, api_key, version_of
from shishi.reports.actions import accepting
from shishi.reports.actions import returns as acting
from shishi.reports.actions.filling import save as keep_draft
from shishi.reports.actions.filling import say_no_change as repeat_last
from shishi.reports.actions.parting import report_own
from shishi.reports.actions.returns import Outcome, Wanted
from shishi.reports.api.bodies import DraftIn, FiguresIn, ManyIn, OwnIn, StepIn, Version, typed_of
from shishi.reports.chain import LABELS
from shishi.reports.models import Return
from shishi.reports.queries import board, whole

router = Router()
Stage = Annotated[str, Field(pattern=one_of(LABELS))]
REVEALS = "returns within reach, with what was written in them"
MANY = ("approve", "accept", "return")


class Returns(Paging):
    """A page of returns."""

    programme_id: Id | None = None
    period_id: Id | None = None
    item_id: Id | None = None
    unit_id: Id | None = None
    month: Month | None = None
    stage: Stage | None = None


@router.get("/periods", auth=api_key("months of programmes within reach"), response=answers(list[board.PeriodRow]))
def list_periods(request: ApiRequest) -> list[board.PeriodRow]:
    """The months within reach, latest first, at most sixty: due and lock days, how many returns are in."""
    return board.periods(request.actor)


@router.get("/returns", auth=api_key(REVEALS), response=answers(Rows[whole.ReturnRow]))
def list_returns(request: ApiRequest, page: Query[Returns]) -> Rows[whole.ReturnRow]:
    """Returns within reach by id, of a programme, month, item, unit or stage."""
    wanted = page.dict(exclude={"after", "limit", "month"})
    month = month_day(page.month) if page.month else None
    found = whole.returns(request.actor, page.after, page.limit, period__month=month, **wanted)
    return page_of(found, page.limit)


@router.get("/returns/{int:return_id}", auth=api_key(REVEALS), response=answers(whole.ReturnSheet))
def read_return(request: ApiRequest, return_id: int) -> whole.ReturnSheet:
    """One return with lines, versions and steps, judged as its page judges it. Figures are in base units."""
    return whole.return_sheet(_find(request, return_id), request.actor, clock.today())


@router.put("/returns/{int:return_id}", auth=api_key(REVEALS), response=answers(whole.ReturnRow, writes=True))
def save_return(request: ApiRequest, return_id: int, body: DraftIn) -> HttpResponse:
    """Keep a draft: what the body carries is written, what it leaves out stays. Needs the version it was read at."""
    found, version = _find(request, return_id), version_of(request, body.version)
    return answered_once(
        request, lambda: _row(request, keep_draft(found, typed_of(body), request.actor, version=version))
    )


@router.put("/returns/{int:return_id}/shares", auth=api_key(REVEALS), response=answers(whole.ReturnRow, writes=True))
def report_shares(request: ApiRequest, return_id: int, body: OwnIn) -> HttpResponse:
    """按分解填报: a supporting unit or township reports the parts of the target that were given to it, and only those.
    The unit that leads the item sends its parts with the draft.
    """
    found, version = _find(request, return_id), version_of(request, body.version)
    typed = {share.allocation_id: share.value for share in body.shares}
    return answered_once(request, lambda: _row(request, report_own(found, typed, request.actor, version=version)))


@router.post(
    "/returns/{int:return_id}/no-change", auth=api_key(REVEALS), response=answers(whole.ReturnRow, writes=True)
)
def say_no_change(request: ApiRequest, return_id: int, body: Version) -> HttpResponse:
    """零变化: a draft with every figure as it was accepted last."""
    found, version = _find(request, return_id), version_of(request, body.version)
    return answered_once(request, lambda: _row(request, repeat_last(found, request.actor, version=version)))


@router.post(
    "/returns/{int:return_id}/steps/{name}", auth=api_key(REVEALS), response=answers(whole.ReturnRow, writes=True)
)
def take_step(request: ApiRequest, return_id: int, name: str, body: StepIn) -> HttpResponse:
    """Take a step: submit, recall, approve, accept, return, reopen; the last two with a reason."""
    found = _find(request, return_id)
    if name not in acting.STEPS:
        raise Http404
    version, asked = version_of(request, body.version), {"reason": body.reason}
    return answered_once(
        request,
        lambda: _row(request, acting.take_step(found, name, request.actor, version=version, answers=asked)),
    )


@router.post(
    "/returns/{int:return_id}/return-figures", auth=api_key(REVEALS), response=answers(whole.ReturnRow, writes=True)
)
def return_figures(request: ApiRequest, return_id: int, body: FiguresIn) -> HttpResponse:
    """Send single figures back, each with its reason, by line id."""
    found, version = _find(request, return_id), version_of(request, body.version)
    reasons = {one.line_id: one.reason for one in body.figures}
    return answered_once(
        request, lambda: _row(request, acting.return_figures(found, reasons, request.actor, version=version))
    )


@router.post("/returns/steps/{name}", auth=api_key(REVEALS), response=answers(list[Outcome], writes=True))
def take_step_on_many(request: ApiRequest, name: str, body: ManyIn) -> HttpResponse:
    """Approve, accept or return up to 200 returns; each goes through or is refused by itself, and says so."""
    if name not in MANY:
        raise Http404
    _all_in_reach(request, [one.id for one in body.returns])
    wanted, asked = [Wanted(one.id, one.version) for one in body.returns], {"reason": body.reason}
    return answered_once(request, lambda: acting.take_many(wanted, name, request.actor, answers=asked))


@router.post(
    "/returns/{int:return_id}/accept-above", auth=api_key(REVEALS), response=answers(whole.ReturnRow, writes=True)
)
def accept_above(request: ApiRequest, return_id: int, body: Version) -> HttpResponse:
    """上级认定: accept for the parent tier what the county accepted; an office above the county's."""
    found, version = _find(request, return_id), version_of(request, body.version)

    def run() -> whole.ReturnRow:
        accepting.accept_for_parent([(found.pk, version)], request.actor)
        return _row(request, found)

    return answered_once(request, run)


def _find(request: ApiRequest, return_id: int) -> Return:
    return get_object_or_404(Return.objects.visible_to(request.actor), pk=return_id)


def _row(request: ApiRequest, found: Return) -> whole.ReturnRow:
    [row] = whole.returns(request.actor, 0, 1, pk=found.pk)
    return row


def _all_in_reach(request: ApiRequest, ids: list[int]) -> None:
    """One return out of reach and nothing is done, so that nobody learns which it was."""
    if Return.objects.visible_to(request.actor).filter(pk__in=ids).count() != len(set(ids)):
        raise Http404
