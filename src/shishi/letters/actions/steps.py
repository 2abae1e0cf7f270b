"""The steps of a letter, each with what follows from it in this room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from shishi.cases.actions.keeping import Files
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case
from shishi.letters.actions.opening import open_above
from shishi.letters.actions.replying import reply
from shishi.letters.actions.signing import refuse_what_blocks, sign
from shishi.letters.models import Letter
from shishi.lib.refusal import NotYours
from shishi.rules.authority import Actor

CHECKED = frozenset({"send", "review"})
OF_THE_HOUSE = frozenset({"issue", "fail"})


@transaction.atomic
def take(
    letter: Letter,
    name: str,
    actor: Actor,
    answers: Mapping[str, Any] | None = None,
    *,
    version: int,
    files: Files | None = None,
    key: str = "",
) -> Case:
    """Take a step of the letter's case. Raises NotYours, Overtaken, or Refused with what stands in the way.

    A letter is checked before it is sent, reviewed and signed alike; escalating opens the next and answers its case.
    """
    if name in OF_THE_HOUSE:
        raise NotYours
    if name == "sign":
        return sign(letter.pk, version, actor, key).case
    if name == "reply":
        return reply(letter, answers or {}, actor, version=version, files=files, key=key).case
    case = take_step(letter.case, name, actor, answers, version=version, files=files, key=key, inside=True)
    if name in CHECKED:
        refuse_what_blocks(letter)
    if name == "escalate":
        return open_above(letter, actor).case
    return case
