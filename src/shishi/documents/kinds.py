"""The kinds of papers that take numbers: what each is called, how its number is written; what a numeral may be."""

from __future__ import annotations

from dataclasses import dataclass

from shishi.rules.authority import Role
from shishi.rules.docnumber import DocNumber, issue_label
from shishi.rules.lifecycle import By, Over

BOOK_KEEPER = By(frozenset({Role.OFFICE_ADMIN}), Over.REGION)


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper. One that `is_issue` is numbered as an issue of the year: 第9期; others as 〔2023〕9号."""

    code: str
    label: str
    is_issue: bool = False

    def number(self, prefix: str, year: int, seq: int) -> str:
        """The number as it is printed."""
        return issue_label(seq) if self.is_issue else str(DocNumber(prefix, year, seq))


BULLETIN = PaperKind("bulletin", "情况通报", is_issue=True)
LETTER = PaperKind("letter", "督办函")
LETTER_REPLY = PaperKind("letter_reply", "督办事项办理情况报告")
MEETING_NOTICE = PaperKind("meeting_notice", "会议通知")
MEETING_PACK = PaperKind("meeting_pack", "会议汇报材料", is_issue=True)
MINUTES = PaperKind("minutes", "会议纪要", is_issue=True)
DECISION_LIST = PaperKind("decision_list", "提醒函（议定事项清单）")
INSPECTION_PLAN = PaperKind("inspection_plan", "督查方案")
INSPECTION_SHEET = PaperKind("inspection_sheet", "检查记录表")
INSPECTION_RESULT = PaperKind("inspection_result", "督查结论")
LOOK_BACK_REPORT = PaperKind("look_back_report", "回头看报告")
SAMPLE_LIST = PaperKind("sample_list", "抽样名单")
KINDS = {
    kind.code: kind
    for kind in (
        BULLETIN,
        LETTER,
        LETTER_REPLY,
        MEETING_NOTICE,
        MEETING_PACK,
        MINUTES,
        DECISION_LIST,
        INSPECTION_PLAN,
        INSPECTION_SHEET,
        INSPECTION_RESULT,
        LOOK_BACK_REPORT,
        SAMPLE_LIST,
    )
}
# Papers sent out under the office's 机关代字; the letters' desk gives theirs, forms and issues of the year have none.
PREFIXED = frozenset(
    kind.code for kind in (MEETING_NOTICE, DECISION_LIST, INSPECTION_PLAN, INSPECTION_RESULT, LOOK_BACK_REPORT)
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a clerk may say a numeral is, when it is no figure: its code, its word, its sign in plain text."""

    code: str
    label: str
    sign: str


MARKS = {
    mark.code: mark for mark in (Mark("name", "名称", "名"), Mark("ordinal", "序号", "序"), Mark("date", "日期", "日"))
}


def kind_of(code: str) -> PaperKind:
    """The kind with this code; one the house no longer knows keeps its code as its name."""
    return KINDS.get(code) or PaperKind(code, code)
