"""Kinds that people look for together: the tabs over the list."""

from __future__ import annotations

GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("problems", "问题整改", ("problem", "self_check", "clue")),
    ("supervision", "督办交办", ("letter", "instruction", "decision")),
    ("factors", "要素保障", ("factor",)),
    ("voices", "群众诉求", ("request", "suggestion", "petition")),
    ("risks", "风险纠纷", ("risk", "dispute")),
    ("deeds", "微实事与结对", ("micro", "pairing")),
    ("research", "调研走访", ("visit",)),
)
GROUP_OF: dict[str, str] = {kind: code for code, _label, kinds in GROUPS for kind in kinds}
