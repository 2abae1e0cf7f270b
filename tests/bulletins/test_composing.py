"""What a draft says: counts that add up, who is first and who is behind, no numeral without a source."""

import pytest

from shishi.bulletins.actions import drafting
from shishi.bulletins.kinds import LAYOUTS
from shishi.bulletins.queries.page import checked, sheet_of
from shishi.bulletins.queries.paper import paper_of
from shishi.lib.paper import to_text
from shishi.orgs.models import Org
from shishi.reports.models import Return


def words(bulletin):
    sheet = sheet_of(bulletin, number="第9期", on=bulletin.cut.on)
    return "".join(to_text(paper_of(sheet)).split())


def test_at_the_end_of_the_year_it_says_what_was_done_and_what_remains(year, end):
    said = words(drafting.draft(year.programme, end, year.world.actor("clerk")))
    for fact in (
        "重点民生实事共3项，其中省重点1件2项、市重点1件1项，由2个县直责任单位",
        "3项重点民生实事的考核指标均已达到年度目标，完成率100%",
        "“两癌”免费检查1个项目在全市率先完成",
        "县教育局牵头的“徐特立项目”前期工作提前21个工作日完成",
        "（一）抓实验收",
        "（三）做好回头看",
        "（第9期）",
        "2023年12月26日",
    ):
        assert fact in said, fact
    assert "滞后项目" not in said


def test_at_mid_year_it_names_who_is_behind_and_what_they_ask_for(year, mid):
    asked = Return.objects.get(item=year.items["schools"], period__month=mid.month)
    asked.needs_coordination, asked.difficulty = True, "征地协调难度较大，需自然资源部门支持。还差3个点位。"
    asked.save()
    said = words(drafting.draft(year.programme, mid, year.world.actor("clerk")))
    for fact in (
        "3项重点民生实事中已有1项达到年度目标，完成率33.33%",
        "蓝灯（已达标）1项、绿灯（达到或超过序时）0项、黄灯（偏慢）1项",
        "“两癌”免费检查县教育局黄10.00%33.33%-23.33征地协调难度较大，需自然资源部门支持",
        "共有1个项目落后于进度安排，由县教育局抓好“两癌”免费检查",
    ):
        assert fact in said, fact
    assert "3个点位" not in said


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("which", ["mid", "end"])
def test_a_fresh_draft_stands_nothing_against_signing(request, year, layout, which):
    cut = request.getfixturevalue(which)
    draft = drafting.draft(year.programme, cut, year.world.actor("clerk"), layout)
    assert checked(draft).findings == ()


def test_the_short_layout_leaves_out_ranks_and_practices(year, mid):
    said = words(drafting.draft(year.programme, mid, year.world.actor("clerk"), "brief"))
    assert "名次" not in said
    assert "各清单完成情况" in said


def test_units_stand_in_a_table_for_each_group_of_equals(year, mid):
    Org.objects.filter(pk=year.world.orgs["health"].pk).update(kind="township")
    said = words(drafting.draft(year.programme, mid, year.world.actor("clerk")))
    assert "各责任单位完成情况：部门和单位（名次相同的不分先后）" in said
    assert "各责任单位完成情况：乡镇（街道）（名次相同的不分先后）" in said


def test_drafting_costs_the_same_for_any_number_of_items(year, mid, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        drafting.draft(year.programme, mid, year.world.actor("clerk"))
