"""The desk 工作台: what is mine today, soonest first, and what changed since yesterday. Nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import FETCH_RAISE, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext as _

from shishi.bulletins.chain import Stage as BulletinStage
from shishi.bulletins.models import Bulletin
from shishi.cases.models import Case
from shishi.cases.models.case import numbers_within, regions_around, regions_reached
from shishi.cockpit.queries.casework import case_duties
from shishi.cockpit.queries.duties import OFFICE_HEAD, SHOWN, Duty, Posts, duties, posts_of
from shishi.cockpit.queries.rooms import in_rooms
from shishi.journal.models import Entry
from shishi.journal.sentences import all_verbs, sentence_for
from shishi.lib import clock
from shishi.orgs.models import RightsChange
from shishi.orgs.reach import below
from shishi.programmes.models import Adjustment, IssueProposal, Item, Programme
from shishi.reports.models import Return, Standing
from shishi.rules.authority import LEADERS, OFFICE, UNIT, Actor, PostHeld, Role
from shishi.rules.lights import Status

CONVENERS = frozenset({Role.CONVENER})
KEEPERS = frozenset({Role.SECURITY_ADMIN})
NEWS = 8
# Saving a draft is nobody else's news; locking a month would fill the desk with one line an item; and what is due or
# late, and what the house proposes for it, waits above for whoever it concerns.
TOO_SMALL = (
    *("return.save", "return.attach", "return.detach", "return.lock"),
    *("case.soon", "case.due", "case.overdue", "case.escalate"),
)


@dataclass(frozen=True, slots=True)
class News:
    """One line of what others did within reach; `about` is the title of a case, whose number alone says little."""

    at: datetime
    who: str
    about: str
    sentence: str
    route: str
    subject_id: int


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the desk."""

    duties: tuple[Duty, ...]
    news: tuple[News, ...]

    @property
    def n_late(self) -> int:
        return sum(1 for d in self.duties if d.days_left is not None and d.days_left < 0)


def desk(actor: Actor, today: date) -> Desk:
    """What waits for the actor's posts, soonest first and undated last, and the news since yesterday.

    At most sixteen queries, fewer for posts that have no part in something; independent of the number of months.
    """
    posts = posts_of(actor, today)
    return Desk(waiting_for(posts), tuple(news(actor, today)))


def waiting_for(posts: Posts) -> tuple[Duty, ...]:
    """Everything that waits for the posts, soonest first and undated last. At most fourteen queries."""
    found = [*duties(posts), *_adjustments(posts), *_proposals(posts), *_bulletins(posts), *_overdue(posts)]
    found += [*_rights(posts), *case_duties(posts), *in_rooms(posts)]
    return tuple(sorted(found, key=lambda d: (d.due_on is None, d.due_on or posts.today, d.kind, d.sentence)))


def _adjustments(posts: Posts) -> Iterator[Duty]:
    looks, decides = posts.regions(OFFICE), posts.regions(CONVENERS)
    if not looks and not decides:
        return
    me = posts.actor.person_id
    waiting = Q(stage=Adjustment.Stage.ASKED, item__region_path__in=looks) & ~Q(asked_by=me)
    waiting |= Q(stage=Adjustment.Stage.REVIEWED, item__region_path__in=decides) & ~Q(asked_by=me) & ~Q(reviewed_by=me)
    rows = Adjustment.objects.filter(waiting).select_related("item").order_by("asked_at", "id")
    rows = rows.only("stage", "effect", "reason", "item", "item__title", "item__region_path")
    for row in rows.fetch_mode(FETCH_RAISE)[:SHOWN]:
        decided = row.stage == Adjustment.Stage.REVIEWED
        what = {"item": row.item.title, "effect": row.get_effect_display()}
        yield Duty(
            kind="adjustment",
            sentence=_("“%(item)s”申请%(effect)s") % what,
            act=_("审批") if decided else _("审核"),
            route="adjustment",
            args=(row.pk,),
            post=posts.over(row.item.region_path, CONVENERS if decided else OFFICE),
            notes=(row.get_reason_display(),),
        )


def _proposals(posts: Posts) -> Iterator[Duty]:
    regions = posts.regions(CONVENERS)
    if not regions:
        return
    rows = IssueProposal.objects.filter(stage=IssueProposal.Stage.OPEN, programme__region_path__in=regions)
    rows = rows.exclude(proposed_by=posts.actor.person_id).select_related("programme").order_by("id")
    rows = rows.only("n_items", "programme", "programme__name", "programme__region_path")
    for row in rows.fetch_mode(FETCH_RAISE)[:SHOWN]:
        yield Duty(
            kind="issue",
            sentence=_("%(programme)s：%(n)d 个项目提请下达") % {"programme": row.programme.name, "n": row.n_items},
            act=_("审批"),
            route="programme-issue",
            args=(row.programme_id,),
            post=posts.over(row.programme.region_path, CONVENERS),
            n=row.n_items,
        )


