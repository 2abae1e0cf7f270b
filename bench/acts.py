"""How long single acts take on one county's data: `python -m bench.acts`. Seconds of the processor and of the wall.

Aims: one submission and one acceptance at most 60 ms, a bulk acceptance of 39 returns at most half a second.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

from bench.setting import set_up

set_up()

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import city, year  # noqa: E402
from bench.city import COUNTY, County  # noqa: E402
from shishi.reports.actions import returns, standings  # noqa: E402
from shishi.reports.models import Return  # noqa: E402

ROUNDS = 9


def timed(name: str, act: Callable[[], object]) -> None:
    """Print the median of an act that is undone each time, and its queries."""
    cpu, wall, n = [], [], 0
    for _ in range(ROUNDS):
        with transaction.atomic():
            begun, clock = process_time(), perf_counter()
            act()
            cpu.append((process_time() - begun) * 1000)
            wall.append((perf_counter() - clock) * 1000)
            transaction.set_rollback(True)
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        act()
        n = len(queries)
        transaction.set_rollback(True)
    print(f"{name:34} {median(cpu):8.0f} {median(wall):8.0f} {n:8d}", flush=True)


def accept(county: County, rows: list[Return]) -> Callable[[], object]:
    """An acceptance of these returns by the county's office."""
    clerk = county.actor("clerk")
    return lambda: returns.take_many([returns.Wanted(r.pk, r.version) for r in rows], "accept", clerk)


def main() -> None:
    """One county in September: 39 returns of August wait for the office."""
    [county] = city.build(COUNTY)
    end = year.run([county], 8, year.inserted)
    month = end.replace(month=end.month - 1, day=1)
    Return.objects.filter(programme=county.programme, period__month=month).update(stage="unit_approved")
    waiting = list(Return.objects.filter(stage="unit_approved").select_related("period", "unit").order_by("item__seq"))
    print(f"{'act':34} {'cpu ms':>8} {'wall ms':>8} {'queries':>8}")
    timed("accept one return", accept(county, waiting[1:2]))
    timed(f"accept {len(waiting)} returns at once", accept(county, waiting))
    submitted = waiting[4]
    Return.objects.filter(pk=submitted.pk).update(stage="draft")
    liaison = county.actor(f"liaison{county.units.index(submitted.unit) + 1}")
    timed("submit one return", lambda: returns.take_step(submitted, "submit", liaison, version=submitted.version))
    timed("keep one item's standings", lambda: standings.bring_up_to_date(submitted.period, [submitted.item_id], end))
    timed("light all again", lambda: standings.relight(county.programme, end))


if __name__ == "__main__":
    main()
