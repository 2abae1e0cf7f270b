"""A paper as PDF, set by typst. Text travels as data; the source is one file that never changes."""

import base64
import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from shishi.lib.paper import measures
from shishi.lib.paper.fonts import LAST, families, font_set
from shishi.lib.paper.model import Paper, Table
from shishi.lib.paper.spans import body_rows, header_cells
from shishi.lib.paper.titles import lines_of
from shishi.lib.paper.wording import (
    addressed,
    attachment_lines,
    author_of,
    bracketed,
    chinese_date,
    cleaned,
    day_of,
    imprint_right,
    is_closing,
    numbered,
)

SOURCE = Path(__file__).with_name("paper.typ")
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_one_at_a_time = Lock()


def to_pdf(paper: Paper, font_folders: tuple[str, ...] = ()) -> bytes:
    """The paper as a tagged PDF; the same paper and fonts give the same bytes.

    font_folders    where the office keeps its own fonts, searched before all others
    """
    paper = cleaned(paper)
    day = day_of(paper)
    stamp = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else NO_DAY
    sent = {"data": json.dumps(_data(paper, font_folders), ensure_ascii=False)}
    with _one_at_a_time:
        made = _compiler(font_folders).compile(format="pdf", sys_inputs=sent, timestamp=stamp)
    if not isinstance(made, bytes):
        raise TypeError("the typesetter returned no single PDF")
    return made


@lru_cache(maxsize=8)
def _compiler(font_folders: tuple[str, ...]) -> typst.Compiler:
    return typst.Compiler(input=str(SOURCE), root=str(SOURCE.parent), font_paths=font_set(font_folders))


def _data(paper: Paper, font_folders: tuple[str, ...]) -> dict[str, Any]:
    """What `paper.typ` reads: the paper's words in final form, the metrics and the fonts."""
    faces = families(font_folders)
    right = imprint_right(paper.imprint.issued_on, paper.imprint.copies) if paper.imprint else ""
    return {
        **_plain(paper),
        "title": lines_of(paper),
        "recipient": addressed(paper.recipient),
        "blocks": [
            {**(_table(block) if isinstance(block, Table) else _plain(block)), "keep": is_closing(paper, n)}
            for n, block in enumerate(numbered(paper.blocks))
        ],
        "attachments": attachment_lines(paper.attachments) if paper.attachments else [],
        "note": bracketed(paper.note),
        "author": author_of(paper),
        "imprint_right": right,
        "seal": _seal(paper),
        "pictures": [
            {"content": list(base64.b64decode(picture.content)), "caption": picture.caption}
            for picture in paper.pictures
        ],
        "mark_pt": float(_mark_pt(paper)),
        "fonts": faces,
        # A face that fell back to the regular serif is thickened, or a title would look like body text.
        "faint": [face for face in ("biao",) if faces[face][0] in LAST],
        "measures": _measures(),
    }


def _seal(paper: Paper) -> list[int]:
    """The picture of the seal as bytes the typesetter can read; empty without one."""
    return list(base64.b64decode(paper.signature.seal)) if paper.signature and paper.signature.seal else []


def _mark_pt(paper: Paper) -> Decimal:
    room = measures.LETTER_LINE_MM - 14 if paper.kind == "letter" else Decimal(156)
    return measures.mark_pt(paper.head.mark if paper.head else "", room)


def _measures() -> dict[str, Any]:
    return {name.lower(): _plain(value) for name, value in vars(measures).items() if name.isupper() and name != "D"}


def _table(table: Table) -> dict[str, Any]:
    size, pitch = measures.table_size(len(table.columns))
    return {
        "is": "table",
        "caption": table.caption,
        "columns": _plain(table.columns),
        "header": [{**_plain(cell), "x": x, "y": y} for y, x, cell in header_cells(table)],
        "rows": body_rows(table),
        "size": float(size),
        "pitch": float(pitch),
    }


def _plain(value: Any) -> Any:
    """The value as JSON can say it; a dataclass names itself under `is`."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"is": type(value).__name__.lower(), **{f.name: _plain(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, date):
        return chinese_date(value)
    return float(value) if isinstance(value, Decimal) else value
