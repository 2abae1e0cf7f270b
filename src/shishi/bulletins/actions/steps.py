"""The steps of a bulletin but for signing: sent, reviewed, sent back, withdrawn, made public."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.bulletins.actions.locking import check_step, holders_over, locked, told, write_step
from shishi.bulletins.actions.signing import set_public_version, sign
from shishi.bulletins.chain import CHAIN
from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries.page import checked
from shishi.documents.actions.papers import open_to_public
from shishi.jobs.actions import start
from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.rules.authority import Actor, Role

CHECKED = frozenset({"send", "review", "sign"})
PEOPLE = frozenset({"send", "review", "return", "sign", "publish", "withdraw"})
MOST_TOLD = 3


@transaction.atomic
def take_step(pk: int, name: str, version: int, actor: Actor, *, reason: str = "", hides_red: bool = False) -> Bulletin:
    """Take a step of the chain and tell whoever is next.

    version    as it was read; raises Overtaken when somebody was first, so that a form sent twice has one effect
    reason     for sending back and withdrawing
    hides_red  when publishing: the public version leaves out the detail of red lights
    Refused while anything stands against signing, at sending, reviewing and signing alike.
    """
    if name not in PEOPLE:
        raise NotYours
    bulletin = locked(pk, version)
    answers = {"reason": clean(reason, 300)}
    check_step(bulletin, name, actor, answers)
    if name in CHECKED:
        refuse_what_blocks(bulletin)
    if name == "sign":
        return sign(bulletin, actor)
    step = CHAIN.find(name, bulletin.stage)
    assert step is not None
    write_step(bulletin, name, step.target, actor, answers["reason"])
    if step.sends_back:
        bulletin.round += 1
    if name == "publish":
        _publish(bulletin, hides_red, actor)
    bulletin.save()
    facts = {"hides_red": hides_red} if name == "publish" else {}
    record(bulletin, f"bulletin.{name}", actor, tell=_whom(bulletin, name), **facts)
    return bulletin


def refuse_what_blocks(bulletin: Bulletin) -> None:
    """Refuse a bulletin that something stands against, and name the first few things."""
    blocking = checked(bulletin).blocking
    if blocking:
        shown = "".join(f.sentence for f in blocking[:MOST_TOLD])
        rest = _("另有%(n)s处。") % {"n": len(blocking) - MOST_TOLD} if len(blocking) > MOST_TOLD else ""
        raise Refused(_("还不能送审或签发：%(shown)s%(rest)s") % {"shown": shown, "rest": rest})


def _publish(bulletin: Bulletin, hides_red: bool, actor: Actor) -> None:
    """Open the paper to the public; the worker sets the public version."""
    bulletin.hides_red, bulletin.published_at = hides_red, clock.now()
    open_to_public(bulletin.paper_id or 0, actor)
    title = _("制作公开版《%(title)s》") % {"title": bulletin.title}
    start(set_public_version, actor, title[:120], link=f"/bulletins/{bulletin.pk}/", bulletin_id=bulletin.pk)


def _whom(bulletin: Bulletin, name: str) -> list[Tell]:
    """Whom a step concerns: the next pair of hands, or those who have to do it again."""
    match name:
        case "send":
            return told(holders_over(bulletin, Role.OFFICE_ADMIN), "bulletin_to_review")
        case "review":
            return told(holders_over(bulletin, Role.CONVENER), "bulletin_to_sign")
        case "return" | "withdraw":
            return told(bulletin.steps.values_list("person_id", flat=True), "bulletin_returned")
    return []
