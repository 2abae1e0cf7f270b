"""Growth on the same period of last year 同比. Source: docs/domain/growth-and-rank.md."""

from dataclasses import dataclass
from decimal import Decimal

NOT_COMPARABLE = "口径调整，不可比"
NO_BASE = "上年同期为零，不可比"
NO_DATA = "缺少同期数据"


@dataclass(frozen=True)
class Growth:
    """Growth in per cent, or the note that says why there is none."""

    percent: Decimal | None
    note: str = ""


def yoy(this: Decimal | None, last: Decimal | None, *, comparable: bool = True) -> Growth:
    """Return this ÷ same period last year − 1, in per cent.

    comparable  False when the definition changed in between
    A base of zero gives no rate, and a negative base neither: its sign would turn the meaning round.
    """
    if not comparable:
        return Growth(None, NOT_COMPARABLE)
    if this is None or last is None:
        return Growth(None, NO_DATA)
    if last <= 0:
        return Growth(None, NO_BASE)
    return Growth((this - last) * 100 / last)
