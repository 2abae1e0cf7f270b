"""How the house says no: with a sentence a clerk understands, never with a code."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """What was asked cannot be done as things stand.

    sentence  what happened, the facts that clash, what to do next; already translated
    fields    field name → sentence, where the refusal belongs beside a field
    status    422 wrong input or stage · 409 somebody else was first
    """

    status = 422

    def __init__(self, sentence: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = dict(fields or {})


class Overtaken(Refused):
    """Somebody else changed the thing since it was read."""

    status = 409


class NotYours(Exception):
    """The actor may see the thing but may not do this to it; answered 403."""
