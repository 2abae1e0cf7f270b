"""A clue handed to a discipline organisation: the accused unit and the ordinary office see nothing of it, anywhere."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from shishi.cases.actions.links import raise_case, transfer_clue
from shishi.cases.actions.opening import open_case
from shishi.cases.actions.parts import charge
from shishi.cases.actions.reminding import remind
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case, CaseFile
from shishi.cases.queries.campaign import campaign
from shishi.cases.queries.detail import links_of
from shishi.inbox.actions import tell_waiting
from shishi.journal.models import Entry, Telling
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.models import Org, Person, Post
from shishi.rules.authority import Role
from tests.cases import stories
from tests.world import NOW, SINCE, TODAY

pytestmark = pytest.mark.django_db
# The accused unit, another unit, ordinary office staff, the desk, a leader without clearance, another county's head.
BLIND = ("liaison", "edu_head", "health_liaison", "clerk", "hotline", "leader", "township", "stranger", "city")
SECRET = "食堂采购指定供应商"
HANDED = {"title": SECRET, "text": "群众反映收受回扣。", "type": "integrity"}


@pytest.fixture
def discipline(cast):
    """The county's discipline organisation and its officer."""
    place = cast.regions["county"]
    org = Org.objects.create(name="县纪委监委", kind="discipline", region=place, region_path=place.path, sort=99)
    cast.orgs["discipline"] = org
    for login, role in (("officer", Role.UNIT_LIAISON), ("officer_head", Role.UNIT_HEAD)):
        person = Person.objects.create(name=login, created_at=NOW)
        cast.people[login] = person
        cast.posts[login] = Post.objects.create(person=person, org=org, title="干部", role=role, since=SINCE)
        person_account(cast, person, login)
    return cast


def person_account(cast, person, login):
    from shishi.orgs.models import Account

    return Account.objects.create(person=person, login=login, must_change_password=False, password="!")


@pytest.fixture
def handed(discipline):
    """A problem of the education bureau and the clue that came out of it, with a file."""
    problem = stories.assigned(discipline)
    answers = HANDED | {"unit": discipline.orgs["discipline"]}
    clue = transfer_clue(problem, answers | {"proof": [stories.photo()]}, discipline.actor("head")).case
    while tell_waiting():
        pass
    return discipline, problem, clue


def test_those_it_was_handed_to_receive_and_handle_it(handed):
    cast, _problem, clue = handed
    assert Telling.objects.filter(
        person_id=cast.people["officer"].pk, entry__subject_id=clue.pk, entry__subject_kind="case"
    ).exists()
    clue = take_step(clue, "receive", cast.actor("officer"))
    clue = take_step(clue, "handle", cast.actor("officer_head"), {"result": "已约谈，立案审查。"})
    assert clue.outcome == "handled"
    for who in ("head", "convener", "officer"):
        assert clue in Case.objects.visible_to(cast.actor(who)), who


def test_only_the_offices_head_hands_over_and_only_to_discipline(discipline):
    problem = stories.assigned(discipline)
    answers = HANDED | {"unit": discipline.orgs["discipline"]}
    for who in (*BLIND, "convener", "officer"):
        with pytest.raises(NotYours):
            transfer_clue(problem, answers, discipline.actor(who))
    for who in ("liaison", "edu_head", "clerk", "hotline", "leader", "officer"):
        with pytest.raises(NotYours):
            open_case("clue", answers, discipline.actor(who))
    for unit in ("education", "health"):
        with pytest.raises(Refused, match="纪检监察"):
            transfer_clue(problem, HANDED | {"unit": discipline.orgs[unit]}, discipline.actor("head"))
    clue = transfer_clue(problem, answers, discipline.actor("head")).case
    with pytest.raises(Refused, match="纪检监察"):
        charge(clue, [discipline.orgs["education"]], "配合", discipline.actor("head"), clue.version)


def test_nothing_is_written_on_the_case_it_came_from(handed):
    cast, problem, clue = handed
    verbs = set(Entry.objects.about("case", problem.pk).values_list("verb", flat=True))
    assert verbs == {"problem.open", "problem.assign"}
    assert Case.objects.get(pk=problem.pk).version == problem.version
    entries = Entry.objects.about("case", clue.pk)
    assert SECRET not in str(list(entries.values_list("subject_label", "facts")))
    for who in BLIND:
        assert links_of(problem, cast.actor(who)) == (), who
    assert [link.id for link in links_of(problem, cast.actor("head"))] == [clue.pk]


