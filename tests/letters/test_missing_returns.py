"""From the period board to a letter: a month's returns a unit has not handed in; help first, one matter once."""

from datetime import date

import pytest

from shishi.documents.queries.runs import read_aloud
from shishi.letters.actions import opening
from shishi.letters.models import Letter
from shishi.letters.queries.page import findings_of
from shishi.letters.queries.prefill import Missing
from shishi.lib.refusal import NotYours, Refused
from shishi.reports.models import Period
from tests.letters.conftest import again, deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def missing(year) -> Missing:
    """The education bureau has not handed in May when the middle of June has come."""
    year.go(date(2023, 6, 1))
    year.go(date(2023, 6, 20))
    return Missing(Period.objects.get(month=date(2023, 5, 1)), year.world.orgs["education"])


def address(missing) -> str:
    return f"/letters/new/?late={missing.period.pk}:{missing.unit.pk}"


def test_the_board_leads_to_a_letter_that_names_month_and_items(client, year, missing):
    client.force_login(year.world.account("clerk"))
    assert address(missing) in client.get(f"/periods/{missing.period.pk}/").content.decode()
    page = client.get(address(missing)).content.decode()
    assert "批准延期" in page
    assert "逾期未报" in page
    sent = {"late": f"{missing.period.pk}:{missing.unit.pk}", "type": "letter", "once": "a"}
    assert client.post("/letters/new/", sent).url == f"/letters/{Letter.objects.get().pk}/edit/"
    letter = again(Letter.objects.get())
    assert letter.case.title == "关于督促补报逾期月报的函"
    assert "“两癌”免费检查" in read_aloud(letter.facts, letter.figures)
    assert (letter.case.source, letter.unit, findings_of(letter)) == ("late_return", missing.unit, ())
    assert deliver(letter, year.world).case.stage == "delivered"


def test_one_month_one_letter_and_the_second_is_led_to_the_first(client, year, missing):
    first = opening.open_for_missing(missing, year.world.actor("clerk"))
    with pytest.raises(Refused, match=first.case.number):
        opening.open_for_missing(missing, year.world.actor("clerk2"))
    client.force_login(year.world.account("clerk2"))
    page = client.get(address(missing)).content.decode()
    assert f"/letters/{first.pk}/" in page
    assert "起草督办函" not in page


def test_only_the_office_writes_and_only_where_something_is_late(client, year, missing):
    for who in ("liaison", "stranger"):
        with pytest.raises(NotYours):
            opening.open_for_missing(missing, year.world.actor(who))
    june = Missing(Period.objects.get(month=date(2023, 6, 1)), missing.unit)
    with pytest.raises(Refused, match="没有逾期未报"):
        opening.open_for_missing(june, year.world.actor("clerk"))
    client.force_login(year.world.account("stranger"))
    assert client.get(address(missing)).status_code == 404
    client.force_login(year.world.account("clerk"))
    assert client.get(f"/letters/new/?late={missing.period.pk}:x").status_code == 404
