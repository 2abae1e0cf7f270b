"""Following a letter by number and code: who gets in, what is seen, what may be done."""

import pytest
from django.urls import reverse

from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case
from shishi.journal.models import Entry, Telling
from shishi.lib import clock
from shishi.portal.models import Knock
from tests.cases import stories

pytestmark = pytest.mark.django_db
GOOD = {"once": "r1", "resolved": "resolved", "rating": "5"}
BAD = {"once": "r1", "resolved": "not_resolved", "rating": "1", "comment": "灯还是不亮"}


def prove(client, number, code, **more):
    return client.post(reverse("follow"), {"number": number, "code": code}, **more)


def inside(client, case, code):
    assert prove(client, case.number, code).url == reverse("follow-letter")
    return client


def test_number_and_code_open_the_letter_however_they_are_typed(client, cast):
    case, code = stories.request(cast)
    answer = prove(client, case.number.lower(), f"{code[:5]}-{code[5:10]} {code[10:].lower()}")
    assert answer.url == reverse("follow-letter")
    assert "校门口路灯不亮" in client.get(answer.url).content.decode()


def test_an_unknown_number_and_a_wrong_code_are_answered_alike(client, cast):
    case, code = stories.request(cast)
    other, _code = stories.request(cast)
    wrong = [(case.number, "0" * 20), ("SQ430321-2023-9999", code), (other.number, code), (case.number, "x")]
    answers = [prove(client, *one) for one in wrong]
    assert {a.status_code for a in answers} == {422}
    assert len({a.content.decode().split("<main")[1].split("value=")[0] for a in answers}) == 1
    assert client.get(reverse("follow-letter")).url == reverse("follow")


def test_after_five_wrong_codes_even_the_right_one_waits(client, cast):
    case, code = stories.request(cast)
    for _try in range(5):
        prove(client, case.number, "0" * 20)
    assert prove(client, case.number, code).status_code == 422
    assert prove(client, case.number, code, REMOTE_ADDR="203.0.113.9").status_code == 422
    clock.rehearse(clock.now().replace(hour=12))
    assert prove(client, case.number, code).status_code == 302


def test_what_is_tried_while_it_waits_is_not_looked_at_and_fills_no_journal(client, cast):
    case, code = stories.request(cast)
    for _try in range(5):
        prove(client, case.number, "0" * 20)
    before = Entry.objects.count()
    for typed in ("0" * 20, code, "x"):
        assert prove(client, case.number, typed).status_code == 422
    assert Entry.objects.count() == before


