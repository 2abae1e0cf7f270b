"""What stands in a return before anybody types: the last accepted figures of the year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shishi.programmes.models import Indicator
from shishi.reports.chain import Stage
from shishi.reports.models import Line, Period, Return
from shishi.reports.queries.ledger import ACCEPTED

EDITABLE = (Stage.OPEN, Stage.DRAFT, Stage.RETURNED)
type LastLines = dict[int, tuple[date, Line]]


def prefilled(period: Period, returns: Mapping[int, Return]) -> list[Line]:
    """Unsaved lines for new returns, by item: what was accepted before is `previous`, and the figure to start from.

    Two queries.
    """
    before = _last_accepted(period, list(returns))
    indicators = Indicator.objects.filter(item_id__in=list(returns)).order_by("item_id", "seq", "id")
    return [_line(returns[i.item_id], i, _upto(before.get(i.pk, []), period.month)) for i in indicators]


def _line(of: Return, indicator: Indicator, last: Line | None) -> Line:
    line = Line(of=of, indicator=indicator)
    if last is not None:
        line.previous, line.previous_text = last.accepted, last.accepted_text
        line.value, line.denominator, line.text = last.accepted, last.accepted_denominator, last.accepted_text
    return line


def _last_accepted(period: Period, item_ids: list[int]) -> dict[int, list[tuple[date, Line]]]:
    """Accepted lines of the programme's year by indicator, oldest first."""
    rows = Line.objects.filter(
        of__item_id__in=item_ids, of__period__programme_id=period.programme_id, of__stage__in=ACCEPTED
    ).select_related("of__period")
    found: dict[int, list[tuple[date, Line]]] = {}
    for line in rows.order_by("of__period__month"):
        found.setdefault(line.indicator_id, []).append((line.of.period.month, line))
    return found


def _upto(lines: list[tuple[date, Line]], month: date) -> Line | None:
    return next((line for on, line in reversed(lines) if on < month), None)


def carry_forward(period: Period, item_ids: list[int]) -> int:
    """Bring what later open returns of the items start from up to date; return how many lines changed.

    The month before is often accepted after the next one has opened. What was already typed is left alone; a return
    nobody has touched starts from the new figures. Three queries.
    """
    later = Line.objects.filter(
        of__item_id__in=item_ids,
        of__period__programme_id=period.programme_id,
        of__period__month__gt=period.month,
        of__stage__in=EDITABLE,
    ).select_related("of__period")
    lines = list(later.order_by("id"))
    if not lines:
        return 0
    before = _last_accepted(period, item_ids)
    changed = [line for line in lines if _refresh(line, _upto(before.get(line.indicator_id, []), line.of.period.month))]
    Line.objects.bulk_update(changed, ["previous", "previous_text", "value", "denominator", "text"])
    return len(changed)


def _refresh(line: Line, last: Line | None) -> bool:
    """Put the last accepted figure into a line; whether that changed anything."""
    figure, text = (last.accepted, last.accepted_text) if last else (None, "")
    if (line.previous, line.previous_text) == (figure, text):
        return False
    line.previous, line.previous_text = figure, text
    if line.of.stage == Stage.OPEN:
        line.value, line.text = figure, text
        line.denominator = last.accepted_denominator if last else None
    return True
