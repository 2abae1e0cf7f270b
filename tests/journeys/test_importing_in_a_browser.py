"""An office brings its own workbook in, in a real browser: dropped, looked at, imported, taken back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from shishi.imports.models import ImportRun
from shishi.orgs.models import Account, Person
from shishi.programmes.models import Item, Site
from tests.browser import complaints, watch
from tests.programmes import sample
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SHISHI_SHOTS", "")


def shot(page: Page, name: str) -> None:
    """A picture for whoever wants to look, where a folder is named."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_the_sample_workbook_goes_in_and_out_again(live_server, the_day, browser, settings, tmp_path, width, height):
    settings.FILES_ROOT = str(tmp_path)
    programme, _clerk = sample.build()
    account = Account(person=Person.objects.get(), login="clerk", must_change_password=False)
    account.set_password(PASSWORD)
    account.save()
    page = browser.new_page(viewport={"width": width, "height": height})
    heard = watch(page)
    page.goto(f"{live_server.url}/sign-in/?next=/programmes/{programme.pk}/import/")
    page.fill("[name=login]", "clerk")
    page.fill("[name=password]", PASSWORD)
    page.locator("form button.btn-primary").first.click()
    page.wait_for_selector("#workbook")
    assert complaints(page) == []
    shot(page, f"import-{width}")

    page.set_input_files("#workbook", str(sample.WORKBOOK))
    page.get_by_role("button", name="上传并查看").click()
    page.wait_for_selector("[name=preview]")
    assert complaints(page) == []
    shot(page, f"columns-{width}")

    page.locator("[name=preview]").click()
    page.wait_for_selector(".headline")
    assert page.get_by_role("button", name="导入 421 行").is_visible()
    assert complaints(page) == []
    shot(page, f"preview-{width}")

    page.get_by_role("button", name="导入 421 行").click()
    page.wait_for_selector("text=已写入清单")
    assert (Item.objects.count(), Site.objects.count()) == (39, 196)
    shot(page, f"done-{width}")
    page.get_by_role("button", name="撤销本次导入").click()
    page.wait_for_selector("text=恢复到导入之前的样子")
    assert (Item.objects.count(), ImportRun.objects.get().stage) == (0, "taken_back")
    too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not too_wide
    assert heard == []
