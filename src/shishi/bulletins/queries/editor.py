"""The editor's page: the sheet, the panel beside it, and the figures a clerk may put into a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shishi.bulletins.kinds import LAYOUTS, Layout
from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries.checks import Checked, Finding, printed_in
from shishi.bulletins.queries.page import CutChoice, StepView, checked, newer_cut, steps_open
from shishi.bulletins.queries.sheet import BlockView, views_of
from shishi.documents.kinds import BULLETIN
from shishi.documents.queries.papers import next_of
from shishi.lib.paper.titles import title_lines
from shishi.reports.models import FrozenStanding
from shishi.reports.queries.meanings import meaning_of
from shishi.rules.authority import Actor
from shishi.rules.docnumber import issue_label
from shishi.rules.lights import LIGHT_MARKS

OFFERED = {
    "item": (
        ("item.rate", "percent", "subject"),
        ("item.expected", "percent", "subject"),
        ("item.deviation", "points", "subject"),
        ("items.early_workdays", "n:个工作日", "item"),
    ),
    "unit": (
        ("items.total", "n:项", "unit"),
        ("items.reached", "n:项", "unit"),
        ("items.reached_rate", "percent", "unit"),
        ("unit.mean", "percent", "subject"),
    ),
    "programme": (
        ("programme.mean", "percent", ""),
        ("programme.expected", "percent", ""),
        ("programme.deviation", "points", ""),
        ("items.behind", "n:项", ""),
        ("items.early", "n:项", ""),
        ("returns.due", "n:份", ""),
        ("returns.returned", "n:份", ""),
    ),
}


@dataclass(frozen=True, slots=True)
class ChipChoice:
    """A figure that may be put into a sentence: its token, what it shows and what it is."""

    token: str
    shown: str
    label: str
    of: str
    n_printed: int


@dataclass(frozen=True, slots=True)
class FigureOption:
    """A figure that can be made available: what the form sends, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Figures of one subject."""

    label: str
    options: tuple[FigureOption, ...]


@dataclass(frozen=True, slots=True)
class Editor:
    """Everything the editor shows."""

    id: int
    version: int
    title: str
    title_lines: tuple[str, ...]
    recipient: str
    office: str
    expected: str
    cut_on: date
    layout: Layout
    layouts: tuple[Layout, ...]
    blocks: tuple[BlockView, ...]
    checked: Checked
    loose: tuple[tuple[BlockView, Finding], ...]
    chips: tuple[ChipChoice, ...]
    options: tuple[OptionGroup, ...]
    newer: CutChoice | None
    steps: tuple[StepView, ...]


def editor_of(b: Bulletin, actor: Actor) -> Editor:
    """The editor of a draft. Eleven queries at most."""
    found = checked(b)
    rows = list(FrozenStanding.objects.filter(cut=b.cut_id, kind__in=[*OFFERED, "list"]).order_by("kind", "sort", "id"))
    labels = {(r.kind, r.subject): r.label for r in rows}
    labels |= {("light", light.value): _("%(name)s灯") % {"name": mark.name} for light, mark in LIGHT_MARKS.items()}
    blocks = views_of(b.blocks, b.figures, f"/bulletins/{b.pk}/figures/", found.findings)
    return Editor(
        id=b.pk,
        version=b.version,
        title=b.title,
        title_lines=title_lines(b.title),
        recipient=b.recipient,
        office=b.programme.office.name,
        expected=issue_label(next_of(b.programme.office_id, BULLETIN.code, b.programme.year)),
        cut_on=b.cut.on,
        layout=LAYOUTS[b.layout],
        layouts=tuple(LAYOUTS.values()),
        blocks=blocks,
        checked=found,
        loose=tuple((block, f) for block in blocks for f in block.findings if f.loose),
        chips=_chips(b, labels),
        options=_options([r for r in rows if r.kind in OFFERED]),
        newer=newer_cut(b),
        steps=steps_open(b, actor),
    )


def _chips(b: Bulletin, labels: Mapping[tuple[str, str], str]) -> tuple[ChipChoice, ...]:
    """The bulletin's figures that suit a sentence, those of single rows after the others."""
    printed = printed_in(b.blocks)
    found = [_chip(key, chip, labels, printed.count(key)) for key, chip in b.figures.items() if chip["shape"] != "n:"]
    return tuple(sorted(found, key=lambda c: (bool(c.of), c.of)))


def _chip(key: str, chip: Mapping[str, Any], labels: Mapping[tuple[str, str], str], n_printed: int) -> ChipChoice:
    of_what = chip["code"].partition(".")[0]
    names = [labels.get((of_what if name == "subject" else name, value), value) for name, value in chip["args"].items()]
    label = str(meaning_of(chip["code"]).label)
    return ChipChoice(f"〔{chip['shown']}#{key}〕", chip["shown"], label, "、".join(names), n_printed)


def _options(rows: list[FrozenStanding]) -> tuple[OptionGroup, ...]:
    order = ("programme", "unit", "item")
    found = []
    for row in sorted(rows, key=lambda r: (order.index(r.kind), r.sort)):
        options = tuple(
            FigureOption(f"{code}|{shape}|{name}|{row.subject if name else ''}", str(meaning_of(code).label))
            for code, shape, name in OFFERED[row.kind]
        )
        found.append(OptionGroup(row.label, options))
    return tuple(found)
