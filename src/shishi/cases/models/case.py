"""One table for everything that somebody must answer, by a date, to someone, until it is verifiably over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.cases.kinds import KINDS, CaseKind
from shishi.cases.models.indexes import INDEXES
from shishi.orgs.models import PATH_STEP
from shishi.orgs.reach import ReachedQuerySet, below
from shishi.rules.authority import RESTRICTED, Actor, Grant
from shishi.rules.lifecycle import Place

COUNTY = 12


class CaseQuerySet(ReachedQuerySet["Case"]):
    """Cases are reached by region, by any unit that has a part, by item and kind, up to a secrecy."""

    def visible_to(self, actor: Actor) -> Self:
        """Rows within reach, and what is put out for anybody of the county to take up. A citizen sees the one case
        whose code was proven.
        """
        if actor.asker_of is not None:
            return self.filter(pk=actor.asker_of)
        if not (offered := put_out_to(actor)):
            return super().visible_to(actor)
        if not is_of_unit_alone(actor):
            return super().visible_to(actor) | self.filter(offered)
        # One set of numbers and no choice between two conditions: PostgreSQL then knows how few they are.
        return self.filter(pk__in=_numbers_of_unit(actor.org_id, offered))

    def _within(self, grant: Grant) -> models.Q:
        found = below(self.REGION, grant.region_path) & models.Q(secrecy__lte=grant.secrecy)
        if grant.unit_id is not None:
            found &= models.Q(pk__in=_parts_of(grant.unit_id).values("case_id"))
        if grant.item_id is not None:
            found &= models.Q(item_id=grant.item_id)
        if grant.matter_id is not None:
            found &= models.Q(item__matter_id=grant.matter_id)
        if grant.kind:
            found &= models.Q(kind=grant.kind)
        return found

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def late(self, now: datetime) -> Self:
        """Open cases one of whose clocks has run out."""
        return self.open().filter(next_due_at__lt=now)


def put_out_to(actor: Actor) -> models.Q | None:
    """What is put out in the county, for whoever does not reach the whole county anyway."""
    post = actor.post
    if post is None or not post.region_path or not actor.grants:
        return None
    if actor.grants[0].unit_id is None and len(post.region_path) <= COUNTY:
        return None
    return models.Q(is_offered=True) & below("home_path", post.region_path[:COUNTY])


def is_of_unit_alone(actor: Actor) -> bool:
    """Whether the actor reaches what their unit has a part in, and besides only what is put out."""
    return actor.grants == (Grant("", unit_id=actor.org_id, secrecy=RESTRICTED),)


def _parts_of(unit_id: int | None) -> models.QuerySet[Any]:
    from shishi.cases.models.parts import CasePart

    return CasePart.objects.filter(unit_id=unit_id).order_by()


def _numbers_of_unit(unit_id: int | None, offered: models.Q) -> models.QuerySet[Any]:
    put_out = Case.objects.filter(offered).order_by().values("pk")
    return _parts_of(unit_id).values("case_id").union(put_out, all=True)


def numbers_within(actor: Actor) -> models.QuerySet[Any]:
    """The numbers of all cases within reach, for `__in`: those of a unit without a look at the cases themselves."""
    offered = put_out_to(actor)
    if offered is None or not is_of_unit_alone(actor):
        return Case.objects.visible_to(actor).order_by().values("pk")
    return _numbers_of_unit(actor.org_id, offered)


def regions_reached(actor: Actor) -> tuple[str, ...]:
    """The regions outside of which the actor reaches no case; none where reach is not by region alone. No query."""
    paths = tuple(grant.region_path for grant in actor.grants if grant.unit_id is None)
    is_bound = len(paths) == len(actor.grants) and all(paths) and put_out_to(actor) is None
    return paths if is_bound else ()


def regions_around(actor: Actor) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where to look: the regions with all that lies in them, and those of which only what lies at them counts. None
    where reach is by something else. No query.

    Whoever sees what their unit has a part in looks in its county, and at the city and province above, whose offices
    may charge the unit with what lies in no county.
    """
    if is_of_unit_alone(actor) and actor.post is not None:
        path = actor.post.region_path[:COUNTY]
        return (path,), tuple(path[:n] for n in range(PATH_STEP, len(path), PATH_STEP))
    return regions_reached(actor), ()


