"""What stands against signing, and what deserves a second look. Source: docs/domain/bulletin.md, "Checks"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from shishi.bulletins.kinds import EDITABLE, layout_of
from shishi.bulletins.queries.paper import words_of
from shishi.documents.queries.numerals import Loose, loose_in
from shishi.rules.headline import SumCheck, check_shares
from shishi.rules.lights import Light
from shishi.rules.wording import claims_all, length_of, personal_in, unexplained

type Stored = Mapping[str, Any]
type Figures = Mapping[str, Mapping[str, Any]]
PERSONAL_WORDS = {"id_number": "身份证号", "phone": "手机号", "bank_card": "银行卡号"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. What `blocks` must be settled before the bulletin is sent, reviewed or signed."""

    code: str
    blocks: bool
    sentence: str
    block_id: str = ""
    loose: Loose | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything found, and how long the text is."""

    findings: tuple[Finding, ...]
    n_characters: int
    longest: int

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.blocks)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if not f.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the checks read: the bulletin, the names of records, chips whose rows have changed, whether a newer cut is
    there.
    """

    title: str
    recipient: str
    blocks: tuple[Stored, ...]
    figures: Figures
    layout: str
    names: tuple[str, ...]
    changed: tuple[str, ...] = ()
    newer: str = ""


def check(facts: Facts) -> Checked:
    """Every check over one bulletin, what blocks first. No query."""
    found = [
        *_heads(facts), *_numerals(facts), *_empty(facts), *_personal(facts), *_tampered(facts), *_sums(facts),
        *_columns(facts), *_contradictions(facts), *_shares(facts), *_gaps(facts),
    ]  # fmt: skip
    n = sum(length_of(words_of(b, facts.figures)) for b in facts.blocks if b["kind"] in EDITABLE)
    longest = layout_of(facts.layout).longest
    if n > longest:
        words = _("正文%(n)s字，超过%(longest)s字，请精简。")
        found.append(Finding("length", False, words % {"n": n, "longest": longest}))
    if facts.newer:
        found.append(
            Finding("stale", False, _("已有更新的基准日（%(on)s），可换用后重新计算全部数字。") % {"on": facts.newer})
        )
    return Checked(tuple(sorted(found, key=lambda f: not f.blocks)), n, longest)


def printed_in(blocks: Iterable[Stored]) -> list[str]:
    """The keys of chips the blocks print, each once, in the order of the text."""
    found: dict[str, None] = {}
    for block in blocks:
        cells = [c for row in block["rows"] for c in row] if block["kind"] == "table" else [block["runs"]]
        for cell in cells:
            found |= {run["figure"]: None for run in cell if "figure" in run}
    return list(found)


def _heads(facts: Facts) -> Iterator[Finding]:
    for words in (facts.title, facts.recipient):
        for numeral in unexplained(words, facts.names):
            sentence = _("标题或主送机关中的“%(text)s”没有依据，请删去。期号在签发时自动给出。")
            yield Finding("head_numeral", True, sentence % {"text": numeral.text})
    if not facts.recipient.strip(" ：:"):
        yield Finding("recipient", True, _("主送机关为空。"))


def _numerals(facts: Facts) -> Iterator[Finding]:
    for block in facts.blocks:
        if block["kind"] not in EDITABLE:
            continue
        for loose in loose_in(block["runs"], facts.figures, facts.names):
            sentence = _("“%(around)s”中的“%(text)s”是手工输入的数字，请绑定台账数字，或标为名称、序号、日期。")
            words = sentence % {"around": loose.around, "text": loose.text}
            yield Finding("numeral", True, words, block["id"], loose)


def _empty(facts: Facts) -> Iterator[Finding]:
    for block in facts.blocks:
        if block["kind"] in EDITABLE and not words_of(block, facts.figures).strip():
            yield Finding("empty", True, _("有空白段落，请填写或删除。"), block["id"])
    if not facts.blocks:
        yield Finding("empty", True, _("正文为空。"))


def _personal(facts: Facts) -> Iterator[Finding]:
    texts = [("", facts.title), ("", facts.recipient), *((b["id"], words_of(b, facts.figures)) for b in facts.blocks)]
    for block_id, words in texts:
        for kind, digits in personal_in(words):
            shown = {"kind": PERSONAL_WORDS[kind], "tail": digits[-2:]}
            sentence = _("文中疑似有%(kind)s（尾号%(tail)s），通报不得含个人信息，请删去。")
            yield Finding("personal", True, sentence % shown, block_id)


