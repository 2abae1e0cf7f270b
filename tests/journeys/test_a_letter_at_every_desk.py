"""One letter through every desk it crosses, each in a browser of their own: the citizen's phone, the desk, the unit."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from shishi.cases.models import Case
from tests.browser import complaints, watch
from tests.cases.conftest import cast  # noqa: F401
from tests.journeys.test_a_letter_in_a_browser import write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1366, "height": 768}
INSIDE = ("13800001111", "钟接线", "刘小青", "王教林", "转教育局核实", "电话联系，核实了地点", "请到现场看")


class Stage:
    """Everybody's browser, and the letter between them."""

    def __init__(self, browser, live_server, cast):  # noqa: F811
        self.browser, self.url, self.cast = browser, live_server.url, cast
        self.heard: list[str] = []
        self.pages = {"citizen": self._page(PHONE)}
        self.number = self.code = ""

    def _page(self, size, cookie=None):
        context = self.browser.new_context(viewport=size, base_url=self.url)
        if cookie:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": self.url}])
        page = context.new_page()
        self.heard = watch(page) if not self.heard else self.heard
        return page

    def of(self, who):
        """The browser of an official, signed in."""
        if who not in self.pages:
            client = Client()
            client.force_login(self.cast.account(who))
            self.pages[who] = self._page(DESK, client.cookies[settings.SESSION_COOKIE_NAME])
        return self.pages[who]

    def does(self, who, label, **answers):
        """Somebody finds the letter on their desk, opens it, fills what is asked and presses the button."""
        page = self.of(who)
        page.goto("/")
        assert "校门口路灯不亮" in page.inner_text("main"), f"not on the desk of {who}"
        page.click("main a:text-is('办理')")
        page.wait_for_url("**/cases/**")
        form = page.locator("form.step-form", has=page.locator(f"button:text-is('{label}')")).first
        if page.locator(f"summary:text-is('{label}')").count():
            page.click(f"summary:text-is('{label}')")
        for name, value in answers.items():
            field = form.locator(f"[name={name}]")
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value=value) if value.isdigit() else field.select_option(label=value)
            else:
                field.fill(value)
        form.locator(f"button:text-is('{label}')").click()
        page.wait_for_load_state()
        assert page.locator(".alert-danger, .errorlist").count() == 0, page.inner_text("main")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def reads(self, words):
        """The citizen proves the code anew and reads where it stands, and nothing of what is inside."""
        page = self.pages["citizen"]
        page.context.clear_cookies()
        page.goto(f"/follow/#{self.number}.{self.code.replace('-', '')}")
        page.click("main button.btn-primary")
        assert words in page.inner_text(".portal-stage")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        shown = page.inner_text("main")
        assert not [one for one in INSIDE if one in shown]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        return shown


@pytest.fixture
def stage(browser, live_server, cast):  # noqa: F811
    found = Stage(browser, live_server, cast)
    yield found
    for page in found.pages.values():
        page.context.close()


def taken_in(stage):
    """The desk takes it on and sends it to the unit, which signs for it and calls."""
    stage.number, stage.code = write(stage.pages["citizen"])
    stage.reads("已收到，等待受理")
    stage.does("hotline", "受理登记", type="求助", topic="路灯")
    stage.reads("已受理")
    stage.does("hotline", "派单", unit=str(stage.cast.orgs["education"].pk), opinion="转教育局核实。")
    stage.reads("等待签收")
    stage.does("liaison", "签收")
    stage.reads("会与您联系")
    stage.does("liaison", "联系来信人", contact="电话联系，核实了地点。")
    stage.reads("正在办理")


def answered(stage, words):
    stage.does("liaison", "拟答复", reply=words)
    assert words not in stage.reads("正在形成答复")
    stage.does("edu_head", "签发答复")
    assert words in stage.reads("已经答复")


def test_a_letter_crosses_every_desk_and_comes_back_once(stage):
    taken_in(stage)
    answered(stage, "已联系供电所，三日内修复。")
    told = {"resolved": "未解决", "rating": "不满意", "reason": "灯还是不亮，请到现场看。"}
    stage.does("hotline", "回访：未解决，重办", **told)
    stage.reads("正在重新办理")
    answered(stage, "已更换灯泡，当晚亮灯。")
    stage.does("hotline", "回访：已解决或已解释", resolved="已解决", rating="满意")
    assert "承办单位" in stage.reads("已经办结")
    page = stage.pages["citizen"]
    page.check("[name=resolved][value=resolved]")
    page.check("[name=rating][value='5']")
    page.click("text=提交评价")
    assert "您的评价：非常满意" in page.inner_text("main")
    assert complaints(page) == []
    case = Case.objects.get(number=stage.number)
    assert (case.stage, case.rating, case.n_redone, case.round) == ("resolved", "5", 1, 2)
    assert complaints(stage.of("hotline")) == []
    assert stage.heard == []
