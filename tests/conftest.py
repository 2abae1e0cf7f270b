"""Fixtures every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from shishi.lib import clock
from tests import world as cast
from tests.browser import open_browser
from tests.world import World


@pytest.fixture(autouse=True)
def _quick_passwords(settings) -> None:
    """Hash passwords cheaply: their strength is not what the tests are about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for every test that needs one: two would each want the thread's event loop."""
    yield from open_browser()


@pytest.fixture
def the_day() -> Iterator[None]:
    """Let today be the cast's day, 2023-09-04, nine in the morning."""
    clock.rehearse(clock.at(cast.TODAY))
    yield
    clock.stop_rehearsing()


@pytest.fixture
def world(db, the_day) -> World:
    """One city, two counties, named people, on the cast's day."""
    return cast.build()
