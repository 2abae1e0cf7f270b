"""What stops a submission, said beside each field."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.reports.models import Return
from shishi.reports.queries.checking import check
from shishi.reports.queries.past import past_of
from shishi.reports.queries.saying import draft_of, field_of, say


def refuse_if_wrong(row: Return) -> None:
    """Raise Refused with a sentence beside each field that stops the return; put the day the target was reached.

    Nine queries at most. Source: docs/domain/quality.md.
    """
    today = clock.today()
    past = past_of([row], today)
    wrong: dict[str, str] = {}
    met = []
    for line in past.lines[row.pk]:
        facts = past.facts[line.indicator_id]
        checked = check(row, facts, line.pk, draft_of(row, line, past), past)
        wrong |= {field_of(f, row.pk, line.pk): say(f) for f in reversed(checked.refusals)}
        met += [checked.judged.reached] if facts.is_assessed else []
    if not row.progress.strip():
        wrong[f"r{row.pk}-progress"] = _("请用一句话写明本月进展；没有变化的，可点“零变化”。")
    _settle_finish(row, bool(met) and all(met), wrong, today)
    if wrong:
        raise Refused(
            _("“%(item)s”还有 %(n)d 处需要改正，没有提交。") % {"item": row.item.title, "n": len(wrong)}, wrong
        )


def _settle_finish(row: Return, reached: bool, wrong: dict[str, str], today: date) -> None:
    """A reached target has a day on which it was reached; what is not reached has none."""
    if not reached:
        row.finished_on = None
        return
    row.finished_on = row.finished_on or row.item.finished_on
    if row.finished_on is None:
        wrong[f"r{row.pk}-finished_on"] = _("各项指标已达到目标，请填写达标日期。")
    elif row.finished_on > today:
        wrong[f"r{row.pk}-finished_on"] = _("达标日期不能晚于今天。")
