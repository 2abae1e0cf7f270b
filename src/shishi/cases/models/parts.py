"""What belongs to a case: its steps, the parts of units, files, links, extensions, whoever asked, reminders sent."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.cases.models.case import Case
from shishi.rules.authority import Actor
from shishi.rules.deadlines import LIMIT_UNIT_LABELS


class UnderCaseQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows below a case, reached as the case is."""

    def visible_to(self, actor: Actor) -> Self:
        """Rows of cases within the actor's reach. No query of its own."""
        return self.filter(case__in=Case.objects.visible_to(actor))


class CaseBook(models.Model):
    """The running numbers of one kind of case of one office in one year."""

    office = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "kind", "year"], name="case_book_once_a_year")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.kind} {self.year}: {self.last}"


class CaseStep(models.Model):
    """A step a case took: in which round, from which stage to which, by whom, from which post, with what answers."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    round = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=20)
    source = models.CharField(max_length=20)
    target = models.CharField(max_length=20)
    person_id = models.BigIntegerField()
    person_name = models.CharField(max_length=60)
    post_label = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    answers = models.JSONField(default=dict)

    objects = UnderCaseQuerySet["CaseStep"].as_manager()

    class Meta:
        ordering = ["case", "id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.name}"


class CasePart(models.Model):
    """What one unit has to do in a case. Every unit charged has a row, the lead one too; by it the case is reached."""

    class Stage(models.TextChoices):
        OPEN = "open", _("办理中")
        DONE = "done", _("已反馈")

    case = models.ForeignKey(Case, models.CASCADE, related_name="parts")
    unit = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    is_lead = models.BooleanField(default=False)
    task = models.CharField(_("分工"), max_length=200, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.OPEN)
    report = models.TextField(_("反馈"), blank=True)
    n_checked = models.PositiveIntegerField(_("检查数"), null=True)
    n_found = models.PositiveIntegerField(_("发现问题数"), null=True)
    done_at = models.DateTimeField(null=True)
    done_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "unit"], name="case_part_once_per_unit")]
        indexes = [
            models.Index(fields=["unit", "case"], name="case_part_by_unit"),
            models.Index(fields=["unit"], name="case_part_owed", condition=models.Q(is_lead=False, stage="open")),
        ]
        ordering = ["-is_lead", "id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.unit_id} {self.stage}"


class CaseFile(models.Model):
    """A file handed in with a step, under the name of the answer it belongs to."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="files")
    step = models.ForeignKey(CaseStep, models.CASCADE, null=True, related_name="files")
    answer = models.CharField(max_length=20)
    file = models.ForeignKey("files.File", models.PROTECT, related_name="+")

    objects = UnderCaseQuerySet["CaseFile"].as_manager()

    def __str__(self) -> str:
        return f"{self.case_id} {self.answer} {self.file_id}"


class CaseLink(models.Model):
    """That two cases belong together, and how."""

    class Kind(models.TextChoices):
        MERGED = "merged", _("并入")
        SPLIT = "split", _("拆分自")
        REPEAT = "repeat", _("重复反映")
        RELAPSE = "relapse", _("反弹自")
        CLUSTER = "cluster", _("归并分析")
        RAISED = "raised", _("由此提出")
        POINT = "point", _("同一批示（会议）的其他要求")
        ESCALATED = "escalated", _("升级自")
        CLUE = "clue", _("线索移交")
        RELATED = "related", _("相关")

    case = models.ForeignKey(Case, models.CASCADE, related_name="links")
    other = models.ForeignKey(Case, models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "other", "kind"], name="case_link_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.other_id}"


class Extension(models.Model):
    """A later date asked for before the limit ran out, and what was decided."""

    class Stage(models.TextChoices):
        ASKED = "asked", _("待批")
        APPROVED = "approved", _("同意")
        REFUSED = "refused", _("不同意")

    case = models.ForeignKey(Case, models.CASCADE, related_name="extensions")
    round = models.PositiveSmallIntegerField()
    old_due_at = models.DateTimeField()
    wanted_at = models.DateTimeField()
    reason = models.CharField(_("理由"), max_length=500)
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    asked_by_name = models.CharField(max_length=60)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.ASKED)
    opinion = models.CharField(_("意见"), max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=60, blank=True)

    objects = UnderCaseQuerySet["Extension"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(stage="asked"), name="extension_one_waiting_per_case"
            )
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.stage}"


class Recusal(models.Model):
    """Somebody who may not handle a case because they are bound up with what it is about."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="recusals")
    person_id = models.BigIntegerField()
    person_name = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person_id"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_id}"


class Asker(models.Model):
    """Whoever asked: name and telephone sealed, and the digest of the code they follow the case by.

    What was opened out of a letter is followed by the letter's own code, so a digest may stand twice.

    erased_at   when name, telephone and place were erased, the case being over long enough; the code still opens it
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="asker")
    name_sealed = models.BinaryField(null=True)
    phone_sealed = models.BinaryField(null=True)
    place_sealed = models.BinaryField(null=True)
    phone_digest = models.CharField(max_length=64, blank=True, db_index=True)
    wants_secrecy = models.BooleanField(_("要求保密"), default=False)
    code_digest = models.CharField(max_length=64, db_index=True)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"asker of {self.case_id}"


class Reminder(models.Model):
    """That people were reminded of one due moment of a case, once."""

    class What(models.TextChoices):
        SOON = "soon", _("即将到期")
        DUE = "due", _("今天到期")
        OVERDUE = "overdue", _("已超期")
        ESCALATE = "escalate", _("建议升级督办")

    case = models.ForeignKey(Case, models.CASCADE, related_name="reminders")
    what = models.CharField(max_length=10, choices=What)
    due_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "what", "due_at"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.what}"


class SavedView(models.Model):
    """A list of cases somebody keeps under a name."""

    person_id = models.BigIntegerField(db_index=True)
    name = models.CharField(_("名称"), max_length=30)
    query = models.CharField(max_length=500)
    seq = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "name"], name="saved_view_name_once")]
        ordering = ["person_id", "seq", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_kind(self) -> str:
        return "saved_view"

    @property
    def journal_label(self) -> str:
        return ""


class TimeLimit(models.Model):
    """A limit set by a region from a day on, in place of the one the kind holds.

    stage, type   empty for the whole case and for every type; the most particular row counts
    is_green      the limit of what goes through the green channel; other rows do not lengthen that
    """

    kind = models.CharField(max_length=20)
    stage = models.CharField(max_length=20, blank=True)
    type = models.CharField(max_length=20, blank=True)
    level = models.PositiveSmallIntegerField(null=True)
    is_green = models.BooleanField(_("绿色通道"), default=False)
    region_path = models.CharField(max_length=40)
    since = models.DateField(_("起用日期"))
    n = models.PositiveSmallIntegerField(_("数值"))
    unit = models.CharField(_("单位"), max_length=15, choices=[(u.value, w) for u, w in LIMIT_UNIT_LABELS.items()])
    basis = models.CharField(_("依据"), max_length=200)
    set_by_name = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["kind", "region_path"], name="time_limit_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.stage} {self.n} {self.unit}"

    @property
    def journal_kind(self) -> str:
        return "time_limit"

    @property
    def journal_label(self) -> str:
        return self.kind