def test_trying_many_numbers_slows_the_network(client, cast):
    case, code = stories.request(cast)
    for n in range(21):
        prove(client, f"SQ430321-2023-{n + 100:04d}", "0" * 20)
    assert prove(client, case.number, code).status_code == 422
    assert prove(client, case.number, code, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_neither_address_nor_number_nor_code_is_kept_of_a_failure(client, cast):
    case, _code = stories.request(cast)
    prove(client, case.number, "1" * 20)
    kept = str(list(Knock.objects.values_list("key", flat=True))) + str(list(Entry.objects.values_list("facts")))
    assert case.number not in kept
    assert "127.0.0.1" not in kept
    assert "1" * 20 not in kept


def test_following_ends_after_thirty_minutes_and_at_once_when_left(client, cast):
    case, code = stories.request(cast)
    session = inside(client, case, code).session
    session["follows"] = (case.pk, 1)
    session.save()
    assert client.get(reverse("follow-letter")).status_code == 302
    inside(client, case, code).post(reverse("follow-leave"))
    assert client.get(reverse("follow-letter")).status_code == 302


def test_the_writer_reads_the_answer_and_no_official_by_name(client, cast):
    case, code = stories.replied(cast)
    page = inside(client, case, code).get(reverse("follow-letter")).content.decode()
    assert "已联系供电所，三日内修复。" in page
    assert "转给县教育局办理" in page
    for name in ("刘小青", "王教林", "钟接线", "电话联系，核实了地点"):
        assert name not in page


def test_answers_one_after_another_are_told_apart(client, cast):
    case, code = stories.replied(cast)
    unsolved = {"resolved": "not_resolved", "rating": "2", "reason": "灯还是不亮"}
    case = take_step(case, "redo", cast.actor("hotline"), unsolved)
    take_step(case, "draft", cast.actor("liaison"), {"reply": "已更换灯泡，九月八日亮灯。"})
    assert "第一次答复" not in inside(client, case, code).get(reverse("follow-letter")).content.decode()
    take_step(case, "reply", cast.actor("edu_head"))
    page = client.get(reverse("follow-letter")).content.decode()
    assert page.index("第二次答复") < page.index("已更换灯泡") < page.index("第一次答复")


def test_an_answer_not_yet_signed_is_not_shown(client, cast):
    case, code = stories.dispatched(cast)
    case = take_step(case, "acknowledge", cast.actor("liaison"))
    case = take_step(case, "contact", cast.actor("liaison"), {"contact": "已电话联系。"})
    take_step(case, "draft", cast.actor("liaison"), {"reply": "草稿里的话还没有签发。"})
    page = inside(client, case, code).get(reverse("follow-letter")).content.decode()
    assert "草稿里的话" not in page


def test_a_letter_is_rated_once(client, cast):
    case, code = stories.replied(cast)
    inside(client, case, code).post(reverse("follow-rate"), GOOD)
    assert Case.objects.get(pk=case.pk).rating == "5"
    assert "您可以评价" not in inside(client, case, code).get(reverse("follow-letter")).content.decode()
    again = client.post(reverse("follow-rate"), BAD | {"once": "r2"})
    assert again.status_code == 422
    assert "已经评价过" in again.content.decode()
    assert Case.objects.get(pk=case.pk).rating == "5"


def test_what_is_not_answered_cannot_be_rated(client, cast):
    case, code = stories.dispatched(cast)
    assert inside(client, case, code).post(reverse("follow-rate"), GOOD).status_code == 422


def test_whoever_is_not_satisfied_is_on_the_desk_at_once(client, cast):
    case, code = stories.replied(cast)
    inside(client, case, code).post(reverse("follow-rate"), BAD)
    told = Telling.objects.filter(entry__verb="letter.unsatisfied").values_list("person_id", flat=True)
    assert cast.people["hotline"].pk in told
    assert "灯还是不亮" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_a_supplement_reaches_whoever_has_it_in_hand(client, cast):
    case, code = stories.dispatched(cast)
    sent = {"once": "s1", "supplement": "是第三根灯杆。", "photos": [stories.photo("我家.jpg")]}
    assert inside(client, case, code).post(reverse("follow-supplement"), sent).status_code == 302
    step = case.steps.get(name="supplement")
    assert step.answers == {"supplement": "是第三根灯杆。"}
    assert step.files.get().file.name == "补充照片1.jpg"
    told = Telling.objects.filter(entry__verb="letter.more").values_list("person_id", flat=True)
    assert cast.people["liaison"].pk in told


def test_five_supplements_are_enough(client, cast):
    case, code = stories.dispatched(cast)
    inside(client, case, code)
    for n in range(5):
        client.post(reverse("follow-supplement"), {"once": f"s{n}", "supplement": f"补充{n}"})
    assert client.post(reverse("follow-supplement"), {"once": "s9", "supplement": "再说"}).status_code == 422


def test_a_code_reaches_no_page_of_the_officials(client, cast):
    case, code = stories.request(cast)
    inside(client, case, code)
    assert client.get(reverse("case", args=[case.pk])).url.startswith("/sign-in/")


def test_a_letter_turned_into_a_suggestion_is_followed_by_its_own_code(client, cast):
    case, code = stories.request(cast)
    take_step(case, "convert", cast.actor("hotline"), {"reason": "是建议"})
    new = Case.objects.get(kind="suggestion")
    assert new.number in inside(client, case, code).get(reverse("follow-letter")).content.decode()
    assert "两个工作日内登记" in inside(client, new, code).get(reverse("follow-letter")).content.decode()
