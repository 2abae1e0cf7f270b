"""Checks on one line of a return."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shishi.rules.findings import SENTENCES, Check, Severity
from shishi.rules.indicators import IndicatorType as T
from shishi.rules.quality import Bounds, Line, check_line, refusals

C = Check
D = Decimal
GOOD = Line("改造农村公路", T.CUMULATIVE, date(2023, 4, 1), D(40), D(168), "公里", (D(10), D(20), D(30)), is_green=True)


def found(line: Line) -> dict[Check, Severity]:
    return {finding.code: finding.severity for finding in check_line(line)}


def test_a_sound_line_has_no_findings():
    assert check_line(GOOD) == ()


def test_a_falling_cumulative_is_refused_until_a_reason_is_given():
    falling = replace(GOOD, value=D("28.5"))
    (finding,) = check_line(falling)
    assert (finding.code, finding.severity, finding.field) == (C.CUMULATIVE_FALLS, Severity.REFUSE, "value")
    assert str(finding.sentence) == (
        "“改造农村公路”本月累计 28.5 公里，少于上月累计 30 公里。请核对数字；确需调减的，请填写调减原因后再提交。"
    )
    assert found(replace(falling, reason="重复统计，核减1.5公里")) == {C.CUMULATIVE_FALLS: Severity.WARN}


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"value": None}, {C.VALUE_MISSING}),
        ({"value": D(-1)}, {C.VALUE_NEGATIVE, C.CUMULATIVE_FALLS}),
        ({"value": D("40.125"), "decimal_places": 2}, {C.TOO_MANY_PLACES}),
        ({"value": D("40.12"), "decimal_places": 2}, set()),
        ({"value": D("40.5"), "unit": "户"}, {C.NOT_WHOLE}),
        ({"value": D("40.5"), "unit": "万户"}, set()),
        ({"value": D(400000)}, {C.UNIT_MISMATCH}),
        ({"value": D("0.004")}, {C.UNIT_MISMATCH}),
        ({"value": D(168000), "history": ()}, {C.UNIT_MISMATCH}),
        ({"value": D(60)}, set()),
        ({"value": D(61)}, {C.JUMP}),
        ({"value": D(170), "history": (D(60), D(110))}, {C.OVER_REMAINING}),
        ({"value": D(170)}, {C.JUMP, C.OVER_REMAINING}),
        ({"value": D(172), "history": (D(80), D(170))}, set()),
        ({"value": D(230), "history": (D(80), D(169))}, {C.FAR_OVER_TARGET}),
        ({"value": D(30), "history": (D(30),) * 3}, {C.SAME_AS_BEFORE}),
        ({"value": D(30), "history": (D(30),) * 3, "is_green": False}, set()),
        ({"value": D(30), "history": (D(30),) * 2}, set()),
        ({"value": D(168), "history": (D(168),) * 3}, set()),
        ({"value": D(168), "history": (D(60), D(120)), "is_last_month": True}, {C.LAST_MONTH_FULL}),
        ({"value": D(168), "history": (D(60), D(168)), "is_last_month": True}, set()),
        ({"sites_sum": D(39)}, {C.SITES_DIFFER}),
        ({"shares_sum": D(39)}, {C.SHARES_DIFFER}),
        ({"value": D(168), "history": (D(168),), "n_sites_not_in_use": 2}, {C.SITES_NOT_IN_USE}),
        ({"funds_arrived": D(100), "funds_paid": D(101)}, {C.PAID_OVER_ARRIVED}),
        ({"funds_paid": D(1)}, {C.PAID_OVER_ARRIVED}),
        ({"funds_arrived": D(100), "funds_paid": D(100)}, set()),
        ({"funds_arrived": D(-1)}, {C.FUNDS_NEGATIVE}),
        ({"needs_evidence": True}, {C.EVIDENCE_MISSING}),
        ({"needs_evidence": True, "n_evidence": 1}, set()),
        ({"needs_evidence": True, "value": D(30)}, set()),
        ({"n_reused": 1, "n_evidence": 1}, {C.EVIDENCE_REUSED}),
        ({"photo_days": (date(2023, 4, 1), date(2023, 4, 30))}, set()),
        ({"photo_days": (date(2023, 3, 31), date(2023, 5, 1))}, {C.PHOTO_OUTSIDE_PERIOD}),
        ({"text": "字" * 501}, {C.TEXT_TOO_LONG}),
        ({"text": "字" * 500}, set()),
        ({"needs_coordination": True, "difficulty": " "}, {C.DIFFICULTY_UNSAID}),
        ({"needs_coordination": True, "difficulty": "用地未批"}, set()),
    ],
)
def test_each_check_finds_what_it_is_for(change, codes):
    assert set(found(replace(GOOD, **change))) == codes


def test_a_reason_lets_unusual_figures_through_to_the_reviewer():
    jump = replace(GOOD, value=D(170), reason="6月集中完工")
    assert found(jump) == {C.JUMP: Severity.WARN, C.OVER_REMAINING: Severity.WARN}
    paid = replace(GOOD, funds_arrived=D(1), funds_paid=D(2))
    assert found(paid) == {C.PAID_OVER_ARRIVED: Severity.REFUSE}
    assert found(replace(paid, reason="乡镇垫付")) == {C.PAID_OVER_ARRIVED: Severity.WARN}


def test_a_reason_does_not_excuse_a_slip():
    assert found(replace(GOOD, value=D(-1), reason="x"))[C.VALUE_NEGATIVE] is Severity.REFUSE


@pytest.mark.parametrize("kind", [T.RATE, T.FLOOR_STANDARD])
def test_a_standard_or_a_ratio_may_move_either_way(kind):
    assert found(replace(GOOD, type=kind, unit="%", value=D(5))) == {}


@pytest.mark.parametrize("kind", [T.MILESTONE, T.POLICY])
def test_what_is_ticked_needs_no_number(kind):
    assert found(replace(GOOD, type=kind, value=None)) == {}


def test_more_cannot_be_covered_than_there_is():
    over = replace(GOOD, type=T.COVERAGE, unit="个", value=D(169))
    assert found(over) == {C.MORE_THAN_ALL: Severity.REFUSE}


def test_refusals_come_first_and_every_sentence_can_be_said():
    line = replace(GOOD, value=D(230), history=(D(80), D(100)), needs_evidence=True, n_reused=1)
    findings = check_line(line)
    severities = [finding.severity for finding in findings]
    assert severities == sorted(severities, key=lambda severity: severity is Severity.WARN)
    assert {finding.code for finding in refusals(findings)} == {C.OVER_REMAINING, C.EVIDENCE_MISSING}
    assert "130%。" in " ".join(str(finding.sentence) for finding in findings)
    assert set(SENTENCES) == set(Check)


def test_a_programme_may_draw_its_own_lines():
    loose = Bounds(jump_times=D(10), text_length=5)
    codes = {finding.code for finding in check_line(replace(GOOD, value=D(100), text="一二三四五六"), loose)}
    assert codes == {C.TEXT_TOO_LONG}
