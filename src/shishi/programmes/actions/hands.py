"""What every action on the lists begins with: whose hands these are, the row under lock, the version it was read at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.db import models
from django.utils.translation import gettext as _

from shishi.journal.actions import KeyReused, once
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.programmes.actions.finding import index_items
from shishi.programmes.models import Indicator, Item, Programme
from shishi.rules.authority import OFFICE, Actor, Role

CONVENER = frozenset({Role.CONVENER})


@dataclass(frozen=True, slots=True)
class Changed:
    """Names of the fields that got another value; of those that are figures or days, before and after."""

    fields: list[str]
    figures: list[list[str]]
    labels: list[str]

    @property
    def what(self) -> str:
        """The fields as people call them."""
        return "、".join(self.labels)

    def __bool__(self) -> bool:
        return bool(self.fields)


def keeps(actor: Actor, programme: Programme) -> bool:
    """Whether the actor's office keeps this programme's lists. A higher office reads them and does not write."""
    return actor.is_any(OFFICE) and actor.post is not None and actor.post.region_path == programme.region_path


def convenes(actor: Actor, programme: Programme) -> bool:
    """Whether the actor is convener of this programme's work team."""
    return actor.is_any(CONVENER) and actor.post is not None and actor.post.region_path == programme.region_path


def must_keep(actor: Actor, programme: Programme) -> None:
    """Refuse (403) whoever is not of the programme's own office."""
    if not keeps(actor, programme):
        raise NotYours


def must_convene(actor: Actor, programme: Programme) -> None:
    """Refuse (403) whoever is not the programme's convener."""
    if not convenes(actor, programme):
        raise NotYours


def lock_programme(pk: int) -> Programme:
    """The programme under lock; refuses when it is archived. One query."""
    programme = Programme.objects.select_for_update().get(pk=pk)
    if programme.stage == Programme.Stage.ARCHIVED:
        raise Refused(_("“%(name)s”已归档，不能再修改。") % {"name": programme.name})
    return programme


def lock_item(pk: int, version: int | None = None) -> Item:
    """The item under lock at the version its form was read at, with programme and unit. One query."""
    item = Item.objects.select_for_update(of=("self",)).select_related("programme", "unit", "proposal").get(pk=pk)
    if item.programme.stage == Programme.Stage.ARCHIVED:
        raise Refused(_("“%(name)s”已归档，不能再修改。") % {"name": item.programme.name})
    must_be_at(item, version)
    return item


def lock_draft(pk: int, actor: Actor, version: int | None = None) -> Item:
    """The item under lock, for an edit of the list itself: own office, not issued, not waiting for the convener."""
    item = lock_item(pk)
    must_keep(actor, item.programme)
    must_be_draft(item)
    must_be_at(item, version)
    return item


def must_be_draft(item: Item) -> None:
    """Refuse an edit of what is promised already, or lies before the convener."""
    if not item.is_draft:
        raise Refused(
            _("“%(item)s”已下达，目标和时限不能直接修改。确需调整的，由责任单位申请调整。") % {"item": item.title}
        )
    if item.proposal_id is not None:
        raise Refused(_("“%(item)s”已提请下达，正待召集人批准。请先撤回提请，再修改。") % {"item": item.title})


def must_be_at(row: models.Model, version: int | None) -> None:
    """Refuse (409) when somebody else saved the row after the form was read.

    None does not ask: for an act within a larger one, which has asked already.
    """
    if version is not None and row.version != version:  # type: ignore[attr-defined]
        raise Overtaken(
            _("您打开之后，“%(name)s”已被他人修改。您填写的内容保留在下方，请核对最新内容后再保存。")
            % {"name": str(row)}
        )


def change(row: models.Model, changes: Mapping[str, object], allowed: Iterable[str]) -> Changed:
    """Set the allowed fields that differ on the row, unsaved, and say which; unknown names are ignored."""
    fields: list[str] = []
    figures: list[list[str]] = []
    labels: list[str] = []
    for name in allowed:
        if name not in changes:
            continue
        column = row._meta.get_field(name)
        attname = column.attname  # type: ignore[union-attr]
        before, after = getattr(row, attname), _raw(changes[name])
        if before == after:
            continue
        setattr(row, attname, after)
        fields.append(name)
        labels.append(str(column.verbose_name))  # type: ignore[union-attr]
        if not isinstance(before or after, str):
            figures.append([name, shown(before), shown(after)])
    return Changed(fields, figures, labels)


def save_changed(row: models.Model, changed: Changed) -> None:
    """Save the changed fields and count the version up."""
    row.version += 1  # type: ignore[attr-defined]
    names = [row._meta.get_field(name).name for name in changed.fields]
    row.save(update_fields=[*names, "version"])


def touch(item: Item) -> None:
    """Count the item's version up and let search know: something that belongs to it was changed."""
    item.version += 1
    item.save(update_fields=["version"])
    index_items([item.pk])


def claim(actor: Actor, key: str, *content: object) -> None:
    """Claim a form's key, so that sending it twice creates once. An empty key claims nothing; raises SentTwice."""
    if not key:
        return
    try:
        once(actor.person_id, key[:64], repr(content).encode())
    except KeyReused:
        raise Overtaken(_("这张表单已经提交过，且内容不同。请刷新页面后再填写。")) from None


class InRegion(Protocol):
    """Something that stands in a region."""

    region_path: str


def must_fit_region(unit: InRegion | None, programme: Programme, field: str = "unit") -> None:
    """Refuse a unit from outside the programme's region, beside its field."""
    if unit is not None and not unit.region_path.startswith(programme.region_path):
        sentence = _("“%(unit)s”不在本清单所属地区内。") % {"unit": str(unit)}
        raise Refused(sentence, {field: sentence})


def lock_indicator(pk: int, version: int | None = None) -> Indicator:
    """The indicator under lock at the version its form was read at. One query; lock its item first."""
    indicator = Indicator.objects.select_for_update().get(pk=pk)
    must_be_at(indicator, version)
    return indicator


def _raw(value: object) -> object:
    return value.pk if isinstance(value, models.Model) else value


def shown(value: object) -> str:
    """A figure, day or code as the journal keeps it; nothing for None."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else str(value)
