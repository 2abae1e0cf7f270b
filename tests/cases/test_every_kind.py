"""What must hold for every kind of case, whoever adds one."""

import pytest

from shishi.cases.conditions import CONDITIONS
from shishi.cases.kinds import KINDS, Side
from shishi.cases.kinds.answers import ANSWERS
from shishi.cases.kinds.groups import GROUPS
from shishi.cases.models import Case
from shishi.cases.verbs import VERBS
from shishi.rules.authority import Role
from shishi.rules.lifecycle import SAME, Over

EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
COLUMNS = {field.attname for field in Case._meta.get_fields() if hasattr(field, "attname")}
COLUMNS |= {field.name for field in Case._meta.get_fields()}
NO_POST = {Over.ASKER, Over.HOUSE}


@EVERY
def test_every_stage_is_reached_from_the_start_and_reaches_an_end(kind):
    life, reached, frontier = kind.life, {kind.life.start}, [kind.life.start]
    while frontier:
        here = frontier.pop()
        found = {s.target for s in life.steps if s.leaves(here) and s.target != SAME} - reached
        reached |= found
        frontier += found
    assert reached == set(life.stages)
    assert all(life.reaches_end(stage) for stage in life.stages)
    assert life.ends <= reached


@EVERY
def test_somebody_holds_every_open_stage_and_somebody_can_act_there(kind):
    for stage in set(kind.life.stages) - kind.life.ends:
        assert kind.holds[stage] in set(Side), stage
        waiting = [s for s in kind.life.steps if s.leaves(stage) and not s.aside]
        assert waiting, f"nobody has anything to do at {stage}"


@EVERY
def test_whom_a_stage_waits_for_and_what_a_role_is_awaited_in_say_the_same(kind):
    for stage in kind.life.stages:
        steps = [s for s in kind.life.steps if s.leaves(stage) and not s.aside and stage not in kind.life.ends]
        bys = [*(by for s in steps for by in s.by), *kind.drafted.get(stage, ())]
        assert kind.roles_at(stage) == {role for by in bys for role in by.roles}, stage
        assert kind.roles_at(stage) == {role for role in Role if stage in kind.awaited(role)}, stage


@EVERY
def test_what_a_step_names_exists(kind):
    for step in kind.life.steps:
        assert set(step.needs) <= set(CONDITIONS), step.name
        assert {*step.asks, *step.offers} <= set(ANSWERS), step.name
        assert set(step.unlike) <= set(kind.life.by_name), step.name
        assert not step.counts or step.counts in COLUMNS, step.counts
        assert not step.stamps or step.stamps in COLUMNS, step.stamps
        assert len(step.name) <= 20, step.name


@EVERY
def test_somebody_exists_who_may_take_each_step(kind):
    for step in kind.life.steps:
        assert step.by, step.name
        for by in step.by:
            assert by.over in NO_POST or (by.roles and by.roles <= set(Role)), step.name


@EVERY
def test_the_journal_has_a_sentence_for_each_step(kind):
    for name in ("open", *kind.life.by_name):
        assert str(VERBS[f"{kind.code}.{name}"].sentence), name


@EVERY
def test_what_opening_asks_exists_and_the_codes_fit_their_columns(kind):
    assert {*kind.fields, *kind.offers} <= set(ANSWERS)
    assert "title" in kind.fields
    codes = (kind.code, *kind.life.stages, *kind.types, *kind.sources)
    assert all(len(code) <= 20 for code in codes)
    assert not kind.clock_starts or kind.clock_starts in kind.life.by_name


@EVERY
def test_what_its_register_prints_exists(kind):
    assert kind.ledger, "every kind has a register"
    for label, where in kind.ledger.columns:
        name, _dot, answer = where.partition(".")
        known = name in COLUMNS | {"#", "closed", "proofs"}
        if answer:
            known = (name == "open" or name in kind.life.by_name) and (answer in ANSWERS or answer in ("who", "at"))
        assert known, (label, where)


def test_no_condition_and_no_answer_waits_for_a_kind_that_asks_it():
    steps = [step for kind in KINDS.values() for step in kind.life.steps]
    assert {need for step in steps for need in step.needs} == set(CONDITIONS)
    asked = {name for one in steps for name in (*one.asks, *one.offers)}
    asked |= {name for kind in KINDS.values() for name in (*kind.fields, *kind.offers)}
    assert asked == set(ANSWERS)


def test_answers_that_are_kept_are_columns():
    assert {answer.column for answer in ANSWERS.values() if answer.column} - {"region"} <= COLUMNS


def test_no_two_kinds_share_a_prefix_or_a_label():
    for of in ("prefix", "label", "code"):
        found = [getattr(kind, of) for kind in KINDS.values()]
        assert len(set(found)) == len(found), of


def test_every_kind_stands_under_one_tab():
    grouped = [code for _group, _label, codes in GROUPS for code in codes]
    assert len(grouped) == len(set(grouped))
    assert set(KINDS) <= set(grouped)
