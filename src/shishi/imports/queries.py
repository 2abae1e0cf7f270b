"""Questions about imports: the runs of a subject, how its sheets are read, what the preview ruled row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FETCH_RAISE, Sum

from shishi.imports.kinds import Intake
from shishi.imports.models import ImportRow, ImportRun, ImportSheet
from shishi.lib.xlsx.cells import column_letters
from shishi.rules.authority import Actor

PAGE = 50
STATES = ("new", "changed", "same", "error")


@dataclass(frozen=True, slots=True)
class RunRow:
    """One import of the past or under way."""

    id: int
    file_name: str
    person_name: str
    stage: str
    stage_label: str
    created_at: datetime
    n_new: int
    n_changed: int
    n_error: int


@dataclass(frozen=True, slots=True)
class ColumnCard:
    """One column of a sheet: its heading, what stands beneath it, and which field it was taken for."""

    at: int
    letter: str
    heading: str
    field: str
    confidence: int
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetCard:
    """One sheet and how it is read."""

    seq: int
    name: str
    importer: str
    title: tuple[str, ...]
    first_row: int
    n_expected: int
    remembered: bool
    columns: tuple[ColumnCard, ...]
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SheetCount:
    """What the preview counted on one sheet, and what is to be said of it as a whole."""

    seq: int
    name: str
    label: str
    new: int
    changed: int
    same: int
    error: int
    warned: int
    skipped: tuple[tuple[int, str], ...]
    n_skipped: int
    notes: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def total(self) -> int:
        return self.new + self.changed + self.same + self.error


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell of the preview: what it says, what it would replace, what is wrong or odd with it."""

    text: str
    old: str | None = None
    error: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of the preview. `said` are sentences with their place; `errors` of the row as a whole stand there too."""

    number: int
    state: str
    label: str
    cells: tuple[CellShown, ...]
    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class RowsPage:
    """A page of rows of one sheet. `after` is the key of the next page, 0 when there is none."""

    headings: tuple[tuple[str, str], ...]
    rows: tuple[RowShown, ...]
    after: int


def runs_of(actor: Actor, intake: Intake, subject_id: int, limit: int = 20) -> list[RunRow]:
    """The imports of a subject, newest first. One query."""
    runs: Any = (
        ImportRun.objects.visible_to(actor)
        .filter(intake=intake.code, subject_id=subject_id)
        .annotate(new=Sum("sheets__n_new"), changed=Sum("sheets__n_changed"), error=Sum("sheets__n_error"))
        .order_by("-id")
        .fetch_mode(FETCH_RAISE)[:limit]
    )
    return [
        RunRow(
            run.pk, run.file_name, run.person_name, run.stage, run.get_stage_display(), run.created_at,
            run.new or 0, run.changed or 0, run.error or 0,
        )
        for run in runs
    ]  # fmt: skip


def sheet_cards(
    run: ImportRun, intake: Intake, typed: Mapping[int, tuple[str, Mapping[int, str]]] | None = None
) -> list[SheetCard]:
    """Every sheet with its columns. One query.

    typed  importer and columns by sheet as somebody chose them and could not save them
    """
    found = []
    for sheet in run.sheets.order_by("seq"):
        if typed and sheet.seq in typed:
            sheet.importer, sheet.columns = typed[sheet.seq][0], {str(at): c for at, c in typed[sheet.seq][1].items()}
        importer = intake.find(sheet.importer)
        fields = tuple((field.code, field.label) for field in importer.fields) if importer else ()
        columns = tuple(_column(sheet, at) for at, heading in enumerate(sheet.headings) if heading or _has(sheet, at))
        found.append(
            SheetCard(
                sheet.seq, sheet.name, sheet.importer, tuple(sheet.title), sheet.heading_rows[0], sheet.n_expected,
                sheet.remembered, columns, fields,
            )
        )  # fmt: skip
    return found


def _has(sheet: ImportSheet, at: int) -> bool:
    return any(at < len(row) and row[at] for row in sheet.samples)


def _column(sheet: ImportSheet, at: int) -> ColumnCard:
    samples = tuple(dict.fromkeys(row[at][:30] for row in sheet.samples if at < len(row) and row[at]))
    code = str(sheet.columns.get(str(at), ""))
    confidence = int(sheet.guesses.get(str(at), 0)) if code else 0
    return ColumnCard(at, column_letters(at), sheet.headings[at], code, confidence, samples)


def counts(run: ImportRun, intake: Intake) -> list[SheetCount]:
    """What the preview counted, sheet by sheet, those taken only. One query."""
    found = []
    for sheet in run.sheets.exclude(importer="").order_by("seq"):
        importer = intake.find(sheet.importer)
        taken = {int(at) for at, code in sheet.columns.items() if code}
        left = tuple(heading for at, heading in enumerate(sheet.headings) if heading and at not in taken)
        found.append(
            SheetCount(
                sheet.seq, sheet.name, importer.label if importer else "", sheet.n_new, sheet.n_changed, sheet.n_same,
                sheet.n_error, sheet.n_warned, tuple((row, text) for row, text in sheet.skipped), sheet.n_skipped,
                tuple(sheet.notes), left,
            )
        )  # fmt: skip
    return found


def rows_page(run: ImportRun, intake: Intake, seq: int, state: str = "", after: int = 0) -> RowsPage:
    """Rows of one sheet after a key: all of them, those of one state, or `warned`. Two queries."""
    sheet = run.sheets.filter(seq=seq).first()
    importer = intake.find(sheet.importer) if sheet else None
    if sheet is None or importer is None:
        return RowsPage((), (), 0)
    rows = ImportRow.objects.filter(sheet=sheet, pk__gt=after)
    if state in STATES:
        rows = rows.filter(state=state)
    elif state == "warned":
        rows = rows.filter(is_warned=True)
    page = list(rows.order_by("id").fetch_mode(FETCH_RAISE)[: PAGE + 1])
    columns = sorted(sheet.field_columns().items(), key=lambda pair: pair[1])
    labels = {field.code: field.label for field in importer.fields}
    headings = tuple((column_letters(at), labels[code]) for code, at in columns)
    following = page[PAGE - 1].pk if len(page) > PAGE else 0
    return RowsPage(headings, tuple(_shown(row, columns, labels) for row in page[:PAGE]), following)


def _shown(row: ImportRow, columns: list[tuple[str, int]], labels: dict[str, str]) -> RowShown:
    old = {code: (before, after) for code, before, after in row.changes}
    wrong, odd = _by_column(row.errors), _by_column(row.warnings)
    cells = tuple(
        CellShown(text, old[code][0] if code in old else None, wrong.get(at, ""), odd.get(at, ""))
        for text, (code, at) in zip(row.values, columns, strict=False)
    )
    changes = tuple((labels.get(code, code), was, now) for code, (was, now) in old.items())
    places = {at: f"{column_letters(at)} {labels[code]}" for code, at in columns}
    return RowShown(
        row.number, row.state, row.label, cells, _said(row.errors, places), _said(row.warnings, places), changes
    )


def _by_column(found: list[tuple[int, str]]) -> dict[int, str]:
    return {at: sentence for at, sentence in found if at >= 0}


def _said(found: list[tuple[int, str]], places: dict[int, str]) -> tuple[str, ...]:
    """The sentences, each with the column it is about."""
    return tuple(f"{places[at]}：{sentence}" if at in places else sentence for at, sentence in found)
