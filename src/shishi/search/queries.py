"""Finding things within reach."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import FETCH_RAISE
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shishi.lib import fulltext
from shishi.lib.text import simplify
from shishi.rules.authority import Actor
from shishi.search.models import TABLE, Entry

MOST = 200
A_KIND = 10
# In this order, and under these words, kinds stand on the page; others come after.
KINDS: dict[str, str | Promise] = {
    "programme": _("清单"),
    "matter": _("实事"),
    "item": _("项目"),
    "indicator": _("指标"),
    "task": _("任务"),
    "site": _("点位"),
    "return": _("月报"),
    "bulletin": _("情况通报"),
    "paper": _("文件"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    kind: str
    id: int
    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind, at most ten, and how many there are (200 means at least so many in all kinds)."""

    kind: str
    label: str
    hits: tuple[Hit, ...]
    n: int


def find(typed: str, actor: Actor, limit: int = A_KIND) -> list[Group]:
    """What the actor reaches that holds every word typed, by kind, titles that hold the text first. One query.

    One character is enough; digits find numbers by their beginning, letters find pinyin and its initials from any
    character on. Nothing typed finds nothing.
    """
    words = fulltext.asked(typed)
    if not words:
        return []
    rows = list(
        Entry.objects.visible_to(actor)
        .filter(pk__in=fulltext.ids_with(TABLE, words))
        .order_by("-subject_id", "id")
        .fetch_mode(FETCH_RAISE)[:MOST]
    )
    wanted = simplify(typed.strip().casefold())
    rows.sort(key=lambda entry: wanted not in entry.title.casefold())
    by_kind: dict[str, list[Hit]] = defaultdict(list)
    for entry in rows:
        by_kind[entry.kind].append(Hit(entry.kind, entry.subject_id, entry.title, entry.note, _address(entry)))
    order = [*KINDS, *sorted(by_kind.keys() - KINDS.keys())]
    return [
        Group(kind, str(KINDS.get(kind, kind)), tuple(by_kind[kind][:limit]), len(by_kind[kind]))
        for kind in order
        if by_kind.get(kind)
    ]


def _address(entry: Entry) -> str:
    try:
        return reverse(entry.route, args=[entry.subject_id])
    except NoReverseMatch:
        return ""
