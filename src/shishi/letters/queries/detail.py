"""A letter's page: its case, its sheet, receipt, answer, verdict, and the steps somebody may take here and now."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shishi.cases.kinds.base import UNIT_PEOPLE
from shishi.cases.models import Extension
from shishi.cases.queries.detail import CaseDetail, detail
from shishi.cases.queries.past import PastStep
from shishi.documents.kinds import LETTER_REPLY
from shishi.letters.models import Letter
from shishi.letters.queries.page import KIND, UNSIGNED, SheetView, desk_of, findings_of, number_of, sheet_of, view_of
from shishi.lib import clock
from shishi.rules.authority import Actor, Role
from shishi.rules.lifecycle import Place, Step

OWN_PAGE = frozenset({"reply"})


@dataclass(frozen=True, slots=True)
class LetterPage:
    """Everything a letter's page shows.

    steps       those with a form here; the answer has its own page, `may_reply`
    receipt, reply, verdict  the steps that say so, the latest of each
    """

    detail: CaseDetail
    sheet: SheetView
    number: str
    level_label: str
    level_tone: str
    source: str
    blocking: tuple[str, ...]
    steps: tuple[Step, ...]
    may_edit: bool
    may_reply: bool
    is_late: bool
    receipt: PastStep | None
    reply: PastStep | None
    verdict: PastStep | None
    reply_number: str
    waits_for_extension: bool


def page_of(letter: Letter, actor: Actor) -> LetterPage:
    """The page of one letter. Twenty-five queries at most."""
    case = letter.case
    found = detail(case, actor)
    unsigned = case.stage in UNSIGNED
    findings = findings_of(letter) if unsigned else ()
    home = Place(case.region_path, (case.unit_id,) if case.unit_id else (), case.home_path, case.pk)
    may_reply = case.stage == "handling" and UNIT_PEOPLE.admits(actor, home)
    level, paper = KIND.levels[case.level], letter.reply_paper
    return LetterPage(
        detail=found,
        sheet=view_of(letter, sheet_of(letter), findings),
        number=number_of(letter),
        level_label=_(level.label),
        level_tone=level.tone,
        source=_(KIND.sources.get(case.source, case.source)),
        blocking=tuple(finding.sentence for finding in findings),
        steps=_steps(letter, found, actor, has_findings=bool(findings)),
        may_edit=case.stage == "drafting" and any(step.name == "send" for step in found.steps),
        may_reply=may_reply,
        is_late=bool(case.next_due_at and case.next_due_at < clock.now()),
        receipt=_last(found, "acknowledge"),
        reply=_last(found, "reply"),
        verdict=_last(found, "accept", "uphold", "revise"),
        reply_number=LETTER_REPLY.number(paper.book.prefix, paper.book.year, paper.number) if paper else "",
        waits_for_extension=any(row.stage == Extension.Stage.ASKED for row in found.extensions),
    )


def _steps(letter: Letter, found: CaseDetail, actor: Actor, *, has_findings: bool) -> tuple[Step, ...]:
    hidden = set(OWN_PAGE)
    if letter.case.stage == "drafting":
        hidden.add("send")
    if actor.role is Role.OFFICE_ADMIN and not desk_of(letter.case.office).head_signs:
        hidden.add("sign")
        if letter.case.stage == "to_sign":
            hidden.add("return_draft")
    if not (letter.case.next_due_at and letter.case.next_due_at < clock.now()):
        hidden.add("escalate")
    if has_findings:
        hidden |= {"review", "sign"}
    return tuple(step for step in found.steps if step.name not in hidden)


def _last(found: CaseDetail, *names: str) -> PastStep | None:
    return next((step for step in found.past if step.name in names), None)