def _tampered(facts: Facts) -> Iterator[Finding]:
    for key in facts.changed:
        sentence = _("数字“%(shown)s”所依据的基准日数据与取数时不一致，不能签发。请查看来源并报告系统管理员。")
        yield Finding("digest", True, sentence % {"shown": facts.figures[key]["shown"]})


def _values(facts: Facts, code: str) -> dict[str, Decimal]:
    """Printed figures of one formula without a unit: argument → value."""
    found = {}
    for key in printed_in(facts.blocks):
        figure = facts.figures[key]
        if figure["code"] == code and "unit" not in figure["args"] and figure["value"]:
            args = figure["args"]
            found[str(args.get("list") or args.get("light") or "")] = Decimal(figure["value"])
    return found


def _sums(facts: Facts) -> Iterator[Finding]:
    pairs = (("items.total", "items.by_list"), ("matters.total", "matters.by_list"))
    for whole, part in pairs:
        parts, total = _values(facts, part), _values(facts, whole).get("")
        if total is not None and parts and not (done := SumCheck(total, tuple(parts.values()))).holds:
            yield _sum_finding(done)
    lights, total = _values(facts, "lights.count"), _values(facts, "items.total").get("")
    told = {str(light) for light in Light} - {Light.HATCHED}
    if total is not None and lights.keys() >= told and not (done := SumCheck(total, tuple(lights.values()))).holds:
        yield _sum_finding(done)


def _sum_finding(done: SumCheck, block_id: str = "") -> Finding:
    facts = {"parts": " + ".join(f"{p:f}" for p in done.parts), "total": f"{done.total:f}"}
    return Finding("sum", True, _("分项相加与合计不符：%(parts)s ≠ %(total)s。") % facts, block_id)


def _columns(facts: Facts) -> Iterator[Finding]:
    """Columns of a table that must add up to its last row."""
    for block in facts.blocks:
        for column in block.get("adds_up", ()):
            values = [_cell(row[column], facts.figures) for row in block["rows"]]
            if values and not (done := SumCheck(values[-1], tuple(values[:-1]))).holds:
                yield _sum_finding(done, block["id"])


def _cell(cell: list[Mapping[str, str]], figures: Figures) -> Decimal:
    return sum((Decimal(figures[r["figure"]]["value"] or 0) for r in cell if "figure" in r), Decimal(0))


def _contradictions(facts: Facts) -> Iterator[Finding]:
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key in printed_in(facts.blocks):
        figure = facts.figures[key]
        said[figure["code"], str(sorted(figure["args"].items()))].add(figure["value"])
    for (code, _args), values in said.items():
        if len(values) > 1:
            words = _("同一个数字前后不一致：%(values)s。")
            yield Finding("contradiction", True, words % {"values": "、".join(sorted(values)), "code": code})
    open_items = _values(facts, "items.total").get(""), _values(facts, "items.reached").get("")
    if None not in open_items and open_items[0] != open_items[1]:
        for block in facts.blocks:
            for claim in claims_all(words_of(block, facts.figures)) if block["kind"] in EDITABLE else ():
                words = _("文中写“%(claim)s”，但%(total)s项中只有%(reached)s项达标。")
                shown = {"claim": claim, "total": f"{open_items[0]:f}", "reached": f"{open_items[1]:f}"}
                yield Finding("contradiction", True, words % shown, block["id"])


def _shares(facts: Facts) -> Iterator[Finding]:
    """Printed shares against the counts they stand beside."""
    total, reached = _values(facts, "items.total"), _values(facts, "items.reached")
    counts = {**_values(facts, "items.by_list"), **total}
    for key in printed_in(facts.blocks):
        figure = facts.figures[key]
        which = str(figure["args"].get("list", ""))
        if (
            figure["code"] != "items.reached_rate"
            or "unit" in figure["args"]
            or not (which in counts and which in reached)
        ):
            continue
        printed = Decimal(figure["shown"].rstrip("%")) if figure["value"] else Decimal(0)
        if figure["value"] and check_shares(int(counts[which]), [(int(reached[which]), printed)]):
            facts_said = {"shown": figure["shown"], "n": f"{reached[which]:f}", "total": f"{counts[which]:f}"}
            yield Finding("share", True, _("完成率%(shown)s与%(n)s/%(total)s不符。") % facts_said)


def _gaps(facts: Facts) -> Iterator[Finding]:
    n = sum(not facts.figures[key]["value"] for key in printed_in(facts.blocks))
    if n:
        yield Finding("gap", False, _("有%(n)s个数字没有数据，文中印作“—”。") % {"n": n})
