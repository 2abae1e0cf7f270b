"""What acceptance does to figures, versions, milestones and the item; and what follows for standings and cuts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.programmes.models import Item, Task
from shishi.reports.actions import cuts, standings, steps
from shishi.reports.chain import CHAIN, Stage, is_above
from shishi.reports.models import Line, LineMilestone, LineShare, LineVersion, Period, Return, ReturnStep
from shishi.rules.authority import HOUSE, Actor

MOVES_STANDINGS = frozenset({"submit", "recall", "return", "accept", "reopen"})


def accept_lines(row: Return, actor: Actor) -> None:
    """Make the reported figures the accepted ones, each as a new version; milestones and the item follow."""
    now = clock.now()
    row.accepted_at = now
    reported_by = _submitter(row)
    found: Any = Line.objects.filter(of=row).annotate(last=Max("versions__version")).order_by("id")
    lines = list(found)
    for line in lines:
        line.accepted, line.accepted_denominator, line.accepted_text = line.value, line.denominator, line.text
        line.returned_reason = ""
    Line.objects.bulk_update(lines, ["accepted", "accepted_denominator", "accepted_text", "returned_reason"])
    LineVersion.objects.bulk_create(
        _version(line, (line.last or 0) + 1, line.change_reason, reported_by, actor.name) for line in lines
    )
    LineShare.objects.filter(line__of=row).update(accepted=F("value"))
    for done in LineMilestone.objects.filter(line__of=row).order_by("task_id"):
        Task.objects.filter(pk=done.task_id).update(done_on=done.done_on)
    Item.objects.filter(pk=row.item_id).exclude(finished_on=row.finished_on).update(
        finished_on=row.finished_on, version=F("version") + 1
    )


def add_version(line: Line, reason: str, reported_by: str, approved_by: str) -> LineVersion:
    """Keep the line's accepted figure as its next version; none is ever changed."""
    last = line.versions.aggregate(last=Max("version"))["last"] or 0
    made = _version(line, last + 1, reason, reported_by, approved_by)
    made.save(force_insert=True)
    return made


def _version(line: Line, number: int, reason: str, reported_by: str, approved_by: str) -> LineVersion:
    return LineVersion(
        line=line,
        version=number,
        value=line.accepted,
        denominator=line.accepted_denominator,
        text=line.accepted_text,
        reason=reason,
        reported_by=reported_by,
        approved_by=approved_by,
        at=clock.now(),
    )


def _submitter(row: Return) -> str:
    last = ReturnStep.objects.filter(of=row, name="submit").order_by("-id").first()
    return last.person_name if last else ""


def take_back(row: Return) -> None:
    """Undo an acceptance that the office takes back before the lock; the versions stay."""
    Line.objects.filter(of=row).update(accepted=None, accepted_denominator=None, accepted_text="", parent_accepted=None)
    LineShare.objects.filter(line__of=row).update(accepted=None)
    for done in LineMilestone.objects.filter(line__of=row):
        Task.objects.filter(pk=done.task_id, done_on=done.done_on).update(done_on=None)
    if row.finished_on:
        Item.objects.filter(pk=row.item_id, finished_on=row.finished_on).update(
            finished_on=None, version=F("version") + 1
        )
    row.accepted_at = row.parent_accepted_at = None


def settle(rows: Sequence[Return], actor: Actor) -> None:
    """Bring the standings of the rows' periods up to date, once a period; lock what came after its period's lock.

    A return accepted after the lock is locked at once, and what is known since makes a new cut.
    """
    today = clock.today()
    by_period: dict[int, list[Return]] = defaultdict(list)
    for row in rows:
        by_period[row.period_id].append(row)
    for period_id in sorted(by_period):
        mine = by_period[period_id]
        period = mine[0].period
        late = [r for r in mine if period.stage == Period.Stage.LOCKED and r.stage == Stage.ACCEPTED]
        for row in late:
            _lock_at_once(row)
        standings.bring_up_to_date(period, [r.item_id for r in mine], today)
        if late:
            cuts.after_correction(period, actor)


def _lock_at_once(row: Return) -> None:
    step = CHAIN.find("lock", row.stage)
    if step is None:
        return
    steps.move(row, step, HOUSE, clock.now())
    steps.keep(row, "stage", "stage_since")
    record(row, "return.lock", HOUSE, late=True)


@transaction.atomic
def accept_for_parent(wanted: Iterable[tuple[int, int]], actor: Actor, *, key: str = "") -> int:
    """Mark returns the county has accepted as accepted by the parent tier too, all or none; return how many.

    wanted  ids, each with the version it was read at
    Raises NotYours unless the actor's office stands above each return's region, Overtaken when one changed meanwhile,
    Refused for a return not yet accepted. Sent twice under one `key`, it does nothing and returns 0.
    """
    chosen = sorted(set(wanted))
    if not steps.is_first_time(actor, key, "accept_for_parent", chosen):
        return 0
    fresh = []
    for pk, version in chosen:
        row = steps.lock(pk, None)
        if not is_above(actor, steps.place_of(row)):
            raise NotYours
        steps.must_be_at(row, version)
        if row.stage not in (Stage.ACCEPTED, Stage.LOCKED):
            raise Refused(_("“%(item)s”的月报县级还没有审核通过，上级不能先行认定。") % {"item": row.item.title})
        if row.parent_accepted_at is None:
            _accept_above(row, actor)
            fresh.append(row)
    settle(fresh, actor)
    return len(fresh)


def _accept_above(row: Return, actor: Actor) -> None:
    row.parent_accepted_at = clock.now()
    Line.objects.filter(of=row).update(parent_accepted=F("accepted"))
    steps.keep(row, "parent_accepted_at")
    record(row, "return.parent_accept", actor, tell=steps.fillers(row, "return_parent_accepted"))
