"""The limits in force: what each kind holds by default, and what a region set in its place."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shishi.cases.kinds import KINDS, CaseKind
from shishi.cases.models import TimeLimit
from shishi.rules.deadlines import LIMIT_UNIT_LABELS, Limit, LimitUnit


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One limit: of a stage, or with an empty one of the whole; `own` is what the region set, newest last."""

    stage: str
    stage_label: str
    type: str
    type_label: str
    default: str
    own: tuple[TimeLimit, ...]


def limits_of(kind: CaseKind, region_path: str) -> list[LimitRow]:
    """Every limit of a kind with what holds in a region today and from later days on. One query."""
    above = [row for row in TimeLimit.objects.filter(kind=kind.code).order_by("since", "id")
             if region_path.startswith(row.region_path)]  # fmt: skip
    rows = [("", code, kind.types[code].whole or kind.whole) for code in kind.types] or [("", "", kind.whole)]
    rows += [(stage, "", limit) for stage, limit in kind.limits.items()]
    return [
        LimitRow(
            stage,
            _(kind.stage_label(stage)) if stage else _("全程"),
            code,
            _(kind.type_label(code)) if code else "",
            worded(limit),
            tuple(row for row in above if row.stage == stage and row.type in ("", code)),
        )
        for stage, code, limit in rows
    ]


def worded(limit: Limit | None) -> str:
    """A limit as people read it."""
    return f"{limit.n}{_(LIMIT_UNIT_LABELS[limit.unit])}" if limit else _("不限")


def unit_choices() -> list[tuple[str, str]]:
    """The units a limit may be counted in. No query."""
    return [(unit.value, _(label)) for unit, label in LIMIT_UNIT_LABELS.items()]


def kinds_with_limits() -> list[CaseKind]:
    """Kinds that have a clock at all. No query."""
    return [kind for kind in KINDS.values() if not kind.retired and (kind.limits or kind.whole or kind.types)]


def unit_of(code: str) -> LimitUnit | None:
    """The unit with this code, if there is one."""
    return LimitUnit(code) if code in {unit.value for unit in LimitUnit} else None
