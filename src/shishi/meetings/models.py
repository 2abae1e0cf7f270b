"""A meeting: who is asked to come, what stands on the agenda, what was decided and what became of it."""

from __future__ import annotations

from datetime import date, time
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.meetings.chain import DECIDED, LABELS, TOOK_PLACE, Stage
from shishi.meetings.kinds import KINDS, PRESENCE, SECTION_LABELS, Section
from shishi.orgs.reach import ReachedQuerySet
from shishi.rules.authority import Actor

type When = tuple[date, time, str]


class MeetingQuerySet(ReachedQuerySet["Meeting"]):
    """Meetings are the office's and the leaders'; a unit sees those it is asked to, once the notice is out."""

    ITEM = ""

    def _any_unit(self, unit_id: int) -> models.Q:
        asked = Attendee.objects.filter(org_id=unit_id).values("meeting_id")
        charged = Decision.objects.filter(unit_id=unit_id, meeting__stage__in=DECIDED).values("meeting_id")
        known = ~models.Q(stage__in=(Stage.PLANNED, Stage.CANCELLED))
        return known & models.Q(pk__in=asked) | models.Q(pk__in=charged)

    def took_place(self) -> Self:
        return self.filter(stage__in=TOOK_PLACE)


class Meeting(models.Model):
    """调度会 of one programme's office.

    cut   the one the agenda's figures were frozen from
    """

    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="meetings")
    region_path = models.CharField(max_length=40)
    office = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    kind = models.CharField(_("类型"), max_length=10, choices=list(KINDS.items()))
    title = models.CharField(_("名称"), max_length=120)
    on = models.DateField(_("日期"))
    time = models.TimeField(_("时间"))
    place = models.CharField(_("地点"), max_length=120)
    chair = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    cut = models.ForeignKey("reports.Cut", models.PROTECT, null=True, related_name="+")
    minutes = models.TextField(_("会议记录"), blank=True)
    stage = models.CharField(max_length=12, choices=list(LABELS.items()), default=Stage.PLANNED)
    stage_since = models.DateTimeField()
    planned_by_name = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["region_path", "-on", "-id"], name="meeting_by_region")]

    def __str__(self) -> str:
        return f"{self.on:%F} {self.title}"

    @property
    def when(self) -> When:
        """Day, hour and place: what a notice must say rightly."""
        return self.on, self.time, self.place

    @property
    def journal_kind(self) -> str:
        return "meeting"

    @property
    def journal_label(self) -> str:
        return self.title


class UnderMeetingQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows below a meeting, reached as the meeting is."""

    def visible_to(self, actor: Actor) -> Self:
        """Rows of meetings within the actor's reach. No query of its own."""
        return self.filter(meeting__in=Meeting.objects.visible_to(actor))


class MeetingStep(models.Model):
    """A step a meeting took."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="steps")
    name = models.CharField(max_length=20)
    person_id = models.BigIntegerField()
    person_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["meeting", "id"]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.name}"


class Attendee(models.Model):
    """One organisation asked to come, who came for it, and whether."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    org = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    name = models.CharField(_("参会人"), max_length=30, blank=True)
    presence = models.CharField(max_length=10, choices=list(PRESENCE.items()), default="invited")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "org"], name="attendee_once")]
        ordering = ["meeting", "org__region_path", "org__sort", "org_id"]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.org_id} {self.presence}"


class AgendaItem(models.Model):
    """One point of the agenda.

    source    what it was built from, as "item:12" or "case:7"; empty when somebody wrote it
    figures   frozen figures: code, arguments, what it is called, value, how it is shown, rows and digest
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    section = models.CharField(max_length=10, choices=list(SECTION_LABELS.items()), default=Section.OTHER)
    seq = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=160)
    text = models.CharField(max_length=600, blank=True)
    unit = models.ForeignKey("orgs.Org", models.PROTECT, null=True, related_name="+")
    figures = models.JSONField(default=list)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "source"], condition=~models.Q(source=""), name="agenda_source_once"
            )
        ]
        ordering = ["meeting", "seq", "id"]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.seq} {self.title}"


class Decision(models.Model):
    """One matter decided: who is to do it until when, and the case it became."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    text = models.CharField(_("议定事项"), max_length=500)
    unit = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    due_on = models.DateField(_("完成时限"))
    case = models.OneToOneField("cases.Case", models.PROTECT, null=True, related_name="decision")

    class Meta:
        ordering = ["meeting", "id"]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.unit_id} {self.due_on:%F}"


class MeetingPaper(models.Model):
    """A paper made of a meeting: notice, briefing pack, minutes, list of decisions.

    on, time, place   when and where the meeting was to be when the paper was made
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers")
    paper = models.OneToOneField("documents.Paper", models.PROTECT, related_name="of_meeting")
    on = models.DateField()
    time = models.TimeField()
    place = models.CharField(max_length=120)

    objects = UnderMeetingQuerySet["MeetingPaper"].as_manager()

    class Meta:
        ordering = ["meeting", "id"]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.paper_id}"

    @property
    def when(self) -> When:
        """Day, hour and place as the paper says them."""
        return self.on, self.time, self.place
