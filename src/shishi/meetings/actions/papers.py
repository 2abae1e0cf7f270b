"""Sending a meeting's papers for issue; what was voided, or overtaken by a change, goes out under the next number."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.documents.actions.issuing import Draft, send_for_issue
from shishi.documents.actions.papers import Printing
from shishi.documents.kinds import DECISION_LIST, MEETING_NOTICE, MEETING_PACK, MINUTES
from shishi.documents.models import Paper
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.meetings.actions.locking import opened, save
from shishi.meetings.chain import DECIDED, PREPARING, Stage
from shishi.meetings.models import AgendaItem, Meeting, MeetingPaper
from shishi.meetings.queries import papers as values
from shishi.rules.authority import Actor

# When each paper may be made again after its number was voided; the pack as often as the agenda changes.
WHEN = {
    MEETING_NOTICE.code: (Stage.AGENDA_READY,),
    MEETING_PACK.code: PREPARING,
    MINUTES.code: DECIDED,
    DECISION_LIST.code: DECIDED,
}


@transaction.atomic
def make_paper(pk: int, kind: str, version: int, actor: Actor) -> Paper:
    """Make the briefing pack, a paper whose number was voided, or the notice of a meeting that was moved since. Refused
    while an issued one stands that says what is so.
    """
    if kind not in WHEN:
        raise Refused(_("没有这种会议材料。"))
    meeting = opened(pk, version, actor, WHEN[kind])
    if kind != MEETING_PACK.code and (last := _standing(meeting, kind)):
        is_outdated = kind == MEETING_NOTICE.code and last.when != meeting.when
        if not is_outdated:
            raise Refused(_("这份文件已经印发或正在制作，不能重复印发。"))
    paper = send(meeting, kind, actor)
    save(meeting)
    record(meeting, "meeting.pack", actor, kind=kind, paper=paper.pk)
    return paper


def _standing(meeting: Meeting, kind: str) -> MeetingPaper | None:
    """The last paper of the kind whose number was not voided. One query."""
    made = meeting.papers.filter(paper__kind=kind).exclude(paper__stage=Paper.Stage.VOID)
    return made.order_by("-id").first()


def send(meeting: Meeting, kind: str, actor: Actor) -> Paper:
    """Number, freeze and queue one paper of the meeting, in the caller's transaction."""
    points = list(meeting.agenda.filter(is_dropped=False).select_related("unit"))
    if kind in (MEETING_PACK.code, MEETING_NOTICE.code) and not points:
        raise Refused(_("议程还没有内容。请先生成议程，或手工增加议题。"))
    draft = _draft(meeting, kind, points)
    paper = send_for_issue(meeting.office, draft, actor)
    MeetingPaper.objects.create(meeting=meeting, paper=paper, on=meeting.on, time=meeting.time, place=meeting.place)
    return paper


def _draft(meeting: Meeting, kind: str, points: list[AgendaItem]) -> Draft:
    today, home = clock.today(), f"/meetings/{meeting.pk}/"
    attendees = list(meeting.attendees.select_related("org"))
    decisions = list(meeting.decisions.select_related("unit"))
    match kind:
        case MEETING_NOTICE.code:
            told = values.Notice(tuple(a.org.short for a in attendees), tuple(points), _standing(meeting, kind))
            return Draft(
                kind=kind,
                title=values.notice_title(meeting, told),
                home=home,
                value_of=lambda n: values.notice_of(meeting, told, n, today),
            )
        case MEETING_PACK.code:
            return Draft(
                kind=kind,
                title=_("%(title)s汇报材料") % {"title": meeting.title},
                home=home,
                value_of=lambda _number: values.pack_of(meeting, points, today),
                cut_id=meeting.cut_id,
                figures=tuple(_printings(points)),
            )
        case MINUTES.code:
            title = _("%(title)s纪要") % {"title": meeting.title}
            return Draft(
                kind=kind,
                title=title,
                home=home,
                value_of=lambda n: values.minutes_of(meeting, attendees, decisions, n, today),
            )
    title = _("关于落实%(title)s议定事项的提醒函") % {"title": meeting.title}
    return Draft(
        kind=kind, title=title, home=home, value_of=lambda n: values.decisions_of(meeting, decisions, n, today)
    )


def _printings(points: list[AgendaItem]) -> Iterator[Printing]:
    for point in points:
        for n, chip in enumerate(point.figures):
            yield Printing(
                key=f"{point.pk}-{n}",
                code=chip["code"],
                args=chip["args"],
                value=chip["value"],
                shown=chip["shown"],
                n_rows=chip["n_rows"],
                digest=chip["digest"],
                label=f"{point.title[:60]} {chip['label']}",
            )
