"""A paper as plain text: for a terminal, a message, a search index or a comparison."""

import unicodedata

from shishi.lib.paper.model import Block, Head, Heading, Imprint, PageBreak, Paper, Paragraph, Table
from shishi.lib.paper.spans import body_rows, header_cells
from shishi.lib.paper.titles import lines_of
from shishi.lib.paper.wording import (
    addressed,
    attachment_lines,
    bracketed,
    chinese_date,
    cleaned,
    imprint_right,
    numbered,
    one_line,
)

WIDTH = 56  # 28 characters of the body, in half-width places
INDENT = "　　"


def to_text(paper: Paper) -> str:
    """The paper as text, each paragraph on one line, headings numbered, tables in columns; ends in a line feed."""
    paper = cleaned(paper)
    parts = [paper.watermark, paper.sample_note, *_head(paper.head)]
    parts += [_centred(line) for line in lines_of(paper)]
    parts += ["", addressed(paper.recipient)] if paper.recipient else [""]
    for block in numbered(paper.blocks):
        parts += _block(block)
    parts += _tail(paper)
    return "\n".join(parts).strip("\n") + "\n"


def _head(head: Head | None) -> list[str]:
    if head is None:
        return []
    number = f"{head.number}{INDENT}签发人：{head.signer}" if head.signer else head.number
    line = [head.issuer, chinese_date(head.issued_on) if head.issued_on else ""]
    rule = ["─" * (WIDTH // 2)] if head.red_line else []
    return [_centred(head.mark), _centred(number), INDENT.join(filter(None, line)), *rule]


def _tail(paper: Paper) -> list[str]:
    lines: list[str] = []
    for n, (number, name) in enumerate(attachment_lines(paper.attachments) if paper.attachments else []):
        lines += ["", f"{INDENT}附件：{number}{name}"] if n == 0 else [f"{INDENT}　　　{number}{name}"]
    if paper.signature:
        lines += ["", _right(paper.signature.office), _right(chinese_date(paper.signature.on))]
    if paper.note:
        lines.append(INDENT + bracketed(paper.note))
    return lines + _pictures(paper) + _imprint(paper.imprint)


def _pictures(paper: Paper) -> list[str]:
    """The words under the photographs; the photographs themselves are no text."""
    said = [f"{INDENT}［{picture.caption}］" for picture in paper.pictures if picture.content]
    return ["", _centred(paper.pictures_heading), *said] if said else []


def _imprint(imprint: Imprint | None) -> list[str]:
    if imprint is None:
        return []
    copies = [f"抄送：{imprint.copies_to}"] if imprint.copies_to else []
    last = INDENT.join(filter(None, [imprint.issuer, imprint_right(imprint.issued_on, imprint.copies)]))
    return ["", "─" * (WIDTH // 2), *copies, last]


def _block(block: Block) -> list[str]:
    match block:
        case Heading(text=text, runs=runs):
            return [INDENT + one_line(text + "".join(run.text for run in runs))]
        case Paragraph(runs=runs, indent=indent, align=align):
            words = "".join(run.text for run in runs)
            laid = {"center": _centred, "right": _right}.get(align or "")
            return [laid(words) if laid else (INDENT if indent else "") + words]
        case Table():
            return _table(block)
        case PageBreak():
            return ["", ""]


def _table(table: Table) -> list[str]:
    heads = [[""] * len(table.columns) for _ in table.header]
    for row, column, cell in header_cells(table):
        heads[row][column] = one_line(cell.text)
    rows = heads + [[one_line(text) for text in row] for row in body_rows(table)]
    widths = [max((_width(row[i]) for row in rows), default=0) for i in range(len(table.columns))]
    aligns = [column.align for column in table.columns]
    lines = ["  ".join(_pad(*cell) for cell in zip(row, widths, aligns, strict=True)).rstrip() for row in rows]
    return ["", *([table.caption] if table.caption else []), *lines, ""]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _pad(text: str, width: int, align: str) -> str:
    room = " " * (width - _width(text))
    return room + text if align == "right" else text + room


def _centred(text: str) -> str:
    return " " * max(0, (WIDTH - _width(text)) // 2) + text if text else ""


def _right(text: str) -> str:
    return " " * max(0, WIDTH - 4 - _width(text)) + text
