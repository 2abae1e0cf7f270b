"""One person's act on one case or on a thousand: the same rules for each, the rows written together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import F

from shishi.cases.actions.answering import kept_with_step
from shishi.cases.actions.clocks import Clocks
from shishi.cases.actions.finding import TOLD, follow_units, index, settle
from shishi.cases.actions.taking import let_go, taken_up
from shishi.cases.actions.telling import Whom
from shishi.cases.kinds.answers import ANSWERS
from shishi.cases.models import Case, CasePart, CaseStep
from shishi.journal.actions import Note, record_many
from shishi.lib import clock
from shishi.orgs.models import Org
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Step

MOVED = (
    "title",
    "text",
    "region_path",
    "unit_id",
    "duty_person",
    "item_id",
    "programme_id",
    "site_id",
    "place",
    "needed_on",
    "helper",
    "type",
    "source",
    "channel",
    "severity",
    "topic",
    "enterprise",
    "level",
    "secrecy",
    "is_offered",
    "is_green",
    "is_duty",
    "stage",
    "round",
    "holder_id",
    "side",
    "sponsor_id",
    "stage_since",
    "stage_due_at",
    "due_at",
    "first_due_at",
    "next_due_at",
    "stopped_at",
    "assigned_at",
    "acknowledged_at",
    "contact_due_at",
    "contacted_at",
    "replied_at",
    "called_at",
    "closed_at",
    "outcome",
    "resolved",
    "rating",
    "thanks",
    "n_transfers",
    "n_rulings",
    "n_redone",
    "n_relapses",
    "n_extensions",
    "n_calls",
    "n_visits",
    "merged_into_id",
    "outside_number",
    "is_excluded",
    "n_exclusions",
    "category",
    "taker_id",
    "taker_name",
    "team",
    "n_wanted",
    "n_takers",
)


class Act:
    """What one actor does now, gathered until `write`. The caller holds the rows' locks."""

    def __init__(self, actor: Actor, clocks: Clocks | None = None) -> None:
        self.actor = actor
        self.now = clock.now()
        self.clocks = clocks or Clocks(self.now)
        self.whom = Whom()
        self.before: dict[int, tuple[Any, ...]] = {}
        self.cases: dict[int, Case] = {}
        self.begun: set[int] = set()
        self.steps: list[CaseStep] = []
        self.parts: list[CasePart] = []
        self.gone: dict[int, int | None] = {}
        self.notes: list[tuple[Case, str, dict[str, object], Step | None]] = []

    def touch(self, case: Case) -> None:
        """Remember a case as it is before it is changed."""
        if case.pk not in self.before:
            self.before[case.pk] = tuple(getattr(case, name) for name in MOVED)
            self.cases[case.pk] = case

    def begin(self, case: Case) -> None:
        """Remember a case that has just been opened and saved: the search hears of it when the act is written."""
        self.touch(case)
        self.begun.add(case.pk)

    def take(self, case: Case, step: Step, answers: Mapping[str, Any]) -> CaseStep:
        """Let the case take a step that was allowed: answers, counters, stage, clocks, holder."""
        self.touch(case)
        source, target = case.stage, step.leads_from(case.stage)
        row = self._note_step(case, step, source, target, answers)
        if step.lets_go:
            self.gone[case.pk] = let_go(case)
        self.keep(case, answers)
        self.parts += taken_up(case, step, self.actor)
        if step.counts:
            setattr(case, step.counts, getattr(case, step.counts) + 1)
        if step.stamps:
            setattr(case, step.stamps, self.now)
        self._move(case, step, source, target, answers)
        self.hold(case)
        facts: dict[str, object] = {"from": source, "to": target, "round": row.round, "version": case.version + 1}
        self.notes.append((case, step.name, facts, step))
        return row

    def _note_step(self, case: Case, step: Step, source: str, target: str, answers: Mapping[str, Any]) -> CaseStep:
        post = self.actor.post
        row = CaseStep(
            case=case,
            round=case.round,
            name=step.name,
            source=source,
            target=target,
            person_id=self.actor.person_id,
            person_name=self.actor.name,
            post_label=post.label if post else "",
            at=self.now,
            answers=kept_with_step(answers),
        )
        self.steps.append(row)
        return row

    def keep(self, case: Case, answers: Mapping[str, Any]) -> None:
        """Put the answers that have a column of their own onto the case, and the units charged into its parts."""
        for name, value in answers.items():
            column = ANSWERS[name].column
            if column == "region":
                case.region_path = value.path
            elif column:
                setattr(case, column, value)
        if item := answers.get("item"):
            case.programme_id = item.programme_id
        if unit := answers.get("unit"):
            self._charge(case, unit, is_lead=True)
        for unit in answers.get("supporting", ()):
            if unit.pk != case.unit_id:
                self._charge(case, unit, is_lead=False)

    def _charge(self, case: Case, unit: Org, *, is_lead: bool) -> None:
        owes = CasePart.Stage.DONE if case.what.asks_parts else CasePart.Stage.OPEN
        self.parts.append(CasePart(case=case, unit=unit, is_lead=is_lead, stage=owes))

    def _move(self, case: Case, step: Step, source: str, target: str, answers: Mapping[str, Any]) -> None:
        kind = case.what
        if target in kind.life.ends:
            case.closed_at = case.closed_at or self.now
            case.outcome = target
        else:
            case.closed_at, case.outcome = None, ""
        if target != source or step.restarts:
            self.clocks.enter(case, target)
            if target == kind.contact and case.contact_due_at is None:
                case.contact_due_at = case.stage_due_at
        if step.sends_back:
            case.round += 1
            case.replied_at, case.n_calls = None, 0
        if step.renews or answers.get("due_on") or (step.name == kind.clock_starts and case.first_due_at is None):
            self.clocks.start_whole(case, answers.get("due_on"))
        if merged := answers.get("into"):
            case.merged_into = merged

    def hold(self, case: Case) -> None:
        """Say who holds the case now, and when it is next due."""
        side = case.what.holds.get(case.stage, "") if case.is_open else ""
        case.side = side
        case.holder_id = self.whom.holder(case)
        case.is_offered = case.stage in case.what.offered and case.n_takers < max(1, case.n_wanted)
        self.clocks.settle(case)

    def write(self) -> None:
        """Write everything: a handful of queries, however many the cases."""
        for changed, cases in self._changes().items():
            values: dict[str, Any] = dict(changed)
            Case.objects.filter(pk__in=[case.pk for case in cases]).update(**values, version=F("version") + 1)
        for case in self.cases.values():
            case.version += 1
        CaseStep.objects.bulk_create(self.steps, batch_size=1_000)
        self._write_parts()
        self._let_find()
        record_many(self._worded(), self.actor)

    def _changes(self) -> dict[tuple[tuple[str, Any], ...], list[Case]]:
        """Cases grouped by what changes on them; a thousand assigned alike are one update."""
        found: dict[tuple[tuple[str, Any], ...], list[Case]] = defaultdict(list)
        for pk, case in self.cases.items():
            now = ((name, getattr(case, name)) for name in MOVED)
            changed = tuple(pair for pair, old in zip(now, self.before[pk], strict=True) if pair[1] != old)
            found[changed].append(case)
        return found

    def _write_parts(self) -> None:
        freed = CasePart.objects.filter(case__in=self.gone)
        freed.filter(case__raiser=F("unit")).update(is_lead=False)
        freed.exclude(unit=F("case__raiser")).delete()
        leads = [part.case_id for part in self.parts if part.is_lead]
        lead = CasePart.objects.filter(case__in=leads, is_lead=True)
        lead.filter(case__raiser=F("unit")).update(is_lead=False)
        lead.filter(is_lead=True).delete()
        CasePart.objects.bulk_create(
            self.parts,
            batch_size=1_000,
            update_conflicts=True,
            unique_fields=["case", "unit"],
            update_fields=["is_lead"],
        )

    def _let_find(self) -> None:
        """Let the search follow: what began, opened again or is told in other words is put into it, what is over stands
        among the open ones no longer, and units find what they are charged with.
        """
        anew, over = {}, []
        for pk, case in self.cases.items():
            was = dict(zip(MOVED, self.before[pk], strict=True))
            opened_again = was["closed_at"] is not None and case.is_open
            if pk in self.begun or opened_again or any(was[name] != getattr(case, name) for name in TOLD):
                anew[pk] = case
            elif was["closed_at"] is None and not case.is_open:
                over.append(pk)
        index(anew.values())
        settle(over)
        follow_units({*self.gone, *(part.case_id for part in self.parts)} - anew.keys())

    def _worded(self) -> Iterator[Note]:
        """What the journal says. Of several steps one act took on a case, people are told of the last only."""
        charged: dict[int, list[int]] = defaultdict(list)
        for part in self.parts:
            if not part.is_lead:
                charged[part.case_id].append(part.unit_id)
        last = {case.pk: at for at, (case, *_rest) in enumerate(self.notes)}
        for at, (case, name, facts, step) in enumerate(self.notes):
            if at != last[case.pk]:
                yield Note(case, f"{case.kind}.{name}", facts)
                continue
            gone = self.whom.let_go(case, self.gone.get(case.pk), self.actor)
            tell = (*self.whom.of(case, step), *self.whom.of_parts(charged[case.pk]), *gone)
            yield Note(case, f"{case.kind}.{name}", facts, tell)
