"""Programs read a bulletin, open its figures, carry it through its chain and take the kept bytes."""

import pytest

from shishi.bulletins.queries.issued import text_of
from shishi.documents.models import PrintedFigure
from shishi.journal.models import Entry
from tests.api.conftest import Program, give_keys
from tests.bulletins.conftest import carry, draft, end, mid, year  # noqa: F401 -- fixtures


@pytest.fixture
def issued(draft, world):  # noqa: F811
    carry(draft, world)
    give_keys(world)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def drafted(draft, world):  # noqa: F811
    give_keys(world)
    return draft


def test_every_printed_figure_opens_to_as_many_rows(issued):
    clerk = Program("clerk")
    sheet = clerk.get(f"/bulletins/{issued.pk}").json()
    printed = {one.key: one for one in PrintedFigure.objects.filter(paper=issued.paper)}
    assert printed
    for one in sheet["figures"]:
        found = clerk.get(f"/bulletins/{issued.pk}/figures/{one['key']}").json()
        assert (found["same"], found["shown"], found["n_rows_now"]) == (True, one["shown"], one["n_rows"])
        assert found["digest"] == found["digest_now"]
    assert {key: one.shown for key, one in printed.items()}.items() <= {
        f["key"]: f["shown"] for f in sheet["figures"]
    }.items()


def test_the_words_are_those_frozen_at_signing(issued):
    answer = Program("liaison").get(f"/bulletins/{issued.pk}/text")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == text_of(issued)
    assert Program("liaison").get(f"/bulletins/{issued.pk}").json()["text"] == text_of(issued)


@pytest.mark.parametrize(("form", "head"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_kept_bytes_are_handed_out_and_journalled(issued, form, head):
    answer = Program("liaison").post(f"/bulletins/{issued.pk}/files/{form}")
    body = b"".join(answer.streaming_content)
    assert body.startswith(head)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(verb="paper.download", facts__form=form).count() == 1


def test_a_draft_has_no_file_and_no_reader_outside_the_office(drafted):
    assert Program("clerk").post(f"/bulletins/{drafted.pk}/files/pdf").status_code == 422
    assert Program("clerk").get(f"/bulletins/{drafted.pk}/text").status_code == 422
    assert Program("liaison").get(f"/bulletins/{drafted.pk}").status_code == 404


def test_a_bulletin_is_sent_by_the_office_and_nobody_else(drafted):
    path, body = f"/bulletins/{drafted.pk}/steps/send", {"version": drafted.version}
    assert Program("leader").post(path, body).status_code == 403
    assert Program("clerk").post(path, {"version": drafted.version + 1}).status_code == 409
    sent = Program("clerk").post(path, body, Idempotency_Key="send-1")
    assert (sent.status_code, sent.json()["stage"]) == (200, "reviewing")
    assert Program("clerk").post(path, body, Idempotency_Key="send-1").content == sent.content
