"""Who may see which rows and do which things: plain values, built once a request and passed along.

China is 条块 and not one tree: a bureau at province sees its matter in every city, a supporting unit one item, an
inspector a
window in time. A post therefore holds a *union of grants*; each grant narrows by region, unit, matter and item at once.
Source: docs/domain/authority.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """The work a post does. One post has one role; a person may hold several posts."""

    OFFICE_ADMIN = "office_admin"
    OFFICE_STAFF = "office_staff"
    CONVENER = "convener"
    LEADER = "leader"
    UNIT_HEAD = "unit_head"
    UNIT_DEPUTY = "unit_deputy"
    UNIT_LIAISON = "unit_liaison"
    TOWNSHIP = "township"
    INSPECTOR = "inspector"
    VERIFIER_STATS = "verifier_stats"
    FINANCE = "finance"
    AUDITOR_EXTERNAL = "auditor_external"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"
    OBSERVER = "observer"
    HOTLINE = "hotline_staff"
    HANDLER = "handler"
    VILLAGE = "village"
    VOLUNTEER = "volunteer"


ROLE_LABELS: dict[Role, str] = {
    Role.OFFICE_ADMIN: "专班办公室主任",
    Role.OFFICE_STAFF: "专班办公室工作人员",
    Role.CONVENER: "召集人",
    Role.LEADER: "分管领导",
    Role.UNIT_HEAD: "责任单位主要负责人",
    Role.UNIT_DEPUTY: "分管负责人",
    Role.UNIT_LIAISON: "联络员",
    Role.TOWNSHIP: "乡镇（街道）经办",
    Role.INSPECTOR: "督查人员",
    Role.VERIFIER_STATS: "统计部门",
    Role.FINANCE: "财政",
    Role.AUDITOR_EXTERNAL: "审计",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.AUDIT_ADMIN: "审计管理员",
    Role.OBSERVER: "观摩",
    Role.HOTLINE: "诉求受理员",
    Role.HANDLER: "承办单位经办",
    Role.VILLAGE: "村（社区）干部",
    Role.VOLUNTEER: "党员志愿者",
}

OFFICE = frozenset({Role.OFFICE_ADMIN, Role.OFFICE_STAFF})
UNIT = frozenset({Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.UNIT_LIAISON})
UNIT_APPROVERS = frozenset({Role.UNIT_HEAD, Role.UNIT_DEPUTY})
LEADERS = frozenset({Role.CONVENER, Role.LEADER})
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})

# Who answers for an organisation when the organisation itself is charged with something, whatever its tier.
ANSWERING = UNIT | {Role.HANDLER, Role.TOWNSHIP, Role.VILLAGE}
# What only the head of an office and those above may see of a region; a unit sees all that is put to it.
OPEN, RESTRICTED = 0, 1
CLEARED = frozenset({Role.OFFICE_ADMIN, Role.CONVENER})

# Whose business content reaches by region, by unit, or not at all. Inspectors, auditors and observers see only what a
# dated grant gives.
REACH_BY_REGION = OFFICE | LEADERS | {Role.VERIFIER_STATS, Role.FINANCE, Role.TOWNSHIP, Role.HOTLINE, Role.VILLAGE}
REACH_BY_UNIT = UNIT | {Role.HANDLER, Role.VOLUNTEER}
ANY_KIND = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """Rows within one region, narrowed by unit, matter, item or kind where those are given.

    region_path  fixed-width path; the region and everything below it
    kind         what sort of row ("" any); `secrecy` the highest level the grant opens
    """

    region_path: str
    unit_id: int | None = None
    matter_id: int | None = None
    item_id: int | None = None
    kind: str = ANY_KIND
    secrecy: int = 0


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post as held today. `delegated_by` names whose post it is when it is held for somebody on leave."""

    id: int
    role: Role
    title: str
    org_id: int
    org_name: str
    region_path: str
    unit_path: str
    delegated_by: str = ""

    @property
    def label(self) -> str:
        return f"{self.org_name} {self.title}" + (f"（受{self.delegated_by}委托）" if self.delegated_by else "")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting from one post today, with the grants that post holds.

    person_id 0 is the house itself: the timetable and the demonstration loader act under their own names. `asker_of` is
    the one case a citizen follows by its code; such an actor has no person and no post.
    """

    person_id: int
    name: str
    post: PostHeld | None
    grants: tuple[Grant, ...] = ()
    others: tuple[PostHeld, ...] = field(default=(), compare=False)
    today: date | None = None
    asker_of: int | None = None

    @property
    def role(self) -> Role | None:
        return self.post.role if self.post else None

    @property
    def org_id(self) -> int | None:
        return self.post.org_id if self.post else None

    def is_any(self, roles: frozenset[Role]) -> bool:
        """Whether the post acted from has one of `roles`."""
        return self.post is not None and self.post.role in roles

    def covers_region(self, region_path: str) -> bool:
        """Whether the post's own region is `region_path` or lies above it."""
        return self.post is not None and region_path.startswith(self.post.region_path)

    def serves_unit(self, *unit_ids: int | None) -> bool:
        """Whether the post belongs to one of the units."""
        return self.post is not None and self.post.org_id in unit_ids


HOUSE = Actor(0, "系统", None)


def citizen(asker_of: int) -> Actor:
    """Whoever wrote a letter and proved its code; 0 for somebody who is only just writing. Their name is not here."""
    return Actor(0, "来信人", None, asker_of=asker_of)


def grants_of(post: PostHeld, dated: tuple[Grant, ...] = ()) -> tuple[Grant, ...]:
    """The grants a post holds: what its role gives, and the dated grants made to it.

    Administrators of the system see no business content, whatever was granted.
    """
    if post.role in ADMINISTRATORS:
        return ()
    if post.role in REACH_BY_REGION:
        own = Grant(post.region_path, secrecy=RESTRICTED if post.role in CLEARED else OPEN)
        # What is put to one's own organisation is seen whatever its secrecy and wherever it lies.
        mine = (
            (Grant("", unit_id=post.org_id, secrecy=RESTRICTED),) if post.role in {Role.TOWNSHIP, Role.VILLAGE} else ()
        )
        return (own, *mine, *dated)
    if post.role in REACH_BY_UNIT:
        # A volunteer helps and does not answer for the organisation: what is restricted stays with those who do.
        secrecy = OPEN if post.role == Role.VOLUNTEER else RESTRICTED
        return (Grant("", unit_id=post.org_id, secrecy=secrecy), *dated)
    return dated
