"""Tables and counters of the import pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shishi.imports.queries import CellShown, RowShown, RowsPage, RunRow, SheetCount
from shishi.lib.whole import whole
from shishi.ui.marks import chip
from shishi.ui.tables import Column, Row, Table

STATE_CHOICES = (
    ("", gettext_lazy("全部")),
    ("new", gettext_lazy("新增")),
    ("changed", gettext_lazy("修改")),
    ("same", gettext_lazy("未变")),
    ("error", gettext_lazy("错误")),
    ("warned", gettext_lazy("有提示")),
)
LONG = 12
STATE_LABELS = dict(STATE_CHOICES)
TONES = {"new": "blue", "changed": "yellow", "same": "", "error": "red"}


@dataclass(frozen=True, slots=True)
class Totals:
    """All sheets of a run together."""

    new: int
    changed: int
    same: int
    error: int
    warned: int
    skipped: int

    @property
    def moving(self) -> int:
        """Rows a commit would write."""
        return self.new + self.changed


def totals(counts: Sequence[SheetCount]) -> Totals:
    """The sums over the sheets."""
    names = ("new", "changed", "same", "error", "warned", "n_skipped")
    return Totals(*(sum(getattr(one, name) for one in counts) for name in names))


def filters(query: QueryDict, counts: Sequence[SheetCount]) -> tuple[int, str]:
    """The sheet and the state asked for; the first sheet and every row where nothing sensible is."""
    asked = whole(query.get("sheet"))
    known = [one.seq for one in counts]
    seq = asked if asked is not None and asked in known else (known or [0])[0]
    state = str(query.get("state", ""))
    return seq, state if state in STATE_LABELS else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where the pages of one import lead, and what they call that into which it is written.

    take_back   empty where what was written is not taken back as a whole
    into, same  sentences: that it was written, that there is nothing to write; `seen` the page that shows it
    """

    home: str
    run: str
    columns: str
    commit: str
    drop: str
    take_back: str = ""
    into: str
    same: str
    seen: str
    seen_label: str


def runs(found: Sequence[RunRow], address: Callable[[int], str], empty: str) -> Table:
    """The imports of a subject; `address` is the page of a run."""
    columns = (
        Column("file", _("文件")),
        Column("stage", _("状态"), "html"),
        Column("new", _("新增"), "number", scale=0),
        Column("changed", _("修改"), "number", scale=0),
        Column("error", _("错误"), "number", scale=0),
        Column("who", _("经办")),
        Column("at", _("时间"), "date"),
    )
    rows = tuple(
        Row(
            (
                run.file_name, chip(run.stage_label, _tone(run.stage)), run.n_new, run.n_changed, run.n_error,
                run.person_name, run.created_at,
            ),
            key=str(run.id),
            href=address(run.id),
        )
        for run in found
    )  # fmt: skip
    return Table(_("导入记录"), columns, rows, name="imports", empty=empty)


def _tone(stage: str) -> str:
    return {"committed": "green", "taken_back": "", "dropped": ""}.get(stage, "blue")


def preview_rows(page: RowsPage, query: QueryDict) -> Table:
    """A page of the preview: where the row stands, what becomes of it, why, and every cell that is taken."""
    columns = (
        Column("row", _("行")),
        Column("state", _("结果"), "html"),
        Column("label", _("名称")),
        Column("why", _("说明"), "html"),
        *(Column(letter, f"{letter} {label}", "html") for letter, label in page.headings),
    )
    rows = tuple(_row(one) for one in page.rows)
    kept = [(key, str(value)) for key, value in query.items() if key in {"sheet", "state"}]
    after = "?" + urlencode([*kept, ("after", str(page.after))]) if page.after else ""
    before = "?" + urlencode(kept) if query.get("after") else ""
    return Table(_("逐行预览"), columns, rows, name="preview", before=before, after=after, empty=_("没有这样的行。"))


def _row(row: RowShown) -> Row:
    state = chip(STATE_LABELS[row.state], TONES[row.state])
    cells: tuple[Any, ...] = (str(row.number), state, row.label, _why(row), *(_cell(cell) for cell in row.cells))
    return Row(cells, key=str(row.number), tone="late" if row.state == "error" else "")


def _why(row: RowShown) -> SafeString:
    """Errors first, then what is odd, then what would change: on a phone this is all there is room for."""
    said = [("import-error", sentence) for sentence in row.errors]
    said += [("import-warning", sentence) for sentence in row.warnings]
    said += [("", f"{label}：{old or '—'} → {new or '—'}") for label, old, new in row.changes]
    return format_html_join("", '<div class="{}">{}</div>', said) if said else SafeString("")


def _cell(cell: CellShown) -> SafeString:
    if cell.error:
        return format_html('<mark class="import-error" title="{}">{}</mark>', cell.error, cell.text or "—")
    if cell.old is not None:
        return format_html("<del>{}</del> → <ins>{}</ins>", cell.old or "—", cell.text or "—")
    if cell.warning:
        return format_html('<mark class="import-warning" title="{}">{}</mark>', cell.warning, cell.text or "—")
    return format_html('<div class="import-long">{}</div>' if len(cell.text) > LONG else "{}", cell.text)
