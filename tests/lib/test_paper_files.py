"""What is in the files: text that stays text, names, fonts, properties, and the same bytes every time."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from shishi.lib.paper import (
    Column,
    Head,
    Heading,
    Imprint,
    PageBreak,
    Paper,
    Paragraph,
    Table,
    plain,
    to_docx,
    to_pdf,
    to_text,
)
from shishi.lib.paper.fonts import families, font_set
from shishi.lib.paper.label import label_picture
from tests.lib.papers import BULLETIN, LETTER, OFFICE, WIDE, pages_of

SPELLS = ('#read("/etc/passwd")', "<w:b/>&", "{{ 7*7 }}", "$x$", "*粗*", "#let a = 1", "{% now %}", "]]>", "&amp;")


def _part(docx: bytes, name: str) -> str:
    with ZipFile(BytesIO(docx)) as archive:
        return archive.read(name).decode()


@pytest.mark.paper
@pytest.mark.parametrize("spell", SPELLS)
def test_markup_in_a_text_stays_text(spell, tmp_path):
    table = Table((Column(),), ((spell,),), ((spell,),), caption=spell)
    paper = Paper(title=(spell,), recipient=spell, blocks=(plain(spell), Heading(1, spell), table))
    (tmp_path / "p.pdf").write_bytes(to_pdf(paper))
    words = "".join(word.text for _, _, page in pages_of(tmp_path / "p.pdf") for word in page)
    escaped = spell.replace(" ", "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    document = Document(BytesIO(to_docx(paper)))

    assert words.count(escaped.replace('"', "&quot;")) + words.count(escaped) >= 6
    assert sum(spell in paragraph.text for paragraph in document.paragraphs) == 5
    assert document.tables[0].cell(1, 0).text == spell


def test_control_and_hidden_characters_are_removed_and_rare_names_kept():
    name = "镕喆垚𠅤\u00b7阿\x00\x07\x1b\u202e\u200b\ufeff\uffff凡"
    document = Document(BytesIO(to_docx(Paper(blocks=(plain(name),)))))

    assert document.paragraphs[0].text == "镕喆垚𠅤·阿凡"
    assert to_pdf(Paper(blocks=(plain(name),))).startswith(b"%PDF")


@pytest.mark.paper
def test_every_glyph_of_a_rare_name_is_found(tmp_path):
    (tmp_path / "p.pdf").write_bytes(to_pdf(Paper(blocks=(plain("镕喆垚堃昇珺燚"),))))
    found = "".join(word.text for _, _, words in pages_of(tmp_path / "p.pdf") for word in words)

    assert found.startswith("镕喆垚堃昇珺燚")


@pytest.mark.parametrize("paper", [BULLETIN, LETTER, WIDE])
def test_the_same_paper_gives_the_same_bytes(paper):
    assert to_pdf(paper) == to_pdf(replace(paper))
    assert to_docx(paper) == to_docx(replace(paper))


def test_the_properties_name_the_paper_and_the_office_and_nothing_of_the_library():
    made = to_docx(BULLETIN)
    core = Document(BytesIO(made)).core_properties
    with ZipFile(BytesIO(made)) as archive:
        names = archive.namelist()
        everything = "".join(archive.read(name).decode() for name in names)

    assert (core.title, core.author) == ("湘潭县打好重点民生保障仗工作情况通报（第9期）", OFFICE)
    assert (core.created.year, core.last_modified_by, core.comments) == (2023, OFFICE, "")
    assert not re.search("python-docx|Macintosh|MS Mincho|Calibri|ja-JP|thumbnail|customXml", everything)
    assert "numbering" not in "".join(names)


def test_word_is_told_the_chinese_fonts_and_a_grid_of_lines_only():
    made = to_docx(BULLETIN)
    styles, body = _part(made, "word/styles.xml"), _part(made, "word/document.xml")

    for face in ("仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"):
        assert f'w:eastAsia="{face}"' in styles
    assert re.search(r'<w:docGrid w:type="lines" w:linePitch="579"/>', body)
    assert 'w:spacing w:val="-5"' in styles
    assert "linesAndChars" not in body


def test_a_heading_row_repeats_and_a_row_stays_whole_in_word():
    body = _part(to_docx(WIDE), "word/document.xml")

    assert body.count("<w:tblHeader/>") == 2
    assert body.count("<w:cantSplit/>") == 42
    assert re.search('w:w="16838" w:h="11906" w:orient="landscape"', body)


def test_sample_papers_say_so_on_every_kind_of_page():
    made = to_docx(replace(LETTER, watermark="样张", sample_note="示例"))
    with ZipFile(BytesIO(made)) as archive:
        headers = [archive.read(name).decode() for name in archive.namelist() if "/header" in name]

    assert len(headers) == 3
    assert all('string="样张"' in header and "示例" in header for header in headers)


def test_fonts_of_the_machine_are_not_used_but_those_of_the_package_are():
    assert {"Noto Serif SC", "Noto Sans SC"} <= set(font_set().families())
    assert not any("CJK" in family for family in font_set().families())
    assert all(chosen[-1] in ("Noto Serif SC", "Noto Sans SC") for chosen in families().values())


def test_a_folder_that_is_not_there_is_passed_over():
    assert to_pdf(Paper(title="通知"), ("/nowhere/fonts",)) == to_pdf(Paper(title="通知"))


@pytest.mark.parametrize("kind", ["document", "letter", "table"])
def test_any_part_of_a_paper_may_be_missing(kind):
    day = BULLETIN.signature.on
    heads = (
        None,
        Head(),
        Head(mark="民生实事简报", number="第9期", issuer="县民生办", issued_on=day),
        Head(mark="某" * 45, number="潭民实〔2023〕1号", signer="李镕", red_line=False),
    )
    bare = Table((), (), ())
    for head in heads:
        for paper in (
            Paper(kind=kind, head=head),
            Paper(kind=kind, head=head, blocks=(bare, PageBreak(), Table((Column(),), (), (("甲",),)))),
            Paper(kind=kind, head=head, attachments=("一",) * 11, imprint=Imprint(), signature=BULLETIN.signature),
            Paper(kind=kind, head=head, blocks=(Paragraph((), indent=False, align="right"), Heading(4, ""))),
        ):
            assert to_pdf(paper).startswith(b"%PDF")
            assert to_text(paper)
            tables = Document(BytesIO(to_docx(paper))).element.body.xpath(".//w:tbl")
            assert all(table.xpath("./w:tr/w:tc/w:p") for table in tables)


def test_a_label_is_a_picture_of_its_words_and_nothing_else():
    made = label_picture("电子签章示例", "湘水县教育局")
    assert made.startswith(b"\x89PNG")
    assert made == label_picture("电子签章示例", "湘水县教育局")
    assert made != label_picture("电子签章示例", "湘水县卫健局")
