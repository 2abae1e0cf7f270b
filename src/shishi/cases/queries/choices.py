"""What an actor may choose from: units, leaders, items and regions of their own place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from shishi.cases.kinds import CaseKind
from shishi.cases.kinds.answers import Answer, Sort
from shishi.cases.models import Case
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.orgs.models import Org, Person, Post, Region
from shishi.orgs.reach import below
from shishi.programmes.models import Item, Site
from shishi.rules.authority import LEADERS, OPEN, Actor

MOST = 400
COUNTY = 12


class Choices:
    """Choices within the place of a case, or of the actor where there is none yet. Each list is read once."""

    def __init__(self, actor: Actor, case: Case | None = None) -> None:
        self.actor, self.case = actor, case
        self.kept: dict[str, list[tuple[Any, str]]] = {}

    @property
    def path(self) -> str:
        """The region choices come from: the office's of the case, else the county the actor works in."""
        if self.case is not None:
            return self.case.home_path
        return (self.actor.post.region_path if self.actor.post else "")[:COUNTY]

    def of(self, answer: Answer, kind: CaseKind) -> list[tuple[Any, str]]:
        """Pairs of value and label for an answer. At most one query a sort."""
        match answer.sort:
            case Sort.CHOICE:
                return [(code, _(label)) for code, label in answer.choices.items()]
            case Sort.TYPE:
                return [(code, _(one.label)) for code, one in kind.types.items()]
            case Sort.SOURCE:
                return [(code, _(label)) for code, label in kind.sources.items()]
        sort = answer.sort
        if sort.value not in self.kept:
            charged = sort in (Sort.UNIT, Sort.UNITS) and kind.charges
            self.kept[sort.value] = list(self._charged(kind.charges) if charged else self._read(sort))
        return self.kept[sort.value]

    def _charged(self, kinds: Iterable[str]) -> Iterable[tuple[Any, str]]:
        rows = Org.objects.open_on(clock.today()).filter(below("region_path", self.path), kind__in=kinds)
        yield from rows.order_by("region_path", "sort", "id").values_list("pk", "name")

    def _read(self, sort: Sort) -> Iterable[tuple[Any, str]]:
        match sort:
            case Sort.UNIT | Sort.UNITS:
                rows = Org.objects.open_on(clock.today()).filter(below("region_path", self.path)).exclude(kind="office")
                yield from ((o.pk, o.name) for o in rows.order_by("region_path", "sort", "id")[:MOST])
            case Sort.LEADER:
                posts = Post.objects.held_on(clock.today()).filter(role__in=LEADERS, org__region_path=self.path)
                yield from posts.order_by("id").values_list("person_id", "person__name")
            case Sort.ITEM:
                items = Item.objects.visible_to(self.actor).order_by("-programme__year", "seq", "id")
                yield from items.values_list("pk", "title")[:MOST]
            case Sort.SITE:
                sites = Site.objects.visible_to(self.actor)
                item = self.case.item_id if self.case else None
                yield from (sites.filter(item=item) if item else sites).order_by("id").values_list("pk", "name")[:MOST]
            case Sort.REGION:
                regions = Region.objects.filter(below("path", self.path), valid_to=None).order_by("path")
                yield from regions.values_list("pk", "name")[:MOST]

    def recalled(self, answer: Answer, kind: CaseKind) -> list[str]:
        """The words that stand under a plain answer in the latest cases of the office, the latest first. One query.

        An enterprise is the same for every kind; other words belong to the kind. Restricted cases lend no words.
        """
        rows = Case.objects.visible_to(self.actor).filter(home_path=self.path, secrecy=OPEN)
        rows = rows.filter(enterprise__gt="") if answer.column == "enterprise" else rows.filter(kind=kind.code)
        latest = rows.order_by("-id").values_list(answer.column, flat=True)[:MOST]
        return [word for word in dict.fromkeys(latest) if word]

    def row(self, answer: Answer, value: Any) -> Any:
        """The row behind a chosen number; other values stay. Raises Refused for a number nobody offered."""
        model: type[models.Model] | None = {
            Sort.UNIT: Org,
            Sort.LEADER: Person,
            Sort.ITEM: Item,
            Sort.SITE: Site,
            Sort.REGION: Region,
        }.get(answer.sort)
        if model is not None:
            return model._default_manager.get(pk=value)
        if answer.sort is Sort.UNITS:
            return list(Org.objects.filter(pk__in=value))
        if answer.sort is Sort.CASE:
            return self._case(answer, str(value))
        return value

    def _case(self, answer: Answer, number: str) -> Case:
        found = Case.objects.visible_to(self.actor).filter(number=number.strip().upper()).first()
        if found is None:
            sentence = _("没有找到编号为 %(number)s 的事项，请核对编号。") % {"number": number[:30]}
            raise Refused(sentence, {answer.name: sentence})
        return found
