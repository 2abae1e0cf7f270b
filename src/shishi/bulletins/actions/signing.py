"""Signing: numbered and frozen in one transaction, set by the worker, then issued;
or the number voided for all to see and the bulletin back before whoever signs.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils.translation import gettext as _

from shishi.bulletins.actions.finding import index_bulletin
from shishi.bulletins.actions.locking import holders_over, locked, told, write_step
from shishi.bulletins.chain import Stage
from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries.checks import printed_in
from shishi.bulletins.queries.page import number_of, sheet_of
from shishi.bulletins.queries.paper import paper_of
from shishi.documents.actions import issuing
from shishi.documents.kinds import BULLETIN
from shishi.documents.models import Paper
from shishi.files.actions import keep_bytes
from shishi.files.models import File
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.paper.apart import NotRendered, rendered_apart
from shishi.lib.refusal import Refused
from shishi.orgs.queries.posts import holders_by_org
from shishi.programmes.models import Item
from shishi.reports.actions.printing import printings
from shishi.rules.authority import HOUSE, UNIT, Actor, Role


def sign(bulletin: Bulletin, actor: Actor) -> Bulletin:
    """Take the number, freeze the paper with its figures, and hand it to the worker. In the caller's transaction, which
    holds the bulletin's row; the book's row is locked after it, always in this order.
    """
    programme, on = bulletin.programme, clock.today()
    draft = issuing.Draft(
        kind=BULLETIN.code,
        value_of=lambda number: paper_of(sheet_of(bulletin, number=number, on=on)),
        home=f"/bulletins/{bulletin.pk}/",
        year=programme.year,
        cut_id=bulletin.cut_id,
        figures=printings(bulletin.figures, printed_in(bulletin.blocks)),
        by=issue_bulletin,
    )
    bulletin.paper = issuing.send_for_issue(programme.office, draft, actor)
    bulletin.ordinal = bulletin.paper.number
    write_step(bulletin, "sign", Stage.ISSUING, actor)
    bulletin.save()
    record(bulletin, "bulletin.sign", actor, number=bulletin.ordinal, cut=bulletin.cut_id, paper=bulletin.paper_id)
    return bulletin


@task()
def issue_bulletin(paper_id: int) -> str:
    """The worker's way to `carry_out`."""
    return carry_out(paper_id)


@task()
def set_public_version(bulletin_id: int) -> str:
    """The worker's way to `set_public`."""
    return set_public(bulletin_id)


def carry_out(paper_id: int) -> str:
    """Set the paper of a signed bulletin and issue it, or put it back; the stage it came to. Safe to run twice."""
    issuing.render(paper_id)
    bulletin = Bulletin.objects.filter(paper=paper_id).first()
    return settle(bulletin.pk) if bulletin else ""


@transaction.atomic
def settle(bulletin_id: int) -> str:
    """Let the bulletin follow its paper: signed when it is issued, back before whoever signs when it is void."""
    bulletin = locked(bulletin_id)
    if bulletin.stage != Stage.ISSUING or bulletin.paper is None:
        return bulletin.stage
    match bulletin.paper.stage:
        case Paper.Stage.ISSUED:
            _issue(bulletin)
        case Paper.Stage.VOID:
            _give_up(bulletin)
    return bulletin.stage


def _issue(bulletin: Bulletin) -> None:
    write_step(bulletin, "issue", Stage.SIGNED, HOUSE)
    bulletin.save()
    index_bulletin(bulletin)
    everybody = [*_unit_people(bulletin), *holders_over(bulletin, Role.OFFICE_ADMIN, Role.OFFICE_STAFF, Role.LEADER)]
    reasons = told([*everybody, *bulletin.steps.values_list("person_id", flat=True)], "bulletin_issued")
    record(bulletin, "bulletin.issue", HOUSE, tell=[t for t in reasons if t.person_id], number=bulletin.ordinal)


def _give_up(bulletin: Bulletin) -> None:
    number = bulletin.ordinal
    bulletin.paper, bulletin.ordinal = None, None
    write_step(bulletin, "fail", Stage.REVIEWED, HOUSE, _("文件未能制作完成，编号%(n)s作废。") % {"n": number})
    bulletin.save()
    whom = told(holders_over(bulletin, Role.CONVENER, Role.OFFICE_ADMIN), "bulletin_failed")
    record(bulletin, "bulletin.fail", HOUSE, tell=whom, number=number)


def _file_name(bulletin: Bulletin) -> str:
    return _("%(title)s（第%(number)s期）") % {"title": bulletin.title[:80], "number": bulletin.ordinal}


def _unit_people(bulletin: Bulletin) -> list[int]:
    """Everybody who works for a unit of the programme. Two queries."""
    units = frozenset(Item.objects.filter(programme=bulletin.programme).values_list("unit_id", flat=True))
    found = holders_by_org(clock.today(), UNIT, units)
    return [person for people in found.values() for person in people]


def settle_stuck() -> int:
    """Settle bulletins whose paper came to its end without them; return how many. Safe to run twice."""
    ended = (Paper.Stage.ISSUED, Paper.Stage.VOID)
    waiting = Bulletin.objects.filter(stage=Stage.ISSUING, paper__stage__in=ended).values_list("pk", flat=True)
    return sum(settle(pk) != Stage.ISSUING for pk in list(waiting))


def set_public(bulletin_id: int) -> str:
    """Set the public version of a published bulletin and keep it. Safe to run twice.

    Where nothing is left out it is the issued PDF itself.
    """
    bulletin = Bulletin.objects.select_related("paper", "programme__office", "programme__region").get(pk=bulletin_id)
    paper = bulletin.paper
    if bulletin.stage != Stage.PUBLISHED or bulletin.public_pdf_id or paper is None:
        return bulletin.stage
    public = sheet_of(bulletin, number=number_of(bulletin), on=paper.signed_on, is_public=True)
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
