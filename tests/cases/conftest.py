"""What the tests of cases share: a programme, people of the hotline, a case at any stage."""

from __future__ import annotations

import pytest

from shishi.orgs.models import Account, Person, Post
from shishi.rules.authority import Role
from tests.world import NOW, SINCE, World

MORE = (
    ("hotline", "钟接线", "office", "受理员", Role.HOTLINE),
    ("inspector", "秦督查", "government", "督查专员", Role.INSPECTOR),
    ("edu_deputy2", "许副局", "education", "副局长", Role.UNIT_DEPUTY),
    ("housing_head", "龙住建", "housing", "局长", Role.UNIT_HEAD),
    ("volunteer", "党小明", "town_org", "党员", Role.VOLUNTEER),
    ("stranger_clerk", "外办事", "other_office", "科员", Role.OFFICE_STAFF),
)


@pytest.fixture
def cast(world: World) -> World:
    """The cast with the people cases need besides."""
    for login, name, org, title, role in MORE:
        person = Person.objects.create(name=name, created_at=NOW)
        world.people[login] = person
        world.posts[login] = Post.objects.create(
            person=person, org=world.orgs[org], title=title, role=role, since=SINCE
        )
        account = Account(person=person, login=login, must_change_password=False)
        account.set_unusable_password()
        account.save()
    return world
