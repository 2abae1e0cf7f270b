"""Cases of three years in a made-up city, made in two ways, and multiplied to any number.

`through_actions` opens them and takes each step as people do; `inserted` lets the house decide the same on rows in
memory and writes them at once. A test proves both equal. `multiply` then copies what was written, inside the database,
under new ids and numbers: at a factor of 100, ten thousand cases become a million with eight million entries.

Mostly closed: three in twenty stand somewhere on their way, those opened in the last two months and a few late ones.
Every case is in the search. Tellings of the last ninety days are kept, as after a sweep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from random import Random
from typing import Any

from django.db import connection

from bench import city
from bench.city import County, Size
from shishi.cases.actions import clocks as clocking
from shishi.cases.actions import finding, opening, steps
from shishi.cases.actions.acting import Act
from shishi.cases.actions.clocks import Clocks
from shishi.cases.actions.telling import Whom
from shishi.cases.kinds import KINDS
from shishi.cases.models import Asker, Case, CasePart, CaseStep
from shishi.journal import actions as journal
from shishi.journal.models import Entry, Telling
from shishi.lib import clock, codes, sealed
from shishi.orgs.actions import founding
from shishi.orgs.models import Org, Region
from shishi.rules.authority import HOUSE, Actor, Role
from shishi.search.models import TABLE

PLACE = Size(counties=14, items=14, sites=0, units=14, towns=2)
FIRST, TODAY = date(2022, 1, 4), date(2024, 12, 20)
GROUP = 5
BATCH = 2_000
WAYS: dict[str, tuple[tuple[str, str], ...]] = {
    "problem": (
        ("assign", "clerk"), ("plan", "liaison"), ("self_check", "liaison"), ("apply", "director"),
        ("review", "clerk"), ("verify", "clerk2"), ("close", "head"),
    ),
    "request": (
        ("register", "hotline"), ("dispatch", "hotline"), ("acknowledge", "liaison"), ("contact", "liaison"),
        ("draft", "liaison"), ("reply", "director"), ("call_back", "hotline"),
    ),
}  # fmt: skip
OPENERS = {"problem": "clerk", "request": "hotline"}
THINGS = ("路灯不亮", "井盖破损", "积水严重", "学位不足", "公交晚点", "噪声扰民", "停水停电", "通道堵塞", "设施损坏")
TOPICS = ("教育", "医疗", "交通", "住房", "环境", "养老", "供水", "治安")
PLACES = ("中心小学", "幸福小区", "人民路口", "农贸市场", "卫生院", "文化广场", "汽车站", "老年公寓")


@dataclass(frozen=True, slots=True)
class Plan:
    """One case to be: whose, of which kind, since when, and how many of its steps it took. Plans of one group differ
    in nothing but their titles.
    """

    kind: str
    county: County
    unit: int
    opened: datetime
    n_steps: int
    group: int
    n: int

    @property
    def opener(self) -> str:
        return OPENERS[self.kind]

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        return WAYS[self.kind][: self.n_steps]

    def who(self, post: str) -> str:
        return f"{post}{self.unit + 1}" if post in ("liaison", "director") else post

    def at(self, step: int) -> datetime:
        """A step every third day, at the hour the case was opened."""
        return self.opened + timedelta(days=3 * step)

    def opening(self) -> dict[str, Any]:
        dice = Random(f"{self.group} {self.n}")
        place, thing = dice.choice(PLACES), dice.choice(THINGS)
        given = {
            "title": f"{place}{thing}第{self.group}组{self.n}号",
            "text": f"{place}附近{thing}，群众多次反映，请核实处理。",
            "topic": TOPICS[self.group % len(TOPICS)],
            "item": items_of(self.county)[self.unit],
        }
        if self.kind == "problem":
            return given | {"source": "inspection", "severity": ("minor", "general", "major")[self.group % 3]}
        return given | {"channel": "phone_12345", "asker_name": "来信人", "asker_phone": "13800001111"}

    def answers(self, step: str) -> dict[str, Any]:
        """What is answered at a step; words of this group only, so that none is copied."""
        words = f"第{self.group}组按要求办理，已经核实情况并落实到人"
        unit = self.county.units[self.unit]
        types = sorted(KINDS[self.kind].types)
        found: dict[str, Any] = {
            "unit": unit, "type": types[self.group % len(types)], "measure": words, "target_state": words,
            "duty_person": "责任人", "planned_on": self.at(3).date(), "done": words, "before": ["x"], "after": ["x"],
            "opinion": "同意", "finding": words, "contact": words, "reply": words, "resolved": "resolved",
            "rating": "5",
        }  # fmt: skip
        return {name: found[name] for name in KINDS[self.kind].life.by_name[step][0].asks}


def build() -> list[County]:
    """The city, and besides in every county a second clerk, a hotline and a leader; a clerk of the city."""
    return seat(city.build(PLACE))


def seat(counties: list[County]) -> list[County]:
    for county in counties:
        city._seat(county, "clerk2", county.office, Role.OFFICE_STAFF)
        city._seat(county, "hotline", county.office, Role.HOTLINE)
        city._seat(county, "leader", Org.objects.get(region=county.region, kind="government"), Role.LEADER)
    above = Region.objects.get(name="示例市")
    office = founding.found_org("示例市专班办", Org.Kind.OFFICE, above, HOUSE, short="市专班办", is_office=True)
    city._seat(County(0, above, office, [], [], ""), "clerk", office, Role.OFFICE_STAFF)
    return counties


def items_of(county: County) -> list[Any]:
    if county.number not in _items:
        _items[county.number] = list(county.programme.items.order_by("seq"))
    return _items[county.number]


_items: dict[int, list[Any]] = {}


def plans(counties: Sequence[County], n: int, seed: str = "2023") -> list[Plan]:
    """So many plans over counties, units, kinds and three years, in the order of their opening."""
    dice, n_groups = Random(seed), n // GROUP
    span = (TODAY - FIRST).days
    made: list[Plan] = []
    _items.clear()
    for group in range(n_groups):
        days = span * group // n_groups
        opened = clock.at(FIRST + timedelta(days=days), 8 + group % 9)
        kind = ("problem", "request")[group % 2]
        county = counties[dice.randrange(len(counties))]
        unit = dice.randrange(len(county.units))
        at_most = min(len(WAYS[kind]), (span - days) // 3)
        n_steps = at_most if dice.random() < 0.9 else dice.randrange(at_most + 1)
        made += [Plan(kind, county, unit, opened, n_steps, group, k) for k in range(GROUP)]
    return made


# --- as people do ----------------------------------------------------------------------------------------------------


def through_actions(wanted: Iterable[Plan]) -> None:
    """Each case opened by its own form, and the steps of a group taken together."""
    for _group, found in groupby(wanted, key=lambda plan: plan.group):
        group = list(found)
        first = group[0]
        clock.rehearse(first.opened)
        opener = first.county.actor(first.who(first.opener))
        ids = [opening.open_case(one.kind, one.opening(), opener).case.pk for one in group]
        for k, (step, post) in enumerate(first.steps, 1):
            clock.rehearse(first.at(k))
            actor = first.county.actor(first.who(post))
            many = steps.take_many(ids, step, actor, first.answers(step))
            if len(many.done) != len(ids):
                raise SystemExit(f"{first.kind}.{step} was not taken: {many.left[:2]}")


# --- the same rows at once -------------------------------------------------------------------------------------------


@dataclass
class Rows:
    """Everything to be written, in memory; ids are given here."""

    cases: list[Case] = field(default_factory=list)
    steps: list[CaseStep] = field(default_factory=list)
    parts: dict[tuple[int, int], CasePart] = field(default_factory=dict)
    entries: list[tuple[Entry, tuple[journal.Tell, ...], int]] = field(default_factory=list)
    askers: list[Asker] = field(default_factory=list)


def inserted(wanted: Sequence[Plan]) -> None:
    """Let the house decide on rows in memory, and write them in order of time."""
    rows, first_id = Rows(), (Case.objects.order_by("-id").values_list("pk", flat=True).first() or 0) + 1
    with _quick():
        maker = Maker(rows)
        for pk, plan in enumerate(wanted, first_id):
            maker.make(pk, plan)
    _write(rows)


class Maker:
    """Runs the house's own acts on cases that are not in the database yet."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.whom = rows, Whom()
        self.actors: dict[tuple[int, str], Actor] = {}
        self.calendars, self.kept = Clocks(clock.now()).calendars, {code: [] for code in KINDS}
        self.numbers: dict[tuple[str, int, int], int] = {}

    def act(self, plan: Plan, post: str, at: datetime) -> Act:
        key = (plan.county.number, plan.who(post))
        if key not in self.actors:
            self.actors[key] = plan.county.actor(plan.who(post))
        act = Act(self.actors[key], Clocks(at, self.calendars, self.kept))
        act.now, act.whom = at, self.whom
        return act

    def make(self, pk: int, plan: Plan) -> None:
        act = self.act(plan, plan.opener, plan.opened)
        kind, kept = KINDS[plan.kind], plan.opening()
        opening.next_number = lambda _kind, _office, _year: self.number(plan)  # type: ignore[assignment]
        case = opening._new(kind, kept, act.actor, plan.county.office, opening.Wish(), act)
        case.pk = pk
        self.rows.cases.append(case)
        act._note_step(case, OPENED, "", case.stage, kept)
        act.notes.append((case, opening.OPEN_STEP, {"stage": case.stage, "version": case.version + 1}, None))
        self.keep(case, act)
        for k, (name, post) in enumerate(plan.steps, 1):
            act = self.act(plan, post, plan.at(k))
            step = kind.life.find(name, case.stage)
            assert step, (plan.kind, name, case.stage)
            act.take(case, step, plan.answers(name))
            self.keep(case, act)
        if kind.coded:
            self.rows.askers.append(_asker(case, kept))

    def number(self, plan: Plan) -> str:
        key = (plan.kind, plan.county.number, plan.opened.year)
        self.numbers[key] = self.numbers.get(key, 0) + 1
        code = plan.county.region.code[:6]
        return f"{KINDS[plan.kind].prefix}{code}-{plan.opened.year}-{self.numbers[key]:04d}"

    def keep(self, case: Case, act: Act) -> None:
        """What `Act.write` would have written."""
        for row in act.steps:
            row.case_id = case.pk
        self.rows.steps += act.steps
        for part in act.parts:
            self.rows.parts[case.pk, part.unit_id] = CasePart(case_id=case.pk, unit_id=part.unit_id, is_lead=True)
        for worded in act._worded():
            entry = journal._entry(worded.subject, worded.verb, act.actor, False, worded.facts)
            entry.at = act.now
            self.rows.entries.append((entry, worded.tell, act.actor.person_id))
        case.version += 1


