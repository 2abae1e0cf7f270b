"""What an agenda is built from: what is behind, asks for help, is overdue, or was decided last time.

Source: docs/domain/meetings.md, "Agenda".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from shishi.cases.models import Case
from shishi.cases.queries.lists import local_day
from shishi.lib import clock
from shishi.meetings.chain import DECIDED
from shishi.meetings.kinds import Section
from shishi.meetings.models import Decision, Meeting
from shishi.reports.chain import Stage
from shishi.reports.models import Cut, FrozenStanding, Return
from shishi.reports.queries.cuts import Frozen, figure, frozen, latest_cut
from shishi.rules.authority import OPEN
from shishi.rules.figures import percent_in_text, points
from shishi.rules.headline import BEHIND
from shishi.rules.lights import LIGHT_MARKS, LIGHTS_WORST_FIRST, Light

MOST = 30
NOT_SENT = (Stage.OPEN, Stage.DRAFT)
LABELS = {"item.rate": "完成率", "item.expected": "应达进度", "item.deviation": "偏差"}
type Chip = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Point:
    """A point an agenda may hold, before it is kept."""

    section: str
    source: str
    title: str
    text: str = ""
    unit_id: int | None = None
    figures: list[Chip] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Built:
    """What was found, and the cut its figures were frozen from."""

    cut: Cut | None
    points: tuple[Point, ...]


def build(meeting: Meeting) -> Built:
    """The points the meeting should hear, in the order of the agenda. Seven queries, whatever is behind."""
    cut = latest_cut(meeting.programme)
    found = [*(_behind(frozen(cut)) if cut else ()), *(_difficulties(meeting, cut) if cut else ())]
    found += [*_cases(meeting), *_last_time(meeting)]
    return Built(cut, tuple(found))


def _behind(of: Frozen) -> Iterator[Point]:
    """Items behind, worst light first, then by how far they are behind."""
    rows = [r for r in of.of(FrozenStanding.Kind.ITEM) if r.status in BEHIND]
    rows.sort(key=lambda r: (LIGHTS_WORST_FIRST.index(Light(r.light)), r.deviation_pp or 0, r.sort))
    for row in rows[:MOST]:
        chips = [chip_of(of, code, row.subject) for code in LABELS]
        yield Point(
            Section.BEHIND, f"item:{row.item_id}", row.label, LIGHT_MARKS[Light(row.light)].name, row.unit_id, chips
        )


def chip_of(of: Frozen, code: str, subject: str) -> Chip:
    """A figure of the cut as the agenda keeps it. No query."""
    found = figure(code, {"subject": subject}, of)
    value = found.value if isinstance(found.value, Decimal) else None
    return {
        "code": code,
        "args": {"subject": subject},
        "label": LABELS[code],
        "value": "" if value is None else format(value, "f"),
        "shown": points(value) if code == "item.deviation" else percent_in_text(value),
        "n_rows": found.n_rows,
        "digest": found.digest,
        "cut": of.cut.pk,
    }


def _difficulties(meeting: Meeting, cut: Cut) -> Iterator[Point]:
    """What units asked to have coordinated in the cut's month. One query."""
    rows = Return.objects.filter(programme=meeting.programme, period__month=cut.month, needs_coordination=True)
    rows = rows.exclude(stage__in=NOT_SENT).select_related("item").order_by("item__seq", "item_id")
    for row in rows[:MOST]:
        yield Point(Section.DIFFICULTY, f"return:{row.pk}", row.item.title[:160], row.difficulty[:600], row.unit_id)


def _cases(meeting: Meeting) -> Iterator[Point]:
    """Overdue cases of the office and open requests for land, money or people; nothing restricted. Two queries."""
    here = Case.objects.filter(home_path=meeting.region_path, secrecy=OPEN).select_related("unit")
    late = here.late(clock.now()).exclude(kind__in=("factor", "decision")).order_by("next_due_at", "id")
    for case in late[:MOST]:
        due = local_day(case.next_due_at)
        said = _("%(kind)s，应于 %(due)s 前办理") % {"kind": _(case.what.label), "due": due}
        yield _of_case(Section.OVERDUE, case, said)
    for case in here.open().filter(kind="factor").order_by("next_due_at", "id")[:MOST]:
        yield _of_case(Section.FACTOR, case, _(case.what.stage_label(case.stage)))


def _of_case(section: str, case: Case, said: str) -> Point:
    return Point(section, f"case:{case.pk}", f"{case.number} {case.title}"[:160], said, case.unit_id)


def last_before(meeting: Meeting) -> Meeting | None:
    """The meeting of the programme before this one whose decisions were issued. One query."""
    before = Meeting.objects.filter(programme=meeting.programme, stage__in=DECIDED, on__lte=meeting.on)
    return before.exclude(pk=meeting.pk).order_by("-on", "-id").first()


def _last_time(meeting: Meeting) -> Iterator[Point]:
    """Last time's decisions with where they stand. Two queries."""
    last = last_before(meeting)
    if last is None:
        return
    for one in Decision.objects.filter(meeting=last).select_related("case").order_by("id"):
        stands = _(one.case.what.stage_label(one.case.stage)) if one.case else _("未立项")
        said = _("完成时限 %(due)s，%(stands)s") % {"due": f"{one.due_on:%F}", "stands": stands}
        yield Point(Section.DECISION, f"decision:{one.pk}", one.text[:160], said, one.unit_id)
