"""How long pages take against the base template with an empty body, for the same person through the same middleware.

    python -m bench.pages              one county (39 items) and a small city, at 3 and 12 months
    python -m bench.pages --full       the city of 14 counties and 20,000 sites too
    python -m bench.pages --profile review    where one page spends its time

Bars (decision 27, issue 2): each page at most 4 times the empty one and at most 15 queries, independent of the months.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

from bench.setting import set_up

set_up("bench.urls")

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402

from bench import city, year  # noqa: E402
from bench.city import COUNTY, FULL, SMALL, County, Size  # noqa: E402
from shishi.reports.models import Period, Return  # noqa: E402

ROUNDS, WARM = 15, 3
MOST_TIMES, MOST_QUERIES = 4.0, 15
MONTHS = (3, 12)


def _item(county: County) -> int:
    return county.programme.items.order_by("seq").values_list("pk", flat=True)[0]


def _period(county: County) -> int:
    """The last month in which something waits for the office."""
    waiting = Period.objects.filter(programme=county.programme, returns__stage="unit_approved")
    return waiting.order_by("-month").values_list("pk", flat=True)[0]


def _return(county: County) -> int:
    row = Return.objects.filter(period=_period(county), stage="unit_approved").order_by("id").first()
    return row.pk if row else 0


# page → who looks, its route, what the route takes
PAGES: dict[str, tuple[str, str, Callable[[County], list[int]]]] = {
    "desk (office)": ("clerk", "desk", lambda _county: []),
    "desk (liaison)": ("liaison1", "desk", lambda _county: []),
    "programme": ("head", "programme", lambda county: [county.programme.pk]),
    "cockpit": ("convener", "cockpit", lambda county: [county.programme.pk]),
    "lists": ("clerk", "programme-lists", lambda county: [county.programme.pk]),
    "item": ("head", "item", lambda county: [_item(county)]),
    "sheet (liaison)": ("liaison1", "progress", lambda _county: []),
    "review": ("clerk", "return-review", lambda _county: []),
    "return": ("clerk", "return", lambda county: [_return(county)]),
    "period board": ("clerk", "period", lambda county: [_period(county)]),
    "months": ("clerk", "periods", lambda _county: []),
    "heat map": ("head", "heat-map", lambda county: [county.programme.pk]),
    "units": ("head", "units", lambda county: [county.programme.pk]),
}


def address(name: str, county: County) -> str:
    """The page's address; empty where the house has no such page, or takes the programme another way."""
    _who, route, args = PAGES[name]
    for given in (args(county), []):
        try:
            return reverse(route, args=given)
        except NoReverseMatch:
            continue
    return ""


def milliseconds(client: Client, *paths: str, rounds: int = ROUNDS) -> list[float]:
    """The median time of each request once the pages are warm, taken in turns.

    Of the processor, not of the wall: the database is in this process, and what else the machine does stays out.
    """
    times: list[list[float]] = [[] for _ in paths]
    for _ in range(rounds + WARM):
        for path, taken in zip(paths, times, strict=True):
            begun = process_time()
            client.get(path)
            taken.append(process_time() - begun)
    return [median(taken[WARM:]) * 1000 for taken in times]


def measure(county: County, title: str) -> None:
    """Print a row a page."""
    print(f"\n{title}\n{'page':18} {'ms':>7} {'empty':>7} {'times':>6} {'queries':>8} {'kB':>6}")
    for name, (who, _route, _args) in PAGES.items():
        path = address(name, county)
        if not path:
            print(f"{name:18} not there yet")
            continue
        client = Client()
        client.force_login(county.account(who))
        answer = client.get(path)
        if answer.status_code != 200:
            print(f"{name:18} answered {answer.status_code}")
            continue
        empty, took = milliseconds(client, reverse("bench-empty"), path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        n, size = len(queries), len(answer.content) / 1000
        over = " ←" if took / empty > MOST_TIMES or n > MOST_QUERIES else ""
        print(f"{name:18} {took:7.1f} {empty:7.1f} {took / empty:6.1f} {n:8d} {size:6.0f}{over}", flush=True)


def profile(county: County, name: str) -> None:
    """Print where a page spends its time, and its queries."""
    client = Client()
    client.force_login(county.account(PAGES[name][0]))
    path = address(name, county)
    milliseconds(client, path, rounds=2)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    for one in queries:
        print(f"{one['time']} {one['sql'][:230]}")
    work = cProfile.Profile()
    work.runcall(milliseconds, client, path, rounds=10)
    pstats.Stats(work).sort_stats("cumulative").print_stats(70)


def a_city(size: Size) -> County:
    """A city after its months; its first county, whose people look."""
    begun = perf_counter()
    counties = city.build(size)
    year.run(counties, size.months, year.inserted)
    print(f"# made in {perf_counter() - begun:.0f} s", file=sys.stderr)
    return counties[0]


def sized(size: Size, months: int) -> Size:
    """The same city after fewer months."""
    return Size(size.counties, size.items, months, size.sites, size.units, size.towns)


def main(words: list[str]) -> None:
    """Measure in processes of their own, one for each city."""
    if words[:1] == ["--profile"]:
        profile(a_city(sized(COUNTY, 3)), " ".join(words[1:]))
        return
    named = {"county": COUNTY, "small": SMALL, "full": FULL}
    if words[:1] == ["--one"]:
        size = sized(named[words[1]], int(words[2]))
        measure(a_city(size), f"{size.counties} × {size.items} items × {size.months} months, {size.sites} sites")
        return
    import subprocess

    for name in ("county", "full" if "--full" in words else "small"):
        for months in MONTHS:
            subprocess.run([sys.executable, "-m", "bench.pages", "--one", name, str(months)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
