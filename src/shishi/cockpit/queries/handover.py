"""The hand-over sheet 交接清单: what a post leaves open when it changes hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import FETCH_RAISE
from django.utils.translation import gettext as _

from shishi.cases.queries.lists import CaseRow, cases_at
from shishi.cockpit.queries.casework import CASE_DUTIES
from shishi.cockpit.queries.desk import waiting_for
from shishi.cockpit.queries.duties import Duty, posts_of
from shishi.orgs.models import Post
from shishi.orgs.queries.posts import posts_of as held_by
from shishi.orgs.queries.system import handover_sheet
from shishi.programmes.models import Item, Task
from shishi.reports.models import Period
from shishi.rules.authority import OFFICE, UNIT, UNIT_APPROVERS, Actor, Role, grants_of

AHEAD = timedelta(days=60)
ITEMS = 200
CASES = 200
ACTIVE = (Item.Stage.ISSUED, Item.Stage.DECOMPOSED, Item.Stage.PLANNED, Item.Stage.IN_PROGRESS, Item.Stage.SUSPENDED)
HEADS = frozenset({Role.OFFICE_ADMIN})


@dataclass(frozen=True, slots=True)
class Led:
    """An item the post's unit leads, and whether the post's holder is named for it."""

    id: int
    code: str
    title: str
    due_on: date
    is_named: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """A day that comes: what falls due."""

    on: date
    what: str
    of: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the sheet. `n_open` is how many things are open, as the act of handing over records it.

    cases  what of the closed loop waits for the post, letters among it: the first of them within the reader's reach;
           there are `n_cases` in all
    """

    post_id: int
    holder: str
    title: str
    org: str
    since: date
    until: date | None
    duties: tuple[Duty, ...]
    cases: tuple[CaseRow, ...]
    n_cases: int
    items: tuple[Led, ...]
    coming: tuple[Coming, ...]
    grants: tuple[str, ...]
    loans: tuple[str, ...]

    @property
    def n_open(self) -> int:
        return sum(d.n for d in self.duties) + self.n_cases


def post_within(pk: int, actor: Actor, today: date) -> Post | None:
    """The post, for its holder, the heads of its unit, and the head of the office of its region; else None. One query.

    A post that was never held, or ended, has no sheet.
    """
    post = Post.objects.held_on(today).filter(pk=pk).select_related("person", "org").first()
    if post is None or actor.post is None:
        return None
    is_own = post.person_id == actor.person_id
    is_head = actor.is_any(UNIT_APPROVERS) and actor.org_id == post.org_id
    is_office = actor.is_any(HEADS) and actor.covers_region(post.org.region_path)
    return post if is_own or is_head or is_office else None


def sheet(post: Post, today: date, reader: Actor) -> Sheet:
    """What the post leaves open on `today`. At most twenty-three queries; nobody looks at it every day.

    Cases are listed every one the reader may see, where a desk shows the first of them.
    """
    held = next(p for p in held_by(post.person_id, today) if p.id == post.pk)
    holder = Actor(post.person_id, post.person.name, held, grants_of(held), today=today)
    items = list(_items(post))
    cases, n_cases = cases_at(held, post.person_id, reader, CASES)
    duties = waiting_for(posts_of(holder, today))
    rights = handover_sheet(post, today)
    return Sheet(
        post_id=post.pk,
        holder=post.person.name,
        title=post.title,
        org=post.org.name,
        since=post.since,
        until=post.until,
        duties=tuple(d for d in duties if d.kind not in CASE_DUTIES),
        cases=cases,
        n_cases=n_cases,
        items=tuple(
            Led(i.pk, i.code, i.title, i.due_on, post.person.name in (i.owner_name, i.liaison_name)) for i in items
        ),
        coming=tuple(_coming(post, items, today)),
        grants=tuple(rights["grants"]),
        loans=tuple(rights["loans"]),
    )


def _items(post: Post) -> list[Item]:
    if Role(post.role) not in UNIT:
        return []
    led = Item.objects.filter(unit=post.org_id, stage__in=ACTIVE)
    return list(led.order_by("programme_id", "seq", "id").fetch_mode(FETCH_RAISE)[:ITEMS])


def _coming(post: Post, items: list[Item], today: date) -> list[Coming]:
    """What falls due in the next sixty days: months, items, steps. Two queries."""
    last = today + AHEAD
    role = Role(post.role)
    periods = Period.objects.filter(due_on__range=(today, last), stage=Period.Stage.OPEN).select_related("programme")
    if role in UNIT:
        periods = periods.filter(programme__in={i.programme_id for i in items})
    elif role in OFFICE:
        periods = periods.filter(programme__region_path=post.org.region_path)
    else:
        periods = periods.none()
    tasks = Task.objects.filter(item__in=[i.pk for i in items], done_on=None, due_on__range=(today, last))
    found = [
        Coming(p.due_on, _("%(month)s月报截止") % {"month": p.journal_label}, p.programme.name)
        for p in periods.order_by("due_on", "id")
    ]
    found += [Coming(i.due_on, i.title, "") for i in items if today <= i.due_on <= last]
    found += [Coming(t.due_on, t.title, t.item.title) for t in tasks.select_related("item").order_by("due_on", "id")]
    return sorted(found, key=lambda c: c.on)
