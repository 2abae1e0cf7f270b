"""What waits for somebody: one line and one button each, whichever of their posts it falls to.

All posts a person holds or was lent are asked in the same queries, so that work done for somebody on leave stands
beside one's own, with its label.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import FETCH_RAISE, Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from shishi.almanac.queries import Calendars, calendars
from shishi.reports.chain import Stage
from shishi.reports.models import Correction, Line, Return, ReturnStep
from shishi.rules.authority import OFFICE, UNIT, UNIT_APPROVERS, Actor, PostHeld, Role
from shishi.rules.deadlines import days_until, local

SHOWN = 8
STOPPED = ("suspended", "terminated")
FILL = (Stage.OPEN, Stage.DRAFT)
OFFICE_HEAD = frozenset({Role.OFFICE_ADMIN})


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do.

    days_left  workdays until `due_on`, negative when late; None where nothing presses
    post       whose work it is: one's own post, or one lent by somebody on leave
    route      the name of the page that does it, with its arguments and query
    """

    kind: str
    sentence: str
    act: str
    route: str
    post: PostHeld
    args: tuple[object, ...] = ()
    query: str = ""
    n: int = 1
    due_on: date | None = None
    days_left: int | None = None
    notes: tuple[str, ...] = ()


class Group(NamedTuple):
    """Returns of one unit and month that stand at one stage."""

    stage: str
    month: date
    unit_id: int
    region_path: str
    programme_id: int
    n: int
    due_at: datetime

    @property
    def due_on(self) -> date:
        return local(self.due_at).date()

    @property
    def query(self) -> str:
        return f"month={self.month:%Y-%m}&programme={self.programme_id}"


@dataclass(frozen=True)
class Posts:
    """The posts somebody may act from today, and which of them a row falls to."""

    actor: Actor
    today: date
    days: Calendars
    held: tuple[PostHeld, ...] = field(init=False)

    def __post_init__(self) -> None:
        post = self.actor.post
        object.__setattr__(self, "held", ((post,) if post else ()) + self.actor.others)

    def with_role(self, roles: frozenset[Role]) -> tuple[PostHeld, ...]:
        return tuple(p for p in self.held if p.role in roles)

    def of_unit(self, unit_id: int, roles: frozenset[Role]) -> PostHeld:
        return next(p for p in self.with_role(roles) if p.org_id == unit_id)

    def over(self, region_path: str, roles: frozenset[Role]) -> PostHeld:
        return next(p for p in self.with_role(roles) if p.region_path == region_path)

    def units(self, roles: frozenset[Role]) -> set[int]:
        return {p.org_id for p in self.with_role(roles)}

    def regions(self, roles: frozenset[Role]) -> set[str]:
        """The regions whose own programmes the posts run; a city's office does not do its counties' work."""
        return {p.region_path for p in self.with_role(roles)}

    def left(self, due_on: date | None, post: PostHeld) -> int | None:
        """Workdays until a day, as they are counted where the post is."""
        return None if due_on is None else days_until(due_on, self.today, self.days.at(post.region_path))


def posts_of(actor: Actor, today: date) -> Posts:
    """The actor's posts with the calendar that counts their days. One query, two where the calendar changed."""
    return Posts(actor, today, calendars())


def duties(posts: Posts) -> list[Duty]:
    """Everything about returns that waits for the posts, unsorted. At most four queries; none for posts without any."""
    return [*_returns(posts), *_sent_back(posts), *_corrections(posts)]


def _mine(posts: Posts) -> Q:
    """Returns to fill by one's units, to approve in them, to accept over one's regions; never what one did oneself."""
    fills, approves, accepts = posts.units(UNIT), posts.units(UNIT_APPROVERS), posts.regions(OFFICE)
    waiting = Q(stage__in=FILL, unit_id__in=fills, is_due=True) if fills else Q(pk__in=[])
    others = Q(pk__in=[])
    if approves:
        others |= Q(stage=Stage.SUBMITTED, unit_id__in=approves)
    if accepts:
        others |= Q(stage=Stage.UNIT_APPROVED, region_path__in=accepts)
    if not approves and not accepts:
        return waiting
    by_me = ReturnStep.objects.filter(
        of=OuterRef("pk"), round=OuterRef("round"), person_id=posts.actor.person_id, name__in=("submit", "approve")
    )
    return waiting | others & ~Q(Exists(by_me))


