import pytest
from django.template import engines
from django.test import RequestFactory

from shishi.lib.htmx import go_to, is_part, page_or_part

PAGE = "<h1>{{ n }}</h1>{% partialdef row inline %}<p>{{ n }}</p>{% endpartialdef %}"


@pytest.fixture
def pages(settings) -> None:
    """One template in memory."""
    loaders = [("django.template.loaders.locmem.Loader", {"page.html": PAGE})]
    settings.TEMPLATES = [
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": loaders}},
    ]
    engines.__dict__.pop("templates", None)


def asked(**headers: str):
    return RequestFactory().get("/", headers=headers)


def test_a_browser_gets_the_page_and_htmx_the_part(pages):
    assert page_or_part(asked(), "page.html", "row", {"n": 7}).content == b"<h1>7</h1><p>7</p>"
    answer = page_or_part(asked(**{"HX-Request": "true"}), "page.html", "row", {"n": 7}, status=422)
    assert (answer.status_code, answer.content) == (422, b"<p>7</p>")
    assert answer.headers["Vary"] == "HX-Request"


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_link_and_a_page_from_history_want_the_whole(header):
    assert not is_part(asked(**{"HX-Request": "true", header: "true"}))


def test_leaving_the_page_is_a_redirect_or_a_header_for_htmx():
    assert go_to(asked(), "/cases/7/").headers["Location"] == "/cases/7/"
    answer = go_to(asked(**{"HX-Request": "true"}), "/cases/7/")
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/cases/7/")
