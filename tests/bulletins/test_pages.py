"""The pages of bulletins: who sees which, what forms do with and without scripts, and what each costs."""

import re

import pytest

from shishi.bulletins.actions import signing
from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries.editor import editor_of
from shishi.files.queries import read
from shishi.inbox.actions import tell_waiting
from shishi.inbox.queries import inbox
from shishi.journal.models import Entry
from shishi.reports.models import Cut, FrozenStanding
from shishi.search.queries import find
from tests.bulletins.conftest import carry, take
from tests.programmes import cast

HTMX = {"HX-Request": "true"}


def block_of(bulletin, words):
    """The first block whose plain words hold `words`."""
    bulletin.refresh_from_db()
    return next(b for b in bulletin.blocks if any(words in r.get("text", "") for r in b.get("runs", ())))


@pytest.fixture
def signed_in(client, draft, year):
    def go(who):
        client.force_login(year.world.account(who))
        return client

    return go


def test_the_office_writes_a_draft_and_lands_in_the_editor(signed_in, year, draft):
    Bulletin.objects.filter(pk=draft.pk).update(stage="withdrawn")
    client = signed_in("clerk")
    page = client.get("/bulletins/")
    assert "生成本期" in page.content.decode()
    answer = client.post("/bulletins/draft/", {"programme": year.programme.pk, "cut": draft.cut_id, "layout": "brief"})
    made = Bulletin.objects.first()
    assert (answer.status_code, answer.url, made.layout) == (302, f"/bulletins/{made.pk}/edit/", "brief")


def test_a_units_figure_bears_the_units_name_and_no_code_is_shown(year, draft):
    chips = editor_of(draft, year.world.actor("clerk")).chips
    rows = {r.label for r in FrozenStanding.objects.filter(cut=draft.cut_id, kind="unit")}
    assert {c.of for c in chips if c.label == "单位平均进度"} <= rows
    assert {c.of for c in chips if c.label == "亮灯项目数"} <= {"蓝灯", "绿灯", "黄灯", "红灯", "灰灯"}
    assert not [c.of for c in chips if "." in c.of], "codes of lists, such as province.key"


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("clerk", "/bulletins/{pk}/", 200),
        ("clerk", "/bulletins/{pk}/edit/", 200),
        ("convener", "/bulletins/{pk}/", 200),
        ("leader", "/bulletins/{pk}/figures/1/", 200),
        ("convener", "/bulletins/{pk}/edit/", 403),
        ("liaison", "/bulletins/{pk}/", 404),
        ("statistician", "/bulletins/{pk}/", 404),
        ("stranger", "/bulletins/{pk}/", 404),
        ("stranger", "/bulletins/{pk}/edit/", 404),
        ("clerk", "/bulletins/{pk}/figures/999/", 404),
        ("sysadmin", "/bulletins/{pk}/", 404),
    ],
)
def test_a_draft_is_for_the_office_and_the_leaders(signed_in, draft, who, address, status):
    assert signed_in(who).get(address.format(pk=draft.pk)).status_code == status


@pytest.mark.parametrize(("who", "status"), [("liaison", 200), ("health_liaison", 200), ("stranger", 404)])
def test_what_is_signed_is_read_by_every_unit_of_the_programme(signed_in, year, draft, who, status):
    carry(draft, year.world)
    client = signed_in(who)
    assert client.get(f"/bulletins/{draft.pk}/").status_code == status
    assert client.get(f"/bulletins/{draft.pk}/figures/1/").status_code == status
    assert client.post(f"/bulletins/{draft.pk}/download/", {"form": "pdf"}).status_code == status


def test_the_download_is_the_kept_bytes(signed_in, year, draft):
    carry(draft, year.world)
    draft.refresh_from_db()
    answer = signed_in("clerk").post(f"/bulletins/{draft.pk}/download/", {"form": "docx"})
    assert b"".join(answer.streaming_content) == read(draft.paper.docx)
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_draft_has_nothing_to_download(signed_in, draft):
    answer = signed_in("clerk").post(f"/bulletins/{draft.pk}/download/", {"form": "pdf"})
    assert (answer.status_code, "尚未印发" in answer.content.decode()) == (422, True)


def test_a_paragraph_is_written_without_scripts(signed_in, draft):
    block = block_of(draft, "专班办公室坚持")
    key = next(r["figure"] for r in block["runs"] if "figure" in r)
    shown = draft.figures[key]["shown"]
    answer = signed_in("clerk").post(
        f"/bulletins/{draft.pk}/blocks/{block['id']}/", {"seen": block["v"], "text": f"按时报送率为〔{shown}#{key}〕。"}
    )
    draft.refresh_from_db()
    after = next(b for b in draft.blocks if b["id"] == block["id"])
    assert (answer.status_code, after["runs"]) == (302, [{"text": "按时报送率为"}, {"figure": key}, {"text": "。"}])


def test_with_htmx_the_paragraph_and_the_panel_come_back(signed_in, draft):
    block = block_of(draft, "专班办公室坚持")
    answer = signed_in("clerk").post(
        f"/bulletins/{draft.pk}/blocks/{block['id']}/",
        {"seen": block["v"], "text": "召开会议14次。"},
        HTTP_HX_REQUEST="true",
    )
    page = answer.content.decode()
    assert '<mark class="loose">14</mark>' in page
    assert 'id="panel" hx-swap-oob="true"' in page
    assert "<html" not in page


