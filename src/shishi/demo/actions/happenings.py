"""What else happened in the sample year: sites begun and finished, units urged, figures corrected, a lock moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from shishi.demo.actions.cast import Cast
from shishi.demo.actions.moment import Moment
from shishi.demo.actions.neighbours import put_neighbours, put_past_year
from shishi.demo.actions.returns import at
from shishi.demo.files import FileRow, day, figure, month, rows
from shishi.orgs.actions.posts import delegate
from shishi.programmes.actions.item import add_good_practice
from shishi.programmes.actions.site import change_site
from shishi.programmes.models import Item, Programme, Site
from shishi.reports.actions.corrections import ask, decide
from shishi.reports.actions.exemptions import Wish, grant
from shishi.reports.actions.periods import move_lock
from shishi.reports.actions.urging import urge
from shishi.reports.models import Line, Period
from shishi.rules.authority import Role

DATES = ("started_on", "finished_on", "in_use_on")
ONE_DAY = timedelta(days=1)
LOCK_MOVED_ON = date(2023, 9, 11)
MOVED_LOCKS = {"2023-08": date(2023, 9, 20)}


class Happenings:
    """Everything apart from the returns themselves, each as a moment."""

    def __init__(self, cast: Cast, programme: Programme) -> None:
        self.cast, self.programme = cast, programme

    def moments(self) -> Iterator[Moment]:
        """Everything that happened besides, in no order."""
        yield Moment(
            at(date(2023, 1, 18), 17), 0, "last year's figures", partial(put_past_year, self.programme, self.cast)
        )
        for on in sorted({d for row in rows("sites-progress-2023.csv") for d in (day(row[c]) for c in DATES) if d}):
            yield Moment(at(on, 8), 0, f"sites {on}", partial(self.sites, on))
        for row in rows("practices.csv"):
            yield Moment(at(_day(row["recorded_on"]), 17), 0, "practice", partial(self.practice, row))
        for row in rows("corrections-2023.csv"):
            yield Moment(at(_day(row["asked_on"]), 9, 30), 0, "ask correction", partial(self.ask, row))
            yield Moment(at(_day(row["decided_on"]), 9, 30), 0, "decide correction", partial(self.decide, row))
        for row in rows("urges-2023.csv"):
            yield Moment(at(_day(row["urged_on"]), 9, 45), 0, "urge", partial(self.urge, row))
        for row in rows("exemptions-2023.csv"):
            yield Moment(at(_day(row["granted_on"]), 11, 30), 0, "exempt", partial(self.exempt, row))
        for row in rows("delegations.csv"):
            yield Moment(at(_day(row["from"]) - ONE_DAY, 17), 0, "delegate", partial(self.delegate, row))
        for when, to in MOVED_LOCKS.items():
            yield Moment(at(LOCK_MOVED_ON, 9), 0, "move the lock", partial(self.move_lock, when, to))
        for on in neighbours_days():
            yield Moment(at(on, 12), 0, "neighbours", partial(put_neighbours, self.programme, self.cast, on))

    def sites(self, on: date) -> None:
        """The lead unit's liaison notes what began, ended or opened that day."""
        changed: dict[tuple[str, str], dict[str, date]] = defaultdict(dict)
        for row in rows("sites-progress-2023.csv"):
            for column in DATES:
                if day(row[column]) == on:
                    changed[row["item"], row["site"]][column] = on
        for (item, name), values in changed.items():
            site = Site.objects.select_related("item").get(item__title=item, name=name)
            change_site(site, values, self.cast.liaison(site.item.unit_id), site.version)

    def practice(self, row: FileRow) -> None:
        item = Item.objects.get(title=row["item"])
        text = f"做法：{row['what']}成效：{row['why_it_works']}可复制：{row['how_to_copy']}"
        add_good_practice(item, row["title"], text, self.cast.liaison(item.unit_id))

    def ask(self, row: FileRow) -> None:
        line = self._line(row)
        ask(line, figure(row["new"]), row["reason"], self.cast.approver(line.of.unit_id), version=line.of.version)

    def decide(self, row: FileRow) -> None:
        line = self._line(row)
        head = self.cast.holder(Role.OFFICE_ADMIN)
        decide(line.corrections.get(), True, row["opinion"], head, version=line.of.version)

    def move_lock(self, when: str, to: date) -> None:
        period = Period.objects.get(programme=self.programme, month=month(when))
        move_lock(period, to, self.cast.holder(Role.OFFICE_STAFF), version=period.version)

    def urge(self, row: FileRow) -> None:
        period = Period.objects.get(programme=self.programme, month=month(row["month"]))
        urge(period, [self.cast.orgs[row["organisation"]].pk], self.cast.actor(row["by"]))

    def exempt(self, row: FileRow) -> None:
        item = Item.objects.get(title=row["item"])
        dates = _day(row["since"]), _day(row["until"])
        grant(
            self.programme,
            Wish(item.unit_id, row["kind"], *dates, row["reason"], item.pk),
            self.cast.actor(row["granted_by"]),
        )

    def delegate(self, row: FileRow) -> None:
        to = self.cast.accounts[row["to_login"]].person
        delegate(to, _day(row["from"]), _day(row["to"]), row["reason"], self.cast.actor(row["from_login"]))

    def _line(self, row: FileRow) -> Line:
        found = Line.objects.select_related("of", "indicator")
        return found.get(of__period__month=month(row["month"]), indicator__name=row["indicator"])


def neighbours_days() -> list[date]:
    """The days on which the city published where its counties stood: each month's due day, before anything locks."""
    due = [_day(row["due_on"]) for row in rows("periods-2023.csv")]
    return [on for on in due if on.year == LOCK_MOVED_ON.year] + [date(LOCK_MOVED_ON.year, 12, 26)]


def _day(text: str) -> date:
    return date.fromisoformat(text)
