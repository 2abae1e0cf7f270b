"""Signing in two transactions: the number is taken and everything frozen; a worker sets the paper; then it is issued,
or the number voided for all to see and the bulletin back before whoever signs.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils.translation import gettext as _

from shishi.bulletins.actions.finding import index_bulletin
from shishi.bulletins.actions.locking import holders_over, locked, told, write_step
from shishi.bulletins.chain import Stage
from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries.checks import printed_in
from shishi.bulletins.queries.page import sheet_of
from shishi.bulletins.queries.paper import Sheet, paper_of
from shishi.documents import actions as documents
from shishi.documents.kinds import BULLETIN
from shishi.files.actions import keep_bytes
from shishi.files.models import File
from shishi.jobs.actions import start
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.paper.apart import NotRendered, Rendered, rendered_apart
from shishi.lib.paper.asjson import paper_from
from shishi.lib.refusal import Refused
from shishi.orgs.queries.posts import holders_by_org
from shishi.programmes.models import Item
from shishi.reports.actions.printing import printings
from shishi.rules.authority import HOUSE, UNIT, Actor, Role

STUCK_AFTER = timedelta(minutes=30)


def sign(bulletin: Bulletin, actor: Actor) -> Bulletin:
    """Take the number, freeze the paper with its figures, and hand it to the worker. In the caller's transaction, which
    holds the bulletin's row; the book's row is locked after it, always in this order.
    """
    programme = bulletin.programme
    book, number = documents.take_number(programme.office, BULLETIN.code, programme.year, actor)
    sheet = sheet_of(bulletin, ordinal=number, on=clock.today())
    bulletin.paper = documents.open_paper(book, number, _frozen(bulletin, sheet, actor), actor)
    bulletin.ordinal = number
    write_step(bulletin, "sign", Stage.ISSUING, actor)
    bulletin.save()
    record(bulletin, "bulletin.sign", actor, number=number, cut=bulletin.cut_id, paper=bulletin.paper_id)
    title = _("制作《%(title)s》") % {"title": sheet.full_title}
    start(issue_bulletin, actor, title[:120], link=f"/bulletins/{bulletin.pk}/", bulletin_id=bulletin.pk)
    return bulletin


def _frozen(bulletin: Bulletin, sheet: Sheet, actor: Actor) -> documents.Frozen:
    post = actor.post
    return documents.Frozen(
        title=sheet.full_title[:200],
        value=paper_of(sheet),
        signed_by=actor.name,
        signed_for=post.delegated_by if post else "",
        signed_on=sheet.on,
        home=f"/bulletins/{bulletin.pk}/",
        cut_id=bulletin.cut_id,
        figures=printings(bulletin.figures, printed_in(bulletin.blocks)),
    )


@task()
def issue_bulletin(bulletin_id: int) -> str:
    """The worker's way to `carry_out`."""
    return carry_out(bulletin_id)


@task()
def set_public_version(bulletin_id: int) -> str:
    """The worker's way to `set_public`."""
    return set_public(bulletin_id)


def carry_out(bulletin_id: int) -> str:
    """Set the paper of a signed bulletin and issue it; answer the stage it came to. Safe to run twice.

    Between the transactions nothing is locked. What cannot be set within its limits gives its number up.
    """
    bulletin = Bulletin.objects.select_related("paper").get(pk=bulletin_id)
    if bulletin.stage != Stage.ISSUING or bulletin.paper is None:
        return bulletin.stage
    try:
        made = rendered_apart(paper_from(bulletin.paper.body), tuple(str(folder) for folder in settings.FONT_DIRS))
    except NotRendered:
        return give_up(bulletin_id).stage
    return _issue(bulletin_id, made).stage


