"""An inspection: what is looked at, when, by whom; what was drawn; what each visit found. And research visits."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shishi.inspections.chain import LABELS, OPEN_STAGES, Stage
from shishi.inspections.kinds import HIDDEN, MODES, VISIT_MODES
from shishi.lib import clock
from shishi.orgs.reach import ReachedQuerySet
from shishi.rules.authority import ANSWERING, LEADERS, OFFICE, REACH_BY_UNIT, Actor, Role
from shishi.rules.lifecycle import Place

READERS = ANSWERING | {Role.VERIFIER_STATS, Role.FINANCE}


class InspectionQuerySet(ReachedQuerySet["Inspection"]):
    """The office and leaders see all of their region; everybody else hidden ones only once concluded, a unit only what
    looks at it; the team what it is sent to, from any region, until its last day.
    """

    ITEM = ""

    def visible_to(self, actor: Actor) -> Self:
        """Rows within reach. No query of its own."""
        if actor.post is None:
            return self.none()
        sent = Q(pk__in=sent_to(actor))
        if actor.is_any(OFFICE | LEADERS):
            return self.filter(Q(pk__in=super().visible_to(actor).values("pk")) | sent)
        if actor.is_any(READERS):
            told = super().visible_to(actor).exclude(mode__in=HIDDEN, stage__in=OPEN_STAGES)
            return self.filter(Q(pk__in=told.values("pk")) | sent)
        return self.filter(sent)

    def _any_unit(self, unit_id: int) -> Q:
        looked_at = Visit.objects.filter(unit_id=unit_id).values("inspection_id")
        return Q(pk__in=looked_at) & ~Q(stage=Stage.CANCELLED)

    def open(self) -> Self:
        return self.filter(stage__in=OPEN_STAGES)


class Inspection(models.Model):
    """督导检查 of one office.

    seed       what the sample was drawn with; empty while nothing was drawn
    candidates the numbers of the sites it was drawn from
    recheck_on when what was found is to be looked at again, within thirty days of the conclusion
    """

    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="inspections")
    region_path = models.CharField(max_length=40)
    office = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    title = models.CharField(_("名称"), max_length=120)
    topic = models.CharField(_("检查主题"), max_length=40)
    mode = models.CharField(_("方式"), max_length=15, choices=list(MODES.items()))
    since = models.DateField(_("开始日期"))
    until = models.DateField(_("结束日期"))
    by_whom = models.CharField(_("组织单位"), max_length=80)
    checklist = models.JSONField(default=list)
    seed = models.CharField(max_length=40, blank=True)
    candidates = models.JSONField(default=list)
    conclusion = models.TextField(_("结论"), blank=True)
    concluded_at = models.DateTimeField(null=True)
    recheck_on = models.DateField(null=True)
    stage = models.CharField(max_length=12, choices=list(LABELS.items()), default=Stage.PLANNED)
    stage_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["region_path", "-since", "-id"], name="inspection_by_region")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="inspection_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.since:%F} {self.title}"

    @property
    def journal_kind(self) -> str:
        return "inspection"

    @property
    def journal_label(self) -> str:
        return self.title

    @property
    def place(self) -> Place:
        """Where it stands: in the region looked at, at the home of the office that inspects. No query when loaded."""
        return Place(self.region_path, home_path=self.office.region_path)

    @property
    def is_hidden(self) -> bool:
        return self.mode in HIDDEN and self.stage != Stage.CONCLUDED


class TeamMember(models.Model):
    """Somebody sent: by name, and as a person of the house where they visit with their own account.

    window  the reach proposed for them for the days of the inspection, where they have none of their own
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="team")
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    window = models.ForeignKey("orgs.RightsChange", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "person"], name="team_member_once")]
        ordering = ["inspection", "id"]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.person_id}"


