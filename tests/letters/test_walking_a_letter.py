"""A letter from the draft to its verdict, and everything that may stand in the way."""

from datetime import date

import pytest

from shishi.cases.actions.extensions import ask_extension, decide_extension
from shishi.cases.actions.links import recuse
from shishi.cases.actions.opening import open_case
from shishi.cases.actions.steps import take_many, take_step
from shishi.cases.models import Case
from shishi.cases.queries.waiting import waiting_for
from shishi.documents.actions import issuing
from shishi.documents.models import NumberBook, Paper, PrintedFigure
from shishi.journal.models import Entry, Telling
from shishi.letters.actions import editing, replying, signing
from shishi.letters.actions.steps import take
from shishi.letters.models import Letter, LetterDesk
from shishi.letters.queries.page import number_of
from shishi.letters.queries.words import typed_of
from shishi.lib import clock
from shishi.lib.paper.apart import NotRendered
from shishi.lib.refusal import NotYours, Refused
from shishi.rules.deadlines import local
from tests.letters.conftest import ANSWER, again, replied, step

pytestmark = pytest.mark.django_db


def test_a_letter_is_signed_numbered_and_delivered(delivered, world):
    assert number_of(delivered) == "湘县民专督〔2023〕1号"
    assert (delivered.case.stage, delivered.case.side, delivered.case.unit) == ("delivered", "unit", delivered.unit)
    assert delivered.paper.stage == Paper.Stage.ISSUED
    assert PrintedFigure.objects.filter(paper=delivered.paper).count() == 5
    assert local(delivered.case.due_at).date() == delivered.printed_due_on == date(2023, 5, 10)
    told = set(Telling.objects.filter(entry__verb="letter.issue").values_list("person_id", flat=True))
    assert world.people["liaison"].pk in told
    assert Letter.objects.visible_to(world.actor("liaison")).exists()


def test_who_drafts_the_answer_finds_the_letter_waiting_too(delivered, world):
    step(delivered, world, "liaison", "acknowledge")
    for who in ("liaison", "edu_head"):
        assert Case.objects.filter(waiting_for(world.actor(who))).get() == delivered.case, who
    step(delivered, world, "edu_head", "reply", **ANSWER)
    assert not Case.objects.filter(waiting_for(world.actor("liaison"))).exists()


def test_a_draft_is_no_units_business(draft, world):
    assert not Letter.objects.visible_to(world.actor("liaison")).exists()
    assert Letter.objects.visible_to(world.actor("leader")).exists()
    assert not Letter.objects.visible_to(world.actor("stranger")).exists()


def test_other_hands_review_sign_and_judge(draft, world):
    step(draft, world, "clerk", "send")
    with pytest.raises(NotYours):
        step(draft, world, "clerk2", "review")
    step(draft, world, "head", "review")
    with pytest.raises(NotYours):
        step(draft, world, "head", "sign")
    LetterDesk.objects.update(head_signs=True)
    assert step(draft, world, "head", "sign").case.stage == "issuing"


def test_what_cannot_be_set_voids_its_number_and_comes_back(draft, world, monkeypatch):
    def fail(*_args, **_kwargs):
        raise NotRendered("no memory")

    monkeypatch.setattr(issuing, "rendered_apart", fail)
    step(draft, world, "clerk", "send")
    step(draft, world, "head", "review")
    letter = step(draft, world, "convener", "sign")
    assert signing.carry_out(letter.paper_id) == "to_sign"
    assert Paper.objects.get().stage == Paper.Stage.VOID
    assert again(draft).paper is None
    step(draft, world, "convener", "sign")
    assert NumberBook.objects.get(kind="letter").last == 2


def test_the_unit_signs_for_it_asks_for_three_days_replies_and_the_office_closes(delivered, world):
    step(delivered, world, "liaison", "acknowledge")
    case = again(delivered).case
    row = ask_extension(
        case, date(2023, 5, 15), "设备到货延误，已完成八成。", world.actor("edu_head"), version=case.version
    )
    decide_extension(row, True, "同意", world.actor("head"))
    letter = step(delivered, world, "edu_head", "reply", **ANSWER)
    assert local(letter.case.due_at).date() == date(2023, 5, 15)
    assert local(letter.case.first_due_at).date() == date(2023, 5, 10)
    assert letter.reply_paper.stage == Paper.Stage.ISSUING
    issuing.render(letter.reply_paper_id)
    with pytest.raises(Refused, match="换一位"):
        step(delivered, world, "clerk", "redo", reason="没有写明完成时间")
    step(delivered, world, "clerk2", "redo", reason="没有写明完成时间")
    redone = again(delivered).case
    assert (redone.round, local(redone.due_at).date()) == (2, date(2023, 5, 15))
    step(delivered, world, "edu_head", "reply", **ANSWER, next_step="六月底前全部完成。")
    with pytest.raises(Refused, match="换一位"):
        step(delivered, world, "clerk", "accept", verdict="done", opinion="办结")
    closed = step(delivered, world, "clerk2", "accept", verdict="done", opinion="同意办结").case
    assert (closed.stage, closed.outcome, closed.n_redone) == ("closed", "closed", 1)


