"""What a letter starts with: the item's own figures out of a cut, or what a case says, in words ready to be edited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from shishi.cases.models import Case
from shishi.documents.queries.numerals import wordy
from shishi.documents.queries.runs import Runs, chip, joined, marked, text, written
from shishi.letters.queries.words import Words
from shishi.lib import clock
from shishi.lib.paper.wording import chinese_date
from shishi.orgs.models import Org
from shishi.programmes.models import Indicator, Item, Programme
from shishi.programmes.queries.names import names_of
from shishi.reports.chain import Stage
from shishi.reports.models import FrozenStanding, Period, Return
from shishi.reports.queries.chips import Book, Chips
from shishi.reports.queries.frozen import Frozen
from shishi.rules.deadlines import local
from shishi.rules.lights import LIGHT_MARKS, LIGHTS_WORST_FIRST, Light

SAID = frozenset({Stage.ACCEPTED, Stage.LOCKED, Stage.CORRECTING})
MOST_TOLD, MOST_LISTED = 2, 6
# What a case of a kind gives as the letter's source.
SOURCE_OF = {"problem": "overdue", "inspection": "inspection", "instruction": "instruction", "decision": "meeting"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A letter before anybody has edited it."""

    title: str
    source: str
    unit: Org
    words: Words
    figures: Chips
    item: Item | None = None


def from_item(item: Item, of: Frozen | None) -> Start:
    """A letter about an item that is behind. Five queries besides the cut's rows."""
    programme = item.programme
    names = names_of(programme)
    book, facts = Book(of) if of else None, list[Runs]()
    if book is not None and of is not None:
        rows = _behind_first(r for r in of.of(FrozenStanding.Kind.INDICATOR, item_id=item.pk) if r.is_assessed)
        facts = [_fact(book, of.cut.month, item, row, len(rows) > 1) for row in rows[:MOST_TOLD]]
        for row in rows[MOST_TOLD:MOST_LISTED]:
            _figures(book, row)
        for code, shape in (("item.rate", "percent"), ("item.expected", "percent"), ("item.deviation", "points")):
            book.take(code, shape, subject=item.pk)
    said = _difficulty(item, names)
    words = Words(
        basis=_basis(item),
        facts=joined([run for runs in facts for run in runs]),
        problems=[text(_("进度落后于计划安排。") + (_("你单位反映：%(said)s。") % {"said": said} if said else ""))],
        requirements=_requirements(),
    )
    title = _("关于督办%(item)s推进滞后问题的函") % {"item": quoted(item.title)}
    return Start(
        title=title[:120],
        source="red_light",
        unit=item.unit,
        words=words,
        figures=book.kept if book else {},
        item=item,
    )


def from_case(case: Case, now_late: bool) -> Start | None:
    """A letter about a case nobody has brought to its end; None where no unit answers for it. Three queries."""
    if case.unit is None:
        return None
    names = names_for(case.programme, case.unit, case.title)
    basis = written(_("%(title)s由你单位承办。"), title=text(quoted(case.title)))
    due = [text(_("目前尚未办结。"))]
    if case.due_at is not None and now_late:
        day = marked(chinese_date(local(case.due_at).date()), "date")
        due = written(_("应于%(day)s前办结，目前已超过期限，尚未办结。"), day=day)
    source = SOURCE_OF.get(case.kind, "other")
    if case.kind == "problem" and not now_late and case.source == "inspection":
        source = "inspection"
    said = wordy(case.text, names)
    words = Words(basis=basis, facts=due, problems=[text(said + "。" if said else "")], requirements=_requirements())
    heading = _("关于督办%(title)s办理滞后问题的函") % {"title": quoted(case.title[:60])}
    return Start(title=heading[:120], source=source, unit=case.unit, words=words, figures={}, item=case.item)


def in_words(month: date) -> str:
    """A month as it is written: 2023年8月."""
    return _("%(year)d年%(month)d月") % {"year": month.year, "month": month.month}


@dataclass(frozen=True, slots=True)
class Missing:
    """The returns of a month a unit has not handed in."""

    period: Period
    unit: Org

    @property
    def month(self) -> str:
        return in_words(self.period.month)


