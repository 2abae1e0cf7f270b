"""Signing a letter: numbered and frozen in one transaction, set by the worker, then delivered to the unit;
or its number voided for all to see and the letter back before whoever signs.
"""

from __future__ import annotations

from django.db import transaction
from django.tasks import task
from django.utils.translation import gettext as _

from shishi.cases.actions.allowing import lock
from shishi.cases.actions.steps import take_step
from shishi.documents.actions import issuing
from shishi.documents.kinds import LETTER
from shishi.documents.models import Paper
from shishi.documents.queries.runs import Runs
from shishi.letters.models import Letter
from shishi.letters.queries.page import desk_of, findings_of, reply_day, sheet_of
from shishi.letters.queries.paper import paper_of
from shishi.letters.queries.words import words_of
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.reports.actions.printing import printings
from shishi.rules.authority import HOUSE, Actor, Role

MOST_TOLD = 3


def refuse_what_blocks(letter: Letter) -> None:
    """Refuse a letter that something stands against, and name the first few things."""
    found = findings_of(letter)
    if found:
        shown = "".join(finding.sentence for finding in found[:MOST_TOLD])
        rest = _("另有%(n)s处。") % {"n": len(found) - MOST_TOLD} if len(found) > MOST_TOLD else ""
        raise Refused(_("还不能送审或签发：%(shown)s%(rest)s") % {"shown": shown, "rest": rest})


@transaction.atomic
def sign(pk: int, version: int, actor: Actor, key: str = "") -> Letter:
    """Take the number, freeze the letter with its figures and the day it names, and hand it to the worker.

    The convener signs; the head of the office only where the office's desk says so.
    """
    lock(pk, version)
    letter = Letter.objects.select_related("case__office", "case__programme", "case__item", "unit", "cut").get(pk=pk)
    case = letter.case
    if actor.role is Role.OFFICE_ADMIN and not desk_of(case.office).head_signs:
        raise NotYours
    case = take_step(case, "sign", actor, key=key, inside=True)
    refuse_what_blocks(letter)
    letter.printed_due_on = None
    letter.printed_due_on = reply_day(letter)
    sheet, on = sheet_of(letter), clock.today()
    draft = issuing.Draft(
        kind=LETTER.code,
        title=sheet.title,
        value_of=lambda number: paper_of(sheet, number, on),
        home=f"/letters/{pk}/",
        prefix=desk_of(case.office).prefix,
        cut_id=letter.cut_id,
        figures=printings(letter.figures, printed_in(letter)),
        by=issue_letter,
    )
    letter.paper = issuing.send_for_issue(case.office, draft, actor)
    letter.save(update_fields=["printed_due_on", "paper"])
    letter.case = case
    return letter


def printed_in(letter: Letter) -> list[str]:
    """The keys of chips the letter prints, each once, in the order of the text."""
    texts: list[Runs] = [runs for _name, _label, runs in words_of(letter).parts()]
    return list(dict.fromkeys(run["figure"] for runs in texts for run in runs if "figure" in run))


@task()
def issue_letter(paper_id: int) -> str:
    """The worker's way to `carry_out`."""
    return carry_out(paper_id)


def carry_out(paper_id: int) -> str:
    """Set the paper of a signed letter and deliver it, or put it back; the stage it came to. Safe to run twice."""
    issuing.render(paper_id)
    letter = Letter.objects.filter(paper=paper_id).first()
    return settle(letter.pk) if letter else ""


@transaction.atomic
def settle(pk: int) -> str:
    """Let the letter follow its paper: delivered when it is issued, back before the signer when it is void."""
    case = lock(pk)
    letter = Letter.objects.select_related("paper", "unit").get(pk=pk)
    if case.stage != "issuing" or letter.paper is None:
        return case.stage
    if letter.paper.stage == Paper.Stage.ISSUED:
        answers = {"unit": letter.unit, "due_on": letter.printed_due_on}
        return take_step(case, "issue", HOUSE, answers, inside=True).stage
    if letter.paper.stage == Paper.Stage.VOID:
        letter.paper, letter.printed_due_on = None, None
        letter.save(update_fields=["paper", "printed_due_on"])
        return take_step(case, "fail", HOUSE, inside=True).stage
    return case.stage


def settle_stuck() -> int:
    """Settle letters whose paper came to its end without them; return how many. Safe to run twice."""
    ended = (Paper.Stage.ISSUED, Paper.Stage.VOID)
    waiting = Letter.objects.filter(case__stage="issuing", paper__stage__in=ended).values_list("pk", flat=True)
    return sum(settle(pk) != "issuing" for pk in list(waiting))
