"""Erasing who asked once a case has been over long enough: the case, its path and every figure stay."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.models import Asker, Retention
from shishi.cases.queries.retention import due, in_force
from shishi.journal.actions import Note, record, record_many
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.orgs.reach import below
from shishi.rules.authority import HOUSE, Actor, Role

KEEPER = Role.SECURITY_ADMIN
LEAST, MOST = 6, 120
BATCH = 1_000


@transaction.atomic
def set_retention(months: int, since: date, basis: str, actor: Actor) -> Retention:
    """Say how many months after closing the actor's region keeps who asked, from a day on. Past rows stay."""
    post = _keeper(actor)
    if not LEAST <= months <= MOST:
        facts = {"least": LEAST, "most": MOST}
        sentence = _("保存月数应在 %(least)d 到 %(most)d 之间。") % facts
        raise Refused(sentence, {"months": sentence})
    if since < clock.today():
        sentence = _("起用日期不能早于今天。")
        raise Refused(sentence, {"since": sentence})
    basis = clean(basis, 200)
    if not basis:
        raise Refused(_("请写明依据，例如文件名称和文号。"), {"basis": _("请填写依据。")})
    row = Retention.objects.create(region_path=post, since=since, months=months, basis=basis, set_by_name=actor.name)
    record(row, "retention.set", actor, months=months, since=since)
    return row


def forget_now(actor: Actor) -> int:
    """Erase what is due in the actor's own region at once; how many cases. Safe to repeat."""
    path = _keeper(actor)
    return sum(_forget(row, path, actor) for row in in_force(clock.today()).values())


def forget_due() -> int:
    """Erase what is due everywhere; how many cases. Safe to run twice and from two workers at once."""
    return sum(_forget(row, "", HOUSE) for row in in_force(clock.today()).values())


def _keeper(actor: Actor) -> str:
    """The region whose security administrator this is. Raises NotYours for everybody else."""
    if actor.post is None or actor.post.role != KEEPER:
        raise NotYours
    return actor.post.region_path


def _forget(row: Retention, path: str, actor: Actor) -> int:
    """Erase by batches of a thousand, each a transaction of its own with its words in the journal."""
    n = 0
    while found := _batch(row, path, actor):
        n += found
    if n:
        with transaction.atomic():
            record(row, "retention.forget", actor, n=n, months=row.months)
    return n


@transaction.atomic
def _batch(row: Retention, path: str, actor: Actor) -> int:
    rows = due(row, in_force(clock.today()), clock.today())
    rows = rows.filter(below("case__home_path", path)) if path else rows
    many = list(rows.select_related("case").select_for_update(of=("self",)).order_by("id")[:BATCH])
    erased = {"name_sealed": None, "phone_sealed": None, "place_sealed": None, "phone_digest": ""}
    Asker.objects.filter(pk__in=[one.pk for one in many]).update(**erased, erased_at=clock.now())
    record_many((Note(one.case, "case.forget", {"months": row.months}) for one in many), actor)
    return len(many)
