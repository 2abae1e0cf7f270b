"""What is recorded stays, is sealed in order, and is told once."""

import pytest

from shishi.journal.actions import KeyReused, SentTwice, Tell, once, record, seal
from shishi.journal.models import AppendOnly, Entry, Telling
from shishi.journal.queries import timeline, verify


def test_an_entry_keeps_the_name_and_post_as_they_were(world):
    record(world.orgs["education"], "org.change", world.actor("clerk"), amount=3)
    [row] = timeline("org", world.orgs["education"].pk)
    assert (row.actor_name, row.post_label, row.sentence) == ("陈晓兰", "湘水县专班办公室 科员", "修改单位 县教育局")


def test_an_entry_is_neither_changed_nor_deleted(world):
    entry = record(world.orgs["education"], "org.change", world.actor("clerk"))
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    with pytest.raises(AppendOnly):
        Entry.objects.all().delete()


def test_nobody_is_told_of_what_they_did_themselves(world):
    clerk, head = world.people["clerk"].pk, world.people["head"].pk
    tell = [Tell(clerk, "x"), Tell(head, "x"), Tell(head, "again")]
    record(world.orgs["education"], "org.change", world.actor("clerk"), tell=tell)
    assert [t.person_id for t in Telling.objects.all()] == [head]


def test_sealing_covers_every_entry_once(world):
    for _ in range(3):
        record(world.orgs["education"], "org.change", world.actor("clerk"))
    assert (seal(), seal()) == (3, 0)
    report = verify()
    assert (report.n_entries, report.n_unsealed, report.broken_at) == (3, 0, None)


@pytest.mark.parametrize("tamper", [{"actor_name": "别人"}, {"facts": {"amount": 9}}, {"verb": "org.create"}])
def test_a_changed_entry_breaks_the_chain(world, tamper):
    record(world.orgs["education"], "org.change", world.actor("clerk"), amount=3)
    seal()
    Entry.objects.update(**tamper)
    assert verify().broken_at is not None


def test_a_key_works_once_and_not_for_other_content(world):
    once(1, "k", b"same", "/answer/")
    with pytest.raises(SentTwice, match="/answer/"):
        once(1, "k", b"same")
    with pytest.raises(KeyReused):
        once(1, "k", b"other")
    once(2, "k", b"other")
