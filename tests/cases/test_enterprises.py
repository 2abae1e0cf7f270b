"""一企一策: the cases of one enterprise stand together, under the name that was used before."""

from datetime import date

import pytest
from django.urls import reverse

from shishi.cases.actions.opening import open_case
from shishi.cases.models import Case
from shishi.cases.queries.enterprises import enterprises
from shishi.cases.queries.lists import Wanted, cases_for
from tests.cases import stories

pytestmark = pytest.mark.django_db
NAME, NEEDED_ON = "易水镇新材料有限公司", date(2023, 10, 20)


def two_cases(cast):
    stories.problem(cast, title="厂门口道路破损", enterprise=NAME)
    given = {"title": "厂房扩建用地", "text": "需要五亩。", "type": "land", "enterprise": NAME, "needed_on": NEEDED_ON}
    open_case("factor", given, cast.actor("liaison"))
    stories.problem(cast, title="别家的事", enterprise="另一家公司")


def test_cases_of_one_enterprise_stand_in_one_row_and_open(cast):
    two_cases(cast)
    row = next(row for row in enterprises(cast.actor("clerk")) if row.name == NAME)
    assert (row.n_open, row.n_late, row.n_closed) == (2, 0, 0)
    found = cases_for(cast.actor("clerk"), Wanted(state="all", enterprise=NAME)).rows
    assert {one.title for one in found} == {"厂门口道路破损", "厂房扩建用地"}


def test_who_reaches_none_of_its_cases_sees_no_enterprise(cast):
    two_cases(cast)
    assert enterprises(cast.actor("stranger")) == ()


def test_the_page_leads_to_the_cases(client, cast):
    two_cases(cast)
    client.force_login(cast.account("clerk"))
    page = client.get(reverse("cases-enterprises"), {"q": "新材料"}).content.decode()
    assert NAME in page
    assert "另一家公司" not in page


def test_the_name_used_before_is_offered_and_may_be_typed_anew(client, cast):
    two_cases(cast)
    client.force_login(cast.account("clerk"))
    page = client.get(reverse("case-new", args=["problem"])).content.decode()
    assert f'<option value="{NAME}">' in page
    sent = {"title": "新的一家", "text": "有事。", "source": "research", "enterprise": "第三家公司", "once": "k"}
    assert client.post(reverse("case-new", args=["problem"]), sent).status_code == 302
    assert Case.objects.get(title="新的一家").enterprise == "第三家公司"


def test_restricted_cases_lend_no_words(client, cast):
    case = stories.problem(cast, title="限制知悉", enterprise="不可外传公司")
    Case.objects.filter(pk=case.pk).update(secrecy=1)
    client.force_login(cast.account("clerk"))
    assert "不可外传公司" not in client.get(reverse("case-new", args=["problem"])).content.decode()
