"""Papers as they were issued, and the books their numbers come from."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shishi.documents.actions import books, papers
from shishi.documents.forms import PrefixForm, StartForm
from shishi.documents.kinds import BOOK_KEEPER
from shishi.documents.models import Paper
from shishi.documents.queries.papers import books_for, figures_of, last_of, office_of, paper_row, papers_for
from shishi.files.serving import serve
from shishi.journal.queries import timeline
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.access import OfficialRequest, officials_only
from shishi.rules.lifecycle import Place
from shishi.ui.frame import Tab
from shishi.ui.life import Moment


def _tabs(active: str) -> list[Tab]:
    return [
        Tab(_("文件"), "/documents/", active == "papers", None),
        Tab(_("情况通报"), "/bulletins/", active == "bulletins", None),
        Tab(_("编号簿"), "/documents/books/", active == "books", None),
    ]


@officials_only(reveals="papers within reach")
@require_GET
def index(request: OfficialRequest) -> HttpResponse:
    """Every paper within reach."""
    return render(request, "documents/list.html", {"rows": papers_for(request.actor), "tabs": _tabs("papers")})


@officials_only(reveals="a paper within reach, its figures and its journal")
@require_GET
def show(request: OfficialRequest, pk: int) -> HttpResponse:
    """One paper: what it is, its files, what it prints, what happened to it."""
    paper = get_object_or_404(
        Paper.objects.visible_to(request.actor).select_related("book", "org", "docx", "pdf"), pk=pk
    )
    past = [Moment(r.at, r.sentence, f"{r.actor_name} {r.post_label}".strip()) for r in timeline("paper", pk)]
    context = {"paper": paper, "row": paper_row(paper), "figures": figures_of(paper), "moments": past}
    return render(request, "documents/detail.html", context)


@officials_only(reveals="an issued paper's file")
@require_POST
def download(request: OfficialRequest, pk: int) -> HttpResponseBase:
    """The kept bytes."""
    paper = get_object_or_404(Paper.objects.visible_to(request.actor).select_related("docx", "pdf"), pk=pk)
    return serve(papers.take_copy(paper, request.POST.get("form", ""), request.actor))


@officials_only(reveals="number books within reach, voided numbers included")
@require_GET
def book_list(request: OfficialRequest) -> HttpResponse:
    """Every number given, by book."""
    return _books_page(request)


def _books_page(
    request: OfficialRequest, start: StartForm | None = None, prefix: PrefixForm | None = None, status: int = 200
) -> HttpResponse:
    office, year = office_of(request.actor), clock.today().year
    keeps = office is not None and BOOK_KEEPER.admits(request.actor, Place(office.region_path))
    everything = [code for code, _label in PrefixForm.base_fields["kinds"].choices]  # type: ignore[attr-defined]
    context = {
        "books": books_for(request.actor),
        "tabs": _tabs("books"),
        "office": office,
        "keeps": keeps,
        "form": start or StartForm(initial={"year": year}),
        "prefix_form": prefix or PrefixForm(initial={"year": year, "kinds": everything}),
    }
    return render(request, "documents/books.html", context, status=status)


@officials_only(reveals="nothing")
@require_POST
def prefix(request: OfficialRequest) -> HttpResponse:
    """Set the office's 机关代字."""
    office = office_of(request.actor)
    if office is None:
        raise NotYours
    form = PrefixForm(request.POST)
    if not form.is_valid():
        return _books_page(request, prefix=form, status=422)
    typed = form.cleaned_data
    try:
        books.set_prefix(office, typed["kinds"], typed["year"], typed["code"], request.actor)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return _books_page(request, prefix=form, status=refusal.status)
    return redirect("number-books")


@officials_only(reveals="nothing")
@require_POST
def start(request: OfficialRequest) -> HttpResponse:
    """Let the office's book go on from a later number."""
    office = office_of(request.actor)
    if office is None:
        raise NotYours
    form = StartForm(request.POST)
    if not form.is_valid():
        return _books_page(request, form, status=422)
    typed = form.cleaned_data
    seen = last_of(office.pk, typed["kind"], typed["year"])
    try:
        books.start_book(office, typed["kind"], typed["year"], seen, typed["last"], typed["reason"], request.actor)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return _books_page(request, form, status=refusal.status)
    return redirect("number-books")
