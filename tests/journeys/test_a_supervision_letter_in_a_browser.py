"""A supervision letter in a real browser: sent in a few clicks, signed for, extended, sealed, sent back, closed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Browser, Page, expect

from shishi.jobs.worker import run_one
from shishi.letters.actions.replying import keep_seal
from shishi.letters.models import Letter
from shishi.lib.paper.label import label_picture
from tests.browser import complaints, watch
from tests.letters.conftest import make_red, year  # noqa: F401
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_CLICKS = 6


class Hand:
    """One person at a browser of their own, whose clicks are counted."""

    def __init__(self, browser: Browser, url: str, who: str, to: str) -> None:
        self.page: Page = browser.new_page(viewport={"width": 1366, "height": 768}, base_url=url)
        self.page.goto(f"/sign-in/?next={to}")
        self.page.fill("[name=login]", who)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(f"**{to}")
        self.heard, self.n_clicks = watch(self.page), 0

    def click(self, selector: str) -> None:
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()
        self.n_clicks += 1

    def stands_at(self, stage: str) -> None:
        self.page.reload()
        expect(self.page.locator(".chain [aria-current=step]")).to_have_text(stage)


def worker() -> None:
    while run_one("test"):
        pass


def send_out(browser: Browser, url: str, item: int) -> tuple[Hand, Hand, Letter]:
    """From the red light to the signed letter: nothing typed, a few clicks of three people."""
    clerk = Hand(browser, url, "clerk", f"/items/{item}/?month=2023-04")
    clerk.click("a.btn-primary:has-text('督办')")
    clerk.click("button:has-text('起草督办函')")
    clerk.click("button:has-text('送审')")
    letter = Letter.objects.get()
    head = Hand(browser, url, "head", f"/letters/{letter.pk}/")
    head.click("button:has-text('审核通过')")
    convener = Hand(browser, url, "convener", f"/letters/{letter.pk}/")
    convener.click("button:has-text('签发')")
    assert clerk.n_clicks + head.n_clicks + convener.n_clicks <= MOST_CLICKS
    assert [clerk.heard, convener.heard] == [[], []]
    worker()
    return clerk, head, letter


def ask_for_three_days(unit: Hand, head: Hand) -> None:
    unit.click("summary:has-text('申请延期')")
    unit.page.fill("[name=until]", "2023-05-15")
    unit.page.fill("form[action$='/extension/'] [name=reason]", "设备到货延误，已完成大部分。")
    unit.click("button:has-text('提交申请')")
    head.page.reload()
    head.page.fill("input[name=opinion]", "同意，不再延期。")
    head.click("button[value=approve]")


def answer(unit: Hand, **words: str) -> None:
    unit.page.reload()
    unit.click("a.btn-primary:has-text('办理情况报告')")
    for name, said in words.items():
        unit.page.fill(f"[name={name}]", said)
    assert complaints(unit.page) == []
    unit.click("button:has-text('签发并报送')")
    worker()


def test_a_letter_from_the_red_light_to_its_end(live_server, browser, year):  # noqa: F811
    make_red(year)
    clerk, head, letter = send_out(browser, live_server.url, year.items["schools"].pk)
    picture = SimpleUploadedFile("seal.png", label_picture("电子签章示例", "县教育局"), "image/png")
    keep_seal(year.world.orgs["education"], picture, year.world.actor("edu_head"))
    unit = Hand(browser, live_server.url, "edu_head", f"/letters/{letter.pk}/")
    unit.click("button:has-text('签收')")
    ask_for_three_days(unit, head)
    answer(unit, process="局党组专题研究。", finished="已完成排查建档。", duty_person="王教林")
    head.page.reload()
    head.click("summary:has-text('退回重办')")
    head.page.fill("form[action$='/redo/'] [name=reason]", "请补充完成时间。")
    head.click("button:has-text('退回重办')")
    unit.page.goto(f"/letters/{letter.pk}/reply/")
    assert "请补充完成时间" in unit.page.inner_text("main")
    assert unit.page.input_value("[name=process]") == "局党组专题研究。"
    unit.page.goto(f"/letters/{letter.pk}/")
    answer(unit, next_step="五月底前全部完成。")
    head.page.reload()
    head.page.select_option("[name=verdict]", "done")
    head.page.fill("form[action$='/accept/'] [name=opinion]", "已落实，同意办结。")
    head.click("form[action$='/accept/'] button")
    head.stands_at("已审结")
    assert "待签收" in head.page.inner_text(".chain")
    tell_of_it(clerk)
    assert [head.heard, unit.heard] == [[], []]


def tell_of_it(clerk: Hand) -> None:
    """The register shows all of it, and so does its workbook."""
    clerk.page.goto("/letters/")
    shown = clerk.page.inner_text("main")
    for said in ("湘县民专督〔2023〕1号", "延至 2023-05-15", "已审结", "100.0%"):
        assert said in shown
    with clerk.page.expect_download() as got:
        clerk.page.click("button:has-text('导出台账')")
    assert got.value.suggested_filename.endswith(".xlsx")
