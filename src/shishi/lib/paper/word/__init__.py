"""A paper as a Word document that an office can go on editing."""

from io import BytesIO

from docx import Document
from lxml.etree import _Element

from shishi.lib.paper.model import Paper
from shishi.lib.paper.titles import lines_of
from shishi.lib.paper.word.body import body_of
from shishi.lib.paper.word.package import bare, frozen, inscribed
from shishi.lib.paper.word.page import furnished, section_of
from shishi.lib.paper.word.pictures import pictures_of
from shishi.lib.paper.word.seal import stamped
from shishi.lib.paper.word.styles import styled
from shishi.lib.paper.wording import author_of, cleaned, day_of


def to_docx(paper: Paper) -> bytes:
    """The paper as .docx with our styles and nothing of the library's template; same paper, same bytes."""
    paper = cleaned(paper)
    document = Document()
    bare(document)
    styled(document, paper)
    inscribed(document, title="".join(lines_of(paper)), author=author_of(paper), day=day_of(paper))
    body: _Element = document.element.body
    section = body[-1]
    for element in (*body_of(paper), *pictures_of(document, paper)):
        section.addprevious(element)
    stamped(document, paper)
    furnished(document, paper)
    section_of(section, paper)
    made = BytesIO()
    document.save(made)
    return frozen(made.getvalue())
