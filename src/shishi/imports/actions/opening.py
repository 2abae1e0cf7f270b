"""The beginning of an import: the run, a first look at its sheets, and what a person decides about their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.imports.kinds import Importer, Intake
from shishi.imports.models import ColumnMemory, ImportRun, ImportSheet
from shishi.imports.workbook import Proposal, digest_of, proposals
from shishi.lib import clock
from shishi.lib.refusal import Overtaken, Refused
from shishi.lib.xlsx.guard import Source
from shishi.lib.xlsx.read import open_book
from shishi.rules.authority import Actor


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """What a person decided about one sheet: field code by column, "" to leave a column out."""

    seq: int
    importer: str
    columns: Mapping[int, str]


@transaction.atomic
def open_run(
    intake: Intake,
    subject_id: int,
    region_path: str,
    actor: Actor,
    *,
    name: str,
    sha256: str,
    size: int,
    file_id: int | None,
    options: Mapping[str, str] | None = None,
) -> ImportRun:
    """A run for a workbook that has been received; nothing has been read yet."""
    return ImportRun.objects.create(
        intake=intake.code,
        subject_id=subject_id,
        region_path=region_path,
        org_id=actor.post.org_id if actor.post else 0,
        person_id=actor.person_id,
        person_name=actor.name,
        file_id=file_id,
        file_name=name[:120],
        sha256=sha256,
        size=size,
        options=dict(options or {}),
        created_at=clock.now(),
    )


def look(run: ImportRun, intake: Intake, source: Source) -> ImportRun:
    """Read the tops of all sheets and propose importer and columns for each. Raises UnfitFileError.

    Reads at most ninety rows a sheet; the file has been checked by the reader before that.
    """
    with open_book(source) as book:
        found = proposals(book, intake, lambda digest: _recall(run, digest))
    with transaction.atomic():
        run = locked(run)
        if run.stage != ImportRun.Stage.LOOKING:
            return run
        ImportSheet.objects.bulk_create(_sheet(run, seq, one) for seq, one in enumerate(found))
        run.stage = ImportRun.Stage.COLUMNS
        save(run, "stage")
    return run


def _recall(run: ImportRun, digest: str) -> tuple[str, Mapping[str, str]] | None:
    kept = ColumnMemory.objects.filter(intake=run.intake, org_id=run.org_id, digest=digest).first()
    return (kept.importer, kept.columns) if kept else None


def _sheet(run: ImportRun, seq: int, one: Proposal) -> ImportSheet:
    return ImportSheet(
        run=run,
        seq=seq,
        name=one.name[:100],
        importer=one.importer,
        title=list(one.title),
        headings=list(one.headings),
        samples=[list(row) for row in one.samples],
        heading_rows=[one.first_row, one.data_from],
        columns=dict(one.columns),
        guesses=dict(one.confidence),
        remembered=one.remembered,
        n_expected=one.n_expected,
    )


@transaction.atomic
def choose(run: ImportRun, intake: Intake, choices: Sequence[SheetChoice], version: int | None = None) -> ImportRun:
    """Settle which importer takes which sheet and what its columns mean; remembered for the office's next workbook.

    Refuses one field in two columns, a sheet without a field it cannot do without, and a workbook of which no sheet
    is taken. Each sentence stands beside its sheet (`sheet-0`).
    """
    run = locked(run, version)
    if run.stage not in {ImportRun.Stage.COLUMNS, ImportRun.Stage.PREVIEWED}:
        raise Overtaken(_("这次导入的状态已是“%(stage)s”，不能再改列。") % {"stage": run.get_stage_display()})
    sheets = {sheet.seq: sheet for sheet in run.sheets.order_by("seq")}
    wrong: dict[str, str] = {}
    for choice in choices:
        sheet = sheets.get(choice.seq)
        if sheet is None:
            continue
        importer = intake.find(choice.importer)
        sheet.importer = importer.code if importer else ""
        sheet.columns = {str(at): code for at, code in sorted(choice.columns.items())} if importer else {}
        if importer and (problem := _problem(importer, sheet)):
            wrong[f"sheet-{sheet.seq}"] = _("“%(sheet)s”：%(problem)s") % {"sheet": sheet.name, "problem": problem}
    if not wrong and not any(sheet.importer for sheet in sheets.values()):
        wrong["sheet-0"] = _("请至少选择一张工作表导入。")
    if wrong:
        raise Refused(_("列的对应关系还不完整。"), wrong)
    ImportSheet.objects.bulk_update(sheets.values(), ["importer", "columns"])
    for sheet in sheets.values():
        _remember(run, sheet)
    run.stage = ImportRun.Stage.COLUMNS
    save(run, "stage")
    return run


def _problem(importer: Importer, sheet: ImportSheet) -> str:
    chosen = Counter(code for code in sheet.columns.values() if code)
    twice = [importer.label_of(code) for code, n in chosen.items() if n > 1]
    if twice:
        return _("“%(fields)s”对应了两列，请只留一列。") % {"fields": "、".join(twice)}
    missing = [field.label for field in importer.fields if field.required and field.code not in chosen]
    if missing:
        return _("没有找到“%(fields)s”所在的列，请在下面选择。") % {"fields": "”“".join(missing)}
    return ""


def _remember(run: ImportRun, sheet: ImportSheet) -> None:
    """Keep the decision, columns left out included."""
    whole = {str(at): sheet.columns.get(str(at), "") for at, heading in enumerate(sheet.headings) if heading}
    ColumnMemory.objects.update_or_create(
        intake=run.intake,
        org_id=run.org_id,
        digest=digest_of(sheet.headings),
        defaults={"importer": sheet.importer, "columns": whole, "used_at": clock.now()},
    )


@transaction.atomic
def set_job(run: ImportRun, job_id: int | None) -> ImportRun:
    """Note which background job works on the run."""
    run = locked(run)
    run.job_id = job_id
    save(run, "job_id")
    return run


@transaction.atomic
def drop(run: ImportRun, message: str = "") -> ImportRun:
    """Give a run up that has written nothing into its subject; its rows go, the record stays. Safe to run twice."""
    run = locked(run)
    if run.stage in {ImportRun.Stage.COMMITTED, ImportRun.Stage.TAKEN_BACK}:
        raise Overtaken(_("这次导入已经写入清单，不能放弃；要恢复原状，请撤销本次导入。"))
    run.sheets.all().delete()
    run.stage, run.message = ImportRun.Stage.DROPPED, message[:500]
    save(run, "stage", "message")
    return run


def locked(run: ImportRun, version: int | None = None) -> ImportRun:
    """The run under lock, at the version its page was read at."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if version is not None and run.version != version:
        raise Overtaken(_("您打开之后，这次导入又有了变化，请刷新页面后再操作。"))
    return run


def save(run: ImportRun, *fields: str) -> None:
    """Save the fields and count the version up."""
    run.version += 1
    run.save(update_fields=[*fields, "version"])
