"""Finding things within reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import FETCH_RAISE
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shishi.lib import clock, fulltext
from shishi.lib.text import simplify
from shishi.rules.authority import Actor
from shishi.search.models import DAILY, LASTING, Entry

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
    "case": _("闭环事项"),
    "bulletin": _("情况通报"),
    "paper": _("文件"),
}
# Kinds with a list of their own that takes the same words, and how it is asked for all.
LISTS = {"case": ("cases", {"state": "all"})}


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
    """The hits of one kind, at most ten, and how many there are (200 means at least so many in all kinds).

    onward   the list that shows them all, for a kind that has one; `n` is not counted further than what is shown then
    """

    kind: str
    label: str
    hits: tuple[Hit, ...]
    n: int
    onward: str = ""


def find(typed: str, actor: Actor, limit: int = A_KIND) -> list[Group]:
    """What the actor reaches that holds every word typed, by kind, titles that hold the text first. Two queries, three
    where what comes every day is not found among the latest.

    One character is enough; digits find numbers by their beginning, letters find pinyin and its initials from any
    character on. Nothing typed finds nothing.
    """
    words = fulltext.asked(typed)
    if not words:
        return []
    reached = Entry.objects.visible_to(actor).order_by("-subject_id", "id").fetch_mode(FETCH_RAISE)
    rows = list(reached.filter(pk__in=fulltext.ids_with(LASTING, words))[:MOST])
    for months in windows(clock.today()):
        daily = list(reached.filter(pk__in=fulltext.ids_with(DAILY, words, [months]))[: limit + 1])
        if len(daily) > limit:
            break
    wanted = simplify(typed.strip().casefold())
    return _grouped(sorted([*rows, *daily], key=lambda entry: wanted not in entry.title.casefold()), typed, limit)


def windows(last: date, n_months: int = 2) -> tuple[Sequence[str], Sequence[str]]:
    """Among which months to look for what comes in numbers every day: the last so many, where a page of whatever is
    frequent is found; then all.
    """
    months = [fulltext.month(last)]
    while len(months) < n_months:
        last = last.replace(day=1) - timedelta(days=1)
        months.append(fulltext.month(last))
    return months, ()


def _grouped(rows: Iterable[Entry], typed: str, limit: int) -> list[Group]:
    by_kind: dict[str, list[Hit]] = defaultdict(list)
    for entry in rows:
        by_kind[entry.kind].append(Hit(entry.kind, entry.subject_id, entry.title, entry.note, _address(entry)))
    order = [*KINDS, *sorted(by_kind.keys() - KINDS.keys())]
    return [
        Group(kind, str(KINDS.get(kind, kind)), tuple(by_kind[kind][:limit]), len(by_kind[kind]), _onward(kind, typed))
        for kind in order
        if by_kind.get(kind)
    ]


def _onward(kind: str, typed: str) -> str:
    if kind not in LISTS:
        return ""
    route, asked = LISTS[kind]
    return f"{reverse(route)}?{urlencode(asked | {'q': typed})}"


def _address(entry: Entry) -> str:
    try:
        return reverse(entry.route, args=[entry.subject_id])
    except NoReverseMatch:
        return ""
