"""Correcting a locked figure: a unit asks with a reason, the head of the office decides; never in place."""

from __future__ import annotations

from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from shishi.files.actions import keep as keep_file
from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import Overtaken, Refused
from shishi.orgs.queries import holders
from shishi.reports.actions import cuts, standings, steps
from shishi.reports.actions.accepting import add_version
from shishi.reports.models import Correction, Line
from shishi.rules.authority import Actor, Role


@transaction.atomic
def ask(
    line: Line,
    new: Decimal | None,
    reason: str,
    actor: Actor,
    *,
    upload: UploadedFile[bytes] | None = None,
    version: int,
    key: str = "",
) -> Correction:
    """Ask that a locked figure be corrected to `new`, in base units; the office's heads are told.

    Raises NotYours for anybody but the unit's heads, Refused without a reason, for a figure that is no other, and
    while another correction of the return is waiting.
    """
    if not steps.is_first_time(actor, key, line.pk, new, reason):
        return Correction.objects.filter(line=line).latest("id")
    row = steps.lock(line.of_id, version)
    step = steps.allow(row, "ask_correction", actor, {"reason": reason.strip()})
    held = Line.objects.select_for_update().select_related("indicator").get(pk=line.pk)
    if new is None or new == held.accepted:
        raise Refused(_("请填写更正后的数字；它应与原数不同。"), {"new": _("请填写与原数不同的数字。")})
    made = Correction.objects.create(
        line=held,
        old=held.accepted,
        new=new,
        reason=reason.strip()[:300],
        file=keep_file(upload, actor) if upload else None,
        asked_by_id=actor.person_id,
        asked_by_name=actor.name,
        asked_at=clock.now(),
    )
    steps.move(row, step, actor, clock.now(), reason)
    steps.keep(row, "stage", "stage_since")
    heads = holders(clock.today(), frozenset({Role.OFFICE_ADMIN}), org_ids=frozenset({row.programme.office_id}))
    told = [Tell(person, "correction_to_decide") for person in heads]
    record(made, "correction.ask", actor, tell=told, line=held.pk, old=held.accepted, new=new, of=row.pk)
    return made


@transaction.atomic
def decide(
    correction: Correction, approve: bool, opinion: str, actor: Actor, *, version: int, key: str = ""
) -> Correction:
    """Approve or refuse a correction. Approved, the figure becomes a new version and the month makes a new cut; papers
    printed from older cuts keep what they said.

    version  of the return the figure stands in, as it was read
    Raises NotYours, Overtaken when it was decided meanwhile, Refused for a refusal without an opinion.
    """
    if not steps.is_first_time(actor, key, correction.pk, approve, opinion, version):
        return Correction.objects.get(pk=correction.pk)
    row = steps.lock(correction.line.of_id, None)
    held = Correction.objects.select_for_update(of=("self",)).select_related("line__indicator").get(pk=correction.pk)
    if held.stage != Correction.Stage.ASKED:
        raise Overtaken(
            _("%(name)s 已经办理了这份更正申请：%(stage)s。没有办理您的操作。")
            % {"name": held.decided_by_name, "stage": held.get_stage_display()}
        )
    steps.must_be_at(row, version)
    name = "correct" if approve else "refuse_correction"
    step = steps.allow(row, name, actor, {"reason": opinion.strip()})
    held.stage = Correction.Stage.APPROVED if approve else Correction.Stage.REFUSED
    held.decided_by_name, held.decided_at, held.opinion = actor.name, clock.now(), opinion.strip()[:300]
    held.save()
    steps.move(row, step, actor, clock.now(), opinion)
    steps.keep(row, "stage", "stage_since")
    tell = [Tell(held.asked_by_id, "correction_decided"), *steps.fillers(row, "correction_decided")]
    record(held, f"correction.{'approve' if approve else 'refuse'}", actor, tell=tell, old=held.old, new=held.new)
    if approve:
        _put(held, actor)
        standings.bring_up_to_date(row.period, [row.item_id], clock.today())
        cuts.after_correction(row.period, actor)
    return held


def _put(correction: Correction, actor: Actor) -> None:
    """The corrected figure becomes the accepted one, as the line's next version."""
    line = correction.line
    line.value = line.accepted = correction.new
    line.save(update_fields=["value", "accepted"])
    add_version(line, correction.reason, correction.asked_by_name, actor.name)