def test_raising_it_from_the_page_is_the_same_as_handing_it_over(discipline):
    problem = stories.assigned(discipline)
    raise_case(problem, "clue", HANDED | {"unit": discipline.orgs["discipline"]}, discipline.actor("head"))
    assert not Entry.objects.about("case", problem.pk).filter(verb="case.raise").exists()


@pytest.mark.parametrize("who", BLIND)
def test_no_page_says_a_word(client, handed, who):
    cast, problem, clue = handed
    client.force_login(cast.account(who))
    pages = [
        *(reverse("cases") + query for query in ("?state=all", "?state=all&kind=clue", f"?state=all&q={clue.number}")),
        *(reverse("cases") + f"?state=all&ids={clue.pk}", reverse("cases") + f"?q={SECRET}&state=all"),
        *(reverse(name) for name in ("cases-calendar", "desk", "inbox", "cases-factors", "cases-rates")),
        reverse("search") + f"?q={SECRET}",
        reverse("search") + f"?q={clue.number}",
        reverse("case", args=[problem.pk]),
    ]
    for page in pages:
        said = client.get(page).content.decode()
        assert f"/cases/{clue.pk}/" not in said, page
        assert "收受回扣" not in said, page
        assert f">{SECRET}<" not in said, page
        # What was typed comes back in the field it was typed in.
        assert clue.number in page or clue.number not in said, page


@pytest.mark.parametrize("who", BLIND)
def test_no_door_opens(client, handed, who):
    cast, problem, clue = handed
    client.force_login(cast.account(who))
    kept = CaseFile.objects.get(case=clue)
    assert client.get(reverse("case", args=[clue.pk])).status_code == 404
    assert client.get(reverse("case-file", args=[clue.pk, kept.pk])).status_code == 404
    for name in ("receive", "take_back"):
        assert client.post(reverse("case-step", args=[clue.pk, name]), {"version": 1}).status_code == 404
    for name in ("case-duty", "case-take-on", "case-recuse", "case-repeat", "case-part-report", "case-charge"):
        assert client.post(reverse(name, args=[clue.pk]), {"version": 1}).status_code == 404
    answer = client.post(reverse("case-repeat", args=[problem.pk]), {"earlier": clue.number, "version": 1})
    assert answer.status_code in (404, 422)
    register = client.post(reverse("cases-export"), {"kind": "clue", "state": "all"})
    assert SECRET not in cells(register.content)


def cells(content: bytes) -> str:
    from io import BytesIO
    from zipfile import BadZipFile, ZipFile

    try:
        book = ZipFile(BytesIO(content))
    except BadZipFile:
        return content.decode()
    return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def test_nobody_else_is_told_not_even_when_it_is_late(handed):
    cast, _problem, clue = handed
    clock.rehearse(clock.at(TODAY + timedelta(days=20), 9))
    try:
        Case.objects.filter(pk=clue.pk).update(next_due_at=clock.at(date(2023, 9, 20), 9))
        remind()
        while tell_waiting():
            pass
    finally:
        clock.stop_rehearsing()
    told = set(
        Telling.objects.filter(entry__subject_kind="case", entry__subject_id=clue.pk).values_list(
            "person_id", flat=True
        )
    )
    knowing = {cast.people[who].pk for who in ("officer", "officer_head", "head")}
    assert told
    assert told <= knowing


def test_counts_leave_it_out(discipline):
    cast = discipline
    given = {"title": "专项检视", "text": "逐单位检视。", "type": "rectify"}
    case = open_case("self_check", given, cast.actor("clerk")).case
    case = take_step(case, "start", cast.actor("clerk"), {"supporting": [cast.orgs["education"]]})
    transfer_clue(case, HANDED | {"unit": cast.orgs["discipline"]}, cast.actor("head"))
    assert campaign(case, cast.actor("head")).n_clues == 1
    assert campaign(case, cast.actor("convener")).n_clues == 1
    for who in ("clerk", "liaison", "leader"):
        assert campaign(case, cast.actor(who)).n_clues is None, who
        assert Case.objects.visible_to(cast.actor(who)).count() == 1, who
