"""From a cut to an issued paper: who may, when, what is frozen, and what happens when the paper cannot be set."""

from datetime import date, timedelta

import pytest
from django.db import connection

from shishi.bulletins.actions import drafting, editing, signing, steps
from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries.checks import printed_in
from shishi.bulletins.queries.issued import issued, text_of
from shishi.bulletins.queries.opening import opened
from shishi.bulletins.queries.page import bulletin_for, checked
from shishi.documents.actions import issuing
from shishi.documents.actions.books import start_book
from shishi.documents.models import Paper
from shishi.files.queries import read
from shishi.jobs.models import Job
from shishi.jobs.worker import run_one
from shishi.journal.models import Entry, Telling
from shishi.lib import clock
from shishi.lib.paper.apart import NotRendered
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.reports.actions import cuts
from shishi.reports.models import Cut
from tests.bulletins.conftest import carry, take


def told(verb):
    return set(Telling.objects.filter(entry__verb=verb).values_list("person_id", flat=True))


def people(world, *logins):
    return {world.people[login].pk for login in logins}


def to_be_signed(draft, world):
    take(draft, world, "clerk", "send")
    return take(draft, world, "head", "review")


def test_a_bulletin_goes_from_hand_to_hand_and_each_is_told(year, draft):
    world = year.world
    take(draft, world, "clerk", "send")
    assert told("bulletin.send") == people(world, "head")
    take(draft, world, "head", "review")
    assert told("bulletin.review") == people(world, "convener")
    signed = take(draft, world, "convener", "sign")
    assert (signed.stage, signed.ordinal, signed.paper.stage) == ("issuing", 1, "issuing")
    assert Job.objects.get(state="ready").title.startswith("制作《")
    assert run_one("w1")
    signed.refresh_from_db()
    assert (signed.stage, signed.paper.stage) == ("signed", "issued")
    assert people(world, "liaison", "health_liaison", "edu_head", "clerk") <= told("bulletin.issue")
    assert people(world, "stranger_liaison", "housing_liaison").isdisjoint(told("bulletin.issue"))


def test_the_paper_keeps_its_bytes_and_every_figure_it_prints(year, draft):
    done = carry(draft, year.world)
    assert read(done.paper.pdf)[:5] == b"%PDF-"
    assert set(done.paper.figures.values_list("key", flat=True)) == set(printed_in(done.blocks))
    assert done.paper.title.endswith("（第1期）")
    assert issued(1).pk == done.pk
    assert issued(1, 2022) is None
    assert "工作情况通报（第1期）" in "".join(text_of(done).split())


def test_the_office_lets_the_series_go_on_after_what_was_given_on_paper(year, draft):
    start_book(year.world.orgs["office"], "bulletin", 2023, 0, 8, "此前为纸质", year.world.actor("head"))
    assert carry(draft, year.world).ordinal == 9


@pytest.mark.parametrize(
    ("who", "name", "refusal"),
    [
        ("clerk", "review", NotYours),
        ("head", "review", Refused),
        ("convener", "sign", Refused),
        ("leader", "send", NotYours),
        ("liaison", "send", NotYours),
        ("stranger", "send", NotYours),
        ("head", "issue", NotYours),
        ("head", "withdraw", Refused),
    ],
)
def test_a_draft_is_only_sent_and_only_by_its_office(year, draft, who, name, refusal):
    with pytest.raises(refusal):
        steps.take_step(draft.pk, name, draft.version, year.world.actor(who))
    assert Bulletin.objects.get().stage == "drafted"


def test_who_sends_does_not_review(year, draft):
    take(draft, year.world, "head", "send")
    with pytest.raises(Refused, match="送审人不能审核"):
        take(draft, year.world, "head", "review")


def test_what_is_sent_back_carries_its_reason_and_begins_a_new_round(year, draft):
    take(draft, year.world, "clerk", "send")
    back = take(draft, year.world, "head", "return", reason="补充下步打算")
    assert (back.stage, back.round, back.steps.last().note) == ("drafted", 2, "补充下步打算")
    assert told("bulletin.return") == people(year.world, "clerk")


def test_of_two_signers_the_second_is_told_that_it_is_done(year, draft):
    ready = to_be_signed(draft, year.world)
    seen = ready.version
    steps.take_step(draft.pk, "sign", seen, year.world.actor("convener"))
    with pytest.raises(Overtaken, match="制作中"):
        steps.take_step(draft.pk, "sign", seen, year.world.actor("convener"))
    assert Paper.objects.count() == 1


def test_what_cannot_be_set_voids_its_number_and_comes_back(year, draft, monkeypatch):
    to_be_signed(draft, year.world)
    signed = take(draft, year.world, "convener", "sign")
    monkeypatch.setattr(issuing, "rendered_apart", refuse)
    assert signing.carry_out(signed.paper_id) == "reviewed"
    draft.refresh_from_db()
    assert (draft.ordinal, draft.paper, Paper.objects.get().stage) == (None, None, "void")
    assert told("bulletin.fail") == people(year.world, "convener", "head")
    monkeypatch.undo()
    signing.carry_out(take(draft, year.world, "convener", "sign").paper_id)
    draft.refresh_from_db()
    assert (draft.stage, draft.ordinal) == ("signed", 2)


