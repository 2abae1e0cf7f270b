"""Papers: frozen under a number just taken, issued with the bytes kept for them, or visibly voided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.documents.kinds import kind_of
from shishi.documents.models import NumberBook, Paper, PrintedFigure
from shishi.files.models import File
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.paper.asjson import to_plain
from shishi.lib.paper.model import Paper as PaperValue
from shishi.lib.refusal import Refused
from shishi.rules.authority import Actor
from shishi.search.actions import Found, put


@dataclass(frozen=True, slots=True)
class Printing:
    """A figure as a paper prints it; `digest` is of the frozen rows it came from."""

    key: str
    code: str
    args: dict[str, Any]
    value: str
    shown: str
    n_rows: int
    digest: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """Everything a paper is at the moment it is signed, except its bytes."""

    title: str
    value: PaperValue
    signed_by: str
    signed_for: str
    signed_on: date
    home: str
    cut_id: int | None = None
    unit_id: int | None = None
    figures: tuple[Printing, ...] = ()


@transaction.atomic
def open_paper(book: NumberBook, number: int, frozen: Frozen, actor: Actor) -> Paper:
    """Freeze a paper under a number just taken; it is `issuing` until it is rendered."""
    paper = Paper.objects.create(
        kind=book.kind,
        title=frozen.title,
        org=book.org,
        unit_id=frozen.unit_id,
        region_path=book.org.region_path,
        book=book,
        number=number,
        cut_id=frozen.cut_id,
        body=to_plain(frozen.value),
        signed_by_name=frozen.signed_by,
        signed_for_name=frozen.signed_for,
        signed_on=frozen.signed_on,
        signed_at=clock.now(),
        home=frozen.home,
    )
    _print_figures(paper, frozen.figures)
    label = kind_of(book.kind).number(book.prefix, book.year, number)
    record(paper, "paper.sign", actor, number=label, n_figures=len(frozen.figures))
    return paper


def _print_figures(paper: Paper, figures: Iterable[Printing]) -> None:
    PrintedFigure.objects.bulk_create(
        PrintedFigure(
            paper=paper,
            key=f.key,
            code=f.code,
            label=f.label,
            args=f.args,
            cut_id=paper.cut_id or 0,
            value=f.value,
            shown=f.shown,
            n_rows=f.n_rows,
            digest=f.digest,
        )
        for f in figures
    )


@transaction.atomic
def issue_paper(paper_id: int, docx: File, pdf: File, actor: Actor) -> Paper:
    """Issue a rendered paper with the bytes kept for it. A paper already issued stays as it is."""
    paper = Paper.objects.select_for_update(of=("self",)).select_related("book").get(pk=paper_id)
    if paper.stage == Paper.Stage.ISSUED:
        return paper
    if paper.stage == Paper.Stage.VOID:
        raise Refused(_("该文件的编号已作废，不能再印发。"))
    paper.docx, paper.pdf = docx, pdf
    paper.stage, paper.issued_at, paper.version = Paper.Stage.ISSUED, clock.now(), paper.version + 1
    paper.save()
    _index(paper)
    record(paper, "paper.issue", actor, docx=docx.sha256, pdf=pdf.sha256)
    return paper


def _index(paper: Paper) -> None:
    """Put an issued paper where search finds it: by title and number."""
    book = paper.book
    label = kind_of(book.kind).number(book.prefix, book.year, paper.number)
    units = [paper.unit_id] if paper.unit_id else []
    put(Found("paper", paper.pk, paper.title, "paper", paper.region_path, note=label, unit_ids=units))


@transaction.atomic
def void_paper(paper_id: int, reason: str, actor: Actor) -> Paper:
    """Void a paper that could not be issued; its number stays taken, and the book shows why."""
    paper = Paper.objects.select_for_update().get(pk=paper_id)
    if paper.stage == Paper.Stage.ISSUED:
        raise Refused(_("该文件已经印发，编号不能作废。"))
    if paper.stage == Paper.Stage.ISSUING:
        paper.stage, paper.void_reason, paper.version = Paper.Stage.VOID, reason[:200], paper.version + 1
        paper.save()
        record(paper, "paper.void", actor, number=paper.number)
    return paper


@transaction.atomic
def open_to_public(paper_id: int, actor: Actor) -> Paper:
    """Mark an issued paper as public."""
    paper = Paper.objects.select_for_update().get(pk=paper_id)
    if paper.stage != Paper.Stage.ISSUED:
        raise Refused(_("只有已印发的文件才能公开。"))
    paper.is_public, paper.version = True, paper.version + 1
    paper.save()
    record(paper, "paper.publish", actor)
    return paper


@transaction.atomic
def take_copy(paper: Paper, form: str, actor: Actor) -> File:
    """The kept bytes of an issued paper as Word (docx) or PDF, journalled; they are never rendered again."""
    file = {"docx": paper.docx, "pdf": paper.pdf}.get(form)
    if file is None:
        raise Refused(_("这份文件还没有可下载的版本。"))
    record(paper, "paper.download", actor, form=form, digest=file.sha256)
    return file
