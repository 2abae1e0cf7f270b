"""Finding units and places by the names an office's own workbook gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.translation import gettext as _

from shishi.lib import clock
from shishi.lib.text import fold
from shishi.lib.words import place_key
from shishi.orgs.models import Org, Region
from shishi.orgs.reach import below

MAX_GUESSED = 300
TAKEN_TOO = ("人民政府", "办事处")


class Book:
    """Names to ids: a plain name wins over a derived one; a name of two is no name."""

    def __init__(self) -> None:
        self.plain: dict[str, set[int]] = defaultdict(set)
        self.derived: dict[str, set[int]] = defaultdict(set)
        self.names: dict[int, str] = {}
        self._guessed: dict[str, list[str]] = {}

    def add(self, pk: int, name: str, plain: Iterable[str], derived: Iterable[str]) -> None:
        self.names[pk] = name
        for word in plain:
            if key := fold(word):
                self.plain[key].add(pk)
        for word in derived:
            if key := fold(word):
                self.derived[key].add(pk)

    def find(self, name: str) -> int | None:
        """The one id the name means; None when it means none or several."""
        key = fold(name)
        for book in (self.plain, self.derived):
            found = book.get(key, set())
            if len(found) == 1:
                return next(iter(found))
            if found:
                return None
        return None

    def candidates(self, name: str) -> list[str]:
        """The names it might mean when it means several."""
        key = fold(name)
        return sorted(self.names[pk] for pk in self.plain.get(key, set()) | self.derived.get(key, set()))

    def nearest(self, name: str) -> list[str]:
        """Up to three names that are spelt much like this one; dear, so it is asked for a few hundred names at most."""
        key = fold(name)
        if key not in self._guessed and len(self._guessed) < MAX_GUESSED:
            keys = get_close_matches(key, [*self.plain, *self.derived], 6, 0.6)
            found = [pk for near in keys for pk in sorted(self.plain.get(near, set()) | self.derived.get(near, set()))]
            self._guessed[key] = list(dict.fromkeys(self.names[pk] for pk in found))[:3]
        return self._guessed.get(key, [])


def unit_book(region_path: str) -> Book:
    """Every open organisation of a region by name, short name and its local forms. One query.

    In 湘潭县, 湘潭县教育局, 县教育局 and 教育局 are one; an organisation of the region itself wins over one of
    a township.
    """
    book = Book()
    rows = Org.objects.open_on(clock.today()).filter(below("region_path", region_path)).select_related("region")
    for org in rows.order_by("id"):
        own = org.region_path == region_path
        names = [name for name in (org.name, org.short_name) if name]
        derived = {word for name in names for word in _local_forms(name, org.region.name, own=own)}
        book.add(org.pk, org.name, names, derived - set(names))
    return book


def _local_forms(name: str, region: str, *, own: bool) -> set[str]:
    """The forms of a unit's name with and without its region: only the own region's units drop it altogether."""
    level = region[-1:]
    rest = name.removeprefix(region)
    if rest == name and name.startswith(level) and own:
        rest = name.removeprefix(level)
    forms = {region + rest}
    if own:
        forms |= {level + rest, rest}
    for word in TAKEN_TOO:
        if rest == word and region:
            forms.add(region)
    return {form for form in forms if len(form) > 1}


def region_book(region_path: str) -> Book:
    """A region and every place below it by name, short name, alias and code. One query."""
    book = Book()
    for region in Region.objects.below(region_path).filter(valid_to=None).order_by("path"):
        aliases = [alias for alias in region.aliases if isinstance(alias, str)]
        plain = [region.name, region.short_name, region.code, region.code.rstrip("0"), *aliases]
        book.add(region.pk, region.name, plain, [place_key(region.name)])
    return book


def unknown_unit(name: str, book: Book) -> str:
    """The sentence that says why a unit was not found."""
    found = book.candidates(name)
    if found:
        return _("“%(name)s”可能是%(found)s，请写全称。") % {"name": name, "found": "、".join(found)}
    if near := book.nearest(name):
        return _("系统里没有名为“%(name)s”的单位，是不是%(found)s？") % {"name": name, "found": "、".join(near)}
    return _("系统里没有名为“%(name)s”的单位，请核对名称，或先在系统中登记该单位。") % {"name": name}


def unknown_region(name: str, book: Book) -> str:
    """The sentence that says why a place was not found."""
    found = book.candidates(name)
    if found:
        return _("“%(name)s”可能是%(found)s，请写全称。") % {"name": name, "found": "、".join(found)}
    if near := book.nearest(name):
        return _("本地区没有名为“%(name)s”的地方，是不是%(found)s？") % {"name": name, "found": "、".join(near)}
    return _("本地区没有名为“%(name)s”的乡镇（街道）或村（社区）。") % {"name": name}
