"""What tests of periods, returns and standings may ask for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shishi.reports.actions import returns
from shishi.reports.actions.filling import save
from shishi.reports.actions.typed import TypedLine, TypedReturn
from shishi.reports.models import Return
from tests.reports import year as a_year
from tests.reports.builders import Books
from tests.reports.builders import build as open_books
from tests.reports.year import Year
from tests.world import World


@pytest.fixture
def year(world: World) -> Year:
    """A programme of three items, opened month by month up to the cast's day, 2023-09-04."""
    year = a_year.build(world)
    year.go(date(2023, 1, 6))
    return year


@pytest.fixture
def county(world: World) -> Books:
    return open_books(world)


@pytest.fixture
def august(county: Books) -> Return:
    """The open August return of an item of 100 with 50 accepted so far."""
    item = county.item("新增公办学位")
    county.indicator(item, "新增学位", 100)
    return county.open(item, previous=50)


def typed(row: Return, value: int | str, **words: object) -> TypedReturn:
    """A return with one figure and a sentence."""
    lines = {line.pk: TypedLine({"value": Decimal(value)}) for line in row.lines.all()}
    return TypedReturn({"progress": "主体完工。", **words}, lines)  # type: ignore[dict-item]


@pytest.fixture
def drafted(county: Books, august: Return) -> Return:
    return save(august, typed(august, 68), county.world.actor("liaison"), version=august.version)


@pytest.fixture
def submitted(county: Books, drafted: Return) -> Return:
    return returns.take_step(drafted, "submit", county.world.actor("liaison"), version=drafted.version)


@pytest.fixture
def approved(county: Books, submitted: Return) -> Return:
    return returns.take_step(submitted, "approve", county.world.actor("edu_head"), version=submitted.version)


@pytest.fixture
def accepted(county: Books, approved: Return) -> Return:
    return returns.take_step(approved, "accept", county.world.actor("clerk"), version=approved.version)
