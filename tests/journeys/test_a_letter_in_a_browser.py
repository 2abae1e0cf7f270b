"""A letter to the mailbox, in a real browser: followed by its code, answered, called back, redone, rated."""

from __future__ import annotations

import pytest

from shishi.cases.actions.steps import take_step
from shishi.cases.models import Case
from tests.browser import complaints, watch
from tests.cases.conftest import cast  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = ({"width": 1366, "height": 768}, {"width": 390, "height": 844})


@pytest.fixture(params=SIZES, ids=["desk", "phone"])
def page(request, browser, live_server, cast):  # noqa: F811
    context = browser.new_context(viewport=request.param, base_url=live_server.url)
    yield context.new_page()
    context.close()


def take(cast, case, name, who, **answers):  # noqa: F811
    return take_step(Case.objects.get(pk=case.pk), name, cast.actor(who), answers)


def answer(cast, case, words):  # noqa: F811
    take(cast, case, "draft", "liaison", reply=words)
    take(cast, case, "reply", "edu_head")


def write(page) -> tuple[str, str]:
    """Write a letter by keyboard and mouse; number and code of the receipt."""
    page.goto("/mailbox/")
    page.click("text=湘水县")
    assert complaints(page) == []
    page.fill("[name=title]", "校门口路灯不亮")
    page.fill("[name=text]", "晚自习放学看不清路。")
    page.fill("[name=asker_phone]", "13800001111")
    page.focus("main button.btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".receipt-code")
    assert complaints(page) == []
    number, code = page.locator(".receipt-code").all_inner_texts()
    return number, code


def test_a_letter_is_followed_answered_redone_and_rated(page, cast):  # noqa: F811
    heard = watch(page)
    number, code = write(page)
    case = Case.objects.get(number=number)
    take(cast, case, "register", "hotline", type="help")
    take(cast, case, "dispatch", "hotline", unit=cast.orgs["education"])
    take(cast, case, "acknowledge", "liaison")
    take(cast, case, "contact", "liaison", contact="电话联系，核实了地点。")
    answer(cast, case, "已联系供电所，三日内修复。")
    take(cast, case, "redo", "hotline", resolved="not_resolved", rating="2", reason="灯还是不亮")
    page.context.clear_cookies()
    page.goto(f"/follow/#{number}.{code.replace('-', '')}")
    assert page.input_value("[name=number]") == number
    assert "#" not in page.url
    page.click("main button.btn-primary")
    assert "正在重新办理" in page.inner_text(".portal-stage")
    answer(cast, case, "已更换灯泡，九月八日亮灯。")
    take(cast, case, "call_back", "hotline", resolved="resolved", rating="4")
    page.click("text=长辈版")
    assert "九月八日亮灯" in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints(page) == []
    page.check("[name=resolved][value=resolved]")
    page.check("[name=rating][value='5']")
    page.click("text=提交评价")
    assert "您的评价：非常满意" in page.inner_text("main")
    assert Case.objects.get(pk=case.pk).rating == "5"
    page.click("text=离开")
    assert page.url.endswith("/follow/")
    assert heard == []
