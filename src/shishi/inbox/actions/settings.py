"""Choosing how one is told."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.inbox.models import Habit
from shishi.journal.actions import record
from shishi.journal.sentences import all_reasons, asks_something
from shishi.lib.refusal import Refused
from shishi.rules.authority import Actor
from shishi.rules.telling import LONGEST_QUIET, QuietHours, Way


@transaction.atomic
def settle(ways: Mapping[str, Way], quiet: QuietHours, actor: Actor) -> Habit:
    """Choose, for oneself, the way of each reason named, and the quiet hours; reasons left out keep theirs.

    Refused: a reason there is not, one that asks something switched off, and quiet hours longer than fourteen hours.
    What was delivered before stays as it was.
    """
    _refuse_odd(ways, quiet)
    Habit.objects.get_or_create(person_id=actor.person_id)
    habit = Habit.objects.select_for_update().get(person_id=actor.person_id)
    chosen = habit.ways | {code: way.value for code, way in ways.items()}
    habit.ways = {code: way for code, way in sorted(chosen.items()) if way != Way.AT_ONCE}
    habit.quiet_since, habit.quiet_until = quiet.since, quiet.until
    habit.save()
    hours = [f"{quiet.since:%H:%M}", f"{quiet.until:%H:%M}"]
    record(habit, "inbox.settle", actor, ways=habit.ways, quiet=hours)
    return habit


def _refuse_odd(ways: Mapping[str, Way], quiet: QuietHours) -> None:
    wrong = {code: _("没有这样的事由。") for code in ways if code not in all_reasons()}
    off = [code for code, way in ways.items() if code not in wrong and way is Way.NEVER and asks_something(code)]
    wrong |= {code: _("需要您办理的事项不能关闭，可以并入每日汇总。") for code in off}
    if quiet.length > LONGEST_QUIET:
        wrong["quiet_until"] = _("勿扰时段最长14小时。")
    if wrong:
        raise Refused(_("提醒设置没有保存，请改正标红的地方。"), wrong)
