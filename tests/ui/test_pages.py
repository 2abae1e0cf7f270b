import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import loader

PACKAGE = Path(__file__).parents[2] / "src/shishi"


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 429, 500, 503])
def test_an_error_page_needs_neither_request_nor_database(status):
    html = loader.render_to_string(f"{status}.html")
    assert "系统" in html or "请" in html
    assert "回到首页" in html


def test_a_refusal_shows_its_sentence():
    html = loader.render_to_string("422.html", {"sentence": "累计数 <小于> 上月。"})
    assert "累计数 &lt;小于&gt; 上月。" in html


def test_the_frame_shows_only_what_this_post_can_use(client, showcase):
    html = client.get("/").content.decode()
    assert html.count('data-key="') == 8
    assert '<a href="/lists/" aria-current="page" data-key="lists">' in html
    assert "县实事办专干" in html
    assert '<span class="count">3<' in html


def test_large_text_is_kept_in_a_cookie_and_goes_back_to_this_site_only(client, showcase):
    answer = client.post("/look/", {"look": "large", "next": "/?rows=3"})
    assert answer.headers["Location"] == "/?rows=3"
    assert '<html lang="zh-hans" class="large' in client.get("/").content.decode()
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        assert client.post("/look/", {"look": "normal", "next": elsewhere}).headers["Location"] == "/"
    assert 'class="large' not in client.get("/").content.decode()


def test_large_text_is_not_chosen_by_a_link(client, showcase):
    assert client.get("/look/?look=large").status_code == 405


def test_the_sign_in_page_offers_large_text(client, db):
    assert 'name="look" value="large"' in client.get("/sign-in/").content.decode()


def _templates() -> list[Path]:
    return sorted(PACKAGE.rglob("templates/**/*.html"))


def test_no_template_carries_style_or_script_of_its_own():
    inline = re.compile(r"""\sstyle=|\son\w+=["']|<style|<script(?![^>]*\ssrc=)|\|safe\b""")
    found = [f"{path.name}: {hit.group()}" for path in _templates() for hit in inline.finditer(path.read_text())]
    assert found == []


def test_every_class_in_a_template_has_a_rule():
    sheet = Path(str(finders.find("build/shishi.css"))).read_text()
    known = {name.replace("\\", "") for name in re.findall(r"\.((?:[A-Za-z_-]|\\.)(?:[\w-]|\\.)*)", sheet)}
    unknown = set()
    for path in _templates():
        for value in re.findall(r'class="([^"]*)"', path.read_text()):
            words = re.sub(r"[\w-]*\{[{%].*?[}%]\}[\w-]*", " ", value).split()
            unknown |= {f"{path.name}: {word}" for word in words if word not in known}
    assert sorted(unknown) == []


def test_the_stylesheet_needs_nothing_newer_than_chromium_87():
    sheet = Path(str(finders.find("build/shishi.css"))).read_text()
    assert "light-dark(" not in sheet
    assert "oklch(" not in re.sub(r"color-mix\([^;}]*", "", sheet)
