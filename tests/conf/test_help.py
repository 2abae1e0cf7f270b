"""The handbook is read, searched and linked; it holds nothing that could run."""

import re

import pytest

from shishi.conf.help import HANDBOOK, chapters, search


def test_the_contents_name_every_chapter_and_lead_to_it(client, db):
    page = client.get("/help/").content.decode()
    assert {path.stem for path in HANDBOOK.glob("*.md")} == set(chapters())
    for slug, chapter in chapters().items():
        assert f'href="/help/{slug}/"' in page
        shown = client.get(f"/help/{slug}/")
        assert shown.status_code == 200
        assert chapter.title in shown.content.decode()


def test_somebody_signed_in_keeps_their_frame(client, world):
    client.force_login(world.account("liaison"))
    assert "topbar" in client.get("/help/first-steps/").content.decode()


def test_a_page_leads_to_the_chapter_that_speaks_of_it(client, world):
    client.force_login(world.account("clerk"))
    assert 'href="/help/lists/"' in client.get("/programmes/").content.decode()


def test_links_between_chapters_lead_somewhere(client, db):
    for slug in chapters():
        page = client.get(f"/help/{slug}/").content.decode()
        for address in set(re.findall(r'href="(/help/[^"#]*)', page)):
            assert client.get(address).status_code == 200, address
        assert ".md" not in page


def test_a_search_leads_to_the_section_that_says_it(client, db):
    page = client.get("/help/", {"q": "零变化"}).content.decode()
    assert "<mark>零变化</mark>" in page
    assert [hit.slug for hit in search("基準日")]
    assert search("！？") == []


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "\u202e", "%", "'" * 5000])
def test_a_hostile_search_finds_nothing_and_shows_it_as_text(client, db, hostile):
    answer = client.get("/help/", {"q": hostile})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_a_nul_is_answered_as_a_broken_request(client, db):
    assert client.get("/help/", {"q": "a\x00b"}).status_code == 400


def test_a_chapter_that_is_not_there_is_not_found(client, db):
    assert client.get("/help/nothing/").status_code == 404


def test_no_chapter_holds_html_or_leads_outside():
    for path in HANDBOOK.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<[a-z/!]", text), path.name
        assert "://" not in text, path.name
