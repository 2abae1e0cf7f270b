"""Official papers as values, and the three ways to see one: text, Word and PDF.

Metrics follow GB/T 9704-2012; `docs/domain/official-paper.md` lists each with where it is measured.
"""

from shishi.lib.paper.model import (
    Block,
    Cell,
    Column,
    Head,
    Heading,
    Imprint,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    plain,
)
from shishi.lib.paper.pdf import to_pdf
from shishi.lib.paper.text import to_text
from shishi.lib.paper.word import to_docx

__all__ = [
    "Block",
    "Cell",
    "Column",
    "Head",
    "Heading",
    "Imprint",
    "PageBreak",
    "Paper",
    "Paragraph",
    "Run",
    "Signature",
    "Table",
    "plain",
    "to_docx",
    "to_pdf",
    "to_text",
]
