"""The sets of cases that rates are made of. A rate and the list it opens to are narrowed by the very same condition.

Every set is of a period: of cases opened, fallen due or called back within it (docs/domain/rates.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from shishi.cases.kinds import KINDS
from shishi.lib import clock
from shishi.rules.threerates import CALLS_BEFORE_UNREACHABLE

LOOKUPS = {"unit": "unit_id", "region": "region_path", "kind": "kind", "type": "type", "holder": "holder_id"}
BY_ORG = frozenset({"unit", "holder"})
# Who is called back, and the stage in which the call waits.
ASKED_BACK, TO_CALL = "request", "replied"
SATISFIED = ("3", "4", "5")
LABELS = {
    "found": "登记",
    "accepted": "受理（未并案、不予受理、移送或撤回）",
    "assigned": "已交办",
    "closed": "已办结（销号）",
    "open": "未办结",
    "due": "到期应办结",
    "on_time": "按期办结",
    "late": "超期",
    "ever_closed": "曾办结",
    "relapsed": "反弹",
    "dispatched": "已派单",
    "responded": "按时联系",
    "due_call": "应回访",
    "reached": "已回访",
    "given_up": "三次未接通",
    "called": "回访成功并作答",
    "resolved": "来信人认为已解决",
    "rated": "有效评价",
    "satisfied": "满意（基本满意及以上）",
    "thanked": "感谢信",
    "extended": "延期",
    "excluded": "审定不计入三率",
    "published": "已发布",
    "claimed": "已认领",
    "confirmed": "已确认兑现",
}


@dataclass(frozen=True, slots=True)
class Span:
    """From the start of one day up to the start of another."""

    since: date
    until: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        return clock.at(self.since, 0), clock.at(self.until, 0)


def closed_well() -> Q:
    """Cases that ended in a way that counts as closed, whatever the kind."""
    found = Q(pk__in=[])
    for kind in KINDS.values():
        if kind.done:
            found |= Q(kind=kind.code, outcome__in=sorted(kind.done))
    return found


def left_out() -> Q:
    """Cases that ended without being owed any more: merged, not accepted, taken back."""
    return Q(closed_at__isnull=False) & ~closed_well()


def given_up() -> Q:
    """Cases closed because nobody was reached in as many calls as are made. The calls are those of the round it closed
    in; whoever was reached in an earlier round has answered, and that answer stands.
    """
    return Q(called_at=None, n_calls__gte=CALLS_BEFORE_UNREACHABLE) & closed_well()


def sets(span: Span) -> Mapping[str, Q]:
    """Every set of the period by its name; the query annotates `answered_at` as `answer_moment()`.

    In a period that still runs, what is not due yet is neither in time nor late.
    """
    first, last = span.moments
    passed = min(last, clock.now())
    found = Q(opened_at__gte=first, opened_at__lt=last)
    due = Q(due_at__gte=first, due_at__lt=passed, is_excluded=False) & ~left_out()
    dispatched = Q(assigned_at__gte=first, assigned_at__lt=last) & ~left_out() & Q(is_excluded=False)
    reached = Q(called_at__gte=first, called_at__lt=last, is_excluded=False)
    called = reached & ~Q(resolved="")
    unreached = given_up() & Q(closed_at__gte=first, closed_at__lt=last, is_excluded=False)
    waiting = Q(kind=ASKED_BACK, stage=TO_CALL, stage_due_at__gte=first, stage_due_at__lt=passed, is_excluded=False)
    on_time = due & Q(answered_at__lte=F("due_at"))
    ever = found & (closed_well() | Q(n_relapses__gt=0))
    return {
        "found": found,
        "accepted": found & ~left_out(),
        "assigned": found & Q(assigned_at__isnull=False),
        "closed": found & closed_well(),
        "open": found & Q(closed_at=None),
        "due": due,
        "on_time": on_time,
        "late": due & (Q(answered_at=None) | Q(answered_at__gt=F("due_at"))),
        "ever_closed": ever,
        "relapsed": found & Q(n_relapses__gt=0),
        "dispatched": dispatched,
        "responded": dispatched & Q(contacted_at__lte=F("contact_due_at")),
        "due_call": reached | unreached | waiting,
        "reached": reached,
        "given_up": unreached,
        "called": called,
        "resolved": called & Q(resolved="resolved"),
        "rated": reached & ~Q(rating=""),
        "satisfied": reached & Q(rating__in=SATISFIED),
        "thanked": found & Q(thanks=True),
        "excluded": found & Q(is_excluded=True),
        "extended": found & Q(n_extensions__gt=0),
        "published": found & Q(kind="micro", acknowledged_at__isnull=False),
        "claimed": found & Q(kind="micro", assigned_at__isnull=False),
        "confirmed": found & Q(kind="micro", called_at__isnull=False),
    }


def answer_moment() -> Coalesce:
    """When a case was answered: the last answer, or the closing where the kind knows no answer."""
    return Coalesce("replied_at", "closed_at")
