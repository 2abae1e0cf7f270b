"""The rows that sum items up: units, matters, lists, regions and the programme.

Unlike items are counted and averaged, never added. Nothing here reads or writes the database. Source:
docs/domain/standings.md, docs/domain/rollup.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from shishi.reports.actions.leaves import LIGHT_COLUMNS, Setting, fine
from shishi.reports.models import Standing
from shishi.reports.queries.ledger import Group
from shishi.rules.lights import Light, Status, Verdict, worst_of
from shishi.rules.rates import deviation_pp, mean_of_capped, ratio
from shishi.rules.schedule import linear_month

Kind = Standing.Kind
ONE = Decimal(1)


class Other(NamedTuple):
    """What a group needs of a row that stands as it stood: by far cheaper to read than the whole row."""

    kind: str
    item_id: int | None
    region_path: str
    status: str
    light: str
    was_behind: bool
    is_reached: bool
    rate_capped: Decimal | None
    expected: Decimal | None
    finished_on: date | None
    n_due: int
    n_returned: int
    n_accepted: int
    n_on_time: int
    n_blue: int
    n_green: int
    n_yellow: int
    n_red: int
    n_grey: int
    n_hatched: int


type Member = Standing | Other
SUMMED = ("n_due", "n_returned", "n_accepted", "n_on_time")


def groups(setting: Setting, rows: Iterable[Member], keys: Collection[tuple[str, str]]) -> list[Standing]:
    """The rows of the groups in `keys`, from all item rows of the month and, for regions, the allocation rows."""
    members, parts = _members(setting, list(rows))
    found = []
    for key in sorted(keys):
        group = setting.ledger.groups[key]
        inside = members.get(key) or (parts.get(group.region_path) if group.kind == Kind.REGION else None)
        if inside:
            found.append(_group_row(setting, group, inside))
    return found


def _members(
    setting: Setting, rows: list[Member]
) -> tuple[Mapping[tuple[str, str], list[Member]], Mapping[str, list[Member]]]:
    """Item rows by the group they count in, terminated ones in none; allocation rows by region path.

    An item counts in a region it stands in, not in one that only answers for a part of it.
    """
    members: dict[tuple[str, str], list[Member]] = defaultdict(list)
    parts: dict[str, list[Member]] = defaultdict(list)
    for row in rows:
        if row.status == Status.TERMINATED:
            continue
        if row.kind == Kind.ALLOCATION:
            parts[row.region_path].append(row)
        elif row.kind == Kind.ITEM:
            for key in setting.ledger.groups_of.get(row.item_id or 0, ()):
                group = setting.ledger.groups[key]
                if group.kind != Kind.REGION or row.region_path.startswith(group.region_path):
                    members[key].append(row)
    return members, parts


def _group_row(setting: Setting, group: Group, inside: list[Member]) -> Standing:
    """One group's row: counts, the mean of capped rates against the mean of what is expected, the worst light."""
    row = Standing(
        programme_id=setting.ledger.programme.pk,
        month=setting.month,
        kind=group.kind,
        subject=group.subject,
        label=group.label[:120],
        region_path=group.region_path,
        unit_id=group.unit_id,
        matter_id=group.matter_id,
        list_code=group.list_code,
        sort=group.sort,
        as_of=setting.as_of,
        updated_at=setting.now,
    )
    row.n_total, row.n_met = len(inside), sum(r.is_reached for r in inside)
    row.numerator, row.denominator = Decimal(row.n_met), Decimal(row.n_total)
    row.rate = fine(ratio(row.numerator, row.denominator))
    row.rate_capped = fine(mean_of_capped((ONE, r.rate_capped) for r in inside))
    row.expected = fine(mean_of_capped((ONE, r.expected) for r in inside))
    row.expected_linear = fine(linear_month(setting.ledger.programme.year, setting.as_of))
    row.deviation_pp = fine(deviation_pp(row.rate_capped, row.expected))
    for name in (*SUMMED, *LIGHT_COLUMNS.values()):
        setattr(row, name, sum(getattr(r, name) for r in inside))
    verdict = worst_of(Verdict(Status(r.status), Light(r.light), r.was_behind) for r in inside)
    row.status, row.light, row.was_behind = str(verdict.status), str(verdict.light), verdict.caught_up
    row.is_reached = row.n_met == row.n_total
    days = [r.finished_on for r in inside]
    row.finished_on = max((d for d in days if d), default=None) if all(days) else None
    return row
