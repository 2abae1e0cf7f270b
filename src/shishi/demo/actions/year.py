"""The sample year as a row of moments: what happened on which day, in the order in which it happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from shishi.demo.actions import (
    bulletins,
    campaigns,
    deeds,
    factors,
    inspections,
    instructions,
    letters,
    parts,
    problems,
    risks,
    tickets,
    voices,
)
from shishi.demo.actions.cast import Cast
from shishi.demo.actions.happenings import Happenings
from shishi.demo.actions.meetings import Meetings
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.returns import Filing, Returns, at, filings, parents_accept
from shishi.demo.files import day, month, rows
from shishi.inbox.actions import mark_read, tell_waiting
from shishi.lib import clock
from shishi.orgs.models import Account
from shishi.orgs.queries import actor_for
from shishi.programmes.models import Programme
from shishi.reports.actions.periods import lock_due_periods, open_due_periods
from shishi.reports.actions.standings import relight_all

ONE_DAY = timedelta(days=1)


def moments(cast: Cast, programme: Programme, until: date) -> list[Moment]:
    """Everything that happens up to and including `until`, earliest first."""
    found = [*_returns(Returns(cast)), *_parents(cast), *Happenings(cast, programme).moments()]
    found += [*deeds.moments(cast), *parts.moments(cast)]
    found += bulletins.moments(cast, programme)
    found += [*factors.moments(cast), *instructions.moments(cast), *risks.moments(cast), *campaigns.moments(cast)]
    found += letters.moments(cast, programme)
    found += [*Meetings(cast, programme).moments(), *inspections.moments(cast, programme)]
    found += [*voices.moments(cast), *tickets.moments(cast), *problems.moments(cast)]
    found = [m for m in found if m.at < at(until + ONE_DAY, 0)]
    return sorted([*found, *_nights(until)], key=lambda m: (m.at, m.order))


def _returns(returns: Returns) -> Iterator[Moment]:
    submissions: dict[date, list[Filing]] = defaultdict(list)
    approvals: dict[date, list[Filing]] = defaultdict(list)
    acceptances: dict[date, list[Filing]] = defaultdict(list)
    for filing in filings():
        submitted, back, again = filing.on("submitted_on"), _any(filing, "returned_on"), _any(filing, "resubmitted_on")
        if submitted:
            submissions[submitted].append(filing)
        if back:
            yield Moment(at(back, 14), 0, f"send back {filing.item}", partial(returns.send_back, filing))
        if again:
            yield Moment(at(again, 10), 1, f"again {filing.item}", partial(returns.submit, [filing], first=False))
            yield Moment(at(again, 16), 1, f"approve {filing.item}", partial(returns.approve, [filing]))
        if approved := filing.on("approved_on"):
            approvals[approved].append(filing)
        if accepted := filing.on("accepted_on"):
            acceptances[accepted].append(filing)
    for on, many in submissions.items():
        yield Moment(at(on, 10), 0, f"submit {len(many)}", partial(returns.submit, many, first=True))
    for on, many in approvals.items():
        yield Moment(at(on, 11), 2, f"approve {len(many)}", partial(returns.approve, many))
    for on, many in acceptances.items():
        yield Moment(at(on, 15), 0, f"accept {len(many)}", partial(returns.accept, many))


def _parents(cast: Cast) -> Iterator[Moment]:
    by_day: dict[tuple[date, date], list[Filing]] = defaultdict(list)
    for filing in filings():
        if on := filing.on("parent_accepted_on"):
            by_day[on, filing.month].append(filing)
    for (on, _month), many in by_day.items():
        yield Moment(at(on, 16), 0, f"parent accepts {len(many)}", partial(parents_accept, many, cast))


def _nights(until: date) -> Iterator[Moment]:
    """What the timetable does by itself: open before work on the first of a month, lock after work on the lock day."""
    for row in rows("periods-2023.csv"):
        opens, locks = month(row["month"]), day(row["lock_on"])
        if opens <= until:
            yield Moment(at(opens, 0, 5), 0, f"morning {opens}", partial(open_due_periods, opens))
        if locks and locks <= until:
            yield Moment(at(locks, 18), 0, f"evening {locks}", partial(lock_due_periods, locks))
    yield Moment(at(until - 2 * ONE_DAY, 7), 0, "read what came", read_what_came)
    yield Moment(at(until, 23, 50), 0, f"evening {until}", partial(relight_all, until))


def read_what_came() -> None:
    """Everybody has read what they were told of until two days ago, as people do."""
    while tell_waiting():
        pass
    for account in Account.objects.select_related("person"):
        mark_read(actor_for(account, clock.today()))


def _any(filing: Filing, column: str) -> date | None:
    """A day that stands in one of the item's rows only."""
    return next((day(row[column]) for row in filing.rows if row[column]), None)
