"""The year's bulletins: drafted from a cut, sent, reviewed and signed by their people; No. 9 on 26 December."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from shishi.bulletins.actions.drafting import draft
from shishi.bulletins.actions.steps import take_step
from shishi.bulletins.models import Bulletin
from shishi.demo.actions.cast import Cast
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.returns import at
from shishi.jobs.worker import run_one
from shishi.programmes.models import Programme
from shishi.reports.actions import cuts
from shishi.reports.models import Cut
from shishi.rules.authority import Role

# The month each bulletin speaks of and the day it is signed on: eight before the last, which is dated 26 December.
SIGNED = (
    (date(2023, 1, 1), date(2023, 2, 14)),
    (date(2023, 2, 1), date(2023, 3, 14)),
    (date(2023, 3, 1), date(2023, 4, 17)),
    (date(2023, 4, 1), date(2023, 5, 16)),
    (date(2023, 5, 1), date(2023, 6, 15)),
    (date(2023, 6, 1), date(2023, 7, 14)),
    (date(2023, 7, 1), date(2023, 8, 14)),
    (date(2023, 9, 1), date(2023, 10, 18)),
)
YEAR_END = date(2023, 12, 26)


def moments(cast: Cast, programme: Programme) -> Iterator[Moment]:
    """The moments at which bulletins are signed."""
    for month, on in SIGNED:
        yield Moment(at(on, 16), 0, f"bulletin {month:%Y-%m}", partial(issue_month, cast, programme, month))
    yield Moment(at(YEAR_END, 17), 0, "bulletin of the year's end", partial(issue_last, cast, programme))


def issue_month(cast: Cast, programme: Programme, month: date) -> Bulletin:
    """The bulletin of a locked month, from its newest cut."""
    return issue(cast, latest_cut(programme, month))


def issue_last(cast: Cast, programme: Programme) -> Bulletin:
    """The bulletin of the year's end, from the cut of its own day."""
    return issue(cast, closing_cut(cast, programme))


def latest_cut(programme: Programme, month: date) -> Cut:
    """The newest cut of a locked month."""
    return Cut.objects.filter(programme=programme, month=month).latest("made_at", "id")


def closing_cut(cast: Cast, programme: Programme) -> Cut:
    """The cut the office makes on 26 December, when December's returns are accepted though the month is not locked."""
    return cuts.make(programme, YEAR_END, Cut.Occasion.OFFICE, cast.holder(Role.OFFICE_STAFF))


def issue(cast: Cast, cut: Cut) -> Bulletin:
    """Draft from the cut, and let office, head and convener take their steps; then the worker sets the paper."""
    made = draft(cut.programme, cut, cast.holder(Role.OFFICE_STAFF))
    for name, role in (("send", Role.OFFICE_STAFF), ("review", Role.OFFICE_ADMIN), ("sign", Role.CONVENER)):
        made = take_step(made.pk, name, made.version, cast.holder(role))
    while run_one("demo"):
        pass
    made.refresh_from_db()
    return made
