"""Figures as people read them. Here, and nowhere before, is rounded: half away from zero."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NONE = "—"
YUAN_PER_WAN = Decimal(10_000)


def number(value: Decimal | int | None, scale: int | None = None) -> str:
    """`1,234.5`: grouped by thousands.

    scale   digits after the point; without it as many as the value needs
    None    a dash: there is nothing to show
    """
    if value is None:
        return NONE
    if scale is None:
        text = f"{value:,f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{Decimal(value).quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP):,f}"


def percent(value: Decimal | int | None, scale: int = 1) -> str:
    """`62.5%` from per cent, not from a share of one."""
    return NONE if value is None else f"{number(value, scale)}%"


def points(value: Decimal | int | None, scale: int = 1) -> str:
    """`+1.6 个百分点`: a difference of rates, always with its sign unless it is nothing."""
    if value is None:
        return NONE
    return _("%(points)s 个百分点") % {"points": signed(value, scale)}


def signed(value: Decimal | int | None, scale: int | None = None) -> str:
    """`+1.6` or `−7.9`; what rounds to nothing has no sign."""
    if value is None:
        return NONE
    shown = number(value, scale)
    if not Decimal(shown.replace(",", "")):
        return shown.lstrip("-")
    return f"+{shown}" if value > 0 else shown.replace("-", "−")


def wan(amount_yuan: Decimal | int | None, scale: int = 2) -> str:
    """Yuan as 万元, two digits after the point as the finance office writes it, without the unit."""
    return NONE if amount_yuan is None else number(Decimal(amount_yuan) / YUAN_PER_WAN, scale)


def days_left(days: int | None) -> str:
    """What a number of workdays until the due date means; negative is late."""
    if days is None:
        return _("无期限")
    if days == 0:
        return _("今天到期")
    if days < 0:
        return ngettext("逾期 %(days)d 个工作日", "逾期 %(days)d 个工作日", -days) % {"days": -days}
    return ngettext("还剩 %(days)d 个工作日", "还剩 %(days)d 个工作日", days) % {"days": days}
