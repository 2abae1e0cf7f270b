"""A pairing: begun, visited with short notes, looked at once a year, handed over, ended."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from shishi.cases.actions.reminding import remind
from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case
from shishi.journal.models import Telling
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from tests.cases import good_deeds as deeds

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(world):
    return deeds.people(world)


def test_visits_are_counted_and_put_off_the_next_reminder(cast):
    case = deeds.active(cast)
    before = case.stage_due_at
    clock.rehearse(clock.now() + timedelta(days=20))
    case = take_step(case, "visit", cast.actor("liaison"), {"held_on": clock.today(), "diary": "身体尚好。"})
    assert (case.stage, case.n_visits) == ("active", 1)
    assert (case.stage_due_at - before).days in (19, 20, 21)


def test_a_visit_overdue_is_said_once_to_the_helpers(cast):
    case = deeds.active(cast)
    clock.rehearse(case.stage_due_at + timedelta(hours=1))
    assert (remind(), remind()) == (1, 0)
    told = Telling.objects.filter(person_id=cast.people["liaison"].pk, reason="case_overdue")
    assert told.count() == 1


def test_the_yearly_review_starts_the_year_again(cast):
    case = deeds.active(cast)
    due = case.due_at
    clock.rehearse(clock.now() + timedelta(days=200))
    case = take_step(case, "review", cast.actor("liaison"), {"finding": "仍需帮扶"})
    assert (case.due_at - due).days > 190


def test_wrong_people_wrong_words_wrong_day(cast):
    case = deeds.active(cast)
    note = {"held_on": date(2023, 9, 2), "diary": "身体尚好。"}
    for who in ("volunteer2", "health_liaison", "clerk", "stranger_liaison"):
        with pytest.raises(NotYours):
            take_step(case, "visit", cast.actor(who), note)
    with pytest.raises(Refused, match="还没有到"):
        take_step(case, "visit", cast.actor("liaison"), note | {"held_on": date(2023, 10, 1)})
    with pytest.raises(Refused) as refused:
        take_step(case, "visit", cast.actor("liaison"), {})
    assert set(refused.value.fields) == {"held_on", "diary"}


@pytest.mark.parametrize(
    ("mode", "helpers", "helped", "sentence"),
    [
        ("one_to_one", "刘小青、王教林", "莫念慈", "一帮一"),
        ("many_to_one", "刘小青", "莫念慈", "多帮一"),
        ("one_to_many", "刘小青", "莫念慈", "一帮多"),
        ("many_to_one", "刘小青、王教林", "莫念慈", ""),
        ("one_to_many", "刘小青", "莫念慈、莫小安", ""),
    ],
)
def test_the_mode_says_how_many_help_how_many(cast, mode, helpers, helped, sentence):
    case = deeds.paired(cast, type=mode, duty_person=helpers, helped_name=helped)
    if not sentence:
        assert take_step(case, "begin", cast.actor("liaison")).stage == "active"
        return
    with pytest.raises(Refused, match=sentence):
        take_step(case, "begin", cast.actor("liaison"))


def test_it_is_handed_over_and_ended_with_a_reason(cast):
    case = deeds.visited(cast)
    case = take_step(case, "hand_over", cast.actor("head"), {"unit": cast.orgs["health"], "reason": "机构改革"})
    assert (case.stage, case.unit_id) == ("paired", cast.orgs["health"].pk)
    assert not Case.objects.visible_to(cast.actor("liaison")).filter(pk=case.pk).exists()
    case = take_step(case, "begin", cast.actor("health_liaison"))
    case = take_step(case, "end", cast.actor("health_liaison"), {"ending": "moved", "reason": "随子女迁居"})
    assert case.outcome == "ended"


def test_a_note_is_made_on_the_telephone_and_leads_to_a_problem_in_one_step(cast, client):
    case = deeds.active(cast)
    client.force_login(cast.account("liaison"))
    sent = {"version": case.version, "once": "v", "held_on": "2023-09-02", "diary": "屋顶漏雨。"}
    assert client.post(reverse("pairing-visit", args=[case.pk]), sent).status_code == 302
    page = client.get(reverse("pairings")).content.decode()
    step = case.steps.get(name="visit")
    address = f"{reverse('case-raise', args=[case.pk, 'problem'])}?step={step.pk}"
    assert address in page
    form = client.get(address).content.decode()
    assert "屋顶漏雨。" in form
    assert f'value="{case.title}"' not in form


def test_what_is_missing_stands_beside_its_field(cast, client):
    case = deeds.active(cast)
    client.force_login(cast.account("liaison"))
    answer = client.post(reverse("pairing-visit", args=[case.pk]), {"version": case.version, "held_on": "2023-09-02"})
    assert answer.status_code == 422
    assert "请填写民情日记" in answer.content.decode()
