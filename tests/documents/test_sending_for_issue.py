"""A room sends a paper for issue with one call: a number at once, the bytes from the worker, or the number voided."""

from datetime import timedelta

import pytest

from shishi.documents.actions import issuing
from shishi.documents.models import Paper
from shishi.files.queries import read
from shishi.jobs.models import Job
from shishi.lib import clock
from shishi.lib.paper import Head, plain
from shishi.lib.paper import Paper as Value
from shishi.lib.paper.apart import NotRendered

pytestmark = pytest.mark.django_db


def sent(world):
    draft = issuing.Draft(
        kind="meeting_notice",
        title="关于召开调度会的通知",
        value_of=lambda number: Value(head=Head(mark="专班", number=number), title="通知", blocks=(plain("请参会。"),)),
        home="/meetings/1/",
        prefix="湘民专会",
    )
    return issuing.send_for_issue(world.orgs["office"], draft, world.actor("head"))


def test_the_number_stands_in_the_paper_and_the_worker_issues_it(world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    paper = sent(world)
    assert paper.body["head"]["number"] == f"湘民专会〔{clock.today().year}〕1号"
    assert Job.objects.filter(title__contains="关于召开调度会的通知", link="/meetings/1/").count() == 1
    assert issuing.render(paper.pk) == "issued"
    assert issuing.render(paper.pk) == "issued"
    paper.refresh_from_db()
    assert read(paper.pdf).startswith(b"%PDF")


def test_what_cannot_be_set_gives_its_number_up_and_the_next_takes_another(world, monkeypatch):
    def refuse(*_args):
        raise NotRendered("no")

    monkeypatch.setattr(issuing, "rendered_apart", refuse)
    paper = sent(world)
    assert issuing.render(paper.pk) == "void"
    assert sent(world).number == 2


def test_what_no_worker_sets_within_half_an_hour_is_voided(world):
    paper = sent(world)
    assert issuing.give_up_stuck() == 0
    Paper.objects.filter(pk=paper.pk).update(signed_at=clock.now() - timedelta(minutes=31))
    assert issuing.give_up_stuck() == 1
    assert issuing.give_up_stuck() == 0
