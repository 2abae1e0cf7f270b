"""A meeting's papers as values: notice, briefing pack, minutes, list of decisions. Source: docs/domain/meetings.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from shishi.lib.paper import Block, Column, Head, Heading, Imprint, Paper, Signature, Table, plain
from shishi.lib.paper.wording import chinese_date
from shishi.meetings.kinds import SECTION_LABELS, Section
from shishi.meetings.models import AgendaItem, Attendee, Decision, Meeting, MeetingPaper


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice is written from: who is asked, the agenda, and the notice before it where the meeting was moved."""

    orgs: tuple[str, ...]
    points: tuple[AgendaItem, ...]
    before: MeetingPaper | None = None


def when_and_where(meeting: Meeting | MeetingPaper) -> str:
    """2023年9月20日15:00，在县政府三楼会议室."""
    facts = {"day": chinese_date(meeting.on), "time": f"{meeting.time:%H:%M}", "place": meeting.place}
    return _("%(day)s%(time)s，在%(place)s") % facts


def notice_title(meeting: Meeting, told: Notice) -> str:
    """What the notice is called: of the meeting, or of what became of it."""
    title = _("关于调整%(title)s安排的通知") if told.before else _("关于召开%(title)s的通知")
    return title % {"title": meeting.title}


def notice_of(meeting: Meeting, told: Notice, number: str, today: date) -> Paper:
    """会议通知, addressed to everybody asked to come."""
    agenda = [f"{SECTION_LABELS[s]}：{'；'.join(titles)}。" for s, titles in _by_section(told.points)]
    facts = {"when": when_and_where(meeting), "title": meeting.title}
    first = _("定于%(when)s召开%(title)s，现将有关事项通知如下。") % facts
    if told.before:
        facts["before"] = when_and_where(told.before)
        first = _("原定于%(before)s召开的%(title)s，调整为%(when)s召开，现将有关事项通知如下。") % facts
    chair = [plain(_("会议由%(name)s主持。") % {"name": meeting.chair.name})] if meeting.chair else []
    blocks: list[Block] = [
        plain(first),
        *chair,
        Heading(1, _("会议议程")),
        *(plain(line) for line in agenda),
        Heading(1, _("有关要求")),
        plain(
            _(
                "请各单位安排负责同志参会，提前准备本单位事项的进展、困难和下步打算；因故不能参会的，会前向专班办公室报告。"
            )
        ),
    ]
    return Paper(
        head=Head(mark=meeting.office.name, number=number),
        title=notice_title(meeting, told),
        recipient="、".join(told.orgs),
        blocks=tuple(blocks),
        signature=Signature(meeting.office.name, today),
        imprint=Imprint(issuer=meeting.office.name, issued_on=today),
    )


