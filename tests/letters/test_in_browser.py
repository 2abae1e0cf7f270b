"""A red light becomes a signed letter: three people, a few clicks, and the live page beside the form."""

import pytest
from playwright.sync_api import expect

from shishi.letters.actions import signing
from shishi.letters.models import Letter
from tests.browser import complaints, watch
from tests.letters.conftest import make_red
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(browser, url, who, to):
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{url}/sign-in/?next={to}")
    page.fill("[name=login]", who)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"**{to}")
    return page


def test_a_red_light_becomes_a_signed_letter(live_server, browser, year):
    make_red(year)
    url, item = live_server.url, year.items["schools"]
    page = sign_in(browser, url, "clerk", f"/items/{item.pk}/?month=2023-04")
    heard = watch(page)
    page.click("a.btn-primary:has-text('督办')")
    page.click("text=起草督办函")
    expect(page.locator("#live")).to_contain_text("可以送审")
    page.click("#compose .chip-paper >> nth=2")
    page.keyboard.press("Control+End")
    page.keyboard.type("还有360所没有动工。")
    expect(page.locator("#live mark.loose")).to_have_text("360")
    for _n in range(len("还有360所没有动工。")):
        page.keyboard.press("Backspace")
    page.click(".chip-list [data-insert] >> nth=1")
    expect(page.locator("#live")).to_contain_text("可以送审")
    assert complaints(page) == []
    page.click("button:has-text('送审')")
    expect(page.locator(".chain .is-here")).to_have_text("待审核")
    letter = Letter.objects.get()
    assert any("figure" in run for run in letter.problems)
    for who, button in (("head", "审核通过"), ("convener", "签发")):
        other = sign_in(browser, url, who, f"/letters/{letter.pk}/")
        other.click(f"button:has-text('{button}')")
        expect(other.locator("#messages, .alert, .messages").first).to_be_visible()
        other.close()
    letter.refresh_from_db()
    assert signing.carry_out(letter.paper_id) == "delivered"
    page.goto(f"{url}/letters/")
    expect(page.locator("table")).to_contain_text("湘县民专督〔2023〕1号")
    assert heard == []
    page.close()
