"""Number books, papers as they were issued, and the figures printed in them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.orgs.reach import ReachedQuerySet


class NumberBookQuerySet(ReachedQuerySet["NumberBook"]):
    """Books are reached by the region of their office."""

    REGION = "org__region_path"
    UNITS = ("org_id",)
    ITEM = ""


class NumberBook(models.Model):
    """The running numbers of one kind of paper of one office in one year. A number taken is never given again."""

    org = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    prefix = models.CharField(_("机关代字"), max_length=20, blank=True)
    last = models.PositiveIntegerField(default=0)

    objects = NumberBookQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "kind", "year"], name="number_book_once_a_year")]

    def __str__(self) -> str:
        return f"{self.prefix}〔{self.year}〕{self.last}"

    @property
    def region_path(self) -> str:
        return self.org.region_path

    @property
    def journal_kind(self) -> str:
        return "number_book"

    @property
    def journal_label(self) -> str:
        return str(self)


class BookShift(models.Model):
    """That an office let a book go on from a later number, and why: earlier ones were given on paper."""

    book = models.ForeignKey(NumberBook, models.CASCADE, related_name="shifts")
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    reason = models.CharField(_("理由"), max_length=200)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(after__gt=models.F("before")), name="book_only_moves_on")
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.book_id} {self.before} → {self.after}"


class PaperQuerySet(ReachedQuerySet["Paper"]):
    """Papers are reached by region or by the unit that made them."""

    ITEM = ""


class Paper(models.Model):
    """An official paper: numbered and frozen, then rendered, then issued, or its number visibly voided."""

    class Stage(models.TextChoices):
        ISSUING = "issuing", _("制作中")
        ISSUED = "issued", _("已印发")
        VOID = "void", _("编号作废")

    kind = models.CharField(max_length=20)
    title = models.CharField(_("标题"), max_length=200)
    org = models.ForeignKey("orgs.Org", models.PROTECT, related_name="papers")
    unit = models.ForeignKey("orgs.Org", models.PROTECT, null=True, related_name="+")
    region_path = models.CharField(max_length=40)
    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="papers")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.ISSUING)
    cut_id = models.BigIntegerField(null=True)
    body = models.JSONField()
    signed_by_name = models.CharField(max_length=60)
    signed_for_name = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(_("成文日期"))
    signed_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)
    docx = models.ForeignKey("files.File", models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey("files.File", models.PROTECT, null=True, related_name="+")
    is_public = models.BooleanField(default=False)
    home = models.CharField(max_length=120, blank=True, help_text="The page of what the paper was made of.")
    version = models.PositiveIntegerField(default=1)

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="paper_number_once_in_book")]

    def __str__(self) -> str:
        return self.title

    @property
    def journal_kind(self) -> str:
        return "paper"

    @property
    def journal_label(self) -> str:
        return self.title


class PrintedFigure(models.Model):
    """A figure printed in a paper: which formula over which arguments and cut gave which value from how many rows."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="figures")
    key = models.CharField(max_length=20)
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=80, blank=True, help_text="What the formula is called.")
    args = models.JSONField(default=dict)
    cut_id = models.BigIntegerField()
    value = models.CharField(max_length=120)
    shown = models.CharField(max_length=120)
    n_rows = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "key"], name="printed_figure_key_once")]

    def __str__(self) -> str:
        return f"{self.code} = {self.shown}"