def refuse(*_args, **_limits):
    """A machine without memory."""
    raise NotRendered("too little memory")


def test_setting_twice_issues_once(year, draft):
    done = carry(draft, year.world)
    assert signing.carry_out(done.paper_id) == "signed"
    assert Entry.objects.filter(verb="bulletin.issue").count() == 1


def test_what_is_stuck_in_the_making_is_given_up(year, draft):
    to_be_signed(draft, year.world)
    take(draft, year.world, "convener", "sign")
    assert (issuing.give_up_stuck(), signing.settle_stuck()) == (0, 0)
    clock.rehearse(clock.now() + timedelta(hours=1))
    assert (issuing.give_up_stuck(), issuing.give_up_stuck()) == (1, 0)
    assert (signing.settle_stuck(), signing.settle_stuck()) == (1, 0)
    draft.refresh_from_db()
    assert (draft.stage, Paper.objects.get().stage) == ("reviewed", "void")


def test_the_public_version_leaves_out_red_lights_where_the_office_so_decides(year, draft):
    done = carry(draft, year.world)
    take(done, year.world, "head", "publish", hides_red=True)
    assert signing.set_public(done.pk) == "published"
    done.refresh_from_db()
    assert done.paper.is_public
    assert done.public_pdf_id not in {None, done.paper.pdf_id}


def test_without_anything_left_out_the_public_version_is_the_issued_one(year, draft):
    done = carry(draft, year.world)
    take(done, year.world, "head", "publish")
    signing.set_public(done.pk)
    done.refresh_from_db()
    assert done.public_pdf_id == done.paper.pdf_id


def test_only_one_bulletin_of_a_programme_is_under_way(year, draft):
    with pytest.raises(Refused, match="已有一期"):
        drafting.draft(year.programme, draft.cut, year.world.actor("clerk"))


@pytest.mark.parametrize("who", ["liaison", "convener", "stranger"])
def test_only_the_office_drafts(year, mid, who):
    with pytest.raises(NotYours):
        drafting.draft(year.programme, mid, year.world.actor(who))


def test_a_newer_cut_is_offered_and_every_chip_is_computed_again(year, draft):
    year.go(date(2023, 5, 5))
    year.accept("road", 4, 40)
    newer = cuts.make(year.programme, date(2023, 5, 5), Cut.Occasion.OFFICE, year.world.actor("clerk"))
    assert [f.code for f in checked(draft).findings] == ["stale"]
    moved = drafting.rebind(draft.pk, newer, draft.version, year.world.actor("clerk"))
    assert moved.cut_id == newer.pk
    assert [f.code for f in checked(moved).findings] == []
    assert Entry.objects.get(verb="bulletin.rebind").facts["n_changed"] > 0


def test_a_frozen_row_that_was_tampered_with_is_said_aloud_and_blocks(year, draft):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_frozenstanding SET is_reached = %s WHERE kind = 'item'", [False])
    page = opened(bulletin_for(year.world.actor("clerk"), draft.pk), reached_key(draft), year.world.actor("clerk"))
    assert (page.same, page.shown, page.now_shown) == (False, "1项", "0项")
    with pytest.raises(Refused, match="不一致，不能签发"):
        take(draft, year.world, "clerk", "send")


def reached_key(draft):
    """The chip of how many items are reached."""
    wanted = ("items.reached", {}, "n:项")
    return next(k for k, c in draft.figures.items() if (c["code"], c["args"], c["shape"]) == wanted)


def test_a_figure_opens_to_its_rows_and_who_reported_them(year, draft):
    clerk = year.world.actor("clerk")
    page = opened(bulletin_for(clerk, draft.pk), reached_key(draft), clerk)
    assert (page.same, page.n_rows, [r.label for r in page.rows]) == (True, 1, ["基础养老金提标发放"])
    assert page.digest == page.digest_now


def test_a_typed_figure_blocks_until_it_is_bound(year, draft):
    clerk = year.world.actor("clerk")
    block = draft.blocks[0]
    editing.write_block(draft.pk, block["id"], 1, "全县共3项。", clerk)
    with pytest.raises(Refused, match="手工输入的数字"):
        take(draft, year.world, "clerk", "send")
    [finding] = checked(Bulletin.objects.get()).blocking
    loose = finding.loose
    assert [p.shown for p in loose.proposals][:1] == ["3项"]
    editing.bind(draft.pk, block["id"], 2, loose.run, loose.start, loose.end, loose.proposals[0].key, clerk)
    assert take(draft, year.world, "clerk", "send").stage == "reviewing"


def test_a_draft_under_review_is_not_edited(year, draft):
    take(draft, year.world, "clerk", "send")
    with pytest.raises(Refused, match="退回起草后才能修改"):
        editing.write_block(draft.pk, "b1", 1, "改写", year.world.actor("clerk"))


def test_two_people_edit_two_paragraphs_but_not_one(year, draft):
    one, two = draft.blocks[0]["id"], draft.blocks[-1]["id"]
    editing.write_block(draft.pk, one, 1, "第一稿文字。", year.world.actor("clerk"))
    editing.write_block(draft.pk, two, 1, "结尾文字。", year.world.actor("clerk2"))
    with pytest.raises(Overtaken):
        editing.write_block(draft.pk, one, 1, "另一稿文字。", year.world.actor("clerk2"))
