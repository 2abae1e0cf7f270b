"""A page made of every component, with a programme that might be real; only tests show it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from shishi.ui import marks
from shishi.ui.charts import Area, AreaMap, Bars, Curve, HeatMap, Series, Spot
from shishi.ui.frame import Choice, Frame, NavEntry, Tab
from shishi.ui.life import Moment
from shishi.ui.points import Point, PointMap
from shishi.ui.tables import Cell, Column, Row, Table, choose
from shishi.ui.views import choose_look

PAGE = Path(__file__).with_name("showcase.html")
COLUMNS = (
    Column("item", "项目", sort=True),
    Column("unit", "责任单位", choice=True),
    Column("target", "年度目标", "number", sort=True),
    Column("done", "累计完成", "number", scale=0),
    Column("rate", "完成率", "percent", sort=True),
    Column("gap", "与序时相差", "points", choice=True),
    Column("spent", "已拨资金", "money", choice=True),
    Column("trend", "走势", "html"),
    Column("light", "亮灯", "light", sort=True),
    Column("due", "期限", "due"),
    Column("on", "报送日期", "date"),
)
ITEMS = (
    ("新增公办学位", "教育局", 2400, 1812, "75.5", "8.8", 48_650_000, "ahead", 12),
    ("农村公路提质改造", "交通运输局", 86, 58, "67.4", "0.7", 91_200_000, "on_schedule", 3),
    ("适龄妇女“两癌”免费检查", "卫生健康局", 9000, 9120, "101.3", "34.7", 1_820_000, "completed_early", None),
    ("困难家庭适老化改造", "民政局", 320, 188, "58.8", "-7.9", 960_000, "slightly_behind", 1),
    ("城镇老旧小区改造", "住房和城乡建设局", 41, 20, "48.8", "-17.9", 36_700_000, "behind", 0),
    ("高标准农田建设", "农业农村局", 12000, 3900, "32.5", "-34.2", 18_000_000, "severely_behind", -4),
    ("农村饮水安全巩固提升", "水利局", 27, None, None, None, None, "no_data", -1),
    ("乡镇公共文化场馆开放", "文旅广电体育局", 14, 0, "0", None, 0, "suspended", None),
)


class ReasonForm(forms.Form):
    """A form with one field of each sort."""

    figure = forms.DecimalField(label="本月累计完成", help_text="从年初算起，单位：个。", decimal_places=2)
    kind = forms.ChoiceField(
        label="偏慢的主要原因", choices=[("", "请选择"), ("money", "资金"), ("land", "用地"), ("bid", "招标")]
    )
    sentence = forms.CharField(label="一句话说明", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    help_asked = forms.BooleanField(label="需要县里协调", required=False)
    track = forms.ChoiceField(
        label="验收方式", widget=forms.RadioSelect, choices=[("online", "线上验收"), ("site", "现场验收")]
    )


def table_of(n: int = 8) -> Table:
    rows = tuple(_row(at) for at in range(n))
    return Table(
        caption="2023 年度重点民生实事项目进度",
        columns=COLUMNS,
        rows=rows,
        name="items",
        sort="-rate",
        after="?after=42",
        total=20,
        pick="item",
        form="bulk",
        empty="这里将列出本年度的项目。",
        next_step=("导入清单", "/imports/"),
    )


def _row(at: int) -> Row:
    name, unit, target, done, rate, gap, spent, light, due = ITEMS[at % len(ITEMS)]
    trend = marks.spark([Decimal(target) * n / 12 for n in range(1, 7)] if done else [])
    return Row(
        key=str(at),
        href=f"/items/{at}/",
        tone="late" if light == "severely_behind" else "",
        cells=(
            name,
            unit,
            target,
            done,
            Cell(Decimal(rate), f"/trace/{at}/", computed=True) if rate else None,
            Decimal(gap) if gap else None,
            spent,
            trend,
            light,
            due,
            date(2023, 8, 4),
        ),
    )


def moments() -> list[Moment]:
    at = datetime(2023, 8, 4, 1, 30, tzinfo=UTC)
    return [
        Moment(at, "县实事办审核通过 7 月月报", "周敏 · 县实事办专干", tone="green"),
        Moment(at, "退回 7 月月报中的 1 个数字", "周敏 · 县实事办专干", note="累计数小于上月，请核对。", tone="red"),
        Moment(at, "报送 7 月月报", "李强 · 教育局联络员", href="/reports/7/"),
    ]


def put_frame(request: HttpRequest) -> None:
    """What the middleware of the product does."""
    labels = ("工作台", "清单", "进度", "闭环", "验收", "综合", "公众", "系统")
    codes = ("desk", "lists", "progress", "cases", "acceptance", "evaluation", "public", "system")
    request.nav = [NavEntry(c, label, f"/{c}/", c == "lists") for c, label in zip(codes, labels, strict=True)]
    request.frame = Frame(
        person="周敏",
        post="县实事办专干",
        posts=(Choice("1", "县实事办专干", True), Choice("2", "督查室科员")),
        post_url="/post/",
        programme="2023 年重点民生实事",
        programmes=(Choice("9", "2023 年", True), Choice("8", "2022 年")),
        programme_url="/programme/",
        search_url="/search/",
        inbox_url="/inbox/",
        n_unread=3,
        help_url="/help/",
        password_url="/password/",
        sign_out_url="/sign-out/",
        demo=True,
    )


def showcase(request: HttpRequest) -> HttpResponse:
    put_frame(request)
    form = ReasonForm(None if "clean" in request.GET else {"figure": "一千", "sentence": "设备到货晚"})
    table = choose(table_of(int(request.GET.get("rows", 8))), request.GET)
    months = tuple(f"{n}月" for n in range(1, 13))
    plan = Series("计划序时", tuple(Decimal(n) for n in (8, 17, 25, 33, 42, 50, 58, 67, 75, 83, 92, 100)), "plan")
    done = Series("审核通过", (*(Decimal(n) for n in (4, 9, 21, 35, 44, 55, 61)), *[None] * 5))
    rates = Series("完成率", (Decimal("75.5"), Decimal("67.4"), Decimal("58.8"), Decimal("32.5")))
    spots = tuple(
        Spot(c, r, light)
        for c, r, light in ((0, 0, "green"), (1, 0, "green"), (2, 0, "yellow"), (0, 1, "green"), (1, 1, "red"))
    )
    context = RequestContext(
        request,
        {
            "table": table,
            "form": form,
            "moments": moments(),
            "curve": Curve(months, (plan, done), "%"),
            "bars": Bars(
                ("教育局", "交通运输局", "民政局", "水利局"),
                (rates,),
                "%",
                lights=("ahead", "on_schedule", "behind", "overdue"),
            ),
            "heatmap": HeatMap(("5月", "6月", "7月"), ("学位", "公路"), spots),
            "area": AreaMap("43", (Area("430300", "湘潭市", Decimal("62.1"), "green", "/r/430300/"),), "%"),
            "tabs": [Tab("概况", "?", True), Tab("月报", "?reports", n=7), Tab("现场", "?sites", n=14)],
            "points": [Decimal(n) for n in (4, 9, 21, 35, 44, 55, 61)],
            "plan": [Decimal(8 * n) for n in range(1, 8)],
            "statuses": list(marks.LIGHTS),
            "sort": "item",
        },
    )
    return HttpResponse(Template(PAGE.read_text()).render(context))


def sites(request: HttpRequest) -> HttpResponse:
    """A page of points."""
    data = PointMap(
        "4303", (Point("湘潭县一中", Decimal("112.95"), Decimal("27.78"), "behind", "学位 300 个", "/sites/1/"),)
    )
    page = (
        '{% extends "ui/base.html" %}{% load ui %}{% block head %}{% points_files %}{% endblock %}'
        '{% block content %}{% points_map "sites" data label="点位" %}{% endblock %}'
    )
    return HttpResponse(Template(page).render(RequestContext(request, {"data": data})))


def part(request: HttpRequest) -> HttpResponse:
    """Two buttons htmx sends: one collides with somebody's change, one may not be pressed."""
    page = (
        '{% extends "ui/base.html" %}{% block content %}<div id="part" hx-target="this">'
        '<button hx-post="/part/409/">撞上</button><button hx-post="/part/403/">越权</button></div>{% endblock %}'
    )
    return HttpResponse(Template(page).render(RequestContext(request)))


def refused(request: HttpRequest, status: int) -> HttpResponse:
    """What a refused step answers; keeps the buttons."""
    buttons = '<button hx-post="/part/403/">越权</button>'
    return HttpResponse(f"<p>内容已被他人更新</p>{buttons}" if request.method == "POST" else "", status=status)


urlpatterns = [
    path("points/", sites),
    path("part/", part),
    path("part/<int:status>/", refused),
    path("", showcase),
    path("look/", choose_look, name="look"),
]
