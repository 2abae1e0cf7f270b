"""A bulletin in the making: text plus figure chips, over one cut."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.bulletins.chain import LABELS, Stage
from shishi.orgs.reach import ReachedQuerySet
from shishi.rules.authority import LEADERS, OFFICE, Actor

READ_BY_ALL = (Stage.SIGNED, Stage.PUBLISHED)


class BulletinQuerySet(ReachedQuerySet["Bulletin"]):
    """Drafts are the office's and the leaders'; what is signed is read by every unit of the programme."""

    ITEM = ""

    def visible_to(self, actor: Actor) -> Self:
        """Rows within reach; drafts only for offices and leaders."""
        reached = super().visible_to(actor)
        return reached if actor.is_any(OFFICE | LEADERS) else reached.filter(stage__in=READ_BY_ALL)

    def _any_unit(self, unit_id: int) -> models.Q:
        from shishi.programmes.models import Programme

        signed = models.Q(stage__in=READ_BY_ALL)
        return signed & models.Q(programme__in=Programme.objects.filter(items__unit_id=unit_id))


class Bulletin(models.Model):
    """情况通报 of one programme. Its ordinal (第N期) is taken when it is signed.

    `blocks` is a list of {"kind": "heading1" | "heading2" | "paragraph" | "table", "runs": [...]}; a run is text,
    a figure chip {"figure": key}, or digits marked as a name, an ordinal or a date {"text": …, "mark": …}. Every
    block has an `id` and a version `v`, so that two people may edit two paragraphs.
    """

    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="bulletins")
    region_path = models.CharField(max_length=40)
    cut = models.ForeignKey("reports.Cut", models.PROTECT, related_name="bulletins")
    ordinal = models.PositiveSmallIntegerField(_("期号"), null=True)
    title = models.CharField(_("标题"), max_length=120)
    recipient = models.CharField(_("主送"), max_length=120)
    blocks = models.JSONField()
    figures = models.JSONField(default=dict, help_text="Chips by key: formula, arguments, shape, value, rows, digest.")
    layout = models.CharField(_("版式"), max_length=10, default="full")
    stage = models.CharField(max_length=10, choices=list(LABELS.items()), default=Stage.DRAFTED)
    round = models.PositiveSmallIntegerField(default=1)
    paper = models.OneToOneField("documents.Paper", models.PROTECT, null=True, related_name="bulletin")
    hides_red = models.BooleanField(_("公开版不含红灯明细"), default=False)
    public_pdf = models.ForeignKey("files.File", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    drafted_at = models.DateTimeField()
    stage_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def journal_kind(self) -> str:
        return "bulletin"

    @property
    def journal_label(self) -> str:
        return self.title


class BulletinStep(models.Model):
    """A step a bulletin took."""

    of = models.ForeignKey(Bulletin, models.CASCADE, related_name="steps")
    round = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=20)
    person_id = models.BigIntegerField()
    person_name = models.CharField(max_length=60)
    post_label = models.CharField(max_length=120)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["of", "id"]

    def __str__(self) -> str:
        return f"{self.of_id} {self.name}"