def _by_section(points: Iterable[AgendaItem]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for point in points:
        found.setdefault(point.section, []).append(point.title.rstrip("。；"))
    return [(s.value, found[s.value]) for s in Section if s.value in found]


def pack_of(meeting: Meeting, points: Iterable[AgendaItem], today: date) -> Paper:
    """汇报材料: every point of the agenda by part, figures as frozen."""
    rows, blocks = list(points), list[Block]()
    for section in Section:
        mine = [row for row in rows if row.section == section.value]
        if mine:
            blocks += [Heading(1, _(SECTION_LABELS[section])), _section_table(section, mine)]
    cut = meeting.cut
    lead = _("本材料由系统按%(on)s基准日数据和当日在办事项生成。") % {"on": chinese_date(cut.on)} if cut else ""
    return Paper(
        title=_("%(title)s汇报材料") % {"title": meeting.title},
        blocks=(*([plain(lead)] if lead else ()), *blocks),
        signature=Signature(meeting.office.name, today),
    )


def _section_table(section: str, rows: list[AgendaItem]) -> Table:
    numbered = list(enumerate(rows, 1))
    if section == Section.BEHIND:
        return Table(
            columns=(Column(2, "center"), Column(7), Column(5), *(Column(3, "right"),) * 3, Column(3, "center")),
            header=((_("序号"), _("项目"), _("责任单位"), _("完成率"), _("应达进度"), _("偏差"), _("亮灯")),),
            rows=tuple((str(n), r.title, _unit(r), *_shown(r), r.text) for n, r in numbered),
        )
    return Table(
        columns=(Column(2, "center"), Column(8), Column(5), Column(9)),
        header=((_("序号"), _("事项"), _("责任单位"), _("情况")),),
        rows=tuple((str(n), r.title, _unit(r), r.text or "—") for n, r in numbered),
    )


def _unit(row: AgendaItem) -> str:
    return row.unit.short if row.unit else "—"


def _shown(row: AgendaItem) -> tuple[str, ...]:
    shown = [str(chip["shown"]) for chip in row.figures]
    return tuple((shown + ["—"] * 3)[:3])


def minutes_of(
    meeting: Meeting, attendees: Iterable[Attendee], decisions: list[Decision], number: str, today: date
) -> Paper:
    """会议纪要: who came, what was said, what was decided. Office and day stand in its head, so it is not signed."""
    rows, office = list(attendees), meeting.office.name
    first = _("%(when)s，召开%(title)s。纪要如下。") % {"when": when_and_where(meeting), "title": meeting.title}
    said = [plain(line) for line in meeting.minutes.splitlines() if line.strip()]
    decided: list[Block] = [Heading(1, _("议定事项")), _decisions_table(decisions)] if decisions else []
    blocks: tuple[Block, ...] = (plain(first), Heading(1, _("会议情况")), *said, *decided, *_came(rows))
    return Paper(
        head=Head(mark=_("会议纪要"), number=number, issuer=office, issued_on=today),
        title=_("%(title)s纪要") % {"title": meeting.title},
        blocks=blocks,
        imprint=Imprint(copies_to="、".join(a.org.short for a in rows), issuer=office, issued_on=today),
        author=office,
    )


def _came(attendees: Iterable[Attendee]) -> list[Block]:
    rows = list(attendees)
    there = [
        f"{a.org.short}（{a.name}）" if a.name else a.org.short
        for a in rows
        if a.presence in ("attended", "substitute")
    ]
    away = [a.org.short for a in rows if a.presence == "absent"]
    lines = [_("出席：%(names)s。") % {"names": "、".join(there)}] if there else []
    lines += [_("缺席：%(names)s。") % {"names": "、".join(away)}] if away else []
    return [Heading(1, _("参会单位")), *(plain(line) for line in lines)] if lines else []


def decisions_of(meeting: Meeting, decisions: list[Decision], number: str, today: date) -> Paper:
    """提醒函 with 议定事项清单: to every unit charged, each matter with its limit."""
    facts = {"on": chinese_date(meeting.on), "title": meeting.title, "n": len(decisions)}
    first = _("%(on)s%(title)s议定%(n)d项工作，现将清单印发给你们，请按时限落实，并在系统中报告进展。") % facts
    units = dict.fromkeys(d.unit.short for d in decisions)
    return Paper(
        kind="letter",
        head=Head(mark=meeting.office.name, number=number),
        title=_("关于落实%(title)s议定事项的提醒函") % {"title": meeting.title},
        recipient="、".join(units),
        blocks=(plain(first), _decisions_table(decisions)),
        signature=Signature(meeting.office.name, today),
    )


def _decisions_table(decisions: list[Decision]) -> Table:
    return Table(
        columns=(Column(2, "center"), Column(11), Column(5), Column(6, "center")),
        header=((_("序号"), _("议定事项"), _("责任单位"), _("完成时限")),),
        rows=tuple((str(n), d.text, d.unit.short, chinese_date(d.due_on)) for n, d in enumerate(decisions, 1)),
    )
