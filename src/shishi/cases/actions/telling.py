"""Whom a step concerns: those who have something to do next, and when it is over those who began it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shishi.cases.kinds import Side
from shishi.cases.models import Case
from shishi.journal.actions import Tell
from shishi.lib import clock
from shishi.orgs.models import Org
from shishi.orgs.queries import holders
from shishi.rules.authority import ANSWERING, LEADERS, OFFICE, Actor, Role
from shishi.rules.lifecycle import Step

DESKS = OFFICE | {Role.HOTLINE}
TOWNSHIP = 16


class Whom:
    """Finds the people behind a case; each organisation is asked for once an act."""

    def __init__(self) -> None:
        self.kept: dict[tuple[frozenset[Role], int | None, str], list[int]] = {}
        self.townships: dict[str, int | None] = {}

    def of(self, case: Case, step: Step | None) -> Iterator[Tell]:
        """Those to be told of what was just done, each with the reason."""
        if case.closed_at is not None:
            yield from self.at_the_end(case)
            return
        if step is not None and step.target in ("=", case.stage) and step.aside:
            return
        reason = "case_back" if step is not None and step.sends_back else "case_to_do"
        yield from (Tell(person, reason) for person in self.who_acts(case))

    def of_parts(self, unit_ids: Iterable[int]) -> Iterator[Tell]:
        """Those in units just charged with a part of their own."""
        yield from (Tell(person, "case_part") for unit in unit_ids for person in self._people(ANSWERING, unit))

    def at_the_end(self, case: Case) -> Iterator[Tell]:
        """Whoever opened it, the unit that handled it, and the leader who answers for it."""
        handled = [case.taker_id] if case.taker_id else self._people(ANSWERING, case.unit_id)
        people = dict.fromkeys([case.opened_by_id, case.sponsor_id or 0, *handled])
        yield from (Tell(person, "case_over") for person in people if person)

    def let_go(self, case: Case, gone: int | None, actor: Actor) -> Iterator[Tell]:
        """Whoever took it up and whoever put it out, when it was let go by another hand."""
        people = {gone, case.opened_by_id} if gone else set()
        yield from (
            Tell(person, "case_let_go") for person in sorted(p for p in people if p) if person != actor.person_id
        )

    def holder(self, case: Case) -> int | None:
        """The organisation on the side that holds the case; what has no township or nobody raised is the office's."""
        match case.side:
            case Side.UNIT | Side.TAKER:
                return case.unit_id
            case Side.RAISER:
                return case.raiser_id or case.office_id
            case Side.TOWNSHIP:
                return self._township(case.region_path) or case.office_id
            case Side.OFFICE | Side.LEADER:
                return case.office_id
        return None

    def _township(self, region_path: str) -> int | None:
        path = region_path[:TOWNSHIP]
        if path not in self.townships:
            found = Org.objects.open_on(clock.today()).filter(region_path=path, kind=Org.Kind.TOWNSHIP)
            self.townships[path] = found.order_by("id").values_list("pk", flat=True).first()
        return self.townships[path]

    def who_acts(self, case: Case) -> list[int]:
        """The people who have a step to take at the case's stage, on the side that holds it."""
        waiting = case.what.roles_at(case.stage)
        if case.side == Side.UNIT:
            units = [case.unit_id]
            return [person for unit in units for person in self._people(waiting & ANSWERING, unit)]
        if case.side == Side.TAKER and case.taker_id:
            return [case.taker_id]
        if case.side in (Side.RAISER, Side.TOWNSHIP, Side.TAKER):
            return self._people(waiting & (ANSWERING | DESKS), case.holder_id)
        if case.side == Side.ANYBODY:
            return []
        if case.side == Side.LEADER:
            own = [case.sponsor_id] if case.sponsor_id else []
            return own or self._people(waiting & LEADERS, None, case.home_path)
        return self._people(waiting & DESKS, case.office_id) or self._people(waiting & LEADERS, None, case.home_path)

    def _people(self, roles: frozenset[Role], org_id: int | None, region_path: str = "") -> list[int]:
        key = (roles, org_id, region_path)
        if not roles or (org_id is None and not region_path):
            return []
        if key not in self.kept:
            org_ids = frozenset({org_id}) if org_id is not None else None
            self.kept[key] = holders(clock.today(), roles, org_ids=org_ids, region_path=region_path or None)
        return self.kept[key]
