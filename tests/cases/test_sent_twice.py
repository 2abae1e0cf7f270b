"""A form sent twice opens one case, also where it opens it out of another."""

import pytest
from django.urls import reverse

from shishi.cases.actions.links import split_case
from shishi.cases.models import Asker, Case, CaseLink
from tests.cases import stories

pytestmark = pytest.mark.django_db


def test_a_split_sent_twice_opens_one(client, cast):
    case = stories.assigned(cast)
    client.force_login(cast.account("clerk"))
    sent = {"version": case.version, "title": "后门也堵", "text": "后门堆放课桌。"}
    answers = [client.post(reverse("case-split", args=[case.pk]), sent).status_code for _again in range(2)]
    assert answers == [302, 409]
    assert CaseLink.objects.filter(kind=CaseLink.Kind.SPLIT).count() == 1


def test_what_is_split_from_a_letter_is_its_writers_too(cast):
    case, _code = stories.request(cast)
    opened = split_case(case, {"title": "井盖松动", "text": "同一条路。"}, cast.actor("hotline"))
    kept = Asker.objects.filter(case__in=[case, opened.case]).values_list("code_digest", "phone_digest")
    assert len(set(kept)) == 1
    assert opened.code == ""


def test_what_is_raised_sent_twice_opens_one(client, cast):
    case = stories.assigned(cast)
    client.force_login(cast.account("clerk"))
    sent = {"title": "制度缺位", "text": "没有巡查制度。", "source": "inspection", "once": "r"}
    codes = [client.post(reverse("case-raise", args=[case.pk, "problem"]), sent).status_code for _again in range(2)]
    assert codes == [302, 422]
    assert Case.objects.exclude(pk=case.pk).count() == 1


def test_letters_bound_twice_become_one_problem(client, cast):
    letters = [stories.request(cast, title=f"路灯{n}", topic="照明")[0] for n in range(2)]
    client.force_login(cast.account("clerk"))
    sent = {
        "case": [one.pk for one in letters],
        "title": "照明治理",
        "text": "多处路灯不亮。",
        "topic": "照明",
        "once": "b",
    }
    codes = [client.post(reverse("cases-topics"), sent).status_code for _again in range(2)]
    assert codes == [302, 422]
    assert Case.objects.filter(kind="problem").count() == 1
