"""The neighbours' figures as the city published them, and last year's as the office kept them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from shishi.demo.actions.cast import Cast
from shishi.demo.files import day, month, rows
from shishi.orgs.models import Region
from shishi.programmes.models import Indicator, Item, Programme
from shishi.reports.actions.benchmarks import Finish, Past, Rate, put_finishes, put_past, put_rates
from shishi.rules.authority import Role


def put_neighbours(programme: Programme, cast: Cast, on: date) -> None:
    """Enter what was known on `on`: finish days up to then, and the rates of months that had ended."""
    office, source = cast.holder(Role.OFFICE_STAFF), f"示例：市专班{on.month}月通报"
    regions = {r.code[:6]: r.pk for r in Region.objects.filter(level=Region.Level.COUNTY)}
    items = dict(Item.objects.filter(programme=programme).values_list("title", "pk"))
    named = dict(Indicator.objects.filter(item__programme=programme).values_list("name", "pk"))
    finishes, rates = [], []
    for row in rows("peers-2023.csv"):
        if row["kind"] == "finish":
            finished = day(row["finished_on"])
            known = finished if finished and finished <= on else None
            finishes.append(Finish(items[row["item"]], regions[row["region_code"]], known))
        elif row["kind"] == "rate" and month(row["month"]) < on.replace(day=1):
            rates.append(
                Rate(named[row["indicator"]], regions[row["region_code"]], month(row["month"]), Decimal(row["rate"]))
            )
    put_finishes(programme, finishes, source, office)
    put_rates(programme, rates, source, office)


def put_past_year(programme: Programme, cast: Cast) -> None:
    """Enter last year's figures, month by month, in base units."""
    known = {i.name: i for i in Indicator.objects.filter(item__programme=programme)}
    past = [
        Past(known[row["indicator"]].pk, month(row["month"]), Decimal(row["value"]) * known[row["indicator"]].scale)
        for row in rows("last-year-2022.csv")
    ]
    put_past(programme, past, "示例：2022年台账", cast.holder(Role.OFFICE_STAFF))
