"""The agenda: built from what is behind by one button, then dropped from, put in another order, added to by hand."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from shishi.journal.actions import record
from shishi.lib.refusal import Overtaken, Refused
from shishi.lib.text import clean
from shishi.meetings.actions.locking import opened, save
from shishi.meetings.chain import PREPARING
from shishi.meetings.kinds import Section
from shishi.meetings.models import AgendaItem, Meeting
from shishi.meetings.queries.agenda import Point, build
from shishi.orgs.models import Org
from shishi.rules.authority import Actor

MOST_POINTS = 120
MOVES = ("up", "down", "drop", "restore")


@transaction.atomic
def build_agenda(pk: int, version: int, actor: Actor) -> Meeting:
    """Write the agenda from what is behind now. What was dropped stays dropped, what was added by hand stays."""
    meeting = opened(pk, version, actor, PREPARING)
    found = build(meeting)
    dropped = set(meeting.agenda.filter(is_dropped=True).exclude(source="").values_list("source", flat=True))
    own = list(meeting.agenda.filter(source=""))
    meeting.agenda.exclude(source="").delete()
    made = [_row(meeting, n, point, dropped) for n, point in enumerate(found.points, 1)]
    AgendaItem.objects.bulk_create(made)
    for n, row in enumerate(own, len(made) + 1):
        row.seq = n
    AgendaItem.objects.bulk_update(own, ["seq"])
    meeting.cut = found.cut
    save(meeting)
    record(meeting, "meeting.build", actor, n=len(made), cut=meeting.cut_id)
    return meeting


def _row(meeting: Meeting, n: int, point: Point, dropped: set[str]) -> AgendaItem:
    return AgendaItem(
        meeting=meeting,
        section=point.section,
        seq=n,
        source=point.source,
        title=point.title,
        text=point.text,
        unit_id=point.unit_id,
        figures=point.figures,
        is_dropped=point.source in dropped,
    )


@transaction.atomic
def add_point(pk: int, title: str, text: str, unit: Org | None, version: int, actor: Actor) -> AgendaItem:
    """Put a point of one's own at the end."""
    meeting = opened(pk, version, actor, PREPARING)
    title = clean(title, 160)
    if not title:
        raise Refused(_("请填写议题。"), {"title": _("请填写议题。")})
    if meeting.agenda.count() >= MOST_POINTS:
        raise Refused(_("议题已达 %(most)d 条，请先划去一些。") % {"most": MOST_POINTS})
    last = meeting.agenda.aggregate(last=Max("seq"))["last"] or 0
    row = AgendaItem.objects.create(
        meeting=meeting, section=Section.OTHER, seq=last + 1, title=title, text=clean(text, 600, lines=True), unit=unit
    )
    save(meeting)
    record(meeting, "meeting.arrange", actor, move="add", point=row.pk)
    return row


@transaction.atomic
def arrange(pk: int, point_id: int, move: str, version: int, actor: Actor) -> Meeting:
    """Move a point up or down, drop it or take it in again."""
    meeting = opened(pk, version, actor, PREPARING)
    rows = list(meeting.agenda.order_by("seq", "id"))
    at = next((n for n, row in enumerate(rows) if row.pk == point_id), None)
    if at is None or move not in MOVES:
        raise Overtaken(_("这条议题刚才已被他人调整，请刷新页面后再办理。"))
    if move in ("drop", "restore"):
        rows[at].is_dropped = move == "drop"
    else:
        _swap(rows, at, move)
    for n, row in enumerate(rows, 1):
        row.seq = n
    AgendaItem.objects.bulk_update(rows, ["seq", "is_dropped"])
    save(meeting)
    record(meeting, "meeting.arrange", actor, move=move, point=point_id)
    return meeting


def _swap(rows: list[AgendaItem], at: int, move: str) -> None:
    """Change places with the next of the same part of the agenda; at its edge nothing moves."""
    order = range(at - 1, -1, -1) if move == "up" else range(at + 1, len(rows))
    other = next((n for n in order if rows[n].section == rows[at].section), None)
    if other is not None:
        rows[at], rows[other] = rows[other], rows[at]
