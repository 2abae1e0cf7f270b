"""Sending a paper for issue: numbered and frozen with its room's change, set by the worker, then issued or void."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.tasks import Task, task
from django.utils.translation import gettext as _

from shishi.documents.actions.books import take_number
from shishi.documents.actions.papers import Frozen, Printing, issue_paper, open_paper, void_paper
from shishi.documents.kinds import kind_of
from shishi.documents.models import Paper
from shishi.files.actions import keep_bytes
from shishi.jobs.actions import start
from shishi.lib import clock
from shishi.lib.paper.apart import NotRendered, Rendered, rendered_apart
from shishi.lib.paper.asjson import paper_from
from shishi.lib.paper.model import Paper as PaperValue
from shishi.orgs.models import Org
from shishi.rules.authority import HOUSE, Actor

STUCK_AFTER = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A paper a room wants: what it says once it has its number, and the page it was made of.

    title  what lists call it; its own title where empty
    year   whose book the number is taken from; this year's where none is named
    by     the room's own task, given the paper's id, where something follows from its issue; it calls `render`
    """

    kind: str
    value_of: Callable[[str], PaperValue]
    home: str
    title: str = ""
    prefix: str = ""
    year: int | None = None
    cut_id: int | None = None
    unit_id: int | None = None
    figures: tuple[Printing, ...] = ()
    by: Task[[int], str] | None = None


@transaction.atomic
def send_for_issue(org: Org, draft: Draft, actor: Actor) -> Paper:
    """Take a number, freeze the paper and hand it to the worker, in the caller's transaction.

    The paper is `issuing` until `set_paper` has rendered it; what cannot be rendered gives its number up, and the room
    sends another. Demonstrations carry 样张 on every page.
    """
    today, post = clock.today(), actor.post
    book, number = take_number(org, draft.kind, draft.year or today.year, actor, draft.prefix)
    value = draft.value_of(kind_of(draft.kind).number(book.prefix, book.year, number))
    if settings.DEMO:
        value = replace(value, watermark=_("样张"), sample_note=_("示例：人名、单位和数字均为虚构"))
    title = draft.title or "".join(value.title)
    frozen = Frozen(
        title=title[:200],
        value=value,
        signed_by=actor.name,
        signed_for=post.delegated_by if post else "",
        signed_on=today,
        home=draft.home,
        cut_id=draft.cut_id,
        unit_id=draft.unit_id,
        figures=draft.figures,
    )
    paper = open_paper(book, number, frozen, actor)
    said = _("制作《%(title)s》") % {"title": title}
    start(draft.by or set_paper, actor, said[:120], link=draft.home, paper_id=paper.pk)
    return paper


@task()
def set_paper(paper_id: int) -> str:
    """The worker's way to `render`."""
    return render(paper_id)


def render(paper_id: int) -> str:
    """Render a frozen paper and issue it, or void its number; the stage it came to. Safe to run twice."""
    paper = Paper.objects.get(pk=paper_id)
    if paper.stage != Paper.Stage.ISSUING:
        return paper.stage
    try:
        made = rendered_apart(paper_from(paper.body), tuple(str(folder) for folder in settings.FONT_DIRS))
    except NotRendered:
        return void_paper(paper_id, _("文件未能制作完成，编号作废，不再使用。"), HOUSE).stage
    return _keep(paper_id, made).stage


@transaction.atomic
def _keep(paper_id: int, made: Rendered) -> Paper:
    """Keep what was set and issue the paper, unless it came to its end meanwhile."""
    paper = Paper.objects.select_for_update().get(pk=paper_id)
    if paper.stage != Paper.Stage.ISSUING:
        return paper
    name = paper.title[:80]
    docx, pdf = keep_bytes(f"{name}.docx", made.docx, HOUSE), keep_bytes(f"{name}.pdf", made.pdf, HOUSE)
    return issue_paper(paper_id, docx, pdf, HOUSE)


def give_up_stuck() -> int:
    """Void papers sent for issue half an hour ago that no worker set; return how many. Safe to run twice.

    A room that waits for its paper follows it when it next looks: `settle_stuck` of bulletins and of letters.
    """
    stuck = Paper.objects.filter(stage=Paper.Stage.ISSUING, signed_at__lt=clock.now() - STUCK_AFTER)
    found = list(stuck.values_list("pk", flat=True))
    return sum(void_paper(pk, _("文件未能制作完成，编号作废，不再使用。"), HOUSE).stage == "void" for pk in found)
