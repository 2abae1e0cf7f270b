"""A sentence with its facts, kept apart so that whoever shows it can translate it first."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sentence:
    """A Chinese sentence with named `%` places, and what belongs in them.

    `str()` gives the Chinese text; a caller that translates writes `gettext(s.pattern) % s.facts`.
    """

    pattern: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.pattern % self.facts