def from_missing(missing: Missing, titles: Sequence[str], *, was_urged: bool) -> Start:
    """A letter about returns that have not come. No query."""
    period, month = missing.period, marked(missing.month, "date")
    due = marked(chinese_date(period.due_on), "date")
    listed = [run for title in titles[:MOST_LISTED] for run in (text("、"), marked(quoted(title), "name"))][1:]
    more = _("等项目") if len(titles) > MOST_LISTED else ""
    words = Words(
        basis=written(_("按照月报制度，你单位应于%(due)s前报送%(month)s月报。"), due=due, month=month),
        facts=written(
            _("截至%(day)s，%(titles)s%(more)s的月报尚未报送。"),
            day=marked(chinese_date(clock.today()), "date"),
            titles=listed,
            more=text(more),
        ),
        problems=[text((_("经催报仍未报送，") if was_urged else "") + _("影响进度汇总和调度。"))],
        requirements=(
            [text(_("收到本函后立即补报，由分管负责人审核后提交。"))],
            [text(_("说明逾期的原因和今后按时报送的措施；填报有困难的，一并提出需要的帮助。"))],
        ),
    )
    return Start(title=_("关于督促补报逾期月报的函"), source="late_return", unit=missing.unit, words=words, figures={})


def quoted(title: str) -> str:
    """A title in quotation marks, where it has none of its own."""
    return title if "“" in title else f"“{title}”"


def names_for(programme: Programme | None, *more: object) -> tuple[str, ...]:
    """Names a letter may use freely, whatever numerals they hold. Three queries for one of a programme."""
    own = names_of(programme) if programme else ()
    return (*own, *(str(getattr(one, "name", one)) for one in more if one))


def _behind_first(rows: Iterable[FrozenStanding]) -> list[FrozenStanding]:
    order = {light: n for n, light in enumerate(LIGHTS_WORST_FIRST)}
    return sorted(rows, key=lambda r: (order.get(Light(r.light), 9) if r.light else 9, r.deviation_pp or 0, r.sort))


def _figures(book: Book, row: FrozenStanding) -> dict[str, str]:
    """The keys of an indicator's five figures, taken into the book, in the unit it is printed in. One query."""
    scale = Indicator.objects.filter(pk=row.subject).values_list("scale", flat=True).first() or 1
    measure = f"by:{scale}:{row.unit_word}"
    wanted = (
        ("target", "indicator.target", measure),
        ("done", "indicator.value", measure),
        ("rate", "indicator.rate", "percent"),
        ("expected", "indicator.expected", "percent"),
        ("gap", "indicator.deviation", "gap"),
    )
    return {name: book.take(code, shape, subject=row.subject) for name, code, shape in wanted}


def _fact(book: Book, month: date, item: Item, row: FrozenStanding, is_named: bool) -> Runs:
    """One indicator in one sentence: its month, target, done, rate, schedule and the gap between."""
    keys = {name: chip(key) for name, key in _figures(book, row).items()}
    month_run, title = marked(in_words(month), "date"), text(item.title)
    mark = LIGHT_MARKS[Light(row.light)].name if row.light else ""
    named = [text("“"), text(row.label), text("”")] if is_named and row.label != item.title else text("")
    if row.accepted is None:
        sentence = _("据%(month)s月报，%(title)s%(named)s年度目标%(target)s，应达进度%(expected)s，尚未报送完成数。")
    elif row.deviation_pp is not None and row.deviation_pp < 0:
        sentence = _(
            "据%(month)s月报，%(title)s%(named)s年度目标%(target)s，累计完成%(done)s，完成率%(rate)s，"
            "应达进度%(expected)s，落后%(gap)s，亮%(light)s灯。"
        )
    else:
        sentence = _("据%(month)s月报，%(title)s%(named)s年度目标%(target)s，累计完成%(done)s，完成率%(rate)s。")
    return written(sentence, month=month_run, title=title, named=named, light=text(mark), **keys)


def _basis(item: Item) -> Runs:
    title, source = text(item.title), text(item.programme.name)
    return written(_("%(title)s是%(source)s的任务，由你单位牵头。"), title=title, source=source)


def _difficulty(item: Item, names: tuple[str, ...]) -> str:
    """What the unit wrote last of its difficulty, without the sentences that carry numerals. One query."""
    rows = Return.objects.filter(item=item, stage__in=SAID).exclude(difficulty="").order_by("-period__month", "-id")
    said = rows.values_list("difficulty", flat=True).first() or ""
    return wordy(said, names)


def _requirements() -> tuple[Runs, ...]:
    asked = (
        _("立即分析滞后原因，列明未完成任务、制约因素和责任人。"),
        _("制定赶工措施，倒排工期，明确时间节点，由主要负责人牵头推进。"),
        _("需要县级层面协调的要素和事项，随办理情况报告一并提出。"),
    )
    return tuple([text(words)] for words in asked)
