"""What a kind of case is: one frozen value that says what differs from every other kind (docs/domain/cases.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shishi.rules.authority import ADMINISTRATORS, ANSWERING, LEADERS, OFFICE, OPEN, UNIT_APPROVERS, Role
from shishi.rules.deadlines import Limit
from shishi.rules.lifecycle import By, Lifecycle, Over, Step

OWN_WORDS = "not_copied"


class Side(StrEnum):
    """Who holds a case while it stands at a stage."""

    OFFICE = "office"
    UNIT = "unit"
    LEADER = "leader"
    RAISER = "raiser"
    TOWNSHIP = "township"
    TAKER = "taker"
    ANYBODY = "anybody"
    ASKER = "asker"


SIDE_LABELS: dict[str, str] = {
    Side.OFFICE: "主办办公室",
    Side.UNIT: "承办单位",
    Side.LEADER: "领导",
    Side.RAISER: "提出单位",
    Side.TOWNSHIP: "乡镇（街道）",
    Side.TAKER: "认领人",
    Side.ANYBODY: "待认领",
    Side.ASKER: "群众",
}

DESK = By(OFFICE | {Role.HOTLINE}, Over.HOME)
OFFICE_PEOPLE = By(OFFICE, Over.HOME)
OFFICE_HEAD = By(frozenset({Role.OFFICE_ADMIN}), Over.HOME)
CONVENER = By(frozenset({Role.CONVENER}), Over.HOME)
LEADER = By(LEADERS, Over.HOME)
INSPECTOR = By(frozenset({Role.INSPECTOR}), Over.REGION)
RAISER = By(ANSWERING | OFFICE, Over.RAISER)
UNIT_PEOPLE = By(ANSWERING, Over.UNIT)
UNIT_HEAD = By(UNIT_APPROVERS | {Role.TOWNSHIP, Role.VILLAGE}, Over.UNIT)
GRASSROOTS = By(frozenset({Role.TOWNSHIP, Role.VILLAGE}), Over.REGION)
GRASSROOTS_UNIT = By(frozenset({Role.TOWNSHIP, Role.VILLAGE}), Over.UNIT)
TOWNSHIP = By(frozenset({Role.TOWNSHIP}), Over.REGION)
HELPING = By(ANSWERING, Over.PART)
_ANYBODY = frozenset(Role) - ADMINISTRATORS - {Role.OBSERVER, Role.AUDITOR_EXTERNAL}
CLAIMANT = By(_ANYBODY, Over.AROUND)
TAKER = By(_ANYBODY, Over.TAKER)
ASKER = By(frozenset(), Over.ASKER)
HOUSE = By(frozenset(), Over.HOUSE)


@dataclass(frozen=True, slots=True)
class Type:
    """One type within a kind, with the limit of the whole where it has its own; `green` by the green channel."""

    label: str
    whole: Limit | None = None
    green: Limit | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """One level of urgency within a kind: its word, its colour, and the limit of the whole where it has its own."""

    label: str
    tone: str
    whole: Limit | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """How a kind is printed as a register: a heading, and columns as (label, where it comes from).

    Where: a column of the case, or `step.answer` for what was answered last at that step.
    """

    title: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKind:
    """One kind of case.

    prefix     letters of its number
    life       the stages and steps; step names are unique per kind in the journal
    opens      who may open one
    holds      who holds it at each stage that is no end
    contact    the stage in which whoever asked is to be contacted; its clock is what the response rate asks after
    limits     the clock of each stage, in its own unit; a dated parameter of a region may override it
    green      the clock of each stage for what goes through the green channel
    whole      the clock of the whole, from `clock_starts` on; a type may have its own
    types      the types within the kind, by code; `levels` its levels of urgency
    room       the route of the page a case of this kind has in a room of its own; `room`-new opens one there
    reserved   steps taken in that room only, because they have consequences the engine does not know
    fields     what opening asks, and `offers` what it takes besides
    stopped    stages in which both clocks stand still
    extends    stages in which a later date may be asked for; `decides` says who decides
    met        stages in which the whole clock has been kept: the answer is given and another side looks at it
    done       ends that count as closed; other ends leave the figures
    secrecy    the reach it takes to see one
    coded      whether an outsider gets a code to follow it by
    charges    the sorts of organisation that may be charged; any where empty
    parts      whether several units may each have a part
    escalates  whether lateness leads to a proposal to go one level up
    longest_extension   how far an extension may move the due date at most, where there is such a bound
    max_transfers   after so many returned assignments the office's head rules
    ledger     the register it is printed in
    offered    stages in which it is put out for anybody of the county to take up, while there is room
    lapses     the step the house takes by itself when a stage's clock has run out
    knows      who may know whom it is about; everybody else reads the name masked. Empty: as for letters
    drafted    by stage, who writes there what another signs: it waits for them, too
    taker_knows  stages in which whoever took it up may know, too
    asker_label  what whoever it is about is called
    board      the route of the page on which it is quicker to work
    """

    code: str
    label: str
    prefix: str
    life: Lifecycle
    opens: tuple[By, ...]
    holds: Mapping[str, Side]
    contact: str = ""
    limits: Mapping[str, Limit] = field(default_factory=dict)
    green: Mapping[str, Limit] = field(default_factory=dict)
    whole: Limit | None = None
    clock_starts: str = ""
    types: Mapping[str, Type] = field(default_factory=dict)
    levels: Mapping[int, Level] = field(default_factory=dict)
    room: str = ""
    reserved: frozenset[str] = frozenset()
    sources: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[str, ...] = ("title", "text")
    offers: tuple[str, ...] = ()
    stopped: frozenset[str] = frozenset()
    extends: frozenset[str] = frozenset()
    decides: tuple[By, ...] = (OFFICE_HEAD,)
    met: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    secrecy: int = OPEN
    coded: bool = False
    charges: frozenset[str] = frozenset()
    parts: bool = False
    escalates: bool = False
    longest_extension: Limit | None = None
    max_transfers: int = 2
    retired: bool = False
    ledger: Ledger | None = None
    offered: frozenset[str] = frozenset()
    lapses: Mapping[str, str] = field(default_factory=dict)
    knows: tuple[By, ...] = ()
    taker_knows: frozenset[str] = frozenset()
    drafted: Mapping[str, tuple[By, ...]] = field(default_factory=dict)
    asker_label: str = "来信人"
    board: str = ""
    _acting: Mapping[str, frozenset[Role]] = field(init=False, repr=False, compare=False)
    _awaited: Mapping[Role, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for stage in self.life.stages:
            if stage not in self.life.ends and stage not in self.holds:
                raise ValueError(f"{self.code}: nobody holds stage {stage!r}")
        clocked = (
            *self.limits,
            *self.green,
            *self.stopped,
            *self.extends,
            *self.holds,
            *self.met,
            *self.offered,
            *self.drafted,
        )
        for stage in clocked:
            if stage not in self.life.stages:
                raise ValueError(f"{self.code}: there is no stage {stage!r}")
        if not self.done <= self.life.ends:
            raise ValueError(f"{self.code}: what counts as closed must be an end")
        acting = {stage: self._acts_at(stage) for stage in self.life.stages if stage not in self.life.ends}
        object.__setattr__(self, "_acting", acting)
        awaited = {role: frozenset(stage for stage, roles in acting.items() if role in roles) for role in Role}
        object.__setattr__(self, "_awaited", awaited)

    def _acts_at(self, stage: str) -> frozenset[Role]:
        steps = (step for step in self.life.steps if step.leaves(stage) and not step.aside)
        bys = (*(by for step in steps for by in step.by), *self.drafted.get(stage, ()))
        return frozenset(role for by in bys for role in by.roles)

    def onward(self, stage: str, role: Role) -> tuple[Step, ...]:
        """The steps by which somebody with this role leads on from a stage; none where they write what another signs,
        for they have that to do whatever they did before.
        """
        if any(role in by.roles for by in self.drafted.get(stage, ())):
            return ()
        usual = (step for step in self.life.steps if step.leaves(stage) and not step.aside and not step.sends_back)
        return tuple(step for step in usual if any(role in by.roles for by in step.by))

    @property
    def asks_parts(self) -> bool:
        """Whether it matters to somebody's right which organisations have a part."""
        bys = (*self.knows, *(by for step in self.life.steps for by in step.by))
        return any(by.over is Over.PART for by in bys)

    def takes_many(self, step: Step) -> bool:
        """Whether many may take the step at once: not in a room of its own, and not in words of each one's own."""
        return step.name not in self.reserved and OWN_WORDS not in step.needs

    def stage_label(self, stage: str) -> str:
        return self.life.labels[stage]

    def type_label(self, code: str) -> str:
        return self.types[code].label if code in self.types else code

    def green_limit(self, stage: str, type_code: str) -> Limit | None:
        """The limit by the green channel of a stage, of the whole for an empty one."""
        if stage:
            return self.green.get(stage)
        return self.types[type_code].green if type_code in self.types else None

    def awaited(self, role: Role) -> frozenset[str]:
        """The stages in which somebody with this role has something to do that is not merely aside."""
        return self._awaited[role]

    def roles_at(self, stage: str) -> frozenset[Role]:
        """The roles with something to do at a stage that is not merely aside; none at an end."""
        return self._acting.get(stage, frozenset())
