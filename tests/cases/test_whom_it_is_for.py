"""Whoever is helped: sealed, masked to those who need not know, and nowhere else to be read."""

import io
from zipfile import ZipFile

import pytest
from django.urls import reverse

from shishi.cases.actions.opening import open_case
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Asker, Case, CaseStep
from shishi.journal.models import Entry, Telling
from shishi.lib.refusal import Refused
from shishi.search.models import Entry as Indexed
from tests.cases import good_deeds as deeds

pytestmark = pytest.mark.django_db
SECRETS = (deeds.NAME, deeds.PHONE, deeds.HOME)


@pytest.fixture
def cast(world):
    return deeds.people(world)


def page_of(client, cast, who, *address):
    client.force_login(cast.account(who))
    return client.get(reverse(*address[:1], args=address[1:])).content.decode()


def found_in(text):
    return [word for word in SECRETS if word in text]


def test_a_claimer_reads_name_and_address_only_once_the_claim_is_accepted(client, cast):
    case = deeds.claimed(cast)
    before = page_of(client, cast, "volunteer", "case", case.pk) + page_of(client, cast, "volunteer", "wishes")
    assert found_in(before) == []
    assert "莫*" in before
    take_step(case, "accept", cast.actor("village"))
    assert found_in(page_of(client, cast, "volunteer", "case", case.pk)) == list(SECRETS)
    assert found_in(client.get(reverse("wishes"), {"show": "mine"}).content.decode()) == list(SECRETS)


def test_a_colleague_of_the_claimer_never_does_and_the_claimer_not_afterwards(client, cast):
    case = deeds.claimed(cast, who="liaison")
    take_step(case, "accept", cast.actor("village"))
    assert found_in(page_of(client, cast, "edu_head", "case", case.pk)) == []
    case = take_step(case, "finish", cast.actor("liaison"), {"done": "已送到。"})
    assert found_in(page_of(client, cast, "liaison", "case", case.pk)) == list(SECRETS)
    take_step(case, "confirm", cast.actor("village"))
    assert found_in(page_of(client, cast, "liaison", "case", case.pk)) == []
    assert found_in(page_of(client, cast, "village", "case", case.pk)) == list(SECRETS)


@pytest.mark.parametrize("field", ["title", "text", "place"])
def test_the_name_cannot_be_written_where_everybody_reads(cast, field):
    with pytest.raises(Refused) as refused:
        deeds.collected(cast, **{field: f"帮{deeds.NAME}修灯"})
    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize("make", [deeds.claimed, deeds.visited])
def test_nothing_of_it_stands_in_rows_journal_inbox_or_search(cast, make):
    case = make(cast)
    asker = Asker.objects.get(case=case)
    kept = b"".join(bytes(box) for box in (asker.name_sealed, asker.phone_sealed, asker.place_sealed))
    rows = [
        *Entry.objects.values_list("facts", "subject_label"),
        *Telling.objects.values_list(),
        *Indexed.objects.values_list(),
        *CaseStep.objects.values_list("answers"),
        *Case.objects.values_list(),
    ]
    assert found_in(str(rows)) == []
    assert not any(word.encode() in kept for word in SECRETS)


@pytest.mark.parametrize(("kind", "who"), [("micro", "clerk"), ("pairing", "head")])
def test_nor_in_the_register_or_the_lists(client, cast, kind, who):
    deeds.claimed(cast)
    deeds.visited(cast)
    client.force_login(cast.account(who))
    assert found_in(client.get(reverse("cases"), {"kind": kind}).content.decode()) == []
    assert found_in(client.get(reverse("cases"), {"kind": kind, "q": deeds.NAME}).content.decode()) == [deeds.NAME]
    book = client.post(reverse("cases-export"), {"query": f"kind={kind}&state=all"}).content
    with ZipFile(io.BytesIO(book)) as parts:
        assert found_in("".join(parts.read(name).decode(errors="replace") for name in parts.namelist())) == []


@pytest.mark.parametrize("who", ["clerk", "township", "volunteer2", "health_liaison", "leader", "stranger", "hotline"])
def test_a_pairing_is_out_of_reach_of_everybody_it_does_not_concern(client, cast, who):
    case = deeds.visited(cast)
    client.force_login(cast.account(who))
    assert client.get(reverse("case", args=[case.pk])).status_code == 404
    assert case.title not in client.get(reverse("pairings")).content.decode()
    assert client.post(reverse("pairing-book", args=[case.pk])).status_code == 404
    assert client.post(reverse("pairing-visit", args=[case.pk])).status_code == 404


@pytest.mark.parametrize("who", ["liaison", "village", "head"])
def test_helpers_village_and_the_offices_head_know_whom_it_is_about(client, cast, who):
    case = deeds.visited(cast)
    assert found_in(page_of(client, cast, who, "case", case.pk)) == list(SECRETS)


def test_what_is_raised_from_a_pairing_leads_nobody_back_to_it(client, cast):
    case = deeds.visited(cast)
    client.force_login(cast.account("liaison"))
    given = {"title": "农房漏雨", "text": "屋顶漏雨。", "source": "research", "once": "x"}
    client.post(reverse("case-raise", args=[case.pk, "problem"]), given)
    raised = Case.objects.get(kind="problem")
    page = page_of(client, cast, "clerk", "case", raised.pk)
    assert case.number not in page
    assert case.title not in page
    assert found_in(page) == []


@pytest.mark.paper
def test_the_handbook_is_printed_for_those_who_know_and_recorded(client, cast):
    case = deeds.visited(cast)
    client.force_login(cast.account("liaison"))
    answer = client.post(reverse("pairing-book", args=[case.pk]), {"form": "pdf"})
    assert answer.content[:4] == b"%PDF"
    assert Entry.objects.filter(verb="case.print_book").count() == 1


def test_a_village_raises_a_request_for_somebody(cast):
    given = {"title": "路灯不亮", "text": "村口。", "channel": "visit"}
    assert open_case("request", given, cast.actor("village")).case.region_path == cast.regions["town"].path
