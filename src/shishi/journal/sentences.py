"""What each verb of the journal says in words. Every app keeps its own in `verbs.py`; `settings.VERBS` names them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.conf import settings
from django.utils.functional import Promise

type Words = str | Promise


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb's sentence, with `%(name)s` for the facts it uses, and the route that shows its subject by `pk`."""

    sentence: Words
    route: str = ""


@cache
def all_verbs() -> dict[str, Verb]:
    """Every verb of the house by its code."""
    found: dict[str, Verb] = {}
    for module in settings.VERBS:
        found |= import_module(module).VERBS
    return found


def sentence_for(verb: str, label: str, facts: dict[str, object]) -> str:
    """The sentence of an entry, in the reader's language; facts the sentence names but the entry lacks show as “—”."""
    known = all_verbs().get(verb)
    if known is None:
        return verb
    return str(known.sentence) % _Facts({"subject": label} | facts)


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "—"
