"""The sample year on 26 December: everything reached, and bulletin No. 9 says so from the cut of that day."""

from datetime import date

import pytest

from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries.figures import figure
from shishi.bulletins.queries.issued import issued, text_of
from shishi.bulletins.queries.opening import opened
from shishi.files.queries import read
from shishi.lib import clock
from shishi.orgs.models import Account
from shishi.orgs.queries import actor_for
from shishi.reports.models import Cut, FrozenStanding
from shishi.reports.queries.cuts import is_intact

YEAR_END = date(2023, 12, 26)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def year_end(loaded_year):
    """The year up to 26 December, loaded once for this module."""
    with loaded_year(YEAR_END) as programme:
        yield programme


@pytest.fixture(autouse=True)
def _the_day(year_end):
    clock.rehearse(clock.at(YEAR_END, 18))
    yield
    clock.stop_rehearsing()


def ninth() -> Bulletin:
    found = issued(9, 2023)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "said",
    [
        "第9期",
        "重点民生实事共39项，其中省重点10件27项、省重点监测2件4项、市重点7件8项，由14个县直责任单位",
        "完成率100%",
        "“两癌”免费检查、“一户一表”改造、“湘易办”超级服务端、基层医保代办服务4个项目在全市率先完成",
        "“徐特立项目”前期工作提前22个工作日",
        "2023年12月26日",
        "示例",
    ],
)
def test_number_nine_says_what_the_records_say(said):
    assert said in text_of(ninth()).replace("\n", "")


def test_it_reads_the_cut_of_its_own_day():
    cut = ninth().cut
    assert (cut.on, cut.occasion) == (YEAR_END, Cut.Occasion.OFFICE)
    assert is_intact(cut)
    assert FrozenStanding.objects.filter(cut=cut, kind="item", is_reached=True).count() == 39


def test_every_printed_figure_opens_to_the_rows_it_was_counted_from():
    bulletin = ninth()
    printed = list(bulletin.paper.figures.all())
    assert len(printed) > 20
    for one in printed:
        again = figure(one.code, one.args, bulletin.cut)
        assert (again.n_rows, again.digest) == (one.n_rows, one.digest), one.code


def test_the_count_of_meetings_opens_to_the_register():
    bulletin = ninth()
    key = next(one.key for one in bulletin.paper.figures.all() if one.code == "meetings.total")
    shown = opened(bulletin, key, actor_for(Account.objects.select_related("person").get(login="luoxh"), clock.today()))
    assert (shown.same, shown.n_rows) == (True, 14)


def test_the_kept_papers_are_word_and_pdf():
    paper = ninth().paper
    assert read(paper.docx)[:2] == b"PK"
    assert read(paper.pdf)[:5] == b"%PDF-"


def test_eight_bulletins_went_before_it_and_no_number_is_missing():
    assert sorted(Bulletin.objects.values_list("ordinal", flat=True)) == list(range(1, 10))
