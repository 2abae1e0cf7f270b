"""Numbers taken once and for good; papers frozen, issued or visibly voided; copies journalled and never made again."""

import time
from datetime import date
from threading import Thread

import pytest
from django.db import OperationalError, connection, transaction

from shishi.documents.actions import books, papers
from shishi.documents.kinds import kind_of
from shishi.documents.models import NumberBook, PrintedFigure
from shishi.documents.queries.papers import books_for, next_of, papers_for
from shishi.files.actions import keep_bytes
from shishi.files.queries import read
from shishi.journal.models import Entry
from shishi.lib.paper import Paper as Value
from shishi.lib.paper import plain
from shishi.lib.paper.asjson import paper_from
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.rules.authority import HOUSE
from tests import world as cast

VALUE = Value(title="情况通报", blocks=(plain("全年工作有序推进。"),))


def frozen(**changes):
    told = {
        "title": "情况通报（第1期）",
        "value": VALUE,
        "signed_by": "李常青",
        "signed_for": "",
        "signed_on": date(2023, 9, 4),
        "home": "/bulletins/1/",
        "cut_id": 7,
        "figures": (papers.Printing("1", "items.total", {}, "39", "39项", 39, "d" * 64),),
    }
    return papers.Frozen(**told | changes)


def signed(world):
    with transaction.atomic():
        book, number = books.take_number(world.orgs["office"], "bulletin", 2023, world.actor("convener"))
        return papers.open_paper(book, number, frozen(), world.actor("convener"))


def issued(world, tmp_path, settings):
    settings.FILES_ROOT = tmp_path
    paper = signed(world)
    docx, pdf = keep_bytes("a.docx", b"word", HOUSE), keep_bytes("a.pdf", b"%PDF", HOUSE)
    return papers.issue_paper(paper.pk, docx, pdf, HOUSE)


def test_a_paper_is_frozen_under_the_next_number_with_its_figures(world):
    paper = signed(world)
    assert (paper.number, paper.stage, paper_from(paper.body)) == (1, "issuing", VALUE)
    assert PrintedFigure.objects.get(paper=paper).shown == "39项"
    assert Entry.objects.about("paper", paper.pk).get().facts["number"] == "第1期"


def test_a_number_taken_and_rolled_back_is_taken_by_nobody(world):
    with transaction.atomic():
        books.take_number(world.orgs["office"], "bulletin", 2023, world.actor("convener"))
        transaction.set_rollback(True)
    assert next_of(world.orgs["office"].pk, "bulletin", 2023) == 1


def test_a_voided_number_is_never_given_again_and_the_book_shows_why(world):
    void = papers.void_paper(signed(world).pk, "制作失败", HOUSE)
    following = signed(world)
    assert (void.stage, following.number) == ("void", 2)
    [book] = books_for(world.actor("head"))
    assert [(p.seq, p.stage_label, p.void_reason) for p in book.papers] == [
        (2, "制作中", ""),
        (1, "编号作废", "制作失败"),
    ]


def test_an_issued_paper_keeps_its_bytes_and_cannot_be_voided(world, tmp_path, settings):
    paper = issued(world, tmp_path, settings)
    file = papers.take_copy(paper, "pdf", world.actor("clerk"))
    assert (paper.stage, read(file)) == ("issued", b"%PDF")
    assert Entry.objects.filter(verb="paper.download").get().facts["digest"] == file.sha256
    with pytest.raises(Refused, match="已经印发"):
        papers.void_paper(paper.pk, "不要了", HOUSE)


def test_issuing_twice_changes_nothing_and_a_void_paper_is_not_issued(world, tmp_path, settings):
    paper = issued(world, tmp_path, settings)
    other = keep_bytes("b.pdf", b"%PDF other", HOUSE)
    assert papers.issue_paper(paper.pk, other, other, HOUSE).pdf_id == paper.pdf_id
    void = papers.void_paper(signed(world).pk, "制作失败", HOUSE)
    with pytest.raises(Refused, match="作废"):
        papers.issue_paper(void.pk, other, other, HOUSE)


def test_only_what_is_issued_goes_to_the_public(world, tmp_path, settings):
    assert papers.open_to_public(issued(world, tmp_path, settings).pk, world.actor("head")).is_public
    with pytest.raises(Refused, match="已印发"):
        papers.open_to_public(signed(world).pk, world.actor("head"))


