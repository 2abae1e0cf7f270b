"""Supervision letters 督办函: what one says, its paper and its answer; the office's desk, a unit's seal image."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.cases.models import Case
from shishi.rules.authority import LEADERS, OFFICE, Actor


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters are reached as their cases are; before they are issued, by offices and leaders only."""

    def visible_to(self, actor: Actor) -> Self:
        """Letters of cases within reach. No query of its own."""
        reached = self.filter(case__in=Case.objects.visible_to(actor))
        return reached if actor.is_any(OFFICE | LEADERS) else reached.exclude(case__assigned_at=None)


class Letter(models.Model):
    """What a letter says. Where it stands, by when, and who holds it stands in its case, whose number is its key.

    Texts are runs: words, figure chips by key, marked numerals (docs/domain/bulletin.md, "Chips and text").

    unit            to whom; the case is charged with it when the letter is issued
    due_on          a reply day the office wished for; empty for the limit of the level
    printed_due_on  the reply day the signed paper names
    reply_draft     the unit's answer in the making, by the names of answers
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="letter")
    unit = models.ForeignKey("orgs.Org", models.PROTECT, related_name="letters")
    cut = models.ForeignKey("reports.Cut", models.PROTECT, null=True, related_name="letters")
    figures = models.JSONField(default=dict)
    basis = models.JSONField(default=list)
    facts = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    requirements = models.JSONField(default=list)
    due_on = models.DateField(_("办复期限"), null=True)
    printed_due_on = models.DateField(null=True)
    urgency = models.CharField(_("直接预警的理由"), max_length=200, blank=True)
    feedback = models.CharField(_("反馈方式"), max_length=200, blank=True)
    contact = models.CharField(_("联系人"), max_length=30, blank=True)
    phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    copies_to = models.CharField(_("抄送"), max_length=120, blank=True)
    paper = models.OneToOneField("documents.Paper", models.PROTECT, null=True, related_name="letter")
    reply_draft = models.JSONField(default=dict)
    reply_drafted_by = models.CharField(max_length=60, blank=True)
    reply_paper = models.OneToOneField("documents.Paper", models.PROTECT, null=True, related_name="answered_letter")

    objects = LetterQuerySet.as_manager()

    def __str__(self) -> str:
        return f"letter {self.pk}"


class LetterDesk(models.Model):
    """What an office's letters have in common.

    head_signs  whether the head of the office may sign in the convener's place
    """

    office = models.OneToOneField("orgs.Org", models.PROTECT, related_name="letter_desk")
    mark = models.CharField(_("发文机关标志"), max_length=40, blank=True)
    prefix = models.CharField(_("机关代字"), max_length=20, blank=True)
    contact = models.CharField(_("联系人"), max_length=30, blank=True)
    phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    copies_to = models.CharField(_("抄送"), max_length=120, blank=True)
    head_signs = models.BooleanField(_("授权办公室主任签发"), default=False)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"desk of {self.office_id}"

    @property
    def journal_kind(self) -> str:
        return "letter_desk"

    @property
    def journal_label(self) -> str:
        return self.prefix


class UnitSeal(models.Model):
    """The picture of a unit's seal for its replies: a picture only, no electronic seal of the State."""

    org = models.OneToOneField("orgs.Org", models.PROTECT, related_name="letter_seal")
    file = models.ForeignKey("files.File", models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    kept_by_name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"seal of {self.org_id}"

    @property
    def journal_kind(self) -> str:
        return "unit_seal"

    @property
    def journal_label(self) -> str:
        return ""
