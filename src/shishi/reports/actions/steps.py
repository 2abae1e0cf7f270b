"""How any step of a return is taken: lock, see that nobody was first, ask the chain, note the step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from shishi.journal.actions import KeyReused, SentTwice, Tell, once
from shishi.journal.queries import meanwhile
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.orgs.queries import holders
from shishi.reports.chain import CHAIN, LABELS, OFFICE_ROLES, judge
from shishi.reports.models import Return, ReturnStep
from shishi.rules.authority import UNIT_APPROVERS, Actor
from shishi.rules.lifecycle import Place, Step, Taken, Verdict


def lock(pk: int, version: int | None) -> Return:
    """The return, held until the transaction ends. Raises Overtaken when it is no longer at `version`.

    version  as it was read; None only for a caller that holds the row already
    """
    row = (
        Return.objects.select_for_update(of=("self",)).select_related("item", "period", "programme", "unit").get(pk=pk)
    )
    if version is not None:
        must_be_at(row, version)
    return row


def must_be_at(row: Return, version: int) -> None:
    """Raise Overtaken, with who did what meanwhile, when a return under lock is no longer at `version`."""
    if row.version != version:
        moved = _("这份月报刚刚有了变化，没有办理您的操作。请刷新页面后再办理。")
        raise Overtaken(meanwhile("return", row.pk, moved))


def place_of(row: Return) -> Place:
    """Where the return stands: its region and the unit that leads its item."""
    return Place(row.region_path, (row.unit_id,))


def taken_in_round(row: Return) -> tuple[Taken, ...]:
    """The steps of this round, and by whom. One query."""
    steps = ReturnStep.objects.filter(of=row, round=row.round).values_list("name", "person_id")
    return tuple(Taken(name, person) for name, person in steps)


def allow(row: Return, name: str, actor: Actor, answers: Mapping[str, object]) -> Step:
    """The step, if this actor may take it now.

    Raises NotYours (403), or Refused with what stands in the way: the stage, the same hands, an answer missing.
    """
    verdict = judge(name, row.stage, actor, place_of(row), taken_in_round(row), answers)
    step = CHAIN.find(name, row.stage)
    if verdict is Verdict.NOT_YOURS:
        raise NotYours
    if verdict is Verdict.WRONG_STAGE or step is None:
        label = CHAIN.by_name[name][0].label if name in CHAIN.by_name else name
        raise Refused(
            _("“%(item)s”的月报现在是“%(stage)s”，不能%(step)s。请刷新页面查看最新情况。")
            % {"item": row.item.title, "stage": _(LABELS[row.stage]), "step": _(label)}
        )
    if verdict is Verdict.SAME_HANDS:
        raise Refused(
            _("填报、审核、通过须由不同的人办理。“%(item)s”本轮您已经办理过前面的环节，请由其他同志%(step)s。")
            % {"item": row.item.title, "step": _(step.label)}
        )
    if verdict is Verdict.ANSWERS_MISSING:
        raise Refused(_("请写明原因，以便对方改正。"), {ask: _("请填写。") for ask in step.asks})
    return step


def move(row: Return, step: Step, actor: Actor, now: datetime, note: str = "") -> None:
    """Put the return at the step's target and note the step; the caller saves the return."""
    ReturnStep.objects.create(
        of=row,
        round=row.round,
        name=step.name,
        person_id=actor.person_id,
        person_name=actor.name,
        post_label=actor.post.label if actor.post else "",
        at=now,
        note=note[:300],
    )
    row.stage = step.target
    row.stage_since = now
    if step.sends_back:
        row.round += 1
        row.n_sent_back += 1


def keep(row: Return, *fields: str) -> None:
    """Save the return with its version moved on by one."""
    row.version += 1
    row.save(update_fields=["version", *fields])


def is_first_time(actor: Actor, key: str, *content: object) -> bool:
    """Whether the form that carried `key` is carried out for the first time; False when it was sent twice.

    Raises Refused when the key comes back with other content.
    """
    if not key:
        return True
    try:
        once(actor.person_id, key[:64], repr(content).encode())
    except SentTwice:
        return False
    except KeyReused:
        raise Refused(_("这个页面已经提交过一次，内容又有改动。请刷新页面后再提交。")) from None
    return True


def unit_approvers(row: Return) -> list[Tell]:
    """Those who approve for the unit."""
    return _tell(holders(clock.today(), UNIT_APPROVERS, org_ids=frozenset({row.unit_id})), "return_to_approve")


def office_people(row: Return) -> list[Tell]:
    """The programme's office."""
    return _tell(holders(clock.today(), OFFICE_ROLES, org_ids=frozenset({row.programme.office_id})), "return_to_accept")


def fillers(row: Return, reason: str) -> list[Tell]:
    """Whoever has filled or submitted this return."""
    people = ReturnStep.objects.filter(of=row, name__in=("save", "submit")).values_list("person_id", flat=True)
    return _tell(sorted(set(people)), reason)


def _tell(people: Iterable[int], reason: str) -> list[Tell]:
    return [Tell(person, reason) for person in people]
