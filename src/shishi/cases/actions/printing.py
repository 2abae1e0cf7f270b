"""Forms that steps left: set once, kept, and handed out the same for ever."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.models import Case, CaseFile, CaseStep
from shishi.cases.queries.load import LoadBoard
from shishi.cases.queries.rates import RateBoard
from shishi.cases.queries.slips import rates_paper, slip_of
from shishi.files.actions import keep_bytes
from shishi.files.models import File
from shishi.journal.actions import record
from shishi.lib.paper.apart import NotRendered, Rendered, rendered_apart
from shishi.lib.paper.model import Paper
from shishi.lib.refusal import Refused
from shishi.orgs.models import Org
from shishi.rules.authority import HOUSE, Actor

FORMS = {"pdf": "paper_pdf", "docx": "paper_docx"}


def print_step(case: Case, step: CaseStep, form: str, actor: Actor) -> File:
    """The form a step left, as PDF or Word; set when it is first asked for, and kept. Recorded."""
    taken = case.what.life.find(step.name, step.source)
    if taken is None or not taken.paper or form not in FORMS:
        raise Refused(_("这个环节没有留下文书。"))
    kept = _kept(step, form) or _set(case, step, taken.paper, form)
    with transaction.atomic():
        record(case, "case.print", actor, step=step.name, form=form, digest=kept.sha256)
    return kept


def _kept(step: CaseStep, form: str) -> File | None:
    found = CaseFile.objects.filter(step=step, answer=FORMS[form]).select_related("file").first()
    return found.file if found else None


def _set(case: Case, step: CaseStep, paper: str, form: str) -> File:
    """Set the form in a process of its own, nothing locked meanwhile; whoever is second finds the first one's."""
    made = _made(slip_of(case, step, paper)) or _made(slip_of(case, step, paper, pictures=False))
    if made is None:
        raise Refused(_("文书未能制作，请联系系统管理员。"))
    with transaction.atomic():
        CaseStep.objects.select_for_update().get(pk=step.pk)
        if found := _kept(step, form):
            return found
        name, kept = f"{_(paper)} {case.number}", dict[str, File]()
        for ending, content in (("docx", made.docx), ("pdf", made.pdf)):
            file = keep_bytes(f"{name}.{ending}", content, HOUSE)
            CaseFile.objects.create(case=case, step=step, answer=FORMS[ending], file=file)
            kept[ending] = file
    return kept[form]


def _made(paper: Paper) -> Rendered | None:
    """The paper set within its limits; nothing where a photograph (or anything else) would not have it."""
    try:
        return rendered_apart(paper, tuple(str(folder) for folder in settings.FONT_DIRS))
    except NotRendered:
        return None


def print_rates(board: RateBoard, load: LoadBoard, form: str, actor: Actor) -> File:
    """The rates and what is in hand as a paper, with the figures behind each; recorded with the number of lines."""
    if form not in FORMS:
        raise Refused(_("请选择 PDF 或 Word。"))
    org = Org.objects.get(pk=actor.org_id or 0)
    try:
        made = rendered_apart(rates_paper(board, load, org.name), tuple(str(folder) for folder in settings.FONT_DIRS))
    except NotRendered as problem:
        raise Refused(_("文书未能制作，请联系系统管理员。")) from problem
    name = f"{board.kind_label} {board.span.since:%Y%m%d}-{board.span.until:%Y%m%d}.{form}"
    file = keep_bytes(name, made.pdf if form == "pdf" else made.docx, actor)
    with transaction.atomic():
        record(org, "case.print_rates", actor, kind=board.kind, by=board.by, n_rows=len(board.rows), digest=file.sha256)
    return file
