"""The monthly returns of the sample year: filled, submitted, approved, sent back and accepted on their days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from shishi.demo.actions.cast import Cast
from shishi.demo.actions.parts import shares_of
from shishi.demo.files import FileRow, day, figure, month, rows
from shishi.lib import clock
from shishi.lib.paper import Paper, plain, to_pdf
from shishi.reports.actions.returns import Outcome, Wanted, return_figures, take_many
from shishi.reports.actions.sheets import Part, keep_sheet
from shishi.reports.actions.typed import TypedLine, TypedReturn
from shishi.reports.models import Line, Return
from shishi.rules.authority import Role
from shishi.rules.indicators import IndicatorType

YES = "是"


@dataclass(frozen=True)
class Filing:
    """One item's return of one month as the files tell it: its rows, one an indicator."""

    month: date
    item: str
    rows: tuple[FileRow, ...]

    def on(self, column: str) -> date | None:
        return day(self.rows[0][column])


def filings() -> Iterator[Filing]:
    """Every return of the year, in the order of the files."""
    grouped: dict[tuple[str, str], list[FileRow]] = defaultdict(list)
    for row in rows("returns-2023.csv"):
        grouped[row["month"], row["item"]].append(row)
    for (when, item), found in grouped.items():
        yield Filing(month(when), item, tuple(found))


class Returns:
    """Takes the steps of returns at their moments."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def find(self, filing: Filing) -> Return:
        """The return as it stands now."""
        mine = Return.objects.filter(period__month=filing.month, item__title=filing.item)
        return mine.select_related("item", "period", "programme").get()

    def submit(self, many: Sequence[Filing], *, first: bool) -> None:
        """Each unit's liaison fills the sheet and submits it; `first` types what was later sent back."""
        sheets: dict[int, list[Part]] = defaultdict(list)
        for filing in many:
            part = self._part(filing, first=first)
            sheets[part.row.unit_id].append(part)
        for unit, parts in sheets.items():
            said = keep_sheet(parts, self.cast.liaison(unit), submit=[part.row.pk for part in parts])
            check([f"{one.title}: {one.sentence} {one.fields}" for one in said if not one.submitted])

    def _part(self, filing: Filing, *, first: bool) -> Part:
        row = self.find(filing)
        lines = {line.indicator.name: line for line in Line.objects.filter(of=row).select_related("indicator__item")}
        typed = {lines[r["indicator"]].pk: typed_line(lines[r["indicator"]], r, first=first) for r in filing.rows}
        files = {
            lines[r["indicator"]].pk: [picture(r["evidence"], filing)] for r in filing.rows if r["evidence"] and first
        }
        return Part(row, row.version, TypedReturn(self._words(filing, first=first), typed), True, uploads=files)

    def approve(self, many: Sequence[Filing]) -> None:
        """The units' deputies approve what lies before them, each their own."""
        by_unit: dict[int, list[Return]] = defaultdict(list)
        for filing in many:
            row = self.find(filing)
            by_unit[row.unit_id].append(row)
        for unit, found in by_unit.items():
            check(refused(take_many([Wanted(r.pk, r.version) for r in found], "approve", self.cast.approver(unit))))

    def send_back(self, filing: Filing) -> None:
        """The office sends back the figure that cannot be right, with its reason."""
        row = self.find(filing)
        wrong = next(r for r in filing.rows if r["return_reason"])
        line = Line.objects.get(of=row, indicator__name=wrong["indicator"])
        office = self.cast.holder(Role.OFFICE_STAFF)
        return_figures(row, {line.pk: wrong["return_reason"]}, office, version=row.version)

    def accept(self, many: Sequence[Filing]) -> None:
        """The office accepts in one act what it has checked that day."""
        office = self.cast.holder(Role.OFFICE_STAFF)
        check(refused(take_many([Wanted(r.pk, r.version) for r in map(self.find, many)], "accept", office)))

    def _words(self, filing: Filing, *, first: bool) -> dict[str, str | bool | date | None]:
        head = filing.rows[0]
        finished = max((d for d in reached_days(filing) if d), default=None)
        if first and any(r["value_before_return"] for r in filing.rows):
            finished = filing.on("submitted_on")  # The figure that will be sent back claims too much.
        said = "".join(dict.fromkeys(r["progress"] for r in filing.rows if r["progress"]))
        return {
            "progress": said,
            "difficulty": head["difficulty"],
            "needs_coordination": head["needs_coordination"] == YES,
            "next_step": head["next_step"],
            "finished_on": finished,
        }


