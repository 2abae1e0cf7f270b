"""What an official paper says, before anybody decides how it looks.

Values only: frozen, comparable, made of strings, tuples and dates. Every string is data; the renderers
clean it and never read it as markup.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

type Kind = Literal["document", "letter", "table"]
type RunStyle = Literal["normal", "bold", "kai", "figure"]
type Align = Literal["left", "center", "right"]
type Level = Literal[1, 2, 3, 4]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; a `figure` is never broken across lines in the PDF."""

    text: str
    style: RunStyle = "normal"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, numbered by its place (一、 （一） 1. （1）) unless `numbered` is false.

    `runs` is body text that follows in the same paragraph, as in “（一）进度快。39项……”.
    """

    level: Level
    text: str
    runs: tuple[Run, ...] = ()
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text; the first line stands two characters in unless `indent` is false."""

    runs: tuple[Run, ...]
    indent: bool = True
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its share of the width in any unit, and how its cells lie. Figures lie right."""

    share: Decimal | int = 1
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A heading cell that spans `across` columns and `down` heading rows."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose heading rows repeat on every page. A row names only the cells that begin in it."""

    columns: tuple[Column, ...]
    header: tuple[tuple[str | Cell, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


type Block = Heading | Paragraph | Table | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The part above the title: the issuing mark, the number and the red line.

    `signer` (签发人) moves the number to the left, as in papers to a superior. `issuer` and `issued_on`
    are the left and right of a newsletter's line; then `number` is its issue, such as 第9期.
    """

    mark: str = ""
    number: str = ""
    signer: str = ""
    issuer: str = ""
    issued_on: date | None = None
    red_line: bool = True


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs and on which day. A `sealed` paper leaves the places for the seal.

    seal  a picture laid over name and date, PNG or JPEG in base64; `note` must say what it is
    """

    office: str
    on: date
    sealed: bool = False
    seal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """版记: who else is told, who printed it and when; each line may be empty."""

    copies_to: str = ""
    issuer: str = ""
    issued_on: date | None = None
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph, JPEG or PNG in base64, with the words under it; an empty content leaves its place free."""

    content: str
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper. `title` is a tuple of lines to print as they are, or a string to be broken by rule.

    kind            document (公文), letter (信函格式, for 督办函) or table (A4 landscape)
    attachments     names only; numbers and “附件：” are added
    note            附注, in brackets under the date
    watermark       a word across every page, such as 样张
    sample_note     a line above the type area of every page, such as 示例：数据均为虚构
    author          core property; the signing office when empty
    pictures        two side by side, six on a page, behind the signature under a heading of their own
    """

    kind: Kind = "document"
    head: Head | None = None
    title: str | tuple[str, ...] = ""
    recipient: str = ""
    blocks: tuple[Block, ...] = ()
    attachments: tuple[str, ...] = ()
    signature: Signature | None = None
    note: str = ""
    imprint: Imprint | None = None
    watermark: str = ""
    sample_note: str = ""
    author: str = ""
    pictures: tuple[Picture, ...] = ()
    pictures_heading: str = ""


def plain(text: str) -> Paragraph:
    """A paragraph of ordinary text."""
    return Paragraph((Run(text),))