@transaction.atomic
def _issue(bulletin_id: int, made: Rendered) -> Bulletin:
    bulletin = locked(bulletin_id)
    if bulletin.stage != Stage.ISSUING:
        return bulletin
    name = _file_name(bulletin)
    docx, pdf = keep_bytes(f"{name}.docx", made.docx, HOUSE), keep_bytes(f"{name}.pdf", made.pdf, HOUSE)
    documents.issue_paper(bulletin.paper_id or 0, docx, pdf, HOUSE)
    write_step(bulletin, "issue", Stage.SIGNED, HOUSE)
    bulletin.save()
    index_bulletin(bulletin)
    everybody = [*_unit_people(bulletin), *holders_over(bulletin, Role.OFFICE_ADMIN, Role.OFFICE_STAFF, Role.LEADER)]
    reasons = told([*everybody, *bulletin.steps.values_list("person_id", flat=True)], "bulletin_issued")
    record(bulletin, "bulletin.issue", HOUSE, tell=[t for t in reasons if t.person_id], number=bulletin.ordinal)
    return bulletin


def _file_name(bulletin: Bulletin) -> str:
    return _("%(title)s（第%(number)s期）") % {"title": bulletin.title[:80], "number": bulletin.ordinal}


def _unit_people(bulletin: Bulletin) -> list[int]:
    """Everybody who works for a unit of the programme. Two queries."""
    units = frozenset(Item.objects.filter(programme=bulletin.programme).values_list("unit_id", flat=True))
    found = holders_by_org(clock.today(), UNIT, units)
    return [person for people in found.values() for person in people]


@transaction.atomic
def give_up(bulletin_id: int) -> Bulletin:
    """Void the number of a paper that could not be set, and put the bulletin back before whoever signs."""
    bulletin = locked(bulletin_id)
    if bulletin.stage != Stage.ISSUING:
        return bulletin
    number = bulletin.ordinal
    documents.void_paper(bulletin.paper_id or 0, _("文件未能制作完成，编号作废，不再使用。"), HOUSE)
    bulletin.paper, bulletin.ordinal = None, None
    write_step(bulletin, "fail", Stage.REVIEWED, HOUSE, _("文件未能制作完成，编号%(n)s作废。") % {"n": number})
    bulletin.save()
    whom = told(holders_over(bulletin, Role.CONVENER, Role.OFFICE_ADMIN), "bulletin_failed")
    record(bulletin, "bulletin.fail", HOUSE, tell=whom, number=number)
    return bulletin


def give_up_stuck() -> int:
    """Give up bulletins that have been in the making for half an hour; return how many. Safe to run twice."""
    long_ago = clock.now() - STUCK_AFTER
    stuck = Bulletin.objects.filter(stage=Stage.ISSUING, stage_since__lt=long_ago).values_list("pk", flat=True)
    return sum(give_up(pk).stage == Stage.REVIEWED for pk in list(stuck))


def set_public(bulletin_id: int) -> str:
    """Set the public version of a published bulletin and keep it. Safe to run twice.

    Where nothing is left out it is the issued PDF itself.
    """
    bulletin = Bulletin.objects.select_related("paper", "programme__office", "programme__region").get(pk=bulletin_id)
    paper = bulletin.paper
    if bulletin.stage != Stage.PUBLISHED or bulletin.public_pdf_id or paper is None:
        return bulletin.stage
    public = sheet_of(bulletin, ordinal=bulletin.ordinal, on=paper.signed_on, is_public=True)
    if list(public.blocks) == bulletin.blocks:
        return _keep_public(bulletin_id, None)
    try:
        made = rendered_apart(paper_of(public), tuple(str(folder) for folder in settings.FONT_DIRS))
    except NotRendered as problem:
        raise Refused(_("公开版未能制作，请联系系统管理员。")) from problem
    return _keep_public(bulletin_id, made.pdf)


@transaction.atomic
def _keep_public(bulletin_id: int, pdf: bytes | None) -> str:
    bulletin = locked(bulletin_id)
    if bulletin.public_pdf_id is None:
        name = _("%(name)s公开版.pdf") % {"name": _file_name(bulletin)}
        issued = bulletin.paper.pdf if bulletin.paper else None
        bulletin.public_pdf = issued if pdf is None else keep_bytes(name, pdf, HOUSE, File.Class.PUBLIC)
        bulletin.save(update_fields=["public_pdf"])
        record(bulletin, "bulletin.set_public", HOUSE, digest=bulletin.public_pdf.sha256 if bulletin.public_pdf else "")
    return bulletin.stage
