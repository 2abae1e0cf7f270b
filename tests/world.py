"""The cast: one city, two counties, named people. Every test that needs people finds them here.

莲城市 has 湘水县 and 韶峰县. 湘水县's office runs a small programme; 韶峰县 is the stranger who must see nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from shishi.orgs.models import Account, Org, Person, Post, Region
from shishi.orgs.queries import actor_for
from shishi.rules.authority import Actor, Role

TODAY = date(2023, 9, 4)
SINCE = date(2023, 1, 1)
PASSWORD = "Lotus-2023-pond"
NOW = datetime(2023, 1, 1, tzinfo=UTC)


@dataclass
class World:
    """Regions, organisations and people by short names."""

    regions: dict[str, Region] = field(default_factory=dict)
    orgs: dict[str, Org] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)

    def actor(self, who: str, today: date = TODAY) -> Actor:
        """The named person, acting from their post."""
        return actor_for(self.account(who), today)

    def account(self, who: str) -> Account:
        return Account.objects.select_related("person").get(login=who)


REGIONS = (
    ("province", "", "430000000000", "荷湘省", "province"),
    ("city", "province", "430300000000", "莲城市", "city"),
    ("county", "city", "430321000000", "湘水县", "county"),
    ("other", "city", "430382000000", "韶峰县", "county"),
    ("town", "county", "430321100000", "易水镇", "township"),
    ("town2", "county", "430321101000", "花石乡", "township"),
    ("other_town", "other", "430382100000", "清溪镇", "township"),
)
ORGS = (
    ("city_office", "莲城市专班办公室", "office", "city"),
    ("office", "湘水县专班办公室", "office", "county"),
    ("government", "湘水县人民政府", "government", "county"),
    ("education", "县教育局", "bureau", "county"),
    ("health", "县卫健局", "bureau", "county"),
    ("housing", "县住建局", "bureau", "county"),
    ("statistics", "县统计局", "bureau", "county"),
    ("town_org", "易水镇人民政府", "township", "town"),
    ("other_office", "韶峰县专班办公室", "office", "other"),
    ("other_education", "韶峰县教育局", "bureau", "other"),
)
# login, name, organisation, title, role
PEOPLE = (
    ("city", "罗市平", "city_office", "科员", Role.OFFICE_STAFF),
    ("head", "周主任", "office", "主任", Role.OFFICE_ADMIN),
    ("clerk", "陈晓兰", "office", "科员", Role.OFFICE_STAFF),
    ("clerk2", "唐小舟", "office", "科员", Role.OFFICE_STAFF),
    ("convener", "李常青", "government", "常务副县长", Role.CONVENER),
    ("leader", "赵分管", "government", "副县长", Role.LEADER),
    ("edu_head", "王教林", "education", "局长", Role.UNIT_HEAD),
    ("edu_deputy", "彭副局", "education", "副局长", Role.UNIT_DEPUTY),
    ("liaison", "刘小青", "education", "联络员", Role.UNIT_LIAISON),
    ("health_head", "何健康", "health", "局长", Role.UNIT_HEAD),
    ("health_liaison", "文静", "health", "联络员", Role.UNIT_LIAISON),
    ("housing_liaison", "邓安居", "housing", "联络员", Role.UNIT_LIAISON),
    ("statistician", "苏统计", "statistics", "科长", Role.VERIFIER_STATS),
    ("township", "毛镇生", "town_org", "经办", Role.TOWNSHIP),
    ("stranger", "方远客", "other_office", "主任", Role.OFFICE_ADMIN),
    ("stranger_liaison", "外联络", "other_education", "联络员", Role.UNIT_LIAISON),
    ("sysadmin", "系统员", "government", "系统管理员", Role.SYSTEM_ADMIN),
    ("secadmin", "安全员", "government", "安全管理员", Role.SECURITY_ADMIN),
    ("auditadmin", "审计员", "government", "审计管理员", Role.AUDIT_ADMIN),
)


def build() -> World:
    """Put the cast on the stage."""
    world = World()
    for short, parent, code, name, level in REGIONS:
        _region(world, short, parent, code, name, level)
    for n, (short, name, kind, place) in enumerate(ORGS):
        region = world.regions[place]
        is_office = short in {"office", "city_office", "other_office"}
        world.orgs[short] = Org.objects.create(
            name=name, kind=kind, region=region, region_path=region.path, sort=n, is_work_team_office=is_office
        )
    for login, name, org, title, role in PEOPLE:
        _person(world, login, name, org, title, role)
    return world


def _region(world: World, short: str, parent: str, code: str, name: str, level: str) -> None:
    above = world.regions.get(parent)
    n = Region.objects.filter(parent=above).count() + 1
    path = (above.path if above else "") + f"{n:04d}"
    world.regions[short] = Region.objects.create(code=code, name=name, level=level, parent=above, path=path)


def _person(world: World, login: str, name: str, org: str, title: str, role: Role) -> None:
    person = Person.objects.create(name=name, created_at=NOW)
    world.people[login] = person
    world.posts[login] = Post.objects.create(person=person, org=world.orgs[org], title=title, role=role, since=SINCE)
    account = Account(person=person, login=login, must_change_password=False)
    account.set_password(PASSWORD)
    account.save()
