"""Number books: a number is taken at signing and never twice; 机关代字 is set before the year's first."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.documents.kinds import BOOK_KEEPER, PREFIXED, kind_of
from shishi.documents.models import BookShift, NumberBook
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.lib.text import clean
from shishi.orgs.models import Org
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Place

LARGEST_NUMBER = 9_999


@transaction.atomic
def take_number(org: Org, kind: str, year: int, actor: Actor, prefix: str = "") -> tuple[NumberBook, int]:
    """Take the next number of the office's book of the year. The book stays locked until the caller's transaction
    ends, so that two signers cannot take one number; what is rolled back is taken by nobody.
    """
    book = _locked(org, kind, year)
    if prefix and not book.prefix and not book.papers.exists():
        book.prefix = prefix
    book.last += 1
    book.save(update_fields=["prefix", "last"])
    record(book, "number_book.take", actor, kind=kind, year=year, number=book.last)
    return book, book.last


@transaction.atomic
def start_book(org: Org, kind: str, year: int, seen: int, last: int, reason: str, actor: Actor) -> NumberBook:
    """Let the office's book go on after `last`, because the numbers up to it were given on paper before.

    seen  the last number the person saw; raises Overtaken when another was taken meanwhile. A book moves on only.
    """
    if not BOOK_KEEPER.admits(actor, Place(org.region_path)):
        raise NotYours
    reason = clean(reason, 200)
    if not reason:
        raise Refused(
            _("请写明起始编号的理由，例如“系统启用前已用纸质方式印发前若干期”。"), {"reason": _("请填写理由")}
        )
    book = _locked(org, kind, year)
    facts = {"seen": seen, "last": book.last}
    if book.last != seen:
        raise Overtaken(_("编号簿刚才已由%(seen)s变为%(last)s，请核对后重新填写。") % facts)
    if not book.last < last <= LARGEST_NUMBER:
        sentence = _("编号簿已用到第%(last)s号，只能往后接续，不能退回或重复使用已占用的编号。") % facts
        raise Refused(sentence, {"last": sentence})
    BookShift.objects.create(book=book, before=book.last, after=last, reason=reason, by_name=actor.name, at=clock.now())
    book.last = last
    book.save(update_fields=["last"])
    record(book, "number_book.start", actor, kind=kind, year=year, before=seen, after=last)
    return book


@transaction.atomic
def set_prefix(org: Org, kinds: Iterable[str], year: int, prefix: str, actor: Actor) -> list[NumberBook]:
    """Set the office's 机关代字 for some kinds of papers of a year; later years follow. Only before the year's first
    paper: a number that was printed is never read otherwise.
    """
    if not BOOK_KEEPER.admits(actor, Place(org.region_path)):
        raise NotYours
    prefix, wanted = clean(prefix, 20), list(kinds)
    if not prefix:
        raise Refused(_("请填写机关代字，例如“潭县民专”。"), {"code": _("请填写。")})
    if not wanted or not set(wanted) <= PREFIXED:
        raise Refused(_("请选择文种。"), {"kinds": _("请选择。")})
    return [_prefixed(_locked(org, kind, year), prefix, actor) for kind in sorted(wanted)]


def _prefixed(book: NumberBook, prefix: str, actor: Actor) -> NumberBook:
    if book.papers.exists():
        facts = {"kind": kind_of(book.kind).label, "year": book.year}
        sentence = _("%(kind)s%(year)s年已经编号印发，机关代字本年不再改变。请选择下一年度。") % facts
        raise Refused(sentence, {"kinds": sentence})
    book.prefix = prefix
    book.save(update_fields=["prefix"])
    record(book, "number_book.prefix", actor, kind=book.kind, year=book.year)
    return book


def _locked(org: Org, kind: str, year: int) -> NumberBook:
    """The office's book of the year, locked; a new one begins with the 机关代字 of the year before."""
    mine = NumberBook.objects.filter(org=org, kind=kind)
    if not mine.filter(year=year).exists():
        before = mine.filter(year__lt=year).order_by("-year").values_list("prefix", flat=True).first()
        NumberBook.objects.get_or_create(org=org, kind=kind, year=year, defaults={"prefix": before or ""})
    return mine.select_for_update(of=("self",)).select_related("org").get(year=year)
