"""Whatever anybody tries in whatever order, a return keeps what must hold."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shishi.journal.models import Entry
from shishi.lib.refusal import NotYours, Refused
from shishi.reports.actions import returns
from shishi.reports.actions.filling import save, say_no_change
from shishi.reports.chain import LABELS
from shishi.reports.models import Return
from tests.reports.conftest import typed

PEOPLE = ("liaison", "edu_deputy", "edu_head", "clerk", "head", "city", "stranger")
ACTS = ("save", "no_change", "submit", "recall", "approve", "return", "accept", "reopen")
TRIES = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(ACTS)), min_size=3, max_size=14)


def attempt(row: Return, act: str, actor) -> bool:
    """Whether the act went through."""
    try:
        if act == "save":
            save(row, typed(row, 60), actor, version=row.version)
        elif act == "no_change":
            say_no_change(row, actor, version=row.version)
        else:
            returns.take_step(row, act, actor, answers={"reason": "请核对"}, version=row.version)
    except (Refused, NotYours):
        return False
    return True


def holds(row: Return) -> None:
    """What is true of every return at every moment."""
    assert row.stage in LABELS
    line = row.lines.get()
    assert (row.accepted_at is not None) == (row.stage in ("office_accepted", "locked"))
    assert (line.accepted is not None) == (row.accepted_at is not None)
    hands = {}
    for step in row.steps.all():
        hands.setdefault((step.round, step.name), set()).add(step.person_id)
    for n in range(1, row.round + 1):
        filled = hands.get((n, "save"), set()) | hands.get((n, "submit"), set())
        approved, accepted = hands.get((n, "approve"), set()), hands.get((n, "accept"), set())
        assert not (filled & approved)
        assert not ((filled | approved) & accepted)
    assert line.versions.count() == row.steps.filter(name="accept").count()


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tries=TRIES)
def test_no_order_of_attempts_breaks_a_return(world, county, tries):
    item = county.item(f"项目{len(county.items)}")
    county.indicator(item, "数量", 100)
    row = county.open(item, previous=50)
    for who, act in tries:
        before, n_entries = row.version, Entry.objects.filter(subject_kind="return", subject_id=row.pk).count()
        went = attempt(row, act, world.actor(who))
        row = Return.objects.get(pk=row.pk)
        n_after = Entry.objects.filter(subject_kind="return", subject_id=row.pk).count()
        assert (row.version > before, n_after > n_entries) == (went, went)
        holds(row)
