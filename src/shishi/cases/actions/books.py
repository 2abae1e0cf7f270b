"""The handbook of one pairing: set for those who may know whom it is about, handed out, recorded and not kept."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.allowing import admitted
from shishi.cases.models import Case
from shishi.cases.queries.books import book_of
from shishi.cases.queries.detail import asker_card
from shishi.journal.actions import record
from shishi.lib.paper.apart import NotRendered, rendered_apart
from shishi.lib.refusal import Refused
from shishi.rules.authority import Actor


def print_book(case: Case, form: str, actor: Actor) -> bytes:
    """The handbook as PDF or Word. Raises NotYours for whoever may not know whom it is about, and Refused
    for whoever keeps away from it.
    """
    place = admitted(case, actor, *case.what.knows)
    who = asker_card(case, actor, place)
    if who is None or case.kind != "pairing" or form not in ("pdf", "docx"):
        raise Refused(_("请选择 PDF 或 Word。"))
    try:
        made = rendered_apart(book_of(case, who), tuple(str(folder) for folder in settings.FONT_DIRS))
    except NotRendered as problem:
        raise Refused(_("文书未能制作，请联系系统管理员。")) from problem
    with transaction.atomic():
        record(case, "case.print_book", actor, form=form, n_visits=case.n_visits)
    return made.pdf if form == "pdf" else made.docx
