"""An import from its file to its end: the run, its sheets, every row, what undoes it, and remembered headings."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.imports.kinds import State
from shishi.orgs.reach import ReachedQuerySet


class ImportRunQuerySet(ReachedQuerySet["ImportRun"]):
    """Runs are reached by region alone: a workbook holds rows of every unit."""

    UNITS = ()
    ITEM = ""

    def _any_unit(self, unit_id: int) -> models.Q:  # noqa: ARG002
        return models.Q(pk__in=[])


class ImportRun(models.Model):
    """One workbook on its way into one subject. The file itself is kept by whoever owns the subject."""

    class Stage(models.TextChoices):
        LOOKING = "looking", _("读取文件中")
        COLUMNS = "columns", _("待核对列")
        PREVIEWING = "previewing", _("预览中")
        PREVIEWED = "previewed", _("待导入")
        COMMITTING = "committing", _("写入中")
        COMMITTED = "committed", _("已导入")
        TAKEN_BACK = "taken_back", _("已撤销")
        DROPPED = "dropped", _("已放弃")

    intake = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    region_path = models.CharField(max_length=40, db_index=True)
    org_id = models.BigIntegerField(help_text="The office whose headings are remembered.")
    person_id = models.BigIntegerField()
    person_name = models.CharField(max_length=60)
    file_id = models.BigIntegerField(null=True)
    file_name = models.CharField(_("文件"), max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.LOOKING)
    message = models.CharField(max_length=500, blank=True)
    job_id = models.BigIntegerField(null=True)
    skips_errors = models.BooleanField(default=False)
    options = models.JSONField(default=dict, help_text="What was said when it was opened, in the words of the intake.")
    n_rows = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["intake", "subject_id", "-id"], name="import_run_of_subject")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.file_name}"

    @property
    def is_waiting(self) -> bool:
        """Whether work on it is under way in the background."""
        return self.stage in {self.Stage.LOOKING, self.Stage.PREVIEWING, self.Stage.COMMITTING}


class ImportSheet(models.Model):
    """One sheet of the workbook: which importer takes it, which column means what, and what the preview counted."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="sheets")
    seq = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    importer = models.CharField(max_length=20, blank=True, help_text="Empty: the sheet is left out.")
    title = models.JSONField(default=list)
    headings = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    heading_rows = models.JSONField(default=list)
    columns = models.JSONField(default=dict, help_text="Field code by column; empty text leaves the column out.")
    guesses = models.JSONField(default=dict, help_text="Confidence in per cent by column.")
    remembered = models.BooleanField(default=False)
    n_expected = models.PositiveIntegerField(default=0)
    n_new = models.PositiveIntegerField(default=0)
    n_changed = models.PositiveIntegerField(default=0)
    n_same = models.PositiveIntegerField(default=0)
    n_error = models.PositiveIntegerField(default=0)
    n_warned = models.PositiveIntegerField(default=0)
    n_skipped = models.PositiveIntegerField(default=0)
    skipped = models.JSONField(default=list)
    notes = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "seq"], name="import_sheet_once_in_run")]
        ordering = ["run", "seq"]

    def __str__(self) -> str:
        return self.name

    @property
    def n_rows(self) -> int:
        """Rows the preview understood as data."""
        return self.n_new + self.n_changed + self.n_same + self.n_error

    def field_columns(self) -> dict[str, int]:
        """Column by field code, of the columns that are taken."""
        chosen: dict[str, Any] = self.columns
        return {code: int(at) for at, code in chosen.items() if code}


class ImportRow(models.Model):
    """One row of a sheet as the preview ruled on it."""

    sheet = models.ForeignKey(ImportSheet, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=[(state.value, state.value) for state in State])
    is_warned = models.BooleanField(default=False)
    values = models.JSONField(default=list, help_text="The cells taken, as text, in the order of the columns.")
    changes = models.JSONField(default=list, help_text="[field, before, after] as people read them.")
    errors = models.JSONField(default=list, help_text="[column, sentence]; column -1 is the row as a whole.")
    warnings = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["sheet", "id"], name="import_row_in_order"),
            models.Index(fields=["sheet", "state", "id"], name="import_row_by_state"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.number} {self.state}"


class ImportTrace(models.Model):
    """What it takes to undo one batch of a run, in the words of whoever wrote it."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="traces")
    importer = models.CharField(max_length=20)
    trace = models.JSONField()

    def __str__(self) -> str:
        return f"#{self.pk} {self.importer}"


class ColumnMemory(models.Model):
    """How an office decided to read a set of headings, for the next workbook that has the same."""

    intake = models.CharField(max_length=20)
    org_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    importer = models.CharField(max_length=20, blank=True)
    columns = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake", "org_id", "digest"], name="column_memory_once")]

    def __str__(self) -> str:
        return f"{self.org_id} {self.importer}"