def test_a_reserved_step_is_taken_in_its_own_room_only(draft, world):
    clerk = world.actor("clerk")
    with pytest.raises(Refused, match="自己的页面"):
        take_step(draft.case, "send", clerk)
    assert take_many([draft.pk], "send", clerk).done == ()
    with pytest.raises(Refused, match="自己的页面"):
        open_case("letter", {"title": "函", "type": "letter", "source": "other"}, clerk)
    with pytest.raises(NotYours):
        take(again(draft), "issue", clerk, version=draft.case.version)


def test_a_letter_nobody_answers_goes_one_level_up_to_the_third(delivered, world):
    with pytest.raises(Refused, match="超期满一个工作日"):
        step(delivered, world, "head", "escalate")
    clock.rehearse(clock.at(date(2023, 5, 8)))
    first = again(delivered)
    with pytest.raises(NotYours):
        take(first, "escalate", world.actor("clerk"), version=first.case.version)
    second = take(first, "escalate", world.actor("head"), version=first.case.version)
    assert again(delivered).case.outcome == "escalated"
    assert (second.level, second.stage, second.source) == (2, "drafting", "escalation")
    assert [(x.kind, x.other_id) for x in second.links.all()] == [("escalated", delivered.pk)]
    assert "〔2023〕1号要求于2023年5月10日前" in "".join(
        r.get("text", "") for r in Letter.objects.get(pk=second.pk).basis
    )


def test_the_unit_may_ask_again_within_thirty_days_and_others_decide(delivered, world):
    letter = replied(delivered, world)
    step(letter, world, "clerk2", "accept", verdict="basic", opinion="基本落实")
    step(letter, world, "edu_head", "ask_review", reason="实际已全部完成。")
    with pytest.raises(Refused, match="换一位"):
        step(letter, world, "clerk2", "uphold", opinion="维持")
    case = step(letter, world, "head", "revise", verdict="done", opinion="核实已全部完成").case
    assert (case.stage, case.outcome) == ("closed", "closed")
    with pytest.raises(Refused, match="已经复核过"):
        step(letter, world, "edu_head", "ask_review", reason="再次申请。")


def test_after_thirty_days_it_stands(delivered, world):
    letter = replied(delivered, world)
    step(letter, world, "clerk2", "accept", verdict="done", opinion="办结")
    clock.rehearse(clock.at(date(2023, 7, 1)))
    with pytest.raises(Refused, match="三十日"):
        step(letter, world, "edu_head", "ask_review", reason="不同意。")


def test_every_act_is_in_the_journal_without_a_word_of_what_was_typed(delivered, world):
    replied(delivered, world)
    facts = str(list(Entry.objects.values_list("facts", flat=True)))
    assert ANSWER["process"] not in facts
    verbs = set(Entry.objects.about("case", delivered.pk).values_list("verb", flat=True))
    assert {"letter.open", "letter.send", "letter.sign", "letter.issue", "letter.acknowledge", "letter.reply"} <= verbs


def test_whoever_keeps_away_neither_writes_the_letter_nor_drafts_the_answer(draft, world):
    typed = typed_of(draft)
    recuse(draft.case, world.people["clerk"], "亲属的单位", world.actor("clerk"))
    for act in (
        lambda: editing.write(draft.pk, typed, again(draft).case.version, world.actor("clerk")),
        lambda: editing.rebind(draft.pk, again(draft).case.version, world.actor("clerk")),
    ):
        with pytest.raises(Refused, match="回避"):
            act()
    letter = again(draft)
    take(letter, "send", world.actor("clerk2"), version=letter.case.version)
    step(letter, world, "head", "review")
    letter = step(letter, world, "convener", "sign")
    signing.carry_out(letter.paper_id)
    letter = step(letter, world, "liaison", "acknowledge")
    recuse(letter.case, world.people["liaison"], "亲属的单位", world.actor("liaison"))
    with pytest.raises(Refused, match="回避"):
        replying.draft_reply(letter, ANSWER, world.actor("liaison"), again(letter).case.version)
    assert not again(letter).reply_draft
