"""What a meeting leaves behind: who came, what was said, what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib.refusal import Refused
from shishi.lib.text import clean
from shishi.meetings.actions.locking import opened, save
from shishi.meetings.chain import Stage
from shishi.meetings.kinds import PRESENCE
from shishi.meetings.models import Attendee, Decision, Meeting
from shishi.orgs.models import Org
from shishi.rules.authority import Actor

WHILE_HELD = (Stage.AGENDA_READY, Stage.HELD)
MOST_DECISIONS = 60


@dataclass(frozen=True, slots=True)
class Came:
    """Whether an organisation was there, and who for it."""

    presence: str
    name: str = ""


@transaction.atomic
def keep_record(pk: int, came: Mapping[int, Came], minutes: str, version: int, actor: Actor) -> Meeting:
    """Keep who came, by the attendee's number, and the minutes."""
    meeting = opened(pk, version, actor, WHILE_HELD)
    rows = list(meeting.attendees.filter(pk__in=came))
    for row in rows:
        said = came[row.pk]
        if said.presence not in PRESENCE:
            raise Refused(_("请选择出席、缺席或替会。"))
        row.presence, row.name = said.presence, clean(said.name, 30)
        if row.presence == "substitute" and not row.name:
            raise Refused(_("替会的，请填写参会人姓名。"))
    Attendee.objects.bulk_update(rows, ["presence", "name"])
    meeting.minutes = clean(minutes, 8000, lines=True)
    save(meeting)
    record(meeting, "meeting.write", actor, n_present=sum(row.presence != "absent" for row in rows))
    return meeting


@transaction.atomic
def decide(pk: int, text: str, unit: Org | None, due_on: date | None, version: int, actor: Actor) -> Decision:
    """Write down one matter decided: who does it until when."""
    meeting = opened(pk, version, actor, (Stage.HELD,))
    text = clean(text, 500, lines=True)
    missing = {"text": not text, "unit": unit is None, "due_on": due_on is None}
    words = {"text": _("请填写议定事项。"), "unit": _("请选择责任单位。"), "due_on": _("请填写完成时限。")}
    if any(missing.values()):
        raise Refused(
            _("议定事项要写清做什么、谁来做、何时做完。"),
            {name: words[name] for name, is_so in missing.items() if is_so},
        )
    assert unit is not None
    assert due_on is not None
    if due_on < meeting.on:
        raise Refused(_("完成时限早于会议日期，请核对。"), {"due_on": _("请核对日期。")})
    if meeting.decisions.count() >= MOST_DECISIONS:
        raise Refused(_("议定事项已达 %(most)d 条。") % {"most": MOST_DECISIONS})
    made = Decision.objects.create(meeting=meeting, text=text, unit=unit, due_on=due_on)
    save(meeting)
    record(meeting, "meeting.decide", actor, decision=made.pk, unit=unit.pk, due_on=due_on)
    return made


@transaction.atomic
def undecide(pk: int, decision_id: int, version: int, actor: Actor) -> Meeting:
    """Take a decision off the list before it is issued."""
    meeting = opened(pk, version, actor, (Stage.HELD,))
    n = meeting.decisions.filter(pk=decision_id).delete()[0]
    save(meeting)
    record(meeting, "meeting.undecide", actor, n=n)
    return meeting