def reached_days(filing: Filing) -> list[date | None]:
    """The days on which the item's indicators reached their targets, as far as its returns up to this month say."""
    until = f"{filing.month:%Y-%m}"
    mine = (r for r in rows("returns-2023.csv") if r["item"] == filing.item and r["month"] <= until)
    return [day(r["reached_on"]) for r in mine]


def typed_line(line: Line, row: FileRow, *, first: bool) -> TypedLine:
    """What the liaison types for one indicator, in base units."""
    kind, scale = IndicatorType(line.indicator.type), Decimal(line.indicator.scale)
    if kind is IndicatorType.MILESTONE:
        return TypedLine(
            figures={"change_reason": row["change_reason"]}, milestones=milestones(line, row["milestones"])
        )
    value, below = typed_value(row, kind, first=first)
    value = None if value is None else value * scale
    figures: dict[str, Decimal | str | None] = {
        "value": value,
        "change_reason": row["change_reason"],
    }
    if below is not None:
        figures["denominator"] = below
    return TypedLine(figures=figures, shares=shares_of(line, month(row["month"]), value))


def typed_value(row: FileRow, kind: IndicatorType, *, first: bool) -> tuple[Decimal | None, Decimal | None]:
    """The figure above the line and the one below it, as typed first or after it was sent back."""
    if kind is IndicatorType.POLICY:
        return Decimal(row["met"] == YES), None
    if first and row["value_before_return"]:
        above, _, below = row["value_before_return"].partition("/")
        return Decimal(above), figure(below) or figure(row["denominator"])
    if kind in {IndicatorType.RATE, IndicatorType.COVERAGE, IndicatorType.RECURRING}:
        return figure(row["numerator"]), figure(row["denominator"])
    return figure(row["value"]), None


def milestones(line: Line, text: str) -> dict[int, date]:
    """The milestones ticked, as task id → day done."""
    done = dict(part.rsplit("=", 1) for part in text.split("；") if part)
    tasks = line.indicator.tasks.filter(title__in=done)
    return {task.pk: date.fromisoformat(done[task.title]) for task in tasks}


def picture(title: str, filing: Filing) -> SimpleUploadedFile:
    """A sheet that stands for the evidence and says that it is an example."""
    what = f"示例材料：{title}。{filing.item}，{filing.month:%Y年%m月}。"
    sheet = to_pdf(Paper(kind="document", title=title, blocks=(plain(what),), watermark="样张", sample_note="示例"))
    return SimpleUploadedFile(f"{title}.pdf", sheet, "application/pdf")


def refused(outcomes: Sequence[Outcome]) -> list[str]:
    """What an act on many did not do, in words."""
    return [f"{one.title}: {one.sentence}" for one in outcomes if not one.done]


def check(sentences: Sequence[str]) -> None:
    """A sample that the house refuses is a fault of the sample: say it aloud."""
    if sentences:
        raise AssertionError("; ".join(sentences))


def parents_accept(many: Sequence[Filing], cast: Cast) -> None:
    """The city's office accepts, apart from the county's own acceptance."""
    from shishi.reports.actions.accepting import accept_for_parent

    found = Return.objects.filter(period__month__in={f.month for f in many}, item__title__in={f.item for f in many})
    accept_for_parent(list(found.values_list("pk", "version")), cast.actor("xiesz"))


def at(on: date, hour: int, minute: int = 0) -> datetime:
    """A moment of the sample year."""
    return clock.at(on, hour, minute)
