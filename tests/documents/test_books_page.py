"""The page of number books: what its keeper sets there, and what the page says."""

import pytest

from shishi.documents.models import NumberBook

pytestmark = pytest.mark.django_db
TYPED = {"code": "湘县民专", "year": 2023, "kinds": ["meeting_notice", "inspection_plan"]}


def test_the_keeper_sets_the_prefix_of_several_kinds_at_once(client, world):
    client.force_login(world.account("head"))
    assert "设置机关代字" in client.get("/documents/books/").content.decode()
    assert client.post("/documents/books/prefix/", TYPED).status_code == 302
    assert set(NumberBook.objects.values_list("kind", "prefix")) == {
        ("meeting_notice", "湘县民专"),
        ("inspection_plan", "湘县民专"),
    }
    assert client.post("/documents/books/prefix/", TYPED | {"code": ""}).status_code == 422


def test_others_of_the_office_read_the_books_only(client, world):
    client.force_login(world.account("clerk"))
    assert "设置机关代字" not in client.get("/documents/books/").content.decode()
    assert client.post("/documents/books/prefix/", TYPED).status_code == 403
