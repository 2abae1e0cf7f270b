"""What binds cases together: split, repeat, cluster, duty, clue; who takes one on, who keeps away from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.acting import Act
from shishi.cases.actions.allowing import admitted, lock, place_of
from shishi.cases.actions.opening import Opened, Wish, open_case
from shishi.cases.kinds.base import DESK, LEADER, OFFICE_HEAD
from shishi.cases.models import Case, CaseLink, Recusal
from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.orgs.models import Person
from shishi.orgs.queries import holders
from shishi.rules.authority import CLEARED, OPEN, Actor


@transaction.atomic
def split_case(case: Case, answers: Mapping[str, Any], actor: Actor, version: int | None = None) -> Opened:
    """Open another case of the same kind for what this one holds besides; whoever asked for this one asked for both."""
    row = lock(case.pk, version)
    admitted(row, actor, DESK)
    if not row.is_open:
        raise Refused(_("这件事已经办结，不能再拆分。"))
    given: dict[str, Any] = {"source": row.source, "channel": row.channel, "item": row.item, **answers}
    wish = Wish(office=row.office, raised_by=row, link=CaseLink.Kind.SPLIT, asker_of=row)
    opened = open_case(row.kind, given, actor, wish)
    act = Act(actor)
    act.touch(row)
    act.write()
    record(row, "case.split", actor, into=opened.case.pk)
    return opened


@transaction.atomic
def raise_case(case: Case, kind: str, answers: Mapping[str, Any], actor: Actor, key: str = "") -> Opened:
    """Open a case of another kind out of this one: a finding becomes a problem, a letter a suggestion.

    The same `key` again opens nothing twice.
    """
    if kind == "clue":
        return transfer_clue(case, answers, actor, key)
    wish = Wish(office=case.office, raised_by=case, key=key)
    opened = open_case(kind, {"item": case.item, **answers}, actor, wish)
    record(case, "case.raise", actor, kind=kind, case_id=opened.case.pk)
    return opened


@transaction.atomic
def transfer_clue(case: Case, answers: Mapping[str, Any], actor: Actor, key: str = "") -> Opened:
    """Hand what belongs to a discipline organisation over to it, out of a problem or a campaign.

    Only the office's head may; nothing is written about it on the case it comes out of, whose readers must not learn
    of it: the new case and its link are seen by those alone who reach the new case.
    """
    admitted(lock(case.pk), actor, OFFICE_HEAD)
    wish = Wish(office=case.office, raised_by=case, link=CaseLink.Kind.CLUE, key=key)
    return open_case("clue", answers, actor, wish)


@transaction.atomic
def cluster(cases: Iterable[Case], answers: Mapping[str, Any], actor: Actor, key: str = "") -> Opened:
    """Open one problem over several letters about the same thing; each stays open and is linked to it.

    The same `key` again opens nothing twice.
    """
    many = list(cases)
    if len(many) < 2:
        raise Refused(_("请至少选择两件反映同类情况的诉求。"))
    opened = open_case("problem", {"source": "citizen", **answers}, actor, Wish(office=many[0].office, key=key))
    now = clock.now()
    CaseLink.objects.bulk_create(
        CaseLink(case=opened.case, other=one, kind=CaseLink.Kind.CLUSTER, at=now, by_name=actor.name) for one in many
    )
    record(opened.case, "case.cluster", actor, n=len(many), case_ids=[one.pk for one in many])
    return opened


@transaction.atomic
def link_repeat(case: Case, earlier: Case, actor: Actor) -> CaseLink:
    """Say that this is the same thing again as an earlier case."""
    row = lock(case.pk)
    admitted(row, actor, DESK)
    if row.pk == earlier.pk or row.kind != earlier.kind:
        raise Refused(_("请填写同类的另一件事项。"))
    found, new = CaseLink.objects.get_or_create(
        case=row, other=earlier, kind=CaseLink.Kind.REPEAT, defaults={"at": clock.now(), "by_name": actor.name}
    )
    if new:
        record(row, "case.repeat", actor, earlier=earlier.pk)
    return found


@transaction.atomic
def list_as_duty(case: Case, is_duty: bool, actor: Actor, version: int | None = None) -> Case:
    """Take a problem into the duty list as well, or out of it: one row, two lists."""
    row = lock(case.pk, version)
    admitted(row, actor, DESK)
    if row.is_duty == is_duty:
        return row
    if is_duty and (row.unit_id is None or row.due_at is None):
        raise Refused(_("转入履职清单前，请先交办：要有责任单位、措施和期限。"))
    act = Act(actor)
    act.touch(row)
    row.is_duty = is_duty
    act.write()
    record(row, "case.duty_on" if is_duty else "case.duty_off", actor)
    return row


@transaction.atomic
def take_on(case: Case, actor: Actor, leader: Person | None = None, version: int | None = None) -> Case:
    """A leader takes personal charge (领办、包案), or the office's head names the leader who does."""
    row = lock(case.pk, version)
    place = admitted(row, actor, OFFICE_HEAD if leader else LEADER)
    if not row.is_open:
        raise Refused(_("这件事已经办结，无须包案。"))
    person_id = leader.pk if leader else actor.person_id
    if person_id in place.barred:
        raise Refused(_("这位领导已登记回避，请另选。"), {"leader": _("已登记回避。")})
    if leader is not None and leader.pk not in _eligible(row):
        raise Refused(_("请选择本地区现任领导。"), {"leader": _("请选择领导。")})
    act = Act(actor)
    act.touch(row)
    row.sponsor_id = person_id
    act.write()
    record(row, "case.take_on", actor, tell=[Tell(person_id, "case_sponsor")], person_id=person_id)
    return row


def _eligible(case: Case) -> list[int]:
    """The leaders who may be named for a case: of a restricted one those who may know of it. One query."""
    roles = LEADER.roles if case.secrecy == OPEN else LEADER.roles & CLEARED
    return holders(clock.today(), roles, region_path=case.home_path)


@transaction.atomic
def recuse(case: Case, person: Person, reason: str, actor: Actor) -> Recusal:
    """Somebody bound up with the case keeps away: by their own word, or by the office's head."""
    row = lock(case.pk)
    if person.pk != actor.person_id and not OFFICE_HEAD.admits(actor, place_of(row)):
        raise NotYours
    reason = clean(reason, 200)
    if not reason:
        raise Refused(_("请写明回避的理由。"), {"reason": _("请填写理由。")})
    found, new = Recusal.objects.get_or_create(
        case=row,
        person_id=person.pk,
        defaults={"person_name": person.name, "reason": reason, "at": clock.now(), "by_name": actor.name},
    )
    if new:
        record(row, "case.recuse", actor, tell=_let_keep_away(row, person, actor), person_id=person.pk)
    return found


def _let_keep_away(case: Case, person: Person, actor: Actor) -> list[Tell]:
    """Who is to hear of it, of a restricted case nobody by way of being kept from it; where the sponsor keeps away
    nobody has charge, and the office's heads name another.
    """
    act = Act(actor)
    act.touch(case)
    knows = case.secrecy == OPEN or person.pk == actor.person_id
    tell = [Tell(person.pk, "case_recused")] if knows else []
    if case.sponsor_id == person.pk:
        case.sponsor = None
        heads = holders(clock.today(), OFFICE_HEAD.roles, org_ids=frozenset({case.office_id}))
        tell += [Tell(one, "case_to_do") for one in heads]
    act.write()
    return tell