def test_a_refused_paragraph_comes_back_with_the_sentence_and_what_was_typed(signed_in, draft):
    block = block_of(draft, "专班办公室坚持")
    answer = signed_in("clerk").post(
        f"/bulletins/{draft.pk}/blocks/{block['id']}/",
        {"seen": block["v"], "text": "共〔99项#1〕"},
        HTTP_HX_REQUEST="true",
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "不能改成" in page
    assert "共〔99项#1〕" in page


def test_a_numeral_is_bound_from_the_panel(signed_in, draft):
    block = block_of(draft, "专班办公室坚持")
    client = signed_in("clerk")
    client.post(f"/bulletins/{draft.pk}/blocks/{block['id']}/", {"seen": block["v"], "text": "全县3项民生实事。"})
    page = client.get(f"/bulletins/{draft.pk}/edit/").content.decode()
    form = re.search(r'action="([^"]+/numerals/)".*?</form>', page, re.S)
    data = dict(re.findall(r'name="(seen|run|start|end)" value="(\d+)"', form.group()))
    key = re.search(r'name="key" value="(\d+)">绑定 3项', form.group())[1]
    client.post(form[1], data | {"key": key})
    draft.refresh_from_db()
    after = next(b for b in draft.blocks if b["id"] == block["id"])
    assert after["runs"] == [{"text": "全县"}, {"figure": key}, {"text": "民生实事。"}]


def test_a_form_sent_twice_has_one_effect(signed_in, draft):
    client, data = signed_in("clerk"), {"version": draft.version}
    first = client.post(f"/bulletins/{draft.pk}/steps/send/", data)
    second = client.post(f"/bulletins/{draft.pk}/steps/send/", data)
    assert (first.status_code, second.status_code) == (302, 409)
    assert draft.steps.count() == 1


def test_adding_a_paragraph_twice_adds_one(signed_in, draft):
    client, block, n = signed_in("clerk"), draft.blocks[0], len(draft.blocks)
    for status in (302, 409):
        data = {"seen": block["v"], "kind": "paragraph"}
        assert client.post(f"/bulletins/{draft.pk}/blocks/{block['id']}/after/", data).status_code == status
    draft.refresh_from_db()
    assert len(draft.blocks) == n + 1


def test_a_tampered_form_is_a_sentence(signed_in, draft):
    answer = signed_in("clerk").post(f"/bulletins/{draft.pk}/steps/send/", {"version": "x"})
    assert answer.status_code == 409


def test_pages_cost_a_fixed_number_of_queries(signed_in, year, draft, django_assert_max_num_queries):
    client = signed_in("clerk")
    for address, most in ((f"/bulletins/{draft.pk}/", 22), (f"/bulletins/{draft.pk}/edit/", 22), ("/bulletins/", 15)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
    carry(draft, year.world)
    with django_assert_max_num_queries(20):
        client.get(f"/bulletins/{draft.pk}/figures/1/")


def test_a_step_of_a_stranger_is_out_of_reach_and_of_the_wrong_post_refused(signed_in, draft):
    data = {"version": draft.version}
    assert signed_in("stranger").post(f"/bulletins/{draft.pk}/steps/send/", data).status_code == 404
    assert signed_in("convener").post(f"/bulletins/{draft.pk}/steps/send/", data).status_code == 403


def test_without_an_open_month_the_page_says_so_and_offers_no_button(client, world):
    programme = cast.a_programme(world)
    client.force_login(world.account("clerk"))
    page = client.get("/bulletins/").content.decode()
    assert ("第一个月开放填报后" in page, "生成初稿" in page) == (True, False)
    answer = client.post("/bulletins/draft/", {"programme": programme.pk, "cut": "today", "layout": "full"})
    page = answer.content.decode()
    assert (answer.status_code, "还没有开放的月份" in page, "情况通报" in page) == (422, True, True)


def test_a_second_draft_is_refused_on_the_page_and_leaves_no_cut_behind(signed_in, year, draft):
    n = Cut.objects.count()
    form = {"programme": year.programme.pk, "cut": "today", "layout": "full"}
    answer = signed_in("clerk").post("/bulletins/draft/", form)
    assert (answer.status_code, "已有一期通报正在办理" in answer.content.decode()) == (422, True)
    assert Cut.objects.count() == n


def test_whoever_takes_the_public_version_is_written_down_and_messages_lead_to_bulletins(signed_in, year, draft):
    issued = carry(draft, year.world)
    client = signed_in("clerk")
    url = f"/bulletins/{issued.pk}/download/"
    assert client.post(url, {"form": "public"}).status_code == 422
    take(issued, year.world, "head", "publish")
    signing.set_public(issued.pk)
    assert client.post(url, {"form": "public"}).status_code == 200
    entry = Entry.objects.get(verb="bulletin.download")
    assert (entry.actor_name, entry.facts["form"]) == (year.world.people["clerk"].name, "public")
    tell_waiting()
    days = inbox(year.world.actor("liaison")).days
    assert [m.has_page for day in days for m in day.messages if "印发" in m.sentence] == [True]


def test_an_issued_bulletin_and_its_paper_are_found_by_those_who_read_them(year, draft):
    def kinds(who):
        return {group.kind for group in find("重点民生实事工作情况", year.world.actor(who))}

    assert kinds("clerk") == set()
    carry(draft, year.world)
    assert kinds("clerk") == {"bulletin", "paper"}
    assert (kinds("liaison"), kinds("stranger")) == ({"bulletin"}, set())
