"""What tests need from the machine: outside programs, found or missed aloud."""

import os
import shutil
from functools import cache

import pytest


@cache
def needs(program: str) -> str:
    """The path of a program; without it the test is skipped with its name, or fails where CI is set."""
    path = shutil.which(program)
    if path:
        return path
    sentence = f"{program} is not installed, so this test was not run"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    return pytest.skip(sentence)
