"""What of the closed loop waits for somebody's posts: cases to act on, parts to report, later dates to decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import FETCH_RAISE, F
from django.utils.translation import gettext as _

from shishi.cases.kinds import KINDS
from shishi.cases.models import Case, CasePart, Extension
from shishi.cases.queries.lists import kind_label
from shishi.cases.queries.paging import first_of
from shishi.cases.queries.waiting import ways_of_steps
from shishi.cockpit.queries.duties import OFFICE_HEAD, Duty, Posts
from shishi.lib import clock
from shishi.lib.text import inside_quotes
from shishi.rules.authority import ADMINISTRATORS, ANSWERING, OFFICE, Actor, PostHeld, Role
from shishi.rules.deadlines import local

SHOWN = 12
COUNTED = 100
# The duties that lead to a case one must do something in; a hand-over sheet lists these cases whole.
CASE_DUTIES = frozenset({"case", "cases", "part"})
DECIDE = OFFICE | {Role.HOTLINE, Role.CONVENER}


def case_duties(posts: Posts) -> list[Duty]:
    """Everything of the closed loop that waits for the posts, unsorted. At most four queries."""
    held = [post for post in posts.held if post.role not in ADMINISTRATORS]
    if not held:
        return []
    return [*_steps(posts, held), *_parts(posts), *_extensions(posts), *_escalations(posts)]


def _steps(posts: Posts, held: list[PostHeld]) -> Iterator[Duty]:
    """The twelve cases soonest due that wait for a step of theirs, and a line for the rest."""
    found = _soonest(posts.actor, held)
    for case in found[:SHOWN]:
        post = _post_of(case, held)
        due = local(case.next_due_at).date() if case.next_due_at else None
        yield Duty(
            kind="case",
            sentence=_("%(kind)s“%(title)s”%(stage)s")
            % {
                "kind": kind_label(case.kind),
                "title": inside_quotes(case.title),
                "stage": _(case.what.stage_label(case.stage)),
            },
            act=_("办理"),
            route="case",
            args=(case.pk,),
            post=post,
            due_on=due,
            days_left=posts.left(due, post),
        )
    if len(found) > SHOWN:
        yield _more(_("还有更多闭环事项等您办理"), held[0])


def _soonest(actor: Actor, held: list[PostHeld]) -> list[Case]:
    """The cases soonest due that wait for a step, undated last, one more than are shown. One query."""
    ways = [Case.objects.filter(way) for post in held for way in ways_of_steps(post, actor)]
    read = Case.objects.only("kind", "title", "stage", "next_due_at", "holder", "home_path").fetch_mode(FETCH_RAISE)
    if not ways:
        return []
    # Whoever holds several posts may have a case wait at more than one.
    n = (SHOWN + 1) * len(held)
    found = {case.pk: case for case in first_of(read, ways, n, F("next_due_at").asc(nulls_last=True), "id")}
    return list(found.values())[: SHOWN + 1]


def _more(sentence: str, post: PostHeld) -> Duty:
    return Duty(kind="cases", sentence=sentence, act=_("查看"), route="cases", query="mine=1", post=post)


def _post_of(case: Case, held: list[PostHeld]) -> PostHeld:
    """Which of the posts a case falls to: the unit's or the region's own, with a role that acts at this stage."""
    fitting = [post for post in held if case.stage in KINDS[case.kind].awaited(post.role)]
    own = [p for p in fitting if p.org_id == case.holder_id] or [p for p in fitting if p.region_path == case.home_path]
    return (own or fitting or held)[0]


def _parts(posts: Posts) -> Iterator[Duty]:
    units = posts.units(ANSWERING)
    if not units:
        return
    open_parts = CasePart.objects.filter(
        unit__in=units, is_lead=False, stage=CasePart.Stage.OPEN, case__closed_at=None
    ).select_related("case")
    mine = open_parts.exclude(case__recusals__person_id=posts.actor.person_id)
    mine = mine.only("case", "unit", "task", "case__title", "case__next_due_at")
    found = list(mine.order_by("case__next_due_at", "id").fetch_mode(FETCH_RAISE)[: SHOWN + 1])
    for part in found[:SHOWN]:
        post, due = posts.of_unit(part.unit_id, ANSWERING), _day(part.case)
        yield Duty(
            kind="part",
            sentence=_("请配合办理“%(title)s”") % {"title": inside_quotes(part.case.title)},
            act=_("反馈"),
            route="case",
            args=(part.case_id,),
            post=post,
            due_on=due,
            days_left=posts.left(due, post),
            notes=(part.task,) if part.task else (),
        )
    if len(found) > SHOWN:
        yield _more(_("还有更多事项请您配合办理"), posts.with_role(ANSWERING)[0])


def _extensions(posts: Posts) -> Iterator[Duty]:
    regions = posts.regions(DECIDE)
    if not regions:
        return
    asked = Extension.objects.filter(stage=Extension.Stage.ASKED, case__home_path__in=regions)
    others = asked.exclude(asked_by_id=posts.actor.person_id).exclude(case__recusals__person_id=posts.actor.person_id)
    rows = others.select_related("case").order_by("asked_at", "id")
    rows = rows.only("case", "wanted_at", "reason", "case__kind", "case__title", "case__home_path")
    for row in rows.fetch_mode(FETCH_RAISE)[:SHOWN]:
        deciders = frozenset(role for by in row.case.what.decides for role in by.roles)
        post = next((p for p in posts.with_role(deciders) if p.region_path == row.case.home_path), None)
        if post is not None:
            yield Duty(
                kind="extension",
                sentence=_("“%(title)s”申请延期至 %(day)s")
                % {"title": inside_quotes(row.case.title), "day": f"{local(row.wanted_at):%m-%d}"},
                act=_("批复"),
                route="case",
                args=(row.case_id,),
                post=post,
                notes=(row.reason,),
            )


def _escalations(posts: Posts) -> Iterator[Duty]:
    """How many cases of one's regions are late and may be escalated; the house proposes, the head decides."""
    heads = posts.regions(OFFICE_HEAD)
    if not heads:
        return
    kinds = [kind.code for kind in KINDS.values() if kind.escalates]
    late = Case.objects.late(clock.now()).filter(home_path__in=heads, kind__in=kinds, side="unit")
    n = len(late.values_list("pk")[:COUNTED])
    if n:
        yield Duty(
            kind="escalate",
            sentence=_("%(n)d 件事项超期未办，建议升级督办") % {"n": n},
            act=_("查看"),
            route="cases",
            query="state=late",
            post=posts.with_role(OFFICE_HEAD)[0],
            n=n,
        )


def _day(case: Case) -> date | None:
    return local(case.next_due_at).date() if case.next_due_at else None
