"""The forms steps leave: suggestions and petitions have their own, a closing shows its photographs."""

from __future__ import annotations

import base64

import pytest

from shishi.cases.actions.opening import open_case
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case
from shishi.cases.queries.slips import slip_of
from shishi.lib.paper import to_text
from shishi.lib.paper.apart import rendered_apart
from shishi.lib.paper.model import Paper, Picture
from shishi.lib.paper.shrink import shrunk
from tests.cases import stories
from tests.world import TODAY, World

pytestmark = pytest.mark.django_db
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def paper_of(case: Case, name: str, paper: str) -> str:
    return to_text(slip_of(case, case.steps.filter(name=name).latest("pk"), paper))


@pytest.fixture
def adopted(cast: World) -> Case:
    asked = {
        "title": "闲置校舍改成老年食堂", "text": "撤并后的村小空着。", "proposal": "由村集体运营。", "source": "masses",
        "asker_name": "张三", "asker_phone": "13900004401", "channel": "mailbox",
    }  # fmt: skip
    clerk, unit = cast.actor("clerk"), cast.orgs["education"]
    case = open_case("suggestion", asked, clerk).case
    case = take_step(case, "register", clerk, {"source": "masses", "topic": "养老助餐"})
    case = take_step(case, "screen", clerk, {"type": "daily", "opinion": "内容具体，转有关单位。"})
    case = take_step(case, "forward", clerk, {"unit": unit, "supporting": [cast.orgs["health"]]})
    case = take_step(case, "take", cast.actor("liaison"))
    for part in case.parts.filter(is_lead=False):
        part.stage = "done"
        part.save()
    reply = "建议可行。\n先在三个村试点。"
    case = take_step(case, "draft", cast.actor("liaison"), {"reply": reply, "opinion": "建议采纳"})
    case = take_step(case, "reply", cast.actor("edu_head"))
    return take_step(case, "adopted", clerk, {"opinion": "采纳，列入试点。"})


def test_a_suggestion_is_registered_forwarded_and_answered_on_its_own_forms(cast, adopted):
    registered = paper_of(adopted, "register", "人民建议登记表")
    for words in ("建议主题", "闲置校舍改成老年食堂", "对策建议", "由村集体运营。", "陈晓兰", "加密保存"):
        assert words in registered
    forwarded = paper_of(adopted, "forward", "人民建议转办单")
    assert "县卫健局" in forwarded
    assert "内容具体，转有关单位。" in forwarded
    answer = paper_of(adopted, "reply", "人民建议答复函")
    assert "尊敬的建议人：" in answer
    assert "　　先在三个村试点。" in answer
    assert "县教育局" in answer.splitlines()[-3:][0] + answer.splitlines()[-2]
    proof = paper_of(adopted, "adopted", "采纳证明")
    assert "本办公室认定采纳。" in proof
    assert "湘水县专班办公室" in proof
    for text in (registered, forwarded, answer, proof):
        assert "张三" not in text
        assert "13900004401" not in text


def test_a_petition_is_told_with_its_days_and_without_a_name(cast):
    asked = {"title": "办证历史遗留问题", "outside_number": "xf-2023-018"}
    case = open_case("petition", asked, cast.actor("clerk")).case
    case = take_step(case, "forward", cast.actor("clerk"), {"unit": cast.orgs["housing"]})
    case = take_step(case, "tell", cast.actor("housing_liaison"), {"held_on": TODAY})
    told = paper_of(case, "tell", "信访告知书")
    assert "信访系统编号XF-2023-018" in told
    assert "2023年9月4日书面告知受理" in told
    assert "国家信访信息系统出具" in told


def test_the_closing_form_shows_before_and_after_side_by_side(cast):
    case = stories.closed(cast)
    paper = slip_of(case, case.steps.get(name="close"), "销号单")
    assert [picture.caption.split("　")[0] for picture in paper.pictures] == ["整改前 1", "整改后 1"]
    assert all(picture.content for picture in paper.pictures)
    assert slip_of(case, case.steps.get(name="close"), "销号单", pictures=False).pictures == ()
    assert slip_of(case, case.steps.get(name="verify"), "现场复核记录").pictures == ()


@pytest.mark.paper
def test_photographs_are_set_small_and_what_is_no_picture_leaves_its_place():
    sent = (
        Picture(base64.b64encode(DOT).decode(), "整改前 1"),
        Picture(base64.b64encode(b"junk").decode(), "整改后 1"),
    )
    small = shrunk(Paper(pictures=sent)).pictures
    assert base64.b64decode(small[0].content).startswith(b"\x89PNG")
    assert small[1].content == ""
    made = rendered_apart(Paper(title="销号单", pictures=sent, pictures_heading="整改前后对比照片"))
    assert made.pdf.startswith(b"%PDF-")
    assert made.docx.startswith(b"PK")
