"""Writing to the mailbox without an account: what is asked, what is refused, what comes back."""

import re

import pytest
from django.urls import reverse

from shishi.cases.models import Asker, Case, CaseFile
from shishi.files.models import File
from shishi.files.queries import path_of
from shishi.journal.models import Telling
from tests.cases.stories import photo
from tests.world import PEOPLE

pytestmark = pytest.mark.django_db
LETTER = {
    "once": "k1",
    "type": "help",
    "title": "校门口路灯不亮",
    "text": "晚自习放学看不清路，请尽快修。",
    "place": "易水镇中学南门",
    "asker_name": "张三",
    "asker_phone": "138 0000 1111",
}


def send(client, cast, office="office", **more):
    return client.post(reverse("mailbox-letter", args=[cast.orgs[office].pk]), LETTER | more)


def code_in(answer) -> str:
    return re.search(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}", answer.content.decode())[0]


def test_a_letter_gets_a_number_and_a_code_shown_once(client, cast):
    answer = send(client, cast, addressee=cast.orgs["education"].pk)
    case = Case.objects.get()
    page = answer.content.decode()
    assert case.number in page
    assert len(code_in(answer).replace("-", "")) == 20
    assert "data:image/svg+xml" in page
    assert (case.channel, case.office, case.addressee) == ("mailbox", cast.orgs["office"], cast.orgs["education"])
    assert code_in(answer) not in client.get(reverse("follow-letter")).content.decode()


def test_the_desk_is_told_of_it(client, cast):
    send(client, cast)
    told = set(Telling.objects.values_list("person_id", flat=True))
    assert cast.people["hotline"].pk in told


def test_the_same_form_twice_is_one_letter(client, cast):
    send(client, cast)
    again = send(client, cast)
    assert again.status_code == 422
    assert "已经提交过" in again.content.decode()
    assert Case.objects.count() == 1


def test_name_and_telephone_are_sealed(client, cast):
    send(client, cast)
    asker = Asker.objects.get()
    assert b"13800001111" not in bytes(asker.phone_sealed)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"title": ""}, "请填写标题"),
        ({"text": ""}, "请填写内容"),
        ({"asker_phone": "打我电话"}, "请填写数字"),
        ({"text": "我的身份证号是11010519491231002X。"}, "好像有身份证号"),
        ({"type": "urgent"}, "选择一个有效的选项"),
        ({"addressee": "987654"}, "选择一个有效的选项"),
        ({"website": "http://x"}, "没有提交成功"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(client, cast, more, words):
    answer = send(client, cast, **more)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert more.get("title") == "" or "校门口路灯不亮" in page
    assert not Case.objects.exists()


def test_photographs_lose_where_they_were_taken_and_their_names(client, cast):
    upload = photo("张三家门口.jpg")
    send(client, cast, proof=[upload, photo("b.JPG")])
    names = list(File.objects.order_by("id").values_list("name", flat=True))
    assert names == ["照片1.jpg", "照片2.jpg"]
    assert CaseFile.objects.count() == 2
    assert b"GPS" not in path_of(File.objects.first()).read_bytes()


@pytest.mark.parametrize("name", ["a.pdf", "a.svg", "a.exe"])
def test_only_photographs_are_taken(client, cast, name):
    assert send(client, cast, proof=[photo(name)]).status_code == 422
    assert not Case.objects.exists()


def test_more_than_an_hours_number_from_one_network_is_refused(client, cast, settings):
    settings.LETTERS_AN_HOUR = 2
    for n in range(2):
        assert send(client, cast, once=f"k{n}", REMOTE_ADDR=f"10.0.0.{n}").status_code == 200
    refused = send(client, cast, once="k9")
    assert refused.status_code == 429
    assert "过一小时再试" in refused.content.decode()
    assert Case.objects.count() == 2


def test_every_region_with_an_office_takes_letters(client, cast):
    page = client.get(reverse("mailbox")).content.decode()
    assert "湘水县" in page
    assert "韶峰县" in page
    assert client.get(reverse("mailbox-letter", args=[cast.orgs["education"].pk])).status_code == 404


def test_the_form_names_posts_and_no_person(client, cast):
    page = client.get(reverse("mailbox-letter", args=[cast.orgs["office"].pk])).content.decode()
    assert "县教育局局长" in page
    assert not [name for _login, name, *_rest in PEOPLE if name in page]


def test_a_suggestion_is_a_case_of_its_own_kind(client, cast):
    typed = {k: v for k, v in LETTER.items() if k not in ("type", "place")} | {"proposal": "错峰开放操场。"}
    client.post(reverse("mailbox-suggestion", args=[cast.orgs["office"].pk]), typed)
    case = Case.objects.get()
    assert (case.kind, case.source) == ("suggestion", "masses")
    assert case.steps.get().answers["proposal"] == "错峰开放操场。"
