"""Who wrote stays with the desk: no page, list, search, export, paper, journal or message tells the unit."""

import pytest
from django.urls import reverse

from shishi.cases.actions.steps import take_step
from shishi.journal.models import Entry, Telling
from tests.cases import stories

pytestmark = pytest.mark.django_db
NAME, PHONE = "欧阳密", "13955557777"
PAGES = ("/desk/", "/cases/", "/cases/?kind=request&state=all", "/inbox/", "/me/")


@pytest.fixture(params=[{"secret": True}, {"type": "complain"}], ids=["wished", "complaint"])
def letter(request, cast):
    case, _code = stories.request(cast, asker_name=NAME, asker_phone=PHONE, **request.param)
    kind = request.param.get("type", "help")
    case = take_step(case, "register", cast.actor("hotline"), {"type": kind})
    return take_step(case, "dispatch", cast.actor("hotline"), {"unit": cast.orgs["education"]})


def hides(answer) -> bool:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return NAME.encode() not in body and PHONE.encode() not in body


@pytest.mark.parametrize("who", ["liaison", "edu_head", "leader", "township"])
def test_no_page_names_the_writer(client, cast, letter, who):
    client.force_login(cast.account(who))
    for page in (*PAGES, reverse("case", args=[letter.pk])):
        assert hides(client.get(page)), page
    for words in (NAME, PHONE):
        assert letter.number not in client.get("/search/", {"q": words}).content.decode()
    paper = letter.steps.get(name="dispatch")
    assert hides(client.get(reverse("case-paper", args=[letter.pk, paper.pk])))
    assert hides(client.post(reverse("cases-export"), {"kind": "request", "state": "all"}))


def test_no_journal_and_no_message_names_the_writer(letter):
    kept = str(list(Entry.objects.values())) + str(list(Telling.objects.values()))
    assert NAME not in kept
    assert PHONE not in kept


def test_the_desk_reads_who_wrote(client, cast, letter):
    client.force_login(cast.account("hotline"))
    page = client.get(reverse("case", args=[letter.pk])).content.decode()
    assert NAME in page
    assert PHONE in page
