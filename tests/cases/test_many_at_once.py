"""Many cases take one step: with the consequences it has for one, at the versions they were chosen at."""

import pytest
from django.urls import reverse

from shishi.cases.actions.steps import take_many, take_step
from shishi.cases.models import Case, CaseFile, CaseLink
from shishi.files.models import File
from tests.cases import stories

pytestmark = pytest.mark.django_db


def confirmed(client, cast, who, cases, step, **more):
    """The confirmation of a step on many, sent as its page sends it."""
    client.force_login(cast.account(who))
    sent = {"case": [c.pk for c in cases], "at": [f"{c.pk}-{c.version}" for c in cases], "step": step, "sure": "1"}
    return client.post(reverse("cases-many"), sent | {"query": "kind=problem", "once": "m"} | more)


def test_many_put_into_one_are_bound_to_it_as_one_is(cast):
    into, *others = (stories.problem(cast, title=f"通道{n}") for n in range(3))
    done = take_many([one.pk for one in others], "merge", cast.actor("clerk"), {"into": into})
    assert len(done.done) == 2
    bound = CaseLink.objects.filter(other=into, kind=CaseLink.Kind.MERGED)
    assert set(bound.values_list("case_id", "by_name")) == {(one.pk, "陈晓兰") for one in others}
    assert set(Case.objects.filter(merged_into=into)) == set(others)


def test_a_file_handed_in_with_many_is_kept_once_and_belongs_to_each(cast):
    cases = [stories.assigned(cast, title=f"通道{n}") for n in range(2)]
    cases = [take_step(one, "plan", cast.actor("liaison"), stories.PLAN) for one in cases]
    answers = {"progress": "已约谈物业", "proof": [stories.photo()]}
    assert len(take_many([one.pk for one in cases], "report", cast.actor("liaison"), answers).done) == 2
    assert set(CaseFile.objects.values_list("case_id", "answer")) == {(one.pk, "proof") for one in cases}
    assert File.objects.count() == 1


def test_words_of_each_ones_own_are_not_written_for_many(cast):
    cases = [stories.handling(cast, title=f"路灯{n}") for n in range(2)]
    done = take_many([one.pk for one in cases], "draft", cast.actor("liaison"), {"reply": "已联系供电所三日内修复。"})
    assert not done.done
    assert all("不能批量办理" in sentence for _number, sentence in done.left)
    assert "岗位" in take_many([one.pk for one in cases], "draft", cast.actor("clerk"), {}).left[0][1]


def test_what_moved_on_since_it_was_chosen_is_left_with_who_was_first(client, cast):
    cases = [stories.problem(cast, title=f"通道{n}") for n in range(2)]
    take_step(cases[0], "dismiss", cast.actor("head"), {"reason": "重复登记"})
    given = {"unit": cast.orgs["education"].pk, "type": "short"}
    client.force_login(cast.account("clerk"))
    assert confirmed(client, cast, "clerk", cases, "assign", **given).headers["Location"] == "/cases/?kind=problem"
    page = client.get(reverse("cases")).content.decode()
    assert "办理 1 件" in page
    assert "先行办理" in page


def test_a_confirmation_without_versions_changes_nothing(client, cast):
    cases = [stories.problem(cast, title=f"通道{n}") for n in range(2)]
    given = {"unit": cast.orgs["education"].pk, "type": "short", "at": [f"{cases[0].pk}-1"]}
    answer = confirmed(client, cast, "clerk", cases, "assign", **given)
    assert answer.status_code == 409
    assert f'value="{cases[1].pk}-{cases[1].version}"' in answer.content.decode()
    assert set(Case.objects.values_list("stage", flat=True)) == {"found"}


def test_what_is_missing_or_unknown_stands_beside_its_field(client, cast):
    cases = [stories.problem(cast, title=f"通道{n}") for n in range(2)]
    answer = confirmed(client, cast, "clerk", cases, "merge", into="WT-没有")
    assert answer.status_code == 422
    assert "没有找到编号为" in answer.content.decode()


def test_the_list_offers_for_many_what_the_post_may_take_and_many_can(client, cast):
    stories.assigned(cast)
    client.force_login(cast.account("liaison"))
    page = client.get(reverse("cases"), {"kind": "problem"}).content.decode()
    assert '<option value="plan">' in page
    for name in ("close", "assign", "self_check"):
        assert f'<option value="{name}">' not in page
