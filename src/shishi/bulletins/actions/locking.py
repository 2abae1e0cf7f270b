"""What every change to a bulletin begins with: the row locked, the version held, the hands and the stage asked for."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from shishi.bulletins.chain import CHAIN, OFFICE, Stage
from shishi.bulletins.models import Bulletin, BulletinStep
from shishi.journal.actions import Tell
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.orgs.queries.posts import holders
from shishi.rules.authority import Actor, Role
from shishi.rules.lifecycle import Place, Taken, Verdict


def locked(pk: int, version: int | None = None) -> Bulletin:
    """The bulletin, locked; raises Overtaken when it has moved on since `version` was read."""
    rows = Bulletin.objects.select_for_update(of=("self",)).select_related(
        "programme__region", "programme__office", "cut"
    )
    bulletin = rows.get(pk=pk)
    if version is not None and bulletin.version != version:
        raise Overtaken(
            _("这期通报刚才已被他人办理，当前为“%(stage)s”。请查看最新内容后再操作。")
            % {"stage": bulletin.get_stage_display()}
        )
    return bulletin


def check_editable(bulletin: Bulletin, actor: Actor) -> None:
    """Refuse whoever is not of the office, and a bulletin that is no draft."""
    if not OFFICE.admits(actor, Place(bulletin.region_path)):
        raise NotYours
    if bulletin.stage != Stage.DRAFTED:
        raise Refused(_("通报当前为“%(stage)s”，退回起草后才能修改。") % {"stage": bulletin.get_stage_display()})


def taken(bulletin: Bulletin) -> list[Taken]:
    """The steps of this round, for other eyes. One query."""
    steps = bulletin.steps.filter(round=bulletin.round).order_by("id")
    return [Taken(name, person_id) for name, person_id in steps.values_list("name", "person_id")]


def check_step(bulletin: Bulletin, name: str, actor: Actor, answers: dict[str, str]) -> None:
    """Ask the life cycle; refuse with a sentence."""
    verdict = CHAIN.judge(name, bulletin.stage, actor, Place(bulletin.region_path), taken(bulletin), answers)
    stage = {"stage": bulletin.get_stage_display()}
    match verdict:
        case Verdict.NOT_YOURS:
            raise NotYours
        case Verdict.WRONG_STAGE:
            raise Refused(_("通报当前为“%(stage)s”，不能办理这一步。") % stage)
        case Verdict.SAME_HANDS:
            raise Refused(_("送审人不能审核、签发自己送审的通报，请由其他人办理。"))
        case Verdict.ANSWERS_MISSING:
            raise Refused(_("请填写理由。"), {"reason": _("请填写理由")})


def write_step(bulletin: Bulletin, name: str, target: str, actor: Actor, note: str = "") -> None:
    """Move the bulletin on and write down who did it."""
    BulletinStep.objects.create(
        of=bulletin,
        round=bulletin.round,
        name=name,
        person_id=actor.person_id,
        person_name=actor.name,
        post_label=actor.post.label if actor.post else "",
        at=clock.now(),
        note=note,
    )
    bulletin.stage, bulletin.stage_since, bulletin.version = target, clock.now(), bulletin.version + 1


def told(person_ids: Iterable[int], reason: str) -> list[Tell]:
    """Everybody once."""
    return [Tell(person_id, reason) for person_id in dict.fromkeys(person_ids)]


def holders_over(bulletin: Bulletin, *roles: Role) -> list[int]:
    """Who holds one of the roles over the bulletin's region today. One query."""
    return holders(clock.today(), frozenset(roles), region_path=bulletin.region_path)