OPENED = type("Opened", (), {"name": opening.OPEN_STEP})()


def _asker(case: Case, kept: dict[str, Any]) -> Asker:
    code = codes.new_code()
    return Asker(
        case_id=case.pk,
        name_sealed=_sealed(str(kept["asker_name"])),
        phone_sealed=_sealed(str(kept["asker_phone"])),
        phone_digest=_digest(str(kept["asker_phone"])),
        code_digest=sealed.digest(code, opening.CODE_PURPOSE),
    )


@lru_cache
def _sealed(text: str) -> bytes:
    return sealed.seal(text)  # type: ignore[return-value]


@lru_cache
def _digest(phone: str) -> str:
    return sealed.digest(phone, opening.PHONE_PURPOSE)


@contextmanager
def _quick() -> Iterator[None]:
    """Remember due moments while rows are made: the same day and limit give the same."""
    real, number = clocking.due_at, opening.next_number
    clocking.due_at = lru_cache(maxsize=None)(lambda now, limit, _calendar: real(now, limit, known))  # type: ignore
    known = Clocks(clock.now()).calendars.national
    try:
        yield
    finally:
        clocking.due_at, opening.next_number = real, number


def _write(rows: Rows) -> None:
    Case.objects.bulk_create(rows.cases, batch_size=BATCH)
    CaseStep.objects.bulk_create(sorted(rows.steps, key=lambda row: row.at), batch_size=BATCH)
    CasePart.objects.bulk_create(rows.parts.values(), batch_size=BATCH)
    Asker.objects.bulk_create(rows.askers, batch_size=BATCH)
    rows.entries.sort(key=lambda found: found[0].at)
    entries = [entry for entry, _tell, _actor in rows.entries]
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    Telling.objects.bulk_create(
        (
            Telling(entry=entry, person_id=person, reason=why)
            for entry, tell, actor in rows.entries
            for person, why in {t.person_id: t.reason for t in tell if t.person_id != actor}.items()
        ),
        batch_size=BATCH,
    )
    for start in range(0, len(rows.cases), BATCH):
        finding.index(rows.cases[start : start + BATCH])


def forget() -> None:
    """Take all cases out again, with all that belongs to them."""
    with connection.cursor() as cursor:
        for table, where in OWN.items():
            cursor.execute(f"DELETE FROM {table} {where}")


OWN = {
    "journal_telling": "WHERE entry_id IN (SELECT id FROM journal_entry WHERE subject_kind = 'case')",
    "journal_entry": "WHERE subject_kind = 'case'",
    TABLE: "",
    "search_entryunit": "WHERE entry_id IN (SELECT id FROM search_entry WHERE kind = 'case')",
    "search_entry": "WHERE kind = 'case'",
    "cases_asker": "",
    "cases_casepart": "",
    "cases_casestep": "",
    "cases_casebook": "",
    "cases_case": "",
}
