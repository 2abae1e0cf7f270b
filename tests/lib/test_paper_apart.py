"""Papers set in a process of their own, and papers as JSON."""

import pytest

from shishi.lib.paper.apart import NotRendered, rendered_apart
from shishi.lib.paper.asjson import from_plain, paper_from, to_plain
from tests.lib import papers


@pytest.mark.parametrize("paper", [papers.BULLETIN, papers.LETTER, papers.WIDE])
def test_a_paper_written_down_as_json_comes_back_the_same(paper):
    assert paper_from(to_plain(paper)) == paper


@pytest.mark.parametrize("plain", [{"is": "Signature", "office": "专班"}, {"is": "os"}, [], "纸"])
def test_what_is_no_paper_is_refused(plain):
    with pytest.raises((ValueError, TypeError)):
        paper_from(plain)


def test_lists_come_back_as_tuples():
    assert from_plain(to_plain((1, ("二",)))) == (1, ("二",))


def test_both_forms_are_made_apart():
    made = rendered_apart(papers.BULLETIN)
    assert (made.docx[:2], made.pdf[:5]) == (b"PK", b"%PDF-")


def test_a_paper_that_asks_for_too_much_memory_is_given_up():
    with pytest.raises(NotRendered):
        rendered_apart(papers.BULLETIN, memory_mb=64)
