"""Supporting units are charged and released at the version that was seen, and only within the county."""

from datetime import date

import pytest
from django.urls import reverse

from shishi.cases.actions import parts
from shishi.cases.models import Case, CasePart
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.orgs.models import Org
from tests.cases import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def helped(cast):
    """A problem of the education bureau in which health has a part."""
    case = stories.assigned(cast)
    parts.charge(case, [cast.orgs["health"]], "核查食品", cast.actor("clerk"), case.version)
    return Case.objects.get(pk=case.pk)


def part_of(case, cast, unit="health"):
    return CasePart.objects.filter(case=case, unit=cast.orgs[unit])


def test_a_part_is_taken_back(cast, helped):
    parts.release(helped, part_of(helped, cast).get().pk, cast.actor("clerk"), helped.version)
    assert not part_of(helped, cast).exists()


@pytest.mark.parametrize("who", ["liaison", "health_liaison", "leader"])
def test_only_the_desk_gives_and_takes_parts(cast, helped, who):
    with pytest.raises(NotYours):
        parts.release(helped, part_of(helped, cast).get().pk, cast.actor(who), helped.version)
    with pytest.raises(NotYours):
        parts.charge(helped, [cast.orgs["housing"]], "", cast.actor(who), helped.version)


def test_whoever_saw_an_older_case_is_told(cast, helped):
    clerk, pk = cast.actor("clerk"), part_of(helped, cast).get().pk
    with pytest.raises(Overtaken):
        parts.charge(helped, [cast.orgs["housing"]], "", clerk, helped.version - 1)
    with pytest.raises(Overtaken):
        parts.release(helped, pk, clerk, helped.version - 1)
    assert part_of(helped, cast).exists()


@pytest.mark.parametrize("unit", ["other_education", "statistics"])
def test_a_unit_from_elsewhere_or_no_more_is_refused_whole(cast, helped, unit):
    Org.objects.filter(pk=cast.orgs["statistics"].pk).update(closed_on=date(2023, 9, 1))
    cast.orgs["statistics"].refresh_from_db()
    with pytest.raises(Refused, match="不在本地"):
        parts.charge(helped, [cast.orgs["housing"], cast.orgs[unit]], "", cast.actor("clerk"), helped.version)
    assert not part_of(helped, cast, "housing").exists()


def test_the_page_sends_the_version_it_showed(client, cast, helped):
    client.force_login(cast.account("clerk"))
    address = reverse("case-part-release", args=[helped.pk, part_of(helped, cast).get().pk])
    page = client.get(reverse("case", args=[helped.pk])).content.decode()
    assert f'{address}"' in page
    assert client.post(address, {"version": helped.version - 1}).status_code == 409
    assert client.post(address, {}).status_code == 409
    assert client.post(address, {"version": helped.version}).status_code == 302


def test_the_page_refuses_a_unit_from_elsewhere(client, cast, helped):
    client.force_login(cast.account("clerk"))
    units = [cast.orgs[name].pk for name in ("housing", "other_education")]
    address = reverse("case-charge", args=[helped.pk])
    answer = client.post(address, {"version": helped.version, "supporting": units})
    assert answer.status_code == 422
    assert "不在本地" in answer.content.decode()
