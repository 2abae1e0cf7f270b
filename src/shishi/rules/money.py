"""Money: kept in 元 to the 分, shown in 万元 with two decimals. Source: docs/domain/money.md."""

from dataclasses import dataclass
from decimal import Decimal

from shishi.rules.figures import DASH, WIDE, number, round_half_up, share_of
from shishi.rules.indicators import WAN

ZERO = Decimal(0)


@dataclass(frozen=True)
class Funds:
    """Planned, arrived and paid, in 元, of one source or of all."""

    planned: Decimal = ZERO
    arrived: Decimal = ZERO
    paid: Decimal = ZERO

    @property
    def arrival_rate(self) -> Decimal | None:
        """到位率: arrived ÷ planned, per cent."""
        return share_of(self.arrived, self.planned)

    @property
    def payment_rate(self) -> Decimal | None:
        """支付率: paid ÷ arrived, per cent."""
        return share_of(self.paid, self.arrived)

    @property
    def payment_rate_total(self) -> Decimal | None:
        """Paid ÷ planned, per cent."""
        return share_of(self.paid, self.planned)


def yuan(amount_wan: Decimal) -> Decimal:
    """Return an amount written in 万元 in 元, rounded half up to the 分."""
    return round_half_up(amount_wan * WAN)


def wan(amount_yuan: Decimal) -> Decimal:
    """Return an amount of 元 in 万元, unrounded."""
    return WIDE.divide(amount_yuan, WAN)


def wan_text(amount_yuan: Decimal | None, *, grouped: bool = False) -> str:
    """Return 万元 with two decimals and no unit, for a column: 3797.85; a dash for what is unknown."""
    return DASH if amount_yuan is None else number(wan(amount_yuan), 2, grouped=grouped)
