"""What each verb of the journal says in words. Every app keeps its own in `verbs.py`; `settings.VERBS` names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.functional import Promise

from shishi.rules.authority import Actor

type Words = str | Promise
type Within = Callable[[Actor, frozenset[int]], set[int]]


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb's sentence, with `%(name)s` for the facts it uses, and the route that shows its subject by its number.

    A route is only followed when the subject's kind stands in `SUBJECTS` of the app's `verbs.py` and the reader reaches
    the subject today.
    """

    sentence: Words
    route: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is told, in words. What `asks` something of people cannot be switched off by them."""

    words: Words
    asks: bool = False


@cache
def all_verbs() -> dict[str, Verb]:
    """Every verb of the house by its code."""
    return _gathered("VERBS")


@cache
def all_reasons() -> dict[str, Reason]:
    """Why somebody is told, by code; every app may keep its own as `REASONS` beside its verbs.

    Words without more are taken to ask something, so that nothing is switched off by an oversight.
    """
    found = _gathered("REASONS").items()
    return {code: one if isinstance(one, Reason) else Reason(one, asks=True) for code, one in found}


def asks_something(reason: str) -> bool:
    """Whether a reason asks something of who is told; one nobody has put in words is taken to."""
    known = all_reasons().get(reason)
    return known is None or known.asks


@cache
def all_subjects() -> dict[str, Within]:
    """By kind of subject, which of some ids an actor reaches; every app keeps its own as `SUBJECTS` beside its verbs.

    A kind that is not there is never linked to.
    """
    return _gathered("SUBJECTS")


def _gathered(name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for module in settings.VERBS:
        found |= getattr(import_module(module), name, {})
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
