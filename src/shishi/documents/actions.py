"""Numbers are taken at signing and never twice; papers are frozen, rendered, then issued or visibly voided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.tasks import Task, task
from django.utils.translation import gettext as _

from shishi.documents.kinds import BOOK_KEEPER, kind_of
from shishi.documents.models import BookShift, NumberBook, Paper, PrintedFigure
from shishi.files.actions import keep_bytes
from shishi.files.models import File
from shishi.jobs.actions import start
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.paper.apart import NotRendered, Rendered, rendered_apart
from shishi.lib.paper.asjson import paper_from, to_plain
from shishi.lib.paper.model import Paper as PaperValue
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.lib.text import clean
from shishi.orgs.models import Org
from shishi.rules.authority import HOUSE, Actor
from shishi.rules.lifecycle import Place
from shishi.search.actions import Found, put

LARGEST_NUMBER = 9_999
STUCK_AFTER = timedelta(minutes=30)


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
def take_number(org: Org, kind: str, year: int, actor: Actor, prefix: str = "") -> tuple[NumberBook, int]:
    """Take the next number of the office's book of the year. The book stays locked until the caller's transaction
    ends, so that two signers cannot take one number; what is rolled back is taken by nobody.
    """
    NumberBook.objects.get_or_create(org=org, kind=kind, year=year, defaults={"prefix": prefix})
    book = NumberBook.objects.select_for_update().select_related("org").get(org=org, kind=kind, year=year)
    book.last += 1
    book.save(update_fields=["last"])
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
    NumberBook.objects.get_or_create(org=org, kind=kind, year=year)
    book = NumberBook.objects.select_for_update().select_related("org").get(org=org, kind=kind, year=year)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A paper a room wants: what it says once it has its number, and the page it was made of.

    title  what lists call it; its own title where empty
    year   whose book the number is taken from; this year's where none is named
    by     the room's own task, given the paper's id, where something follows from its issue; it calls `render`
    """

    kind: str
    value_of: Callable[[str], PaperValue]
    home: str
    title: str = ""
    prefix: str = ""
    year: int | None = None
    cut_id: int | None = None
    unit_id: int | None = None
    figures: tuple[Printing, ...] = ()
    by: Task[[int], str] | None = None


@transaction.atomic
def send_for_issue(org: Org, draft: Draft, actor: Actor) -> Paper:
    """Take a number, freeze the paper and hand it to the worker, in the caller's transaction.

    The paper is `issuing` until `set_paper` has rendered it; what cannot be rendered gives its number up, and the room
    sends another. Demonstrations carry 样张 on every page.
    """
    today, post = clock.today(), actor.post
    book, number = take_number(org, draft.kind, draft.year or today.year, actor, draft.prefix)
    value = draft.value_of(kind_of(draft.kind).number(book.prefix, book.year, number))
    if settings.DEMO:
        value = replace(value, watermark=_("样张"), sample_note=_("示例：人名、单位和数字均为虚构"))
    title = draft.title or "".join(value.title)
    frozen = Frozen(
        title=title[:200],
        value=value,
        signed_by=actor.name,
        signed_for=post.delegated_by if post else "",
        signed_on=today,
        home=draft.home,
        cut_id=draft.cut_id,
        unit_id=draft.unit_id,
        figures=draft.figures,
    )
    paper = open_paper(book, number, frozen, actor)
    said = _("制作《%(title)s》") % {"title": title}
    start(draft.by or set_paper, actor, said[:120], link=draft.home, paper_id=paper.pk)
    return paper


@task()
def set_paper(paper_id: int) -> str:
    """The worker's way to `render`."""
    return render(paper_id)


def render(paper_id: int) -> str:
    """Render a frozen paper and issue it, or void its number; the stage it came to. Safe to run twice."""
    paper = Paper.objects.get(pk=paper_id)
    if paper.stage != Paper.Stage.ISSUING:
        return paper.stage
    try:
        made = rendered_apart(paper_from(paper.body), tuple(str(folder) for folder in settings.FONT_DIRS))
    except NotRendered:
        return void_paper(paper_id, _("文件未能制作完成，编号作废，不再使用。"), HOUSE).stage
    return _keep(paper_id, made).stage


@transaction.atomic
def _keep(paper_id: int, made: Rendered) -> Paper:
    """Keep what was set and issue the paper, unless it came to its end meanwhile."""
    paper = Paper.objects.select_for_update().get(pk=paper_id)
    if paper.stage != Paper.Stage.ISSUING:
        return paper
    name = paper.title[:80]
    docx, pdf = keep_bytes(f"{name}.docx", made.docx, HOUSE), keep_bytes(f"{name}.pdf", made.pdf, HOUSE)
    return issue_paper(paper_id, docx, pdf, HOUSE)


def give_up_stuck() -> int:
    """Void papers sent for issue half an hour ago that no worker set; return how many. Safe to run twice.

    A room that waits for its paper follows it when it next looks: `settle_stuck` of bulletins and of letters.
    """
    stuck = Paper.objects.filter(stage=Paper.Stage.ISSUING, signed_at__lt=clock.now() - STUCK_AFTER)
    found = list(stuck.values_list("pk", flat=True))
    return sum(void_paper(pk, _("文件未能制作完成，编号作废，不再使用。"), HOUSE).stage == "void" for pk in found)
