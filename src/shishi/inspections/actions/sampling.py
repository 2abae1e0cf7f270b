"""Drawing the sites to look at, with a seed that is shown, so that anybody may draw the same again."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.inspections.actions.locking import opened, save
from shishi.inspections.chain import OPEN_STAGES
from shishi.inspections.models import Draw, Inspection, Visit
from shishi.inspections.queries.choices import sites_of
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.lib.text import clean
from shishi.rules.authority import Actor
from shishi.rules.sampling import draw


@transaction.atomic
def draw_sample(pk: int, reason: str, version: int, actor: Actor, seed: str = "") -> Draw:
    """Draw sites of the units looked at: a fifth, at least three. Drawing again takes a reason, and none looked at yet.

    seed   given only by the demonstration and tests; otherwise made here, so that nobody chooses it
    """
    row = opened(pk, version, actor, OPEN_STAGES)
    reason = clean(reason, 200)
    if row.seed and not reason:
        raise Refused(_("已经抽过样。重新抽样请写明理由，原名单保留备查。"), {"reason": _("请填写理由。")})
    if row.visits.filter(is_drawn=True, is_done=True).exists():
        raise Refused(_("抽中的点位已经开始检查，不能重新抽样。"))
    sites = {site.pk: site for site in sites_of(row)}
    if not sites:
        raise Refused(_("被检查单位名下还没有登记点位，不能抽样。"))
    seed = seed or secrets.token_hex(8)
    drawn = draw(seed, sites)
    row.visits.filter(is_drawn=True).delete()
    Visit.objects.bulk_create(
        Visit(
            inspection=row,
            unit_id=sites[pk].item.unit_id,
            item_id=sites[pk].item_id,
            site=sites[pk],
            title=f"{sites[pk].item.title}：{sites[pk].name}"[:160],
            is_drawn=True,
        )
        for pk in drawn
    )
    row.seed, row.candidates = seed, sorted(sites)
    save(row)
    return _noted(row, seed, drawn, reason, actor)


def _noted(row: Inspection, seed: str, drawn: tuple[int, ...], reason: str, actor: Actor) -> Draw:
    n = len(row.candidates)
    record(row, "inspection.draw", actor, seed=seed, n=len(drawn), n_all=n, drawn=list(drawn))
    return Draw.objects.create(
        inspection=row, seed=seed, n_candidates=n, drawn=list(drawn), reason=reason, by_name=actor.name, at=clock.now()
    )
