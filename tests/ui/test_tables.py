from dataclasses import replace
from decimal import Decimal

from django.http import QueryDict

from shishi.ui.drawing import draw
from shishi.ui.tables import Cell, Column, Row, Table, choose, hidden_keys, kept

COLUMNS = (
    Column("name", "项目", sort=True),
    Column("rate", "完成率", "percent", sort=True),
    Column("unit", "单位", choice=True),
    Column("paid", "资金", "money"),
    Column("light", "亮灯", "light"),
)
ROWS = (
    Row(("学位<1>", Cell(Decimal("75.5"), "/trace/1/", computed=True), "教育局", 10_000, "ahead"), "7", "/items/7/"),
    Row(("公路", None, "交通局", None, None), "8", tone="late"),
)
TABLE = Table("进度", COLUMNS, ROWS, sort="name", total=20, after="?after=8")


def test_a_row_leads_to_its_thing_and_a_computed_figure_to_where_it_comes_from():
    html = draw(TABLE)
    assert '<a href="/items/7/">学位&lt;1&gt;</a>' in html
    assert '<a class="fig-computed" href="/trace/1/" title="这个数从哪来">75.5%</a>' in html
    assert 'class="n" data-label="资金">1.00</td>' in html
    assert 'data-label="完成率">—</td>' in html


def test_a_head_sorts_by_address_and_turns_round_at_the_second_click():
    table = replace(TABLE, query=kept(QueryDict("unit=教育&sort=name&after=8")))
    html = draw(table)
    assert 'aria-sort="ascending"' in html
    assert table.sort_url(COLUMNS[0]) == "?unit=%E6%95%99%E8%82%B2&sort=-name"
    assert table.sort_url(COLUMNS[1]).endswith("&sort=rate")


def test_people_leave_out_columns_that_may_be_left_out():
    assert hidden_keys(QueryDict("cols=name"), COLUMNS) == {"unit"}
    assert hidden_keys(QueryDict(""), COLUMNS) == frozenset()
    html = draw(choose(TABLE, QueryDict("cols=name&cols=rate")))
    assert "教育局" not in html
    assert 'name="cols" value="name"' in html


def test_rows_can_be_picked_for_acts_on_many():
    html = draw(replace(TABLE, pick="item", form="bulk"))
    assert 'data-select-all="item"' in html
    assert 'name="item" value="7" form="bulk" aria-label="选择 学位&lt;1&gt;"' in html


def test_an_empty_table_says_what_will_stand_here_and_what_to_do_next():
    html = draw(Table("进度", COLUMNS, (), empty="这里将列出项目。", next_step=("导入清单", "/imports/")))
    assert "这里将列出项目。" in html
    assert '<a class="btn btn-primary" href="/imports/">导入清单</a>' in html
    assert "<table" not in html


def test_a_page_beside_this_one_is_a_link():
    html = draw(TABLE)
    assert 'rel="next" href="?after=8"' in html
    assert 'rel="prev"' not in html
    assert "本页 2 条，共 20 条" in html
