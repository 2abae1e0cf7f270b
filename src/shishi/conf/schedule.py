"""The timetable: what runs by itself, and when. Each is safe to run twice; a test runs each twice."""

from datetime import timedelta

from shishi.jobs.worker import Timed

JOBS: tuple[Timed, ...] = (
    Timed("shishi.journal.actions.seal", every=timedelta(seconds=30)),
    Timed("shishi.inbox.actions.tell_waiting", every=timedelta(seconds=30)),
    Timed("shishi.conf.mornings.write_digests", daily_at=(8, 0)),
    Timed("shishi.reports.tasks.turn_the_day", daily_at=(0, 5)),
    Timed("shishi.reports.tasks.lock_periods", every=timedelta(minutes=15)),
    Timed("shishi.cases.actions.reminding.remind", daily_at=(8, 0)),
    Timed("shishi.cases.actions.lapsing.lapse", every=timedelta(minutes=15)),
    Timed("shishi.cases.actions.forgetting.forget_due", daily_at=(3, 5)),
    Timed("shishi.cases.actions.tickets.forget_uploads", daily_at=(3, 7)),
    Timed("shishi.jobs.actions.forget_old", daily_at=(3, 10)),
    Timed("shishi.journal.actions.forget_onces", daily_at=(3, 11)),
    Timed("shishi.orgs.actions.accounts.forget_old_failures", daily_at=(3, 12)),
    Timed("shishi.portal.actions.pacing.forget_old", daily_at=(3, 14)),
    Timed("shishi.almanac.actions.ensure_loaded", daily_at=(3, 15)),
    Timed("shishi.documents.actions.issuing.give_up_stuck", every=timedelta(minutes=10)),
    Timed("shishi.bulletins.actions.signing.settle_stuck", every=timedelta(minutes=10)),
    Timed("shishi.letters.actions.signing.settle_stuck", every=timedelta(minutes=10)),
    Timed("shishi.inspections.actions.research.remind_of_today", daily_at=(7, 45)),
    Timed("shishi.files.actions.sweep_orphans", daily_at=(3, 20)),
)
