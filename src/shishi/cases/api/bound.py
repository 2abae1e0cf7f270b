"""What binds cases and people together, as programs say it: split, repeat, cluster, duty list, sponsor, recusal."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from shishi.cases.actions import links
from shishi.cases.actions.allowing import admitted
from shishi.cases.api.acting import CaseOpened, opened_of, uncoded
from shishi.cases.api.bodies import ClusterIn, DutyIn, RecusalIn, RepeatIn, SplitIn, SponsorIn
from shishi.cases.api.reading import REVEALS, find, row_now
from shishi.cases.api.router import router
from shishi.cases.kinds import KINDS
from shishi.cases.kinds.base import DESK
from shishi.cases.queries.acts import leader_of, person_of
from shishi.cases.queries.lists import CaseRow, by_ids
from shishi.cases.queries.opening import may_open
from shishi.cases.queries.voices import DESK_ROLES, LETTER
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.rest import answers
from shishi.orgs.bearer import ApiRequest, answered_once, api_key, version_of


@router.post("/cases/{int:case_id}/split", auth=api_key(REVEALS), response=answers(CaseOpened, writes=True, status=201))
def split_one(request: ApiRequest, case_id: int, body: SplitIn) -> HttpResponse:
    """Open another case of the same kind for what this one holds besides. Of a letter, whoever wrote it follows both by
    the code they have.
    """
    case, version = find(request, case_id), version_of(request, body.version)

    def run() -> CaseOpened:
        given = {"title": body.title, "text": body.text}
        return opened_of([links.split_case(case, given, request.actor, version)])

    return answered_once(request, run, status=201, kept=uncoded)


@router.post("/cases/{int:case_id}/duty", auth=api_key(REVEALS), response=answers(CaseRow, writes=True))
def list_as_duty(request: ApiRequest, case_id: int, body: DutyIn) -> HttpResponse:
    """Take a case into the duty list, or out of it. It must have a unit and a due day."""
    case, version = find(request, case_id), version_of(request, body.version)

    def run() -> CaseRow:
        links.list_as_duty(case, body.is_duty, request.actor, version)
        return row_now(request, case_id)

    return answered_once(request, run)


@router.post("/cases/{int:case_id}/sponsor", auth=api_key(REVEALS), response=answers(CaseRow, writes=True))
def name_sponsor(request: ApiRequest, case_id: int, body: SponsorIn) -> HttpResponse:
    """A leader takes personal charge; with `leader_id` the office's head names who does: one of the choices of the
    answer `leader`.
    """
    case, version = find(request, case_id), version_of(request, body.version)
    leader = leader_of(body.leader_id)
    if body.leader_id is not None and leader is None:
        raise Refused(_("请选择本地区现任领导。"), {"leader_id": _("请选择领导。")})

    def run() -> CaseRow:
        links.take_on(case, request.actor, leader, version)
        return row_now(request, case_id)

    return answered_once(request, run)


@router.post("/cases/{int:case_id}/repeats", auth=api_key(REVEALS), response=answers(CaseRow, writes=True))
def say_repeat(request: ApiRequest, case_id: int, body: RepeatIn) -> HttpResponse:
    """Say that it is the same thing again as an earlier case of its kind; each then links to the other."""
    case = find(request, case_id)
    admitted(case, request.actor, DESK)
    earlier = next(iter(by_ids(request.actor, [body.earlier_id])), None)
    if earlier is None:
        raise Refused(_("没有找到这件事项，请核对。"), {"earlier_id": _("没有找到这件事项，请核对。")})

    def run() -> CaseRow:
        links.link_repeat(case, earlier, request.actor)
        return row_now(request, case_id)

    return answered_once(request, run)


@router.post("/cases/{int:case_id}/recusals", auth=api_key(REVEALS), response=answers(CaseRow, writes=True))
def recuse_oneself(request: ApiRequest, case_id: int, body: RecusalIn) -> HttpResponse:
    """Keep away from a case one is bound up with: no step of it is one's own from then on."""
    case = find(request, case_id)

    def run() -> CaseRow:
        links.recuse(case, person_of(request.actor), body.reason, request.actor)
        return row_now(request, case_id)

    return answered_once(request, run)


@router.post(
    "/case-clusters",
    auth=api_key("letters within reach", DESK_ROLES),
    response=answers(CaseOpened, writes=True, status=201),
)
def bind_letters(request: ApiRequest, body: ClusterIn) -> HttpResponse:
    """Bind letters about the same thing into one problem of governance; each stays open and is linked to it.

    Without effect when one of them is out of reach or no letter.
    """
    if not may_open(KINDS["problem"], request.actor):
        raise NotYours
    letters = [case for case in by_ids(request.actor, body.case_ids) if case.kind == LETTER]
    if len(letters) != len(set(body.case_ids)):
        raise Http404
    given = {"title": body.title, "text": body.text, "topic": body.topic}
    return answered_once(request, lambda: opened_of([links.cluster(letters, given, request.actor)]), status=201)
