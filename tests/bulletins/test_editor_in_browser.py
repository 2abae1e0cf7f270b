"""The editor in a real browser: chips nobody types into, figures put at the caret, numerals bound at a click."""

import pytest
from playwright.sync_api import expect

from tests.browser import complaints, watch
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_clerk_writes_words_round_the_figures(live_server, browser, draft):
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{live_server.url}/sign-in/?next=/bulletins/{draft.pk}/edit/")
    page.fill("[name=login]", "clerk")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("#editor")
    heard = watch(page)
    assert complaints(page) == []
    page.click("#b1 summary")
    page.click("#b1 .chip-paper")
    page.keyboard.press("Control+End")
    page.click(".chip-list [data-insert^='〔3项#'] >> nth=0")
    page.keyboard.type("共3项")
    page.click("#b1 >> text=保存本段")
    expect(page.locator("#b1 mark.loose")).to_have_text("3项")
    page.click("#panel >> text=绑定 3项")
    expect(page.locator("mark.loose")).to_have_count(0)
    expect(page.locator("#b1 .paper-p")).to_contain_text("3项共3项")
    draft.refresh_from_db()
    assert ["figure" in run for run in draft.blocks[0]["runs"][-3:]] == [True, False, True]
    assert heard == []
    page.close()
