"""The words of a draft: our own sentences, every figure in them a chip. Source: docs/domain/bulletin.md, "Layouts"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from shishi.bulletins.kinds import Layout
from shishi.bulletins.queries import tables
from shishi.bulletins.queries.desk import Desk
from shishi.documents.queries.numerals import wordy
from shishi.documents.queries.runs import Run, Runs, listed, marked, text, written
from shishi.reports.models import FrozenStanding as Row
from shishi.rules.lights import Light

type Block = dict[str, Any]
MOST_NAMED = 3
MOST_PRACTICES = 3
MOST_ASKS = 6


def title_of(desk: Desk) -> str:
    """The title without its ordinal, which is given at signing."""
    programme = desk.programme
    work = programme.campaign or _("重点民生实事")
    return _("%(region)s%(work)s工作情况通报") % {"region": programme.region.name, "work": work}


def blocks_of(desk: Desk, layout: Layout) -> list[Block]:
    """The blocks of a draft, numbered b1, b2, …"""
    blocks = [block for name in layout.sections for block in SECTIONS[name](desk)]
    return [{"id": f"b{n}", "v": 1, **block} for n, block in enumerate(blocks, 1)]


def heading1(words: str) -> Block:
    return {"kind": "heading1", "runs": [text(words)]}


def heading2(words: str) -> Block:
    return {"kind": "heading2", "runs": [text(words)]}


def paragraph(runs: Runs, **flags: bool) -> Block:
    return {"kind": "paragraph", "runs": runs, **flags}


def opening(desk: Desk) -> list[Block]:
    parts = [
        written(
            _("%(list)s%(matters)s%(items)s"),
            list=text(row.label),
            matters=desk.figure("matters.by_list", "n:件", list=row.list_code),
            items=desk.figure("items.by_list", "n:项", list=row.list_code),
        )
        for row in desk.lists
    ]
    words = written(
        _(
            "%(year)s，全县承担的重点民生实事共%(total)s，其中%(lists)s，由%(units)s县直责任单位牵头实施。现以%(on)s为基准日，将工作情况通报如下："
        ),
        year=marked(f"{desk.programme.year}年", "date"),
        total=desk.figure("items.total", "n:项"),
        lists=listed(parts),
        units=desk.figure("units.total", "n:个"),
        on=desk.day(),
    )
    return [paragraph(words)]


def results(desk: Desk) -> list[Block]:
    blocks = [heading1(_("工作成效")), heading2(_("进度快，年度目标有序兑现"))]
    blocks.append(paragraph(_overall(desk) + _achievements(desk)))
    return blocks


def overview(desk: Desk) -> list[Block]:
    return [heading1(_("总体进度")), paragraph(_overall(desk))]


def _overall(desk: Desk) -> Runs:
    total, reached = desk.figure("items.total", "n:项"), desk.figure("items.reached", "n:项")
    rate = desk.figure("items.reached_rate", "percent")
    if desk.all_reached:
        head = _("截至基准日，%(total)s重点民生实事的考核指标均已达到年度目标，完成率%(rate)s。")
        return written(head, total=total, rate=rate)
    head = _(
        "截至基准日，%(total)s重点民生实事中已有%(reached)s达到年度目标，完成率%(rate)s；从亮灯情况看，%(lights)s。"
    )
    return written(head, total=total, reached=reached, rate=rate, lights=_lights(desk))


def _lights(desk: Desk) -> Runs:
    """Every light in turn, those of what is stopped only where there is any; they add up to the total."""
    words = {
        Light.BLUE: _("蓝灯（已达标）"),
        Light.GREEN: _("绿灯（达到或超过序时）"),
        Light.YELLOW: _("黄灯（偏慢）"),
        Light.RED: _("红灯（滞后或逾期）"),
        Light.GREY: _("灰灯（未报）"),
        Light.HATCHED: _("暂停实施"),
    }
    stopped = any(r.light == Light.HATCHED for r in desk.items)
    shown = [light for light in words if light is not Light.HATCHED or stopped]
    return listed(
        written("%(word)s%(n)s", word=text(words[light]), n=desk.figure("lights.count", "n:项", light=light.value))
        for light in shown
    )


def _achievements(desk: Desk) -> Runs:
    found: Runs = []
    if desk.first:
        found += written(
            _("%(names)s%(n)s项目在全市率先完成。"),
            names=listed(row.label for row in desk.first),
            n=desk.figure("items.first_in_city", "n:个"),
        )
    if desk.ahead:
        named = [
            written(
                _("%(unit)s牵头的%(item)s提前%(days)s"),
                unit=desk.unit_name(row),
                item=row.title,
                days=desk.figure("items.early_workdays", "n:个工作日", item=row.item_id),
            )
            for row in desk.ahead[:MOST_NAMED]
        ]
        found += written(_("%(items)s完成。"), items=listed(named, "，"))
    return found


def practices(desk: Desk) -> list[Block]:
    if not desk.practices:
        return []
    blocks = [heading2(_("质效高，好经验就地推广"))]
    for card in desk.practices[:MOST_PRACTICES]:
        said = wordy(card.text, desk.names)
        blocks.append(
            paragraph(
                written(
                    _("%(unit)s推进%(item)s的做法“%(title)s”可供借鉴%(said)s。"),
                    unit=card.item.unit.short,
                    item=card.item.title,
                    title=card.title,
                    said=text(_("：%(said)s") % {"said": said.rstrip("。")} if said else ""),
                )
            )
        )
    return blocks


def measures(desk: Desk) -> list[Block]:
    blocks = [heading1(_("工作举措")), heading2(_("对表推进，清单化管理"))]
    plans = [plan for plan in desk.plans if not plan.startswith(("省", "市"))]
    if plans:
        names = listed([marked(f"《{plan}》", "name") for plan in plans], "")
        blocks.append(
            paragraph(written(_("各责任单位按照%(plans)s细化任务、倒排工期，责任落实到岗到人。"), plans=names))
        )
    blocks.append(
        paragraph(
            written(
                _("专班办公室坚持按月调度、按月通报，月报按时报送率%(rate)s。"),
                rate=desk.figure("returns.on_time_rate", "percent"),
            )
        )
    )
    if desk.has_met:
        met = _("本年度召开调度会、推进会、专题会等会议%(n)s，研究解决推进中的困难和问题。")
        blocks.append(paragraph(written(met, n=desk.figure("meetings.total", "n:次"))))
    return [*blocks, heading2(_("协调要素，难点堵点一并破解")), *_difficulties(desk)]


def _difficulties(desk: Desk) -> list[Block]:
    asks = [(row, words) for row in desk.items if (words := desk.asked(row)) and not row.is_reached]
    if not asks:
        return [paragraph([text(_("各责任单位主动对接要素保障，本期没有提请专班协调的事项。"))])]
    head = paragraph([text(_("各责任单位提请专班协调解决的事项如下："))])
    return [head, *(paragraph(_ask(desk, row, words)) for row, words in asks[:MOST_ASKS])]


def _ask(desk: Desk, row: Row, words: str) -> Runs:
    return written(
        _("%(unit)s（%(item)s）：%(words)s。"), unit=desk.unit_name(row), item=row.label, words=text(words.rstrip("。"))
    )


def next_steps(desk: Desk) -> list[Block]:
    blocks = [heading1(_("下步工作打算"))]
    if desk.all_reached:
        return [*blocks, *_closing(desk)]
    if desk.laggards:
        blocks += [heading2(_("盯住滞后项目，限期赶上序时")), paragraph(_catch_up(desk), red=True)]
    if desk.unreported:
        blocks += [heading2(_("补齐月报，确保数据完整")), paragraph(_missing(desk), red=True)]
    blocks.append(heading2(_("统筹推进，确保年度目标兑现")))
    words = _(
        "各责任单位要对照年度目标和时限倒排工期，已达标的抓紧准备验收资料，未达标的按月报告进展，需要协调的及时提出。"
    )
    return [*blocks, paragraph([text(words)])]


def _catch_up(desk: Desk) -> Runs:
    """Each unit with what it must catch up, units in the order of their worst item."""
    by_unit: dict[str, list[Row]] = {}
    for row in desk.laggards:
        by_unit.setdefault(desk.unit_name(row), []).append(row)
    tasks = [
        written(_("%(unit)s抓好%(items)s"), unit=unit, items=listed(row.label for row in rows))
        for unit, rows in by_unit.items()
    ]
    lead = _("共有%(n)s项目落后于进度安排，由%(tasks)s，逐项明确赶工措施和完成时间，专班办公室按月核实。")
    return written(lead, n=desk.figure("items.behind", "n:个"), tasks=listed(tasks, "，"))


def _missing(desk: Desk) -> Runs:
    names = listed(written(_("%(unit)s（%(item)s）"), unit=desk.unit_name(r), item=r.label) for r in desk.unreported)
    return written(
        _("%(names)s共%(n)s项目月报尚未报送或尚未通过审核，请相关单位尽快补齐。"),
        names=names,
        n=desk.figure("lights.count", "n:个", light=Light.GREY.value),
    )


def _closing(desk: Desk) -> list[Block]:
    total: Run = desk.figure("items.total", "n:项")
    return [
        heading2(_("抓实验收")),
        paragraph(
            written(
                _(
                    "各责任单位要对照验收标准，把%(total)s重点民生实事的线上验收和现场验收同步抓到位，发现问题即改即销。"
                ),
                total=total,
            )
        ),
        heading2(_("规范公示")),
        paragraph(
            [text(_("按项目在政府门户网站公示完成情况，接受群众监督；公示期间的意见由责任单位逐条核实、逐条回复。"))]
        ),
        heading2(_("做好回头看")),
        paragraph(
            [
                text(
                    _(
                        "各责任单位要整理实施方案、月度报表、工作总结、分布清单、资金统计、评估认定等台账资料；专班办公室会同责任单位对完成情况开展回头看，防止反弹。"
                    )
                )
            ]
        ),
    ]


SECTIONS: dict[str, Callable[[Desk], list[Block]]] = {
    "opening": opening,
    "results": results,
    "overview": overview,
    "counts": tables.counts,
    "ranking": tables.ranking,
    "laggards": tables.laggards,
    "practices": practices,
    "measures": measures,
    "next_steps": next_steps,
}
