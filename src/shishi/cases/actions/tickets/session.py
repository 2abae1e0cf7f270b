"""One pass through a workbook of outside tickets: which are new, which are here already, and writing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from shishi.cases.actions.finding import index
from shishi.cases.actions.receiving import BATCH, Received, receive_many
from shishi.cases.actions.tickets.lines import Ticket, read_ticket
from shishi.cases.kinds.request_steps import LIFE
from shishi.cases.models import Case
from shishi.cases.queries.usual import usual_units
from shishi.imports.kinds import Change, Fault, Line, Read, Ruled, Ruling, State
from shishi.journal.actions import Note, record_many
from shishi.lib import clock
from shishi.lib.masks import masked_digits
from shishi.lib.refusal import Refused
from shishi.lib.text import shorten
from shishi.orgs.models import Org, Region
from shishi.programmes.queries.books import region_book, unit_book
from shishi.rules.authority import Actor

KIND = "request"
RENEWED = ("title", "text", "topic", "place")
NOT_YET = frozenset({"submitted", "registered"})
MOST_ROWS = 5_000


def refuse_many() -> NoReturn:
    """Raise Refused for a workbook of too many rows."""
    raise Refused(_("一次最多导入 %(most)d 行，请按日期分几次导出。") % {"most": MOST_ROWS})


class TicketSession:
    """The tickets of one workbook for one office. What was written is counted in `totals`."""

    def __init__(self, office: Org, actor: Actor, channel: str) -> None:
        self.office, self.actor, self.channel, self.now = office, actor, channel, clock.now()
        self.units, self.regions = unit_book(office.region_path), region_book(office.region_path)
        self.totals = dict.fromkeys(("created", "changed", "dispatched"), 0)
        self._n_read = 0
        self._seen: dict[str, int] = {}
        self._usual: dict[str, int] = {}

    def read(self, importer: str, line: Line) -> Read:  # noqa: ARG002
        """Understand one row; the second of two with one number, on whatever sheet, is told which was the first.

        Raises Refused past the most rows, whatever the workbook said of itself.
        """
        self._n_read += 1
        if self._n_read > MOST_ROWS:
            refuse_many()
        read = read_ticket(line, self.units, self.regions, self.channel, self.now)
        first = self._seen.get(read.row.number)
        if first is None:
            self._seen |= {read.row.number: line.number} if read.row.number else {}
            return read
        twice = Fault("number", _("与第%(row)s行的工单号重复。") % {"row": first})
        return Read(read.number, read.label, read.row, "", (*read.faults, twice), read.warnings)

    def judge(self, importer: str, reads: Sequence[Read]) -> Ruled:  # noqa: ARG002
        """What would become of the rows. Two queries."""
        sound = [read for read in reads if not read.faults]
        known = self._known(sound)
        self._usual |= usual_units(self.office.region_path, KIND, {str(r.row.answers.get("topic", "")) for r in sound})
        rulings = [self._ruling(read, known.get(read.row.number)) for read in sound]
        return Ruled((*rulings, *(Ruling(read.number, State.ERROR, read.label) for read in reads if read.faults)))

    def put(self, importer: str, reads: Sequence[Read]) -> Ruled:
        """Open what is new and renew what is changed, in the caller's transaction."""
        ruled = self.judge(importer, reads)
        states = {ruling.number: ruling for ruling in ruled.rulings}
        known = self._known(reads, lock=True)
        fresh = [read.row for read in reads if states[read.number].state is State.NEW]
        changed = [(known[read.row.number], read.row) for read in reads if states[read.number].state is State.CHANGED]
        self._open(fresh)
        self._renew(changed)
        return ruled

    def closing(self, importer: str) -> Sequence[str]:  # noqa: ARG002
        """Nothing is to be said of the sheet as a whole."""
        return ()

    def _known(self, reads: Iterable[Read], *, lock: bool = False) -> dict[str, Case]:
        """The requests of this office that have the rows' outside numbers already. One query."""
        numbers = [read.row.number for read in reads if read.row.number]
        rows = Case.objects.filter(home_path=self.office.region_path, kind=KIND, outside_number__in=numbers)
        rows = rows.select_for_update(of=("self",)) if lock else rows
        return {case.outside_number: case for case in rows.order_by("-id")}

    def _ruling(self, read: Read, case: Case | None) -> Ruling:
        if case is None:
            return Ruling(read.number, State.NEW, read.label, (), (), self._proposed(read.row))
        facts = {"number": case.number, "stage": _(LIFE.labels[case.stage])}
        if case.stage not in NOT_YET:
            said = _("已在系统中：%(number)s（%(stage)s），不再登记，也不改动。") % facts
            return Ruling(read.number, State.SAME, read.label, (), (), (Fault("number", said),))
        changes = tuple(
            Change(name, _shown(getattr(case, name)), _shown(read.row.answers[name]))
            for name in RENEWED
            if read.row.answers.get(name) and read.row.answers[name] != getattr(case, name)
        )
        said = _("已在系统中：%(number)s（%(stage)s），不再登记。") % facts
        if changes:
            said = _("已在系统中：%(number)s（%(stage)s），尚未派单，按本表更新内容。") % facts
        state = State.CHANGED if changes else State.SAME
        return Ruling(read.number, state, read.label, changes, (), (Fault("number", said),))

    def _proposed(self, ticket: Ticket) -> tuple[Fault, ...]:
        """The unit to propose for a ticket that names none; it is offered again when the desk dispatches it."""
        unit = self._usual.get(str(ticket.answers.get("topic", "")))
        if ticket.unit_id or unit not in self.units.names:
            return ()
        facts = {"topic": ticket.answers["topic"], "unit": self.units.names[unit]}
        return (Fault("topic", _("“%(topic)s”类诉求近来由%(unit)s承办，派单时按此预填。") % facts),)

    @cached_property
    def _orgs(self) -> Mapping[int, Org]:
        return {org.pk: org for org in Org.objects.filter(pk__in=self.units.names)}

    @cached_property
    def _places(self) -> Mapping[int, Region]:
        return {region.pk: region for region in Region.objects.filter(pk__in=self.regions.names)}

    def _open(self, tickets: Sequence[Ticket]) -> None:
        receive_many(KIND, [self._received(ticket) for ticket in tickets], self.office, self.actor)
        self.totals["created"] += len(tickets)
        self.totals["dispatched"] += sum(ticket.unit_id is not None for ticket in tickets)

    def _received(self, ticket: Ticket) -> Received:
        """Registered where its type was said, dispatched where its unit was."""
        answers = dict(ticket.answers)
        if ticket.region_id:
            answers["region"] = self._places[ticket.region_id]
        steps: list[tuple[str, Mapping[str, Any]]] = []
        if ticket.unit_id or not ticket.proposed:
            steps.append(("register", {"type": answers["type"], "topic": answers.get("topic")}))
        if ticket.unit_id:
            steps.append(("dispatch", {"unit": self._orgs[ticket.unit_id]}))
        return Received(answers, ticket.received_at or self.now, tuple(steps))

    def _renew(self, changed: Sequence[tuple[Case, Ticket]]) -> None:
        notes = []
        for case, ticket in changed:
            names = [n for n in RENEWED if ticket.answers.get(n) and ticket.answers[n] != getattr(case, n)]
            for name in names:
                setattr(case, name, ticket.answers[name])
            case.version += 1
            notes.append(Note(case, "case.renew_ticket", {"fields": names, "version": case.version}))
        cases = [case for case, _ticket in changed]
        Case.objects.bulk_update(cases, [*RENEWED, "version"], batch_size=BATCH)
        record_many(notes, self.actor)
        index(cases)
        self.totals["changed"] += len(cases)


def _shown(words: str) -> str:
    """Words as the preview may keep them: no telephone, and of a long text the beginning."""
    return shorten(masked_digits(words), 200)