class Draw(models.Model):
    """A sample drawn: with which seed, from how many, which; drawn again only with a reason."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="draws")
    seed = models.CharField(max_length=40)
    n_candidates = models.PositiveIntegerField()
    drawn = models.JSONField()
    reason = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ["inspection", "id"]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.seed}"


def sent_to(actor: Actor) -> models.QuerySet[TeamMember, Any]:
    """The inspections somebody is sent to and that are not past their last day, for a subquery."""
    rows = TeamMember.objects.filter(person_id=actor.person_id, inspection__until__gte=clock.today())
    return rows.values("inspection_id")


class UnderInspectionQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows below an inspection, reached as the inspection is; a unit sees only the visits to itself."""

    def visible_to(self, actor: Actor) -> Self:
        """Rows within the actor's reach. No query of its own."""
        found = self.filter(inspection__in=Inspection.objects.visible_to(actor))
        if actor.is_any(REACH_BY_UNIT | ANSWERING):
            found = found.filter(Q(unit_id=actor.org_id) | Q(inspection__in=sent_to(actor)))
        return found


class Visit(models.Model):
    """One object of an inspection, to be looked at on the spot: a site, or a unit as a whole.

    answers    by the place in the checklist: {"0": {"verdict": "fail", "note": "…"}}
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="visits")
    unit = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    item = models.ForeignKey("programmes.Item", models.PROTECT, null=True, related_name="+")
    site = models.ForeignKey("programmes.Site", models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=160)
    is_drawn = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)
    result = models.CharField(_("检查情况"), max_length=1000, blank=True)
    place = models.CharField(_("位置"), max_length=120, blank=True)
    visited_at = models.DateTimeField(null=True)
    visited_by_name = models.CharField(max_length=60, blank=True)
    is_done = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = UnderInspectionQuerySet["Visit"].as_manager()

    class Meta:
        ordering = ["inspection", "unit__sort", "id"]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.title}"

    @property
    def n_failed(self) -> int:
        return sum(one.get("verdict") == "fail" for one in self.answers.values())


class VisitPhoto(models.Model):
    """A photograph taken on the spot."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos")
    file = models.ForeignKey("files.File", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.visit_id} {self.file_id}"


class Finding(models.Model):
    """Something a visit found, and the problem it became."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="findings")
    title = models.CharField(max_length=120)
    text = models.CharField(max_length=1000)
    case = models.OneToOneField("cases.Case", models.PROTECT, null=True, related_name="finding")

    class Meta:
        ordering = ["visit", "id"]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.title}"


class InspectionPaper(models.Model):
    """A paper made of an inspection."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="papers")
    paper = models.OneToOneField("documents.Paper", models.PROTECT, related_name="of_inspection")

    class Meta:
        ordering = ["inspection", "id"]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.paper_id}"


class ResearchQuerySet(ReachedQuerySet["Research"]):
    """Research visits are reached by region, and by the unit that made them."""

    ITEM = ""


class Research(models.Model):
    """调研、走流程: who went where, how many of them, what they saw; or 送服务上门, planned before it is done.

    services     what is brought to people's doors
    reminded_on  the day on which those who go were told that it is the day
    """

    class Stage(models.TextChoices):
        """Where a visit stands."""

        PLANNED = "planned", _("待上门")
        DONE = "done", _("已走访")
        CALLED_OFF = "called_off", _("已取消")

    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="research")
    region_path = models.CharField(max_length=40)
    unit = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    mode = models.CharField(_("方式"), max_length=20, choices=list(VISIT_MODES.items()))
    on = models.DateField(_("日期"))
    who = models.CharField(_("参加人员"), max_length=200)
    n_people = models.PositiveSmallIntegerField(_("人次"))
    place = models.CharField(_("地点"), max_length=120)
    services = models.CharField(_("服务内容"), max_length=200, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DONE)
    reminded_on = models.DateField(null=True)
    found = models.CharField(_("了解到的情况"), max_length=2000)
    case = models.OneToOneField("cases.Case", models.PROTECT, null=True, related_name="research")
    by_name = models.CharField(max_length=60)

    objects = ResearchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["region_path", "-on", "-id"], name="research_by_region")]

    def __str__(self) -> str:
        return f"{self.on:%F} {self.place}"

    @property
    def journal_kind(self) -> str:
        return "research"

    @property
    def journal_label(self) -> str:
        return self.place
