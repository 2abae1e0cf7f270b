"""Tickets of outside platforms: whose desk brings them in, and the answers that go back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import FETCH_RAISE, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from shishi.cases.kinds.answers import RATINGS, RESOLVED
from shishi.cases.kinds.base import DESK
from shishi.cases.kinds.request_steps import LIFE
from shishi.cases.models import Case, CaseQuerySet, CaseStep
from shishi.lib import clock
from shishi.orgs.models import Org
from shishi.rules.authority import Actor
from shishi.rules.deadlines import local
from shishi.rules.lifecycle import Place

KIND = "request"
MOST = 20_000
# What a case that is over without a unit's answer says to the platform it came from, and in which step that stands.
WORDS = (("draft", "reply"), ("answer_now", "reply"), ("decline", "reason"), ("terminate", "reason"))


@dataclass(frozen=True, slots=True)
class AnswersAsked:
    """Which answers go back: given in these days, both included, to tickets of this channel; empty means any."""

    since: date
    until: date
    channel: str = ""


def office_of(actor: Actor) -> Org | None:
    """The work-team office of the place the actor works in. One query."""
    path = actor.post.region_path if actor.post else ""
    at_work = Org.objects.open_on(clock.today())
    return at_work.filter(is_work_team_office=True, region_path=path).order_by("id").first()


def may_bring_tickets(actor: Actor) -> bool:
    """Whether the actor sits at a desk that takes requests in. No query."""
    path = actor.post.region_path if actor.post else ""
    return bool(path) and DESK.admits(actor, Place(path, home_path=path))


def answered(actor: Actor, asked: AnswersAsked) -> CaseQuerySet:
    """Requests with an outside number that were answered, or ended without one, in the days asked for. No query."""
    rows = Case.objects.visible_to(actor).filter(kind=KIND).exclude(outside_number="")
    rows = rows.filter(home_path=actor.post.region_path if actor.post else "-")
    first, end = clock.at(asked.since, 0), clock.at(asked.until + timedelta(days=1), 0)
    replied = Q(replied_at__gte=first, replied_at__lt=end) & (Q(stage="replied") | Q(closed_at__isnull=False))
    rows = rows.filter(replied | Q(replied_at=None, closed_at__gte=first, closed_at__lt=end))
    return rows.filter(channel=asked.channel) if asked.channel else rows


def answer_rows(actor: Actor, asked: AnswersAsked) -> Iterator[tuple[str | datetime | None, ...]]:
    """The rows as they go back, earliest answer first. Three queries."""
    rows = (
        answered(actor, asked).select_related("unit", "merged_into").order_by(Coalesce("replied_at", "closed_at"), "id")
    )
    cases = list(rows.defer("text").fetch_mode(FETCH_RAISE)[:MOST])
    said = _said([case.pk for case in cases])
    for case in cases:
        yield (
            case.outside_number,
            case.number,
            case.title,
            case.unit.name if case.unit else "",
            _(LIFE.labels[case.stage]),
            said.get(case.pk) or _merged(case),
            _here(case.replied_at or case.closed_at),
            _(RESOLVED.get(case.resolved, "")),
            _(RATINGS.get(case.rating, "")),
            _here(case.called_at),
            _here(case.closed_at),
        )


def _said(ids: list[int]) -> dict[int, str]:
    """What each was answered last. One query."""
    found: dict[int, str] = {}
    wanted = dict(WORDS)
    for step in CaseStep.objects.filter(case__in=ids, name__in=wanted).order_by("id"):
        words = str(step.answers.get(wanted[step.name], ""))
        if where := step.answers.get("where_to"):
            words = f"{words} {where}"
        found[step.case_id] = words
    return found


def _merged(case: Case) -> str:
    if case.merged_into is None:
        return ""
    facts = {"number": case.merged_into.outside_number or case.merged_into.number}
    return _("与 %(number)s 反映同一事项，已合并办理。") % facts


def _here(at: datetime | None) -> datetime | None:
    """The moment in China's time without a zone, as a workbook holds it."""
    return local(at).replace(tzinfo=None, second=0, microsecond=0) if at else None