def _bulletins(posts: Posts) -> Iterator[Duty]:
    reviews, signs = posts.regions(OFFICE_HEAD), posts.regions(CONVENERS)
    if not reviews and not signs:
        return
    waiting = Q(stage=BulletinStage.REVIEWING, region_path__in=reviews)
    waiting |= Q(stage=BulletinStage.REVIEWED, region_path__in=signs)
    rows = Bulletin.objects.filter(waiting).order_by("stage_since", "id").only("stage", "title", "region_path")
    for row in rows.fetch_mode(FETCH_RAISE)[:SHOWN]:
        is_signing = row.stage == BulletinStage.REVIEWED
        yield Duty(
            kind="bulletin",
            sentence=_("情况通报《%(title)s》待签发") % {"title": row.title}
            if is_signing
            else _("情况通报《%(title)s》待审核") % {"title": row.title},
            act=_("签发") if is_signing else _("审核"),
            route="bulletin",
            args=(row.pk,),
            post=posts.over(row.region_path, CONVENERS if is_signing else OFFICE_HEAD),
        )


def _overdue(posts: Posts) -> Iterator[Duty]:
    """Items past their due day, by programme and post: one query."""
    units, regions = posts.units(UNIT), posts.regions(OFFICE | LEADERS)
    if not units and not regions:
        return
    latest = Standing.objects.filter(programme=OuterRef("programme"), kind=Standing.Kind.PROGRAMME).order_by("-month")
    rows = (
        Standing.objects.filter(kind=Standing.Kind.ITEM, status=Status.OVERDUE)
        .filter(Q(unit_id__in=units) | Q(region_path__in=regions))
        .filter(month=Subquery(latest.values("month")[:1]))
        .values_list("programme_id", "programme__name", "region_path", "unit_id")
        .annotate(n=Count("pk"))
        .order_by("programme_id", "unit_id")
    )
    whole: dict[tuple[int, int], tuple[str, PostHeld, int]] = {}
    for programme, name, path, unit, n in rows:
        post = posts.of_unit(unit, UNIT) if unit in units else posts.over(path, OFFICE | LEADERS)
        before = whole.get((programme, post.id), (name, post, 0))
        whole[programme, post.id] = (name, post, before[2] + n)
    for (programme, _post), (name, post, n) in whole.items():
        yield Duty(
            kind="overdue",
            sentence=_("%(n)d 个项目已过完成时限仍未达标") % {"n": n},
            act=_("查看"),
            route="programme",
            args=(programme,),
            query="status=overdue",
            post=post,
            n=n,
            notes=(name,),
        )


def _rights(posts: Posts) -> Iterator[Duty]:
    """Changes of rights that wait for the security administrator: the desk of an administrator is of its own kind."""
    keepers = posts.with_role(KEEPERS)
    if not keepers:
        return
    waiting = RightsChange.objects.filter(state=RightsChange.State.WAITING)
    n = waiting.exclude(proposed_by_id=posts.actor.person_id).count()
    if n:
        sentence = _("%(n)d 项账号、岗位或权限变更待批准") % {"n": n}
        yield Duty(kind="rights", sentence=sentence, act=_("审批"), route="rights-changes", post=keepers[0], n=n)


def news(actor: Actor, today: date) -> Iterator[News]:
    """What others did since the start of yesterday to what the actor may see, latest first. One query.

    It walks back through those two days and asks of each entry whether its subject is within reach, so that neither
    the length of the journal nor the number of cases matters.
    """
    if not actor.grants:
        return
    since = clock.at(today - timedelta(days=1), 0)
    reached = _of_cases(actor)
    for kind, rows in (
        ("return", Return.objects.visible_to(actor)),
        ("item", Item.objects.visible_to(actor)),
        ("adjustment", Adjustment.objects.visible_to(actor)),
        ("programme", Programme.objects.visible_to(actor)),
        ("bulletin", Bulletin.objects.visible_to(actor)),
    ):
        reached |= Q(subject_kind=kind) & Q(Exists(rows.filter(pk=OuterRef("subject_id"))))
    entries = Entry.objects.filter(reached, at__gte=since, is_refusal=False).exclude(verb__in=TOO_SMALL)
    verbs = all_verbs()
    title = Subquery(Case.objects.filter(pk=OuterRef("subject_id")).values("title")[:1])
    told = entries.annotate(about=models.Case(When(subject_kind="case", then=title), default=Value("")))
    columns = ("at", "actor_name", "verb", "subject_label", "facts", "subject_id", "about")
    latest = told.exclude(actor_id=actor.person_id).order_by("-at", "-id").values_list(*columns)
    for at, who, verb, label, facts, pk, about in latest[:NEWS]:
        route = verbs[verb].route if verb in verbs else ""
        yield News(at, who, about or "", sentence_for(verb, label, facts), route, pk)


def _of_cases(actor: Actor) -> Q:
    """Entries about cases within reach. Whoever reaches a region reads what was recorded in it; each such entry is
    asked whether its case is within reach, by number, so that no database gathers all cases of the region for it.
    """
    within, at = regions_around(actor)
    here = Q(region_path__in=at) if at else Q()
    for path in within:
        here |= below("region_path", path)
    if not regions_reached(actor):
        return Q(subject_kind="case", subject_id__in=numbers_within(actor)) & here
    own = Subquery(Case.objects.visible_to(actor).filter(pk=OuterRef("subject_id")).values("pk")[:1])
    return Q(subject_kind="case") & here & Q(subject_id=own)
