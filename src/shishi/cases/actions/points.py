"""One instruction with several points is several cases under one text: each has its own unit, date and end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.opening import Opened, Wish, open_case
from shishi.cases.models import CaseLink
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.lib.text import clean
from shishi.rules.authority import Actor

MOST_POINTS = 20


@transaction.atomic
def issue_points(kind: str, answers: Mapping[str, Any], actor: Actor, wish: Wish | None = None) -> list[Opened]:
    """Open one case a point, linked to each other and of one origin; a text without points is one case.

    Raises NotYours, or Refused as opening does. The origin is the one wished for, else the first case.
    """
    wish = wish or Wish()
    points = points_of(str(answers.get("points") or ""))
    if len(points) < 2:
        return [open_case(kind, answers, actor, wish)]
    shared = {name: value for name, value in answers.items() if name != "points"}
    first = open_case(kind, shared | {"title": points[0]}, actor, wish)
    onward = replace(wish, origin=wish.origin or ("case", first.case.pk), key="")
    found = [first, *(open_case(kind, shared | {"title": point}, actor, onward) for point in points[1:])]
    CaseLink.objects.bulk_create(
        CaseLink(case=later.case, other=earlier.case, kind=CaseLink.Kind.POINT, at=clock.now(), by_name=actor.name)
        for earlier, later in combinations(found, 2)
    )
    record(first.case, "case.points", actor, n=len(found), case_ids=[one.case.pk for one in found])
    return found


def points_of(text: str) -> list[str]:
    """The points of a text, one a line. Raises Refused beside the field for too many or too long a line."""
    points = list(dict.fromkeys(line for line in (clean(one, 1000) for one in text.splitlines()) if line))
    if len(points) > MOST_POINTS:
        sentence = _("一次最多立 %(most)d 项，请分次登记。") % {"most": MOST_POINTS}
        raise Refused(sentence, {"points": sentence})
    if long := next((n for n, point in enumerate(points, 1) if len(point) > 120), 0):
        sentence = _("第 %(n)d 项超过一百二十字，请写短一些，详细内容写在“内容”里。") % {"n": long}
        raise Refused(sentence, {"points": sentence})
    return points