def test_the_office_head_lets_a_book_go_on_after_the_numbers_given_on_paper(world):
    head, office = world.actor("head"), world.orgs["office"]
    books.start_book(office, "bulletin", 2023, 0, 8, "系统启用前已印发前期通报", head)
    assert signed(world).number == 9
    [book] = books_for(head)
    assert (book.on_paper, book.shifts[0].reason) == (tuple(range(1, 9)), "系统启用前已印发前期通报")
    assert Entry.objects.get(verb="number_book.start").facts == {
        "kind": "bulletin",
        "year": 2023,
        "before": 0,
        "after": 8,
    }


def test_papers_go_out_under_the_prefix_set_before_the_first_and_later_years_follow(world):
    head, office = world.actor("head"), world.orgs["office"]
    books.set_prefix(office, ["meeting_notice", "decision_list"], 2023, "湘县民专", head)
    book, number = books.take_number(office, "meeting_notice", 2023, head)
    assert kind_of(book.kind).number(book.prefix, book.year, number) == "湘县民专〔2023〕1号"
    papers.open_paper(book, number, frozen(), head)
    with pytest.raises(Refused, match="会议通知2023年已经编号"):
        books.set_prefix(office, ["decision_list", "meeting_notice"], 2023, "湘县民办", head)
    following, _n = books.take_number(office, "meeting_notice", 2024, head)
    assert following.prefix == "湘县民专"
    assert NumberBook.objects.get(kind="decision_list").prefix == "湘县民专"
    assert Entry.objects.filter(verb="number_book.prefix").count() == 2


def test_a_book_begun_on_paper_still_takes_the_prefix_of_its_first_paper(world):
    head, office = world.actor("head"), world.orgs["office"]
    books.start_book(office, "letter", 2023, 0, 8, "此前用纸质印发", head)
    assert books.take_number(office, "letter", 2023, head, "湘县民督")[0].prefix == "湘县民督"


@pytest.mark.parametrize(
    ("who", "kinds", "prefix", "refusal"),
    [
        ("clerk", ["meeting_notice"], "湘县民专", NotYours),
        ("stranger", ["meeting_notice"], "湘县民专", NotYours),
        ("head", ["meeting_notice"], " ", Refused),
        ("head", [], "湘县民专", Refused),
        ("head", ["bulletin"], "湘县民专", Refused),
    ],
)
def test_a_prefix_is_set_only_by_the_keeper_for_papers_that_have_one(world, who, kinds, prefix, refusal):
    with pytest.raises(refusal):
        books.set_prefix(world.orgs["office"], kinds, 2023, prefix, world.actor(who))
    assert not NumberBook.objects.exclude(prefix="").exists()


@pytest.mark.parametrize(
    ("who", "seen", "last", "reason", "refusal"),
    [
        ("clerk", 0, 8, "理由", NotYours),
        ("stranger", 0, 8, "理由", NotYours),
        ("head", 3, 8, "理由", Overtaken),
        ("head", 0, 8, "  ", Refused),
        ("head", 0, 0, "理由", Refused),
        ("head", 0, 10_000, "理由", Refused),
    ],
)
def test_a_book_moves_on_only_by_its_keeper_with_a_reason(world, who, seen, last, reason, refusal):
    with pytest.raises(refusal):
        books.start_book(world.orgs["office"], "bulletin", 2023, seen, last, reason, world.actor(who))
    assert not NumberBook.objects.filter(last__gt=0).exists()


def test_strangers_see_neither_papers_nor_books(world):
    signed(world)
    assert papers_for(world.actor("stranger")) == []
    assert books_for(world.actor("stranger")) == []
    assert len(papers_for(world.actor("leader"))) == 1


def test_lists_cost_the_same_however_many_papers_there_are(world, django_assert_num_queries):
    head = world.actor("head")
    for _ in range(3):
        signed(world)
    with django_assert_num_queries(1):
        assert len(papers_for(head)) == 3
    with django_assert_num_queries(3):
        assert len(books_for(head)[0].papers) == 3


@pytest.mark.django_db(transaction=True)
def test_two_signers_at_once_get_two_numbers():
    world, taken = cast.build(), []

    def sign():
        while True:
            try:
                taken.append(signed(world).number)
                break
            except OperationalError:  # the tests' SQLite lives in memory, where nobody waits for a lock
                time.sleep(0.01)
        connection.close()

    threads = [Thread(target=sign) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [1, 2, 3, 4]
