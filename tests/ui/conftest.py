"""The showcase as the only page of the house, and a browser to look at it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture
def showcase(settings) -> None:
    """Routes lead to the showcase only."""
    settings.ROOT_URLCONF = "tests.ui.showcase"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page on an office screen."""
    opened = browser.new_page(viewport={"width": 1366, "height": 768})
    yield opened
    opened.close()
