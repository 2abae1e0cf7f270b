"""Papers the tests print: a bulletin of the shape offices send, a supervision letter, a wide table."""

import re
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from shishi.lib.paper import Cell, Column, Head, Heading, Imprint, Paper, Run, Signature, Table, plain, to_docx, to_pdf
from tests.tools import needs

OFFICE = "湘潭县打好重点民生保障仗工作专班办公室"
DAY = date(2023, 12, 26)
# Exactly one character in each place, no punctuation, so that every full line is full.
EVEN = "民生实事件件关情县直单位人人尽责进度质量处处过硬资金项目笔笔清楚"
MM = 72 / 25.4

BULLETIN = Paper(
    head=Head(mark="湘潭县民生实事工作专班文件", number="潭民实办〔2023〕9号"),
    title="湘潭县打好重点民生保障仗工作情况通报（第9期）",
    recipient="各县直责任单位:",
    blocks=(
        plain("2023年，我县重点民生保障仗共39项，由18个县直单位牵头负责。"),
        Heading(1, "工作成效"),
        Heading(2, "进度快。", (Run("完成率"), Run("97.44%", "figure"), Run("，责任人镕、喆、垚。"))),
        Heading(2, "质效高"),
        plain(EVEN * 3 + "。"),
        Table(
            (Column(1, "center"), Column(5), Column(3), Column(2, "right")),
            (("序号", "项目名称", "责任单位", "完成率"),),
            tuple((str(n), "农村公路安防设施建设和危旧桥梁改造", "县交通运输局", "99.0%") for n in range(1, 12)),
            caption="表1 完成情况",
        ),
        Heading(1, "下步工作打算"),
        Heading(2, "迎接考核"),
        Heading(3, "台账"),
        Heading(4, "公示"),
        plain("适时开展“回头看”。"),
    ),
    attachments=("重点民生实事项目完成情况表。", "未完成项目清单"),
    signature=Signature(OFFICE, DAY),
    note="此件公开发布",
    imprint=Imprint(copies_to="县委办公室，县政府办公室。", issuer=OFFICE, issued_on=DAY),
    watermark="样张",
    sample_note="示例：数据均为虚构",
)
LETTER = Paper(
    kind="letter",
    head=Head(mark="湘潭县民生实事工作专班办公室", number="潭民实督〔2023〕5号"),
    title="关于加快推进城镇老旧小区改造项目的督办函",
    recipient="县住房和城乡建设局",
    blocks=(plain(EVEN * 20),),
    signature=Signature("湘潭县民生办", date(2023, 12, 5), sealed=True),
    imprint=Imprint(copies_to="县委督查室"),
)
WIDE = Paper(
    kind="table",
    title="2023年湘潭县重点民生实事项目进度汇总表",
    blocks=(
        Table(
            (Column(1, "center"), Column(6), *(Column(2, "right"),) * 4),
            (
                (
                    Cell("序号", down=2),
                    Cell("项目名称", down=2),
                    Cell("进度", across=2),
                    Cell("资金（万元）", across=2),
                ),
                ("目标", "完成", "到位", "支出"),
            ),
            tuple((str(n), "农村公路安防设施建设", "1,200", "1,188", "3,200.00", "2,980.55") for n in range(1, 41)),
        ),
    ),
)
FULL = Paper(title="整页", blocks=(plain(EVEN * 80),), signature=Signature(OFFICE, DAY))


@dataclass(frozen=True)
class Word:
    """A piece of text on a page, in points from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Line:
    """The pieces of one line, left to right."""

    text: str
    left: float
    right: float
    middle: float


def as_pdf(paper: Paper, how: str, folder: Path) -> Path:
    """The paper as a PDF file: set by typst, or written for Word and converted by LibreOffice."""
    target = folder / "paper.pdf"
    if how == "typst":
        target.write_bytes(to_pdf(paper))
        return target
    soffice = needs("soffice")
    source = folder / "paper.docx"
    source.write_bytes(to_docx(paper))
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target


def pages_of(pdf: Path) -> list[tuple[float, float, list[Word]]]:
    """Width, height and words of every page."""
    command = [needs("pdftotext"), "-bbox", str(pdf), "-"]
    found = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    pages = []
    for width, height, inside in re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', found, re.S):
        words = re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', inside)
        placed = [Word(text, float(a), float(b), float(c), float(d)) for a, b, c, d, text in words]
        pages.append((float(width), float(height), placed))
    return pages


def lines_of_page(words: list[Word]) -> list[Line]:
    """The words gathered into lines, top to bottom; words lie on one line when their middles do, within 3 pt."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.middle):
        if rows and abs(rows[-1][0].middle - word.middle) < 3:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda w: w.left)) for row in rows]


def _line(row: list[Word]) -> Line:
    return Line("".join(w.text for w in row), row[0].left, max(w.right for w in row), row[0].middle)


def sizes_of(pdf: Path, text: str) -> set[float]:
    """The type sizes in which a text is set, by poppler's own reading of the fonts."""
    html = subprocess.run(
        [needs("pdftohtml"), "-xml", "-stdout", "-i", "-zoom", "1", str(pdf)],
        check=True, capture_output=True, text=True, timeout=60,
    ).stdout  # fmt: skip
    fonts = dict(re.findall(r'<fontspec id="(\d+)" size="(\d+)"', html))
    lines = re.findall(r'<text [^>]*font="(\d+)">(.*?)</text>', html)
    return {float(fonts[font]) for font, words in lines if text in re.sub(r"<.*?>", "", words)}
