"""A real Chromium for the tests that need one: skipped aloud where there is none, mandatory when CI is set."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parents[1] / "frontend/node_modules/axe-core/axe.min.js"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
QUIET = ("--disable-component-update", "--disable-sync")


def open_browser() -> Iterator[Browser]:
    """Chromium from the path; the fixture of a conftest yields from it."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI is set, and there is no chromium on PATH")
        pytest.skip("there is no chromium on PATH: what the browser shows was not tested")
    # Playwright keeps an event loop in this thread, which Django would take for an async context.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=[*FLAGS, *QUIET])
        yield browser
        browser.close()


def complaints(page: Page) -> list[str]:
    """What axe finds wrong by WCAG 2.1 AA, as rule and place."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
    return [f"{wrong['id']}: {node['target'][0]}" for wrong in found["violations"] for node in wrong["nodes"]]


def watch(page: Page) -> list[str]:
    """Everything the page complains of from now on: errors, refused by policy, files that are missing."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
    page.on("response", lambda answer: heard.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    return heard
