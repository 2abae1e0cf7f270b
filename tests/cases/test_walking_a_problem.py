"""A problem from being found to being crossed off, and everything that may stand in the way."""

import pytest

from shishi.cases.actions.opening import open_case
from shishi.cases.actions.steps import take_many, take_step
from shishi.cases.forms import step_form
from shishi.cases.models import Case
from shishi.journal.models import Entry, Telling
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.search.queries import find
from tests.cases import stories
from tests.reports import year as a_year

pytestmark = pytest.mark.django_db


def test_a_problem_is_found_and_crossed_off(cast):
    case = stories.closed(cast)
    assert (case.stage, case.outcome, case.side) == ("closed", "closed", "")
    assert case.closed_at
    assert case.first_due_at == case.due_at
    names = list(Entry.objects.about("case", case.pk).order_by("id").values_list("verb", flat=True))
    assert names == [
        f"problem.{n}" for n in ("open", "assign", "plan", "self_check", "apply", "review", "verify", "close")
    ]


def test_the_unit_is_told_and_the_due_moment_is_the_types_own(cast):
    case = stories.assigned(cast)
    assert (case.holder_id, case.side) == (cast.orgs["education"].pk, "unit")
    assert f"{case.due_at:%Y-%m-%d}" == "2023-10-04"
    told = set(Telling.objects.filter(reason="case_to_do").values_list("person_id", flat=True))
    assert cast.people["liaison"].pk in told


def test_whoever_applied_does_not_review(cast):
    case = stories.applied(cast)
    with pytest.raises(NotYours):
        take_step(case, "review", cast.actor("edu_head"), {"opinion": "好"})
    case = take_step(case, "review", cast.actor("clerk"), {"opinion": "好"})
    with pytest.raises(Refused, match="换一位同志"):
        take_step(case, "verify", cast.actor("clerk"), {"finding": "好"})


def test_another_county_cannot_take_a_step(cast):
    with pytest.raises(NotYours):
        take_step(stories.problem(cast), "assign", cast.actor("stranger"), {})
    assert not Case.objects.visible_to(cast.actor("stranger")).exists()


def test_a_step_out_of_turn_says_where_the_case_stands(cast):
    with pytest.raises(Refused, match="现在是“待交办”"):
        take_step(stories.problem(cast), "close", cast.actor("head"), {"opinion": "好"})


def test_missing_answers_are_named_beside_their_fields(cast):
    with pytest.raises(Refused) as refused:
        take_step(stories.problem(cast), "assign", cast.actor("clerk"), {"unit": cast.orgs["education"]})
    assert set(refused.value.fields) == {"type"}


def test_the_second_to_assign_is_told_who_was_first(cast):
    case = stories.problem(cast)
    answers = {"unit": cast.orgs["education"], "type": "short"}
    take_step(case, "assign", cast.actor("clerk"), answers, version=case.version)
    with pytest.raises(Overtaken, match="陈晓兰"):
        take_step(case, "assign", cast.actor("clerk2"), answers, version=case.version)


def test_the_same_form_twice_is_one_step(cast):
    case = stories.problem(cast)
    answers = {"unit": cast.orgs["education"], "type": "short"}
    for _again in range(2):
        take_step(case, "assign", cast.actor("clerk"), answers, version=case.version, key="k1")
    assert case.steps.filter(name="assign").count() == 1


def test_the_third_return_needs_a_ruling_and_then_no_more_returns(cast):
    case = stories.assigned(cast)
    for unit in ("health", "housing"):
        case = take_step(
            case, "return", cast.actor("liaison" if unit == "health" else "health_liaison"), {"reason": "非职责"}
        )
        case = take_step(case, "assign", cast.actor("clerk"), {"unit": cast.orgs[unit]})
    case = take_step(case, "return", cast.actor("housing_liaison"), {"reason": "非职责"})
    with pytest.raises(Refused, match="裁定"):
        take_step(case, "assign", cast.actor("clerk"), {"unit": cast.orgs["education"]})
    case = take_step(case, "rule", cast.actor("head"), {"unit": cast.orgs["education"], "reason": "校园内由教育局负责"})
    with pytest.raises(Refused, match="不能再退单"):
        take_step(case, "return", cast.actor("liaison"), {"reason": "非职责"})


def test_a_relapse_opens_it_again_and_is_counted(cast):
    case = stories.closed(cast)
    first = case.first_due_at
    case = take_step(case, "relapse", cast.actor("clerk"), {"finding": "又堆上了"})
    assert (case.stage, case.n_relapses, case.round, case.closed_at) == ("rectifying", 1, 2, None)
    assert case.first_due_at == first


def test_words_copied_from_another_case_are_no_answer(cast):
    stories.applied(cast)
    with pytest.raises(Refused, match="一字不差"):
        stories.applied(cast, title="另一处")


def test_many_are_assigned_in_a_handful_of_queries(cast, django_assert_max_num_queries):
    ids = [stories.problem(cast, title=f"问题{n}").pk for n in range(30)]
    answers = {"unit": cast.orgs["education"], "type": "short"}
    with django_assert_max_num_queries(26):
        many = take_many(ids, "assign", cast.actor("clerk"), answers)
    assert len(many.done) == 30
    assert set(Case.objects.filter(pk__in=ids).values_list("stage", flat=True)) == {"assigned"}


def test_a_unit_goes_on_seeing_what_it_raised(cast):
    given = {"title": "食堂无留样", "text": "自查发现。", "source": "self_check"}
    case = open_case("problem", given, cast.actor("liaison")).case
    take_step(case, "assign", cast.actor("clerk"), {"unit": cast.orgs["health"], "type": "short"})
    assert case in Case.objects.visible_to(cast.actor("liaison"))
    assert case in Case.objects.visible_to(cast.actor("health_liaison"))


def test_whoever_is_charged_finds_it_and_whoever_gave_it_back_does_not(cast):
    def finds(who):
        return [hit.title for group in find("消防通道", cast.actor(who)) for hit in group.hits if group.kind == "case"]

    case = stories.assigned(cast)
    assert (len(finds("liaison")), finds("health_liaison")) == (1, [])
    case = take_step(case, "return", cast.actor("liaison"), {"reason": "非职责"})
    take_step(case, "assign", cast.actor("clerk"), {"unit": cast.orgs["health"]})
    assert (finds("liaison"), len(finds("health_liaison"))) == ([], 1)


def test_a_problem_about_an_item_is_offered_to_its_lead_unit_and_others_to_who_had_the_topic_last(cast):
    item = a_year.build(cast).items["pensions"]
    stories.assigned(cast, topic="安全")
    about = stories.problem(cast, topic="安全", item=item)
    assert step_form(about, "assign", cast.actor("clerk")).initial["unit"] == item.unit_id
    other = stories.problem(cast, topic="安全")
    assert step_form(other, "assign", cast.actor("clerk")).initial["unit"] == cast.orgs["education"].pk
    assert item.unit_id != cast.orgs["education"].pk
