"""Whoever asked or is helped, as far as a reader may know."""

from __future__ import annotations

from dataclasses import dataclass

from shishi.cases.models import Asker, Case
from shishi.lib import sealed
from shishi.lib.masks import masked_names
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Place


@dataclass(frozen=True, slots=True)
class AskerCard:
    """Whoever asked or is helped, as far as this reader may know."""

    name: str
    phone: str
    is_hidden: bool
    place: str = ""


def helped_card(asker: Asker, case: Case, actor: Actor, place: Place) -> AskerCard:
    """Whoever is helped: in full to those the kind names, and to whoever took the case up while they are about it;
    to everybody else the surname. No query.
    """
    kind, name = case.what, sealed.unseal(asker.name_sealed)
    is_at_it = case.stage in kind.taker_knows and place.is_taken_by(actor)
    if is_at_it or any(by.admits(actor, place) for by in kind.knows):
        return AskerCard(name, sealed.unseal(asker.phone_sealed), False, sealed.unseal(asker.place_sealed))
    return AskerCard(masked_names(name), "", True)
