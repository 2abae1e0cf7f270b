"""The formulas of figures in papers: each a few lines over the frozen rows of one cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from shishi.reports.models import FrozenStanding
from shishi.reports.queries.frozen import Frozen, UnknownFigure, early_by_workdays, first_in_city, units
from shishi.rules.figures import share_of
from shishi.rules.growth import yoy
from shishi.rules.headline import BEHIND
from shishi.rules.lights import Light

Kind = FrozenStanding.Kind
type Args = Mapping[str, str]
type Value = Decimal | int | str | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a formula answers before it is sealed: the value, the frozen rows used, what each brought."""

    value: Value
    used: tuple[FrozenStanding, ...]
    brought: Callable[[FrozenStanding], Value] = lambda row: row.rate


def _items(of: Frozen, args: Args) -> tuple[FrozenStanding, ...]:
    """Items of the cut, narrowed by `list`, `unit` or `matter` where given."""
    columns = {"list": "list_code", "unit": "unit_id", "matter": "matter_id"}
    return of.of(Kind.ITEM, **{column: args[name] for name, column in columns.items() if args.get(name)})


def _counted(of: Frozen, args: Args, counts: Callable[[FrozenStanding], bool]) -> Found:
    used = tuple(r for r in _items(of, args) if counts(r))
    return Found(len(used), used)


def _share(of: Frozen, args: Args, counts: Callable[[FrozenStanding], bool]) -> Found:
    used = _items(of, args)
    return Found(share_of(sum(counts(r) for r in used), len(used)), used, lambda r: int(counts(r)))


def _distinct(of: Frozen, args: Args, column: str) -> Found:
    used = {getattr(r, column): r for r in reversed(_items(of, args))}
    return Found(len(used), tuple(used.values())[::-1])


def _column(of: Frozen, args: Args, kind: str, column: str) -> Found:
    row = of.one(kind, args.get("subject") or args.get("id", ""))
    return Found(getattr(row, column), (row,), lambda r: getattr(r, column))


def _whole(of: Frozen, column: str) -> Found:
    return _column(of, {"subject": str(of.cut.programme_id)}, Kind.PROGRAMME, column)


def _yoy(of: Frozen, args: Args) -> Found:
    row = of.one(Kind.INDICATOR, args.get("subject") or args.get("id", ""))
    return Found(yoy(row.accepted, row.last_year).percent, (row,), lambda r: r.last_year)


def _on_time(of: Frozen, args: Args) -> Found:
    used = _items(of, args)
    value = share_of(sum(r.n_on_time for r in used), sum(r.n_due for r in used))
    return Found(value, used, lambda r: f"{r.n_on_time}/{r.n_due}")


def _unit_rank(of: Frozen, args: Args) -> Found:
    wanted = args.get("unit", "")
    line = next((u for u in units(of) if str(u.unit_id) == wanted), None)
    if line is None:
        raise UnknownFigure(f"unit:{wanted}")
    return Found(line.rank, of.of(Kind.INDICATOR, unit_id=wanted))


def _unit_score(of: Frozen, args: Args) -> Found:
    """A unit's progress as units are ranked by, in per cent."""
    wanted = args.get("unit", "")
    line = next((u for u in units(of) if str(u.unit_id) == wanted), None)
    score = line.progress if line else None
    return Found(None if score is None else score * 100, of.of(Kind.INDICATOR, unit_id=wanted))


def _first(of: Frozen, args: Args) -> Found:
    first = {f.item_id: f for f in first_in_city(of)}
    used = tuple(r for r in _items(of, args) if r.item_id in first)
    return Found(len(used), used, lambda r: str(r.finished_on))


def _early_workdays(of: Frozen, args: Args) -> Found:
    row = of.one(Kind.ITEM, args.get("item", ""))
    early = next((e for e in early_by_workdays(of) if str(e.item_id) == row.subject), None)
    return Found(early.workdays if early else 0, (row,), lambda r: f"{r.finished_on}/{r.due_on}")


def _light(args: Args) -> Callable[[FrozenStanding], bool]:
    return lambda r: r.light == Light(args["light"])


def _is_early(row: FrozenStanding) -> bool:
    return bool(row.finished_on and row.due_on and row.finished_on < row.due_on)


def _all(_row: FrozenStanding) -> bool:
    return True


def _reached(row: FrozenStanding) -> bool:
    return row.is_reached


def _returned(of: Frozen, args: Args) -> Found:
    due = tuple(r for r in _items(of, args) if r.n_due)
    return Found(sum(r.n_returned for r in due), due, lambda r: r.n_returned)


def _due(of: Frozen, args: Args) -> Found:
    due = tuple(r for r in _items(of, args) if r.n_due)
    return Found(len(due), due, lambda r: r.n_due)


# code → formula. Arguments: list, unit, matter narrow items; subject names a row; light a light; item an item.
FORMULAS: dict[str, Callable[[Frozen, Args], Found]] = {
    "items.total": lambda of, args: _counted(of, args, _all),
    "items.by_list": lambda of, args: _counted(of, args, _all),
    "items.reached": lambda of, args: _counted(of, args, _reached),
    "items.reached_rate": lambda of, args: _share(of, args, _reached),
    "items.behind": lambda of, args: _counted(of, args, lambda r: r.status in BEHIND),
    "items.early": lambda of, args: _counted(of, args, _is_early),
    "items.first_in_city": _first,
    "items.early_workdays": _early_workdays,
    "matters.total": lambda of, args: _distinct(of, args, "matter_id"),
    "matters.by_list": lambda of, args: _distinct(of, args, "matter_id"),
    "units.total": lambda of, args: _distinct(of, args, "unit_id"),
    "lights.count": lambda of, args: _counted(of, args, _light(args)),
    "status.count": lambda of, args: _counted(of, args, lambda r: r.status == args["status"]),
    "indicator.value": lambda of, args: _column(of, args, Kind.INDICATOR, "accepted"),
    "indicator.target": lambda of, args: _column(of, args, Kind.INDICATOR, "target"),
    "indicator.rate": lambda of, args: _column(of, args, Kind.INDICATOR, "rate"),
    "indicator.expected": lambda of, args: _column(of, args, Kind.INDICATOR, "expected"),
    "indicator.deviation": lambda of, args: _column(of, args, Kind.INDICATOR, "deviation_pp"),
    "indicator.yoy": _yoy,
    "item.rate": lambda of, args: _column(of, args, Kind.ITEM, "rate"),
    "item.expected": lambda of, args: _column(of, args, Kind.ITEM, "expected"),
    "item.deviation": lambda of, args: _column(of, args, Kind.ITEM, "deviation_pp"),
    "programme.mean": lambda of, _args: _whole(of, "rate_capped"),
    "programme.expected": lambda of, _args: _whole(of, "expected"),
    "programme.deviation": lambda of, _args: _whole(of, "deviation_pp"),
    "returns.due": _due,
    "returns.returned": _returned,
    "returns.on_time_rate": _on_time,
    "unit.rank": _unit_rank,
    "unit.score": _unit_score,
    "unit.mean": lambda of, args: _column(of, args, Kind.UNIT, "rate_capped"),
}
