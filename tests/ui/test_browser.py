import pytest

from tests.browser import complaints, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = [(1366, 768), (390, 844)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_showcase_breaks_no_rule_and_no_policy(live_server, showcase, page, width, height):
    heard = watch(page)
    page.set_viewport_size({"width": width, "height": height})
    page.goto(live_server.url + "/")
    page.wait_for_selector("#map svg path")
    assert complaints(page) == []
    assert heard == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_large_text_is_twenty_pixels_and_nothing_runs_out_of_the_page(live_server, showcase, page):
    page.goto(live_server.url + "/")
    page.click("text=长辈版")
    page.wait_for_selector("text=标准版")
    assert page.evaluate("Math.round(parseFloat(getComputedStyle(document.body).fontSize))") == 20
    assert page.evaluate("document.documentElement.scrollWidth") == 1366
    assert complaints(page) == []


def test_everything_is_there_without_javascript(live_server, showcase, browser):
    page = browser.new_page(java_script_enabled=False)
    page.goto(live_server.url + "/")
    page.click("text=选择列")
    page.uncheck(".menu-list >> text=责任单位")
    page.click("text=显示所选列")
    assert "cols=item" in page.url
    assert not page.is_visible("#items >> text=交通运输局")
    assert page.is_visible("#items >> text=新增公办学位")
    page.close()


def test_a_block_copied_in_excel_fills_downwards_and_to_the_right(live_server, showcase, page):
    page.goto(live_server.url + "/")
    page.focus("[name=a1]")
    page.evaluate("""() => {
        const data = new DataTransfer()
        data.setData('text/plain', '1,812\\t"设备""已""到\\n货"\\r\\n7\\t开工\\r\\n9\\t多余\\r\\n')
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true}))
    }""")
    assert [page.input_value(f"[name={name}]") for name in ("a1", "b1", "a2", "b2")] == [
        "1812",
        '设备"已"到货',
        "7",
        "开工",
    ]
    assert page.inner_text("[data-grid-note]") == "已填入 4 格，有 2 格放不下，没有填入。"


def test_arrows_and_enter_move_in_a_grid(live_server, showcase, page):
    page.goto(live_server.url + "/")
    page.focus("[name=a1]")
    names = []
    for key in ("Enter", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown", "Enter"):
        page.keyboard.press(key)
        names.append(page.evaluate("document.activeElement.name"))
    assert names == ["a2", "b2", "b1", "a1", "a2", "a2"]


def test_keys_search_go_and_explain(live_server, showcase, page):
    page.goto(live_server.url + "/?sort=-rate")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("?g")
    assert page.input_value("[name=q]") == "?g"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/cases/")


def test_a_draft_comes_back_and_goes_when_asked(live_server, showcase, page):
    page.goto(live_server.url + "/?clean")
    page.fill("[name=sentence]", "设备到货晚了十天")
    page.wait_for_timeout(600)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(live_server.url + "/?clean")
    assert page.input_value("[name=sentence]") == "设备到货晚了十天"
    page.click("text=放弃草稿")
    assert page.input_value("[name=sentence]") == ""
    page.goto(live_server.url + "/?clean")
    assert page.input_value("[name=sentence]") == ""


def test_signing_out_wipes_every_draft(live_server, showcase, page):
    page.goto(live_server.url + "/?clean")
    page.fill("[name=sentence]", "设备到货晚了十天")
    page.wait_for_timeout(600)
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("summary:has-text('周敏')")
    page.click("text=退出")
    page.goto(live_server.url + "/?clean")
    assert page.input_value("[name=sentence]") == ""


def test_leaving_with_changes_asks(live_server, showcase, page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(live_server.url + "/?clean")
    page.goto(live_server.url + "/?clean")
    assert asked == []
    page.click("[name=sentence]")
    page.keyboard.type("改了")
    page.goto(live_server.url + "/?sort=item")
    assert asked == ["beforeunload"]


def test_all_rows_are_picked_at_once(live_server, showcase, page):
    page.goto(live_server.url + "/")
    page.check("[data-select-all=item]")
    assert page.inner_text("[data-selected=item]") == "8"


def test_points_stand_on_a_map_made_here(live_server, showcase, page):
    heard = watch(page)
    page.goto(live_server.url + "/points/")
    page.wait_for_selector("#sites canvas")
    page.wait_for_selector("[data-ready]", timeout=20_000)
    assert [said for said in heard if "GPU stall" not in said and "GL Driver" not in said] == []


def test_a_refusal_of_htmx_is_swapped_and_a_missing_right_is_said(live_server, showcase, page):
    page.goto(live_server.url + "/part/")
    page.click("text=撞上")
    page.wait_for_selector("text=内容已被他人更新")
    page.click("text=越权")
    page.wait_for_selector("#messages >> text=您当前的岗位没有办理这件事的权限")


def test_a_page_prints_without_its_frame(live_server, showcase, page):
    page.goto(live_server.url + "/")
    page.emulate_media(media="print")
    shown = [
        page.is_visible(part) for part in (".topbar", ".side", ".page-act", ".form-acts", ".bulk", "h1", "#items table")
    ]
    assert shown == [False] * 5 + [True] * 2


def test_the_head_of_a_long_table_stays_in_sight(live_server, showcase, page):
    page.goto(live_server.url + "/?clean&rows=60")
    before = page.evaluate("document.querySelector('#items thead th').getBoundingClientRect().top")
    page.evaluate("document.querySelector('#items .list-scroll').scrollTop = 900")
    assert page.evaluate("document.querySelector('#items thead th').getBoundingClientRect().top") == before
    assert page.evaluate("document.querySelector('#items tbody tr').getBoundingClientRect().top") < before - 500
