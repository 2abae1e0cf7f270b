import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template

from shishi.rules.lights import Light, Status
from shishi.ui import charts, fields, life, marks, points

EVIL = "<script>alert('\"')</script>"


def drawn(template: str, **context: object) -> str:
    return Template("{% load ui %}" + template).render(Context(context))


@pytest.mark.parametrize("status", [*Status, *Light])
def test_every_light_is_colour_and_shape_and_word(status):
    mark = marks.light(status)
    assert re.search(r'class="light light-(blue|green|yellow|red|grey|hatched)"', mark)
    assert "<svg" in mark
    assert re.search(r"</svg>[^<]+", mark)


def test_a_light_that_was_red_says_so_and_opens_its_sum():
    mark = drawn('{% light "behind" was_behind=True sum=sum %}', sum="48.8% < 66.7%")
    assert "曾滞后" in mark
    assert "48.8% &lt; 66.7%" in mark


@pytest.mark.parametrize(
    "part",
    [
        "{% chip evil evil %}",
        "{% figure evil evil kind='computed' href=evil %}",
        "{% figure evil evil %}",
        "{% quantity 3 evil %}",
        "{% breadcrumb evil evil %}",
        "{% light 'behind' sum=evil %}",
        "{% spark values values evil %}",
        "{% timeline moments evil %}",
    ],
)
def test_nothing_typed_becomes_markup(part):
    at = datetime(2023, 9, 4, tzinfo=UTC)
    moments = [life.Moment(at, EVIL, EVIL, EVIL, EVIL, EVIL)]
    assert "<script" not in drawn(part, evil=EVIL, moments=moments, values=[Decimal(1)])


def test_nothing_typed_becomes_markup_in_charts_and_maps():
    one = charts.Bars((EVIL,), (charts.Series(EVIL, (Decimal(1),)),), EVIL, hrefs=(EVIL,))
    two = points.PointMap("4303", (points.Point(EVIL, Decimal(112), Decimal(27), "behind", EVIL, EVIL),))
    for html in (charts.draw("a", one, EVIL), points.draw("b", two, EVIL)):
        assert "<script>alert" not in html
        assert html.count("</script>") == 1


def test_a_chart_keeps_its_figures_in_a_table_behind_it():
    curve = charts.Curve(("1月", "2月"), (charts.Series("审核通过", (Decimal("3.5"), None)),), "%")
    html = charts.draw("curve", curve, "进度")
    assert '<th scope="row">1月</th><td class="n">3.5</td>' in html
    assert '<th scope="row">2月</th><td class="n">—</td>' in html


def test_a_spark_leaves_out_gaps_and_says_its_values():
    html = marks.spark([Decimal(0), None, Decimal(10)])
    assert 'points="2.0,22.0 94.0,2.0"' in html
    assert 'aria-label="0、—、10"' in html
    assert "<svg" not in marks.spark([None])


def test_a_bar_stops_at_a_hundred_while_its_word_does_not():
    html = marks.bar(Decimal("134.2"), Decimal(50))
    assert 'class="bar-done" width="100.0"' in html
    assert "134.2%" in html
    assert 'x="50.0"' in html


class Money(forms.Form):
    paid = forms.DecimalField(label="已付", help_text="单位：元", min_value=0)
    track = forms.ChoiceField(label="方式", widget=forms.RadioSelect, choices=[("a", "线上"), ("b", "现场")])


def test_a_wrong_field_keeps_what_was_typed_and_says_what_is_wrong_beside_it():
    html = fields.field(Money({"paid": "一千"})["paid"])
    assert 'value="一千"' in html
    assert 'type="text"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_paid_helptext id_paid_error"' in html
    assert 'id="id_paid_error"' in html


def test_a_group_of_choices_has_a_legend_and_a_label_for_each():
    html = fields.field(Money()["track"])
    assert "<legend>方式" in html
    assert html.count('<label class="form-check">') == 2


def test_a_form_says_how_many_fields_are_to_be_mended():
    assert "有 2 处需要修改" in fields.errors(Money({}))
    assert fields.errors(Money({"paid": "3", "track": "a"})) == ""
