"""The range under a region's path: the region, what lies below it, and nothing beside it, in any collation."""

import pytest

from shishi.orgs.models import Org, Region
from shishi.orgs.reach import below


def test_a_county_holds_its_towns_and_not_its_neighbours(world):
    found = set(Region.objects.filter(below("path", world.regions["county"].path)).values_list("name", flat=True))
    assert found == {"湘水县", "易水镇", "花石乡"}


def test_nowhere_in_particular_is_everywhere(world):
    assert Org.objects.filter(below("region_path", "")).count() == Org.objects.count()


@pytest.mark.parametrize(("path", "end"), [("0043", "0044"), ("00430309", "00430310"), ("0043030999", "0043031000")])
def test_the_range_ends_before_the_next_path_of_the_same_length(path, end):
    assert dict(below("path", path).children) == {"path__gte": path, "path__lt": end}
