"""What people set about cases: saved views, and limits of a region by date."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.kinds import KINDS
from shishi.cases.models import SavedView, TimeLimit
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.rules.authority import Actor, Role
from shishi.rules.deadlines import Limit, LimitUnit

MOST_VIEWS = 20


@transaction.atomic
def save_view(name: str, query: str, actor: Actor) -> SavedView:
    """Keep a list under a name; the same name again replaces it."""
    name = clean(name, 30)
    if not name:
        raise Refused(_("请给这个视图起个名字。"), {"name": _("请填写名称。")})
    mine = SavedView.objects.filter(person_id=actor.person_id)
    if mine.exclude(name=name).count() >= MOST_VIEWS:
        raise Refused(_("最多保存 %(n)d 个视图，请先删除不用的。") % {"n": MOST_VIEWS})
    view, _new = SavedView.objects.update_or_create(
        person_id=actor.person_id, name=name, defaults={"query": query[:500]}
    )
    record(view, "saved_view.save", actor)
    return view


@transaction.atomic
def drop_view(pk: int, actor: Actor) -> None:
    """Forget one of the actor's own views."""
    view = SavedView.objects.filter(person_id=actor.person_id, pk=pk).first()
    if view is not None:
        record(view, "saved_view.drop", actor)
        view.delete()


@transaction.atomic
def set_limit(kind: str, stage: str, type_code: str, limit: Limit, since: date, basis: str, actor: Actor) -> TimeLimit:
    """Set a limit for the actor's own region from a day on. Past cases keep the limit they were given."""
    post = actor.post
    if post is None or post.role != Role.OFFICE_ADMIN:
        raise NotYours
    found = KINDS.get(kind)
    if found is None or (stage and stage not in found.life.stages) or (type_code and type_code not in found.types):
        raise Refused(_("请从列出的事项类别、环节和类型中选择。"))
    if not 1 <= limit.n <= 400:
        raise Refused(_("时限应在 1 到 400 之间。"), {"n": _("1 到 400。")})
    if since < clock.today():
        raise Refused(_("新时限不能从过去的日期起用：已办的事项按当时的时限算。"), {"since": _("请填今天或以后。")})
    basis = clean(basis, 200)
    if not basis:
        raise Refused(_("请写明依据，例如文件名称和文号。"), {"basis": _("请填写依据。")})
    row = TimeLimit.objects.create(
        kind=kind,
        stage=stage,
        type=type_code,
        region_path=post.region_path,
        since=since,
        n=limit.n,
        unit=LimitUnit(limit.unit),
        basis=basis,
        set_by_name=actor.name,
    )
    record(row, "time_limit.set", actor, kind=kind, stage=stage, n=limit.n, unit=limit.unit.value, since=since)
    return row
