"""The helper that finds outside programs: silence would hide a test that never ran."""

import pytest

from tests.tools import needs


def test_a_missing_program_skips_aloud_and_fails_where_ci_is_set(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        needs("no-such-program")
    monkeypatch.setenv("CI", "1")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is not installed"):
        needs("no-such-program")


def test_a_program_that_is_there_is_named_by_its_path():
    assert needs("sh").endswith("/sh")
