"""Who one is to the house: person, posts, and in words what the post acted from reaches."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shishi.orgs.models import Org, Region
from shishi.rules.authority import ROLE_LABELS, Actor, Grant, PostHeld


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post held today."""

    id: int
    title: str
    org_id: int
    org: str
    role: str
    role_label: str
    delegated_by: str
    is_acting: bool


@dataclass(frozen=True, slots=True)
class Me:
    """Who asks, and from which post."""

    person_id: int
    name: str
    login: str
    posts: list[PostRow]
    reach: list[str]


def me(actor: Actor, login: str) -> Me:
    """The actor as they may know themselves. Two queries at most."""
    posts = [p for p in (actor.post, *actor.others) if p is not None]
    rows = [_post(p, is_acting=p is actor.post) for p in posts]
    return Me(actor.person_id, actor.name, login, rows, reach_in_words(actor))


def _post(post: PostHeld, *, is_acting: bool) -> PostRow:
    label = _(ROLE_LABELS[post.role])
    return PostRow(
        post.id, post.title, post.org_id, post.org_name, post.role.value, label, post.delegated_by, is_acting
    )


def reach_in_words(actor: Actor) -> list[str]:
    """What the post acted from may see, a sentence a grant. Two queries at most."""
    if not actor.grants:
        return [_("不涉及业务内容。")]
    paths = {g.region_path for g in actor.grants if g.region_path}
    regions = dict(Region.objects.filter(path__in=paths).values_list("path", "name")) if paths else {}
    units = {g.unit_id for g in actor.grants if g.unit_id}
    orgs = {org.pk: org.name for org in Org.objects.filter(pk__in=units)} if units else {}
    return [
        _in_words(grant, regions.get(grant.region_path, ""), orgs.get(grant.unit_id or 0, "")) for grant in actor.grants
    ]


def _in_words(grant: Grant, region: str, unit: str) -> str:
    facts = {"region": region, "unit": unit, "matter": grant.matter_id, "item": grant.item_id}
    if grant.item_id is not None:
        return _("编号 %(item)s 的项目。") % facts
    if grant.matter_id is not None:
        return _("编号 %(matter)s 的件（实事）下的项目。") % facts
    if unit and region:
        return _("%(region)s范围内%(unit)s牵头或配合的项目。") % facts
    if unit:
        return _("%(unit)s牵头或配合的项目。") % facts
    return _("%(region)s及其下辖区域的全部项目。") % facts if region else _("全部项目。")
