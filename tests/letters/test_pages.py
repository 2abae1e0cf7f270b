"""The pages of letters as their people see them: the way in, the composer, the letter, the register."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from shishi.cases.models import Case
from shishi.letters.models import Letter, LetterDesk
from shishi.letters.queries.words import typed_of
from shishi.lib import clock
from tests.cases import stories
from tests.letters.conftest import again, make_red, replied, step

pytestmark = pytest.mark.django_db


def form_of(letter, **changed):
    typed = typed_of(again(letter))
    found = {"title": typed.title, "type": typed.type, "level": typed.level, **typed.texts}
    found |= {f"requirement-{n}": text for n, text in enumerate(typed.requirements)}
    return found | {"version": again(letter).case.version} | changed


def test_a_red_item_offers_help_first_and_the_letter_one_click_on(client, year, world):
    make_red(year)
    client.force_login(world.account("clerk"))
    item = year.items["schools"]
    assert f"/letters/new/?item={item.pk}" in client.get(f"/items/{item.pk}/?month=2023-04").content.decode()
    page = client.get(f"/letters/new/?item={item.pk}").content.decode()
    assert "这件事需要什么帮助" in page
    assert "/cases/new/factor/?item=" in page
    answer = client.post("/letters/new/", {"item": item.pk, "type": "letter"})
    letter = Letter.objects.get()
    assert answer.url == f"/letters/{letter.pk}/edit/"
    assert "可以送审" in client.get(answer.url).content.decode()
    assert "打开那一份" in client.get(f"/letters/new/?item={item.pk}").content.decode()
    assert client.post("/letters/new/", {"item": item.pk}).status_code == 422


def test_an_overdue_problem_leads_to_a_letter(client, year, world):
    case = stories.assigned(world)
    clock.rehearse(clock.at(date(2023, 7, 3)))
    client.force_login(world.account("clerk"))
    assert f"/letters/new/?from=case:{case.pk}" in client.get(f"/cases/{case.pk}/").content.decode()
    client.post("/letters/new/", {"from": f"case:{case.pk}"})
    letter = Letter.objects.select_related("case").get()
    assert (letter.case.source, letter.unit) == ("overdue", case.unit)
    assert letter.case.links.get().other == case
    assert "可以送审" in client.get(f"/letters/{letter.pk}/edit/").content.decode()


def test_the_live_page_follows_what_is_typed_and_saves_nothing(client, draft, world):
    client.force_login(world.account("clerk"))
    typed = form_of(draft, problems="仍有12处没有动工。")
    page = client.post(f"/letters/{draft.pk}/preview/", typed, headers={"HX-Request": "true"}).content.decode()
    assert "仍有<mark" in page
    assert "手工输入的数字" in page
    assert "12" not in str(again(draft).problems)


def test_the_composer_saves_settles_and_sends(client, draft, world):
    client.force_login(world.account("clerk"))
    client.post(f"/letters/{draft.pk}/edit/", form_of(draft, problems="自2023年6月起没有进展。"))
    page = client.get(f"/letters/{draft.pk}/edit/").content.decode()
    fix = page.split('name="fix" value="')[1].split('"')[0]
    client.post(f"/letters/{draft.pk}/edit/", form_of(draft, fix=fix))
    assert {"text": "2023年6月", "mark": "date"} in again(draft).problems
    client.post(f"/letters/{draft.pk}/edit/", form_of(draft, act="send"))
    assert again(draft).case.stage == "reviewing"


def test_what_is_refused_stands_with_what_was_typed(client, draft, world):
    client.force_login(world.account("clerk"))
    answer = client.post(f"/letters/{draft.pk}/edit/", form_of(draft, level=2, title="另一个标题"))
    assert answer.status_code == 422
    assert "另一个标题" in answer.content.decode()
    assert client.post(f"/letters/{draft.pk}/edit/", form_of(draft, version="")).status_code == 409


@pytest.mark.parametrize(("who", "status"), [("liaison", 403), ("stranger", 404), ("leader", 403)])
def test_nobody_else_opens_the_composer(client, draft, world, who, status):
    client.force_login(world.account(who))
    assert client.get(f"/letters/{draft.pk}/edit/").status_code == status
    assert client.get(f"/letters/{draft.pk}/").status_code == (200 if who == "leader" else 404)


def test_the_page_of_its_case_and_its_number_lead_to_the_letter(client, delivered, world):
    client.force_login(world.account("liaison"))
    assert client.get(f"/cases/{delivered.pk}/").url == f"/letters/{delivered.pk}/"
    page = client.get(f"/letters/{delivered.pk}/").content.decode()
    assert "湘县民专督〔2023〕1号" in page
    assert f"/letters/{delivered.pk}/steps/acknowledge/" in page
    key = next(iter(delivered.figures))
    assert "复算一致" in client.get(f"/letters/{delivered.pk}/figures/{key}/").content.decode()
    assert client.post(f"/letters/{delivered.pk}/download/", {"form": "pdf"}).status_code == 200


def test_the_liaison_drafts_and_the_head_signs_the_answer(client, delivered, world):
    step(delivered, world, "liaison", "acknowledge")
    words = {"process": "已专题研究。", "finished": "已排查。", "duty_person": "王教林"}
    client.force_login(world.account("liaison"))
    sent = words | {"version": again(delivered).case.version, "act": "draft"}
    assert client.post(f"/letters/{delivered.pk}/reply/", sent).status_code == 302
    assert client.post(f"/letters/{delivered.pk}/reply/", sent | {"act": "send"}).status_code == 403
    client.force_login(world.account("edu_head"))
    assert "已专题研究。" in client.get(f"/letters/{delivered.pk}/reply/").content.decode()
    client.post(f"/letters/{delivered.pk}/reply/", sent | {"act": "send", "once": "k"})
    assert again(delivered).case.stage == "replied"
    assert "已专题研究。" in client.get(f"/letters/{delivered.pk}/").content.decode()


def test_a_sealed_scan_needs_no_paper_of_ours(client, delivered, world):
    step(delivered, world, "liaison", "acknowledge")
    client.force_login(world.account("edu_head"))
    words = {"process": "已研究。", "finished": "已排查。", "duty_person": "王教林", "scan": stories.photo("盖章.jpg")}
    client.post(f"/letters/{delivered.pk}/reply/", words | {"version": again(delivered).case.version, "act": "send"})
    assert Letter.objects.get().reply_paper is None
    assert "盖章.jpg" in client.get(f"/letters/{delivered.pk}/").content.decode()


def test_the_register_shows_it_all_and_is_exported(client, delivered, world):
    letter = replied(delivered, world)
    step(letter, world, "clerk2", "accept", verdict="done", opinion="同意办结")
    client.force_login(world.account("clerk"))
    page = client.get("/letters/").content.decode()
    assert "1/1" in page
    assert "已审结" in page
    book = load_workbook(BytesIO(client.post("/letters/export/", {"year": 2023}).content))
    rows = [[c.value for c in row] for row in book.active.iter_rows()]
    assert any("湘县民专督〔2023〕1号" in row and "同意办结" in row for row in rows)


def test_the_register_says_where_the_limit_stands_since_it_came_back(client, delivered, world):
    letter = replied(delivered, world)
    step(letter, world, "clerk2", "redo", reason="没有写明完成时间", due_on=date(2023, 5, 17))
    client.force_login(world.account("clerk"))
    assert "重办至 2023-05-17" in client.get("/letters/").content.decode()


def test_the_head_sets_the_desk(client, year, world):
    client.force_login(world.account("head"))
    version = LetterDesk.objects.get().version
    client.post("/letters/settings/", {"prefix": "湘督", "head_signs": "on", "version": version})
    assert (LetterDesk.objects.get().prefix, LetterDesk.objects.get().head_signs) == ("湘督", True)
    client.force_login(world.account("clerk"))
    assert client.get("/letters/settings/").status_code == 403


def test_registering_one_by_hand_leads_to_the_room(client, year, world):
    client.force_login(world.account("clerk"))
    item = year.items["schools"]
    assert client.get(f"/cases/new/letter/?item={item.pk}").url == f"/letters/new/?item={item.pk}"
    assert not Case.objects.filter(kind="letter").exists()