def _returns(posts: Posts) -> Iterator[Duty]:
    if not posts.with_role(UNIT | OFFICE):
        return
    rows = (
        Return.objects.filter(_mine(posts))
        .exclude(item__stage__in=STOPPED)
        .values_list("stage", "period__month", "unit_id", "region_path", "programme_id")
        .annotate(n=Count("pk"), due=Min("due_at"))
        .order_by("due", "stage", "unit_id")
    )
    accepting: dict[tuple[str, int, date], list[Group]] = {}
    for group in (Group(*row) for row in rows):
        if group.stage == Stage.UNIT_APPROVED:
            accepting.setdefault((group.region_path, group.programme_id, group.month), []).append(group)
        else:
            yield _unit_duty(posts, group)
    for groups in accepting.values():
        yield _accept_duty(posts, groups)


def _unit_duty(posts: Posts, group: Group) -> Duty:
    fills = group.stage in FILL
    post = posts.of_unit(group.unit_id, UNIT if fills else UNIT_APPROVERS)
    sentence = _("%(month)d月月报 %(n)d 项待填报") if fills else _("%(month)d月月报 %(n)d 项待本单位审核")
    return Duty(
        kind="fill" if fills else "approve",
        sentence=sentence % {"month": group.month.month, "n": group.n},
        act=_("填报") if fills else _("审核"),
        route="progress" if fills else "return-review",
        query=group.query,
        post=post,
        n=group.n,
        due_on=group.due_on,
        days_left=posts.left(group.due_on, post),
    )


def _accept_duty(posts: Posts, groups: list[Group]) -> Duty:
    n, due, first = sum(g.n for g in groups), min(g.due_on for g in groups), groups[0]
    facts = {"month": first.month.month, "n": n, "units": len({g.unit_id for g in groups})}
    post = posts.over(first.region_path, OFFICE)
    return Duty(
        kind="accept",
        sentence=_("%(units)d 个单位报来%(month)d月月报 %(n)d 项，待专班办审核") % facts,
        act=_("审核"),
        route="return-review",
        query=first.query,
        post=post,
        n=n,
        due_on=due,
        days_left=posts.left(due, post),
    )


def _sent_back(posts: Posts) -> Iterator[Duty]:
    """Returns sent back, each with the reasons. Two queries where there are any."""
    units = posts.units(UNIT)
    if not units:
        return
    said = ReturnStep.objects.filter(of=OuterRef("pk"), name__in=("return", "reopen")).order_by("-id").values("note")
    rows = list(
        Return.objects.filter(stage=Stage.RETURNED, unit_id__in=units)
        .annotate(said=Subquery(said[:1]))
        .order_by("due_at", "id")
        .values_list("pk", "item__title", "period__month", "unit_id", "due_at", "said")[:SHOWN]
    )
    reasons = _reasons([row[0] for row in rows])
    for pk, title, month, unit_id, due_at, note in rows:
        due, post = local(due_at).date(), posts.of_unit(unit_id, UNIT)
        yield Duty(
            kind="returned",
            sentence=_("%(month)d月月报“%(item)s”被退回") % {"month": month.month, "item": title},
            act=_("修改"),
            route="return",
            args=(pk,),
            post=post,
            due_on=due,
            days_left=posts.left(due, post),
            notes=tuple(dict.fromkeys(filter(None, (note, *reasons.get(pk, ()))))),
        )


def _reasons(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    if not ids:
        return found
    lines = Line.objects.filter(of__in=ids).exclude(returned_reason="").order_by("id")
    for of_id, name, reason in lines.values_list("of_id", "indicator__name", "returned_reason"):
        found.setdefault(of_id, []).append(_("%(name)s：%(reason)s") % {"name": name, "reason": reason})
    return found


def _corrections(posts: Posts) -> Iterator[Duty]:
    heads = posts.regions(OFFICE_HEAD)
    if not heads:
        return
    rows: QuerySet[Correction] = (
        Correction.objects.filter(stage=Correction.Stage.ASKED, line__of__region_path__in=heads)
        .exclude(asked_by_id=posts.actor.person_id)
        .select_related("line__of__item", "line__indicator")
        .order_by("asked_at", "id")
        .fetch_mode(FETCH_RAISE)[:SHOWN]
    )
    for row in rows:
        facts = {"item": row.line.of.item.title, "name": row.line.indicator.name}
        yield Duty(
            kind="correction",
            sentence=_("“%(item)s”申请更正已锁定的数：%(name)s") % facts,
            act=_("审批"),
            route="return",
            args=(row.line.of_id,),
            post=posts.over(row.line.of.region_path, OFFICE_HEAD),
            notes=(row.reason,),
        )
