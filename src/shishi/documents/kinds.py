"""The kinds of papers that take numbers: what each is called, and how its number is written."""

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
KINDS = {kind.code: kind for kind in (BULLETIN,)}


def kind_of(code: str) -> PaperKind:
    """The kind with this code; one the house no longer knows keeps its code as its name."""
    return KINDS.get(code) or PaperKind(code, code)
