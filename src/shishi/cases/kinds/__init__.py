"""Every kind of case of the house, by its code. A kind is never taken out: `retired=True` keeps its past readable."""

from __future__ import annotations

from shishi.cases.kinds.base import CaseKind, Side
from shishi.cases.kinds.clue import CLUE
from shishi.cases.kinds.dispute import DISPUTE
from shishi.cases.kinds.factor import FACTOR
from shishi.cases.kinds.followed import DECISION, INSTRUCTION
from shishi.cases.kinds.letter import LETTER
from shishi.cases.kinds.micro import MICRO
from shishi.cases.kinds.pairing import PAIRING
from shishi.cases.kinds.petition import PETITION
from shishi.cases.kinds.problem import PROBLEM
from shishi.cases.kinds.request import REQUEST
from shishi.cases.kinds.risk import RISK
from shishi.cases.kinds.self_check import SELF_CHECK
from shishi.cases.kinds.suggestion import SUGGESTION

KINDS: dict[str, CaseKind] = {
    kind.code: kind
    for kind in (
        PROBLEM,
        REQUEST,
        SUGGESTION,
        PETITION,
        FACTOR,
        INSTRUCTION,
        DECISION,
        RISK,
        DISPUTE,
        MICRO,
        PAIRING,
        SELF_CHECK,
        CLUE,
        LETTER,
    )
}

__all__ = ["KINDS", "CaseKind", "Side"]
