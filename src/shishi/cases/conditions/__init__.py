"""What a case itself must meet before a step: each answers "" or the sentence that refuses. One file a topic."""

from __future__ import annotations

from datetime import datetime

from shishi.cases.conditions.asking import ASKING
from shishi.cases.conditions.base import Answers, Condition
from shishi.cases.conditions.closing import CLOSING
from shishi.cases.conditions.deeds import DEEDS
from shishi.cases.conditions.factors import FACTORS
from shishi.cases.conditions.letters import LETTERS
from shishi.cases.conditions.sponsoring import SPONSORING
from shishi.cases.conditions.units import UNITS
from shishi.cases.conditions.voices import VOICES
from shishi.cases.models import Case
from shishi.rules.authority import Actor

CONDITIONS: dict[str, Condition] = {**UNITS, **CLOSING, **ASKING, **FACTORS, **VOICES, **SPONSORING, **DEEDS, **LETTERS}


def refusal_of(name: str, case: Case, actor: Actor, answers: Answers, now: datetime) -> str:
    """The sentence with which condition `name` refuses, or nothing."""
    return CONDITIONS[name](case, actor, answers, now)
