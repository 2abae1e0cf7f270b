"""What tests of periods, returns and standings may ask for."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reports import year as a_year
from tests.reports.year import Year
from tests.world import World


@pytest.fixture
def year(world: World) -> Year:
    """A programme of three items, opened month by month up to the cast's day, 2023-09-04."""
    year = a_year.build(world)
    year.go(date(2023, 1, 6))
    return year
