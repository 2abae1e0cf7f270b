"""Numbers that forms and addresses carry."""

import pytest

from shishi.lib.whole import whole


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_a_plain_whole_number_is_read(text, number):
    assert whole(text) == number


@pytest.mark.parametrize("text", [None, "", "²", "７", "-1", "+1", " 1", "1.0", "1e3", "1_0", "9" * 19, "9" * 5000])
def test_anything_else_is_no_number(text):
    assert whole(text) is None
