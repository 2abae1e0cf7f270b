"""A bulletin as an official paper: the value that is rendered, and the value that the public sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shishi.documents.queries.runs import read_aloud, shown
from shishi.lib.paper.model import Block, Column, Heading, Paper, Paragraph, Run, Signature, Table
from shishi.rules.wording import personal_in

type Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a bulletin says, apart from where it stands: enough to set it as a paper."""

    title: str
    recipient: str
    blocks: tuple[Stored, ...]
    figures: Mapping[str, Any]
    office: str
    on: date
    number: str = ""
    is_sample: bool = False

    @property
    def full_title(self) -> str:
        """The title with its number, once there is one."""
        return f"{self.title}（{self.number}）" if self.number else self.title


def paper_of(sheet: Sheet) -> Paper:
    """The sheet as a paper to be rendered. Demonstrations carry 样张 and 示例 on every page."""
    return Paper(
        title=sheet.full_title,
        recipient=sheet.recipient,
        blocks=tuple(_block(block, sheet.figures) for block in sheet.blocks),
        signature=Signature(sheet.office, sheet.on),
        watermark=_("样张") if sheet.is_sample else "",
        sample_note=_("示例：人名、单位和数字均为虚构") if sheet.is_sample else "",
    )


def for_the_public(blocks: Iterable[Stored], figures: Mapping[str, Any], *, hides_red: bool) -> tuple[Stored, ...]:
    """The blocks without personal data and, where the office so decides, without the detail of red lights.

    A heading whose whole content is left out goes with it.
    """
    kept = [b for b in blocks if not (hides_red and b.get("red")) and not _is_personal(b, figures)]
    return tuple(block for n, block in enumerate(kept) if not _is_hollow(block, kept[n + 1 : n + 2]))


def _is_personal(block: Stored, figures: Mapping[str, Any]) -> bool:
    return bool(personal_in(words_of(block, figures)))


def _is_hollow(block: Stored, after: list[Stored]) -> bool:
    if block["kind"] not in {"heading1", "heading2"}:
        return False
    following = after[0]["kind"] if after else "heading1"
    return following == "heading1" or (following == "heading2" and block["kind"] == "heading2")


def words_of(block: Stored, figures: Mapping[str, Any]) -> str:
    """Everything a block says, as one text."""
    if block["kind"] != "table":
        return read_aloud(block["runs"], figures)
    cells = [read_aloud(cell, figures) for row in block["rows"] for cell in row]
    return "\n".join([read_aloud(block["caption"], figures), *block["header"], *cells])


def _block(block: Stored, figures: Mapping[str, Any]) -> Block:
    match block["kind"]:
        case "heading1":
            return Heading(1, read_aloud(block["runs"], figures))
        case "heading2":
            return Heading(2, read_aloud(block["runs"], figures))
        case "table":
            return _table(block, figures)
    return Paragraph(tuple(Run(shown(r, figures), "figure" if "figure" in r else "normal") for r in block["runs"]))


def _table(block: Stored, figures: Mapping[str, Any]) -> Table:
    return Table(
        columns=tuple(Column(c["share"], c["align"]) for c in block["columns"]),
        header=(tuple(block["header"]),),
        rows=tuple(tuple(read_aloud(cell, figures) for cell in row) for row in block["rows"]),
        caption=read_aloud(block["caption"], figures),
    )
