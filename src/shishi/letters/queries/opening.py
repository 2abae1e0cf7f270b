"""What stands before a letter is drafted: light or lateness, the help that may be needed, a letter already out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from shishi.cases.kinds import KINDS
from shishi.cases.models import Case
from shishi.letters.models import Letter
from shishi.letters.queries.page import KIND
from shishi.letters.queries.prefill import Missing
from shishi.lib import clock
from shishi.orgs.models import Org
from shishi.programmes.models import Item
from shishi.reports.models import Standing
from shishi.reports.queries.board import late_of
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Place
from shishi.rules.lights import Light

HELP = "factor"


@dataclass(frozen=True, slots=True)
class Way:
    """The way into a letter.

    field, value  what the form sends: `item`, `from` or `late`
    status        the item's status, for its light
    help_label    what is offered first, with what it is for in `help_words`
    help_url      where help is asked for, empty where nobody offers any
    open_letter   a letter on the same matter that is not over
    """

    field: str
    value: str
    title: str
    unit: str
    status: str
    is_red: bool
    said: str
    help_url: str
    open_letter: Letter | None
    n_this_year: int
    levels: tuple[tuple[int, str], ...]
    types: tuple[tuple[str, str], ...]
    help_label: str = ""
    help_words: str = ""


def may_open_at(actor: Actor, office: Org) -> bool:
    """Whether the actor drafts this office's letters. No query."""
    return any(by.admits(actor, Place(office.region_path, home_path=office.region_path)) for by in KIND.opens)


def way_of_item(item: Item) -> Way:
    """From an item. Four queries."""
    rows = (
        Standing.objects.filter(item_id=item.pk, kind=Standing.Kind.ITEM).exclude(light=Light.GREY).order_by("-month")
    )
    row = rows.first()
    said = _("责任单位在月报中说明的困难，请先看能不能协调解决。")
    return _way("item", str(item.pk), item.title, item.unit, ("item", item.pk), row, said, item)


def way_of_case(case: Case) -> Way:
    """From a case. Three queries."""
    late = case.next_due_at is not None and case.next_due_at < clock.now()
    said = _("已经超过期限，仍未办结。") if late else _("还在期限之内。")
    return _way("from", f"case:{case.pk}", case.title, case.unit, ("case", case.pk), None, said, case.item)


def way_of_missing(missing: Missing) -> Way:
    """From the month's board: returns a unit has not handed in. Three queries."""
    period, unit = missing.period, missing.unit
    titles = late_of(period, unit.pk, clock.now())
    said = _("逾期未报：%(titles)s。") % {"titles": "、".join(titles)} if titles else _("没有逾期未报的月报。")
    title = _("%(month)s月报") % {"month": missing.month}
    way = _way("late", f"{period.pk}:{unit.pk}", title, unit, ("period", period.pk), None, said, None)
    return replace(
        way,
        help_url=reverse("period", args=[period.pk]) + "#keeping",
        help_label=_("回填报情况：催报或批准延期"),
        help_words=_("联络员不会填、人手不够、资料没到的，先催报、帮着填或批准延期；催过仍不报的，再督办。"),
    )


def _way(
    field: str,
    value: str,
    title: str,
    unit: Org | None,
    origin: tuple[str, int],
    row: Standing | None,
    said: str,
    item: Item | None,
) -> Way:
    sent = Letter.objects.filter(unit=unit, case__assigned_at__gte=clock.at(clock.today().replace(month=1, day=1), 0))
    same = Letter.objects.filter(
        unit=unit, case__closed_at=None, case__origin_kind=origin[0], case__origin_id=origin[1]
    )
    offers = HELP in KINDS and not KINDS[HELP].retired and item is not None
    return Way(
        field=field,
        value=value,
        title=title,
        unit=unit.name if unit else "",
        status=row.status if row else "",
        is_red=bool(row and row.light == Light.RED),
        said=said,
        help_label=_("提出要素保障请求"),
        help_words=_("缺土地、资金、审批、人手的，先提请协调；能自己推进而没有推进的，再督办。"),
        help_url=f"{reverse('case-new', args=[HELP])}?item={item.pk}" if offers and item else "",
        open_letter=same.select_related("case").order_by("pk").first() if unit else None,
        n_this_year=sent.count() if unit else 0,
        levels=tuple((n, _("%(n)d级 · %(label)s") % {"n": n, "label": _(one.label)}) for n, one in KIND.levels.items()),
        types=tuple((code, _(one.label)) for code, one in KIND.types.items()),
    )