class Case(models.Model):
    """A case of one kind. Its path stands in `CaseStep`; here stands where it is now and who holds it.

    next_due_at   the earlier of the stage's and the whole's due moment; what lists and desks are ordered by
    first_due_at  the whole's first promise, never changed; an approved extension moves `due_at` only
    stopped_at    since when both clocks stand still
    secrecy       0 open, 1 restricted
    raiser        the organisation whose people opened it
    is_offered    whether anybody of the county may take it up
    taker_id      the person who took it up, with a team where they named one; `n_takers` of `n_wanted` have
    category      to which group whoever is helped belongs
    addressee     the unit whose head the letter was written to; `outside_number` its number with a hotline or board
    n_calls       how often whoever asked was called in this round
    is_excluded   left out of the three rates, by two people's decision; `n_exclusions` how often that was proposed
    """

    kind = models.CharField(max_length=20)
    number = models.CharField(_("编号"), max_length=30, unique=True)
    title = models.CharField(_("标题"), max_length=120)
    text = models.TextField(_("内容"), blank=True)
    region_path = models.CharField(max_length=40)
    home_path = models.CharField(max_length=40)
    office = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Org", models.PROTECT, null=True, related_name="+")
    raiser = models.ForeignKey("orgs.Org", models.PROTECT, null=True, related_name="+")
    duty_person = models.CharField(_("责任人"), max_length=30, blank=True)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey("programmes.Item", models.PROTECT, null=True, related_name="cases")
    site = models.ForeignKey("programmes.Site", models.SET_NULL, null=True, related_name="+")
    place = models.CharField(_("地址"), max_length=120, blank=True)
    type = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    severity = models.CharField(max_length=10, blank=True)
    topic = models.CharField(max_length=30, blank=True)
    enterprise = models.CharField(_("涉及企业"), max_length=60, blank=True)
    needed_on = models.DateField(_("最迟需要日期"), null=True)
    helper = models.CharField(_("帮办员"), max_length=30, blank=True)
    level = models.PositiveSmallIntegerField(default=1)
    secrecy = models.PositiveSmallIntegerField(default=0)
    is_offered = models.BooleanField(default=False)
    is_green = models.BooleanField(_("绿色通道"), default=False)
    is_duty = models.BooleanField(_("列入履职清单"), default=False)

    stage = models.CharField(max_length=20)
    round = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    holder = models.ForeignKey("orgs.Org", models.PROTECT, null=True, related_name="+")
    side = models.CharField(max_length=10, blank=True)
    sponsor = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    opened_by_id = models.BigIntegerField()
    opened_by_name = models.CharField(max_length=60)

    opened_at = models.DateTimeField()
    stage_since = models.DateTimeField()
    stage_due_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    first_due_at = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    assigned_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    contact_due_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    outcome = models.CharField(max_length=20, blank=True)
    resolved = models.CharField(max_length=15, blank=True)
    rating = models.CharField(max_length=2, blank=True)
    thanks = models.BooleanField(default=False)
    n_transfers = models.PositiveSmallIntegerField(default=0)
    n_rulings = models.PositiveSmallIntegerField(default=0)
    n_redone = models.PositiveSmallIntegerField(default=0)
    n_relapses = models.PositiveSmallIntegerField(default=0)
    n_extensions = models.PositiveSmallIntegerField(default=0)
    n_calls = models.PositiveSmallIntegerField(default=0)
    n_visits = models.PositiveSmallIntegerField(default=0)

    addressee = models.ForeignKey("orgs.Org", models.PROTECT, null=True, related_name="+")
    outside_number = models.CharField(_("外部编号"), max_length=60, blank=True, db_index=True)
    n_exclusions = models.PositiveSmallIntegerField(default=0)
    is_excluded = models.BooleanField(_("不计入三率"), default=False)
    category = models.CharField(_("帮扶对象"), max_length=20, blank=True)
    taker_id = models.BigIntegerField(null=True)
    taker_name = models.CharField(max_length=60, blank=True)
    team = models.CharField(_("团队"), max_length=60, blank=True)
    n_wanted = models.PositiveSmallIntegerField(default=1)
    n_takers = models.PositiveSmallIntegerField(default=0)

    origin_kind = models.CharField(max_length=20, blank=True)
    origin_id = models.BigIntegerField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = INDEXES
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=False) | ~models.Q(side=""), name="case_open_has_holder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.stage}"

    @property
    def what(self) -> CaseKind:
        return KINDS[self.kind]

    def standing(self, barred: Iterable[int] = (), parts: Iterable[int] = ()) -> Place:
        """Where it stands, for the life cycle to judge. No query."""
        units = (self.unit_id,) if self.unit_id else ()
        return Place(
            self.region_path,
            units,
            self.home_path,
            self.pk,
            self.raiser_id,
            frozenset(barred),
            tuple(parts),
            self.taker_id,
        )

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def journal_kind(self) -> str:
        return "case"

    @property
    def journal_label(self) -> str:
        return self.number
