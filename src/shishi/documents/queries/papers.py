"""Questions about papers and the books their numbers come from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import FETCH_RAISE

from shishi.documents.kinds import kind_of
from shishi.documents.models import BookShift, NumberBook, Paper, PrintedFigure
from shishi.orgs.models import Org
from shishi.rules.authority import Actor
from shishi.rules.docnumber import missing_seqs

TONES = {Paper.Stage.ISSUING: "yellow", Paper.Stage.ISSUED: "green", Paper.Stage.VOID: "grey"}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper in a list or in its number book."""

    id: int
    title: str
    kind: str
    number: str
    seq: int
    org: str
    stage: str
    stage_label: str
    tone: str
    signed_by: str
    signed_on: date
    issued_at: datetime | None
    void_reason: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """That a book went on from a later number."""

    before: int
    after: int
    reason: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BookPage:
    """One book of one year: every number given, and where a number is missing, why."""

    id: int
    org_id: int
    org: str
    kind: str
    kind_label: str
    year: int
    prefix: str
    last: int
    papers: tuple[PaperRow, ...]
    shifts: tuple[ShiftRow, ...]
    on_paper: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A printed figure with the address where it opens; empty where its paper has no page of its own."""

    key: str
    label: str
    shown: str
    n_rows: int
    href: str


def papers_for(actor: Actor, limit: int = 200) -> list[PaperRow]:
    """Papers within reach, newest first. One query."""
    found = (
        Paper.objects.visible_to(actor)
        .select_related("book", "org")
        .order_by("-signed_at", "-id")
        .fetch_mode(FETCH_RAISE)[:limit]
    )
    return [paper_row(paper) for paper in found]


def paper_row(paper: Paper) -> PaperRow:
    """The paper as a row. No query when its book and office are loaded."""
    kind, book = kind_of(paper.kind), paper.book
    stage = Paper.Stage(paper.stage)
    return PaperRow(
        id=paper.pk,
        title=paper.title,
        kind=kind.label,
        number=kind.number(book.prefix, book.year, paper.number),
        seq=paper.number,
        org=paper.org.short,
        stage=stage.value,
        stage_label=str(stage.label),
        tone=TONES[stage],
        signed_by=paper.signed_by_name,
        signed_on=paper.signed_on,
        issued_at=paper.issued_at,
        void_reason=paper.void_reason,
        is_public=paper.is_public,
    )


def books_for(actor: Actor) -> list[BookPage]:
    """Number books within reach, newest year first, with every number given. Three queries."""
    books = list(
        NumberBook.objects.visible_to(actor)
        .select_related("org")
        .order_by("-year", "org__region_path", "org__sort", "kind", "id")
        .fetch_mode(FETCH_RAISE)[:60]
    )
    papers: dict[int, list[PaperRow]] = defaultdict(list)
    rows = Paper.objects.filter(book__in=books).select_related("book", "org").order_by("book", "-number")
    for paper in rows.fetch_mode(FETCH_RAISE):
        papers[paper.book_id].append(paper_row(paper))
    shifts: dict[int, list[ShiftRow]] = defaultdict(list)
    for s in BookShift.objects.filter(book__in=books).order_by("-id"):
        shifts[s.book_id].append(ShiftRow(s.before, s.after, s.reason, s.by_name, s.at))
    return [_book_page(book, tuple(papers[book.pk]), tuple(shifts[book.pk])) for book in books]


def _book_page(book: NumberBook, papers: tuple[PaperRow, ...], shifts: tuple[ShiftRow, ...]) -> BookPage:
    taken = {paper.seq for paper in papers} | {book.last}
    return BookPage(
        id=book.pk,
        org_id=book.org_id,
        org=book.org.short,
        kind=book.kind,
        kind_label=kind_of(book.kind).label,
        year=book.year,
        prefix=book.prefix,
        last=book.last,
        papers=papers,
        shifts=shifts,
        on_paper=tuple(n for n in missing_seqs(taken) if any(s.before < n <= s.after for s in shifts)),
    )


def figures_of(paper: Paper) -> list[FigureRow]:
    """What the paper prints, in the order of the text. One query."""
    rows = PrintedFigure.objects.filter(paper=paper).order_by("id")
    home = paper.home
    return [
        FigureRow(f.key, f.label or f.code, f.shown, f.n_rows, f"{home}figures/{f.key}/" if home else "") for f in rows
    ]


def next_of(org_id: int, kind: str, year: int) -> int:
    """The number that would be taken now; only signing takes it. One query."""
    last = NumberBook.objects.filter(org=org_id, kind=kind, year=year).values_list("last", flat=True).first()
    return (last or 0) + 1


def last_of(org_id: int, kind: str, year: int) -> int:
    """The last number taken from a book; 0 where there is none yet. One query."""
    return next_of(org_id, kind, year) - 1


def office_of(actor: Actor) -> Org | None:
    """The organisation of the post acted from. One query."""
    return Org.objects.filter(pk=actor.org_id).first() if actor.org_id else None
