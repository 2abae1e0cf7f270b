"""Issuing: the office proposes, the convener approves, the baseline freezes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.journal.actions import Tell, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.orgs.queries import holders
from shishi.programmes.actions.hands import CONVENER, lock_programme, must_convene, must_keep
from shishi.programmes.models import Indicator, IssueProposal, Item, Programme, Target
from shishi.programmes.queries.checklist import plans_of
from shishi.programmes.queries.readiness import problems_of
from shishi.rules.authority import OFFICE, UNIT, Actor


@transaction.atomic
def propose_issue(programme: Programme, actor: Actor, items: Iterable[int] | None = None) -> IssueProposal:
    """Ask the convener to issue draft items: all of them, or those named. Refuses with every problem by item."""
    programme = lock_programme(programme.pk)
    must_keep(actor, programme)
    found = programme.items.filter(stage=Item.Stage.DRAFT, proposal=None).select_for_update(of=("self",))
    if items is not None:
        found = found.filter(pk__in=list(items))
    drafts = list(found.select_related("programme", "unit").order_by("seq", "id"))
    if not drafts:
        raise Refused(_("没有可以提请下达的项目：草拟的项目都已提请，或清单还是空的。"))
    _must_be_ready(drafts)
    proposal = IssueProposal.objects.create(
        programme=programme, n_items=len(drafts), proposed_by_id=actor.person_id, proposed_at=clock.now()
    )
    Item.objects.filter(pk__in=[i.pk for i in drafts]).update(proposal=proposal)
    deciders = holders(clock.today(), CONVENER, region_path=programme.region_path)
    record(
        programme,
        "programme.propose",
        actor,
        tell=[Tell(person, "decide") for person in deciders],
        proposal=proposal.pk,
        n=len(drafts),
    )
    return proposal


@transaction.atomic
def withdraw_proposal(proposal: IssueProposal, actor: Actor) -> IssueProposal:
    """Take a proposal back before it is decided, so that its items can be edited again."""
    programme = lock_programme(proposal.programme_id)
    must_keep(actor, programme)
    proposal = _lock_open(proposal)
    proposal.stage = IssueProposal.Stage.WITHDRAWN
    proposal.save(update_fields=["stage"])
    proposal.items.update(proposal=None)
    record(programme, "programme.withdraw", actor, proposal=proposal.pk, n=proposal.n_items)
    return proposal


@transaction.atomic
def issue_programme(proposal: IssueProposal, actor: Actor, opinion: str = "") -> Programme:
    """Issue what was proposed, by the convener's hand: the first promise of each indicator is kept for good.

    Refuses whoever proposed it, one that is decided already, and one whose items no longer meet the conditions. Every
    lead unit is told.
    """
    programme = lock_programme(proposal.programme_id)
    must_convene(actor, programme)
    proposal = _lock_open(proposal)
    _must_be_other_hands(proposal, actor)
    items = list(
        proposal.items.select_for_update(of=("self",)).select_related("programme", "unit").order_by("seq", "id")
    )
    _must_be_ready(items)
    for item in items:
        issue_item(item, programme, actor)
    if programme.baseline_frozen_at is None:
        programme.baseline_frozen_at = clock.now()
    programme.stage = Programme.Stage.ACTIVE
    programme.version += 1
    programme.save(update_fields=["baseline_frozen_at", "stage", "version"])
    _decide(proposal, IssueProposal.Stage.APPROVED, opinion, actor)
    told = holders(clock.today(), UNIT | OFFICE, org_ids=frozenset({i.unit_id for i in items} | {programme.office_id}))
    record(
        programme,
        "programme.issue",
        actor,
        tell=[Tell(person, "issued") for person in told],
        proposal=proposal.pk,
        n=len(items),
    )
    return programme


def issue_item(item: Item, programme: Programme, actor: Actor) -> None:
    """Freeze one item within `issue_programme`: stage, moment, and version 1 of each target."""
    item.stage = Item.Stage.ISSUED
    item.issued_at = clock.now()
    item.version += 1
    item.save(update_fields=["stage", "issued_at", "version"])
    since = max(item.start_on, item.start_on.replace(year=programme.year, month=1, day=1))
    Target.objects.bulk_create(
        Target(indicator=i, version=1, value=i.target, due_on=item.due_on, since=min(since, clock.today()))
        for i in Indicator.objects.filter(item=item).order_by("pk")
    )
    record(item, "item.issue", actor, code=item.code, due_on=item.due_on)


@transaction.atomic
def send_back(proposal: IssueProposal, opinion: str, actor: Actor) -> IssueProposal:
    """Return the proposal to the office with what is to be changed."""
    programme = lock_programme(proposal.programme_id)
    must_convene(actor, programme)
    proposal = _lock_open(proposal)
    if not opinion.strip():
        raise Refused(_("退回须写明修改意见。"), {"opinion": _("请写明要修改什么。")})
    proposal.items.update(proposal=None)
    _decide(proposal, IssueProposal.Stage.SENT_BACK, opinion, actor)
    record(
        programme,
        "programme.send_back",
        actor,
        tell=[Tell(proposal.proposed_by_id, "sent_back")],
        proposal=proposal.pk,
        n=proposal.n_items,
    )
    return proposal


def _lock_open(proposal: IssueProposal) -> IssueProposal:
    proposal = IssueProposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.stage != IssueProposal.Stage.OPEN:
        who = proposal.decided_by.name if proposal.decided_by else proposal.proposed_by.name
        raise Overtaken(
            _("%(name)s 已经办理了这次提请：%(stage)s。没有办理您的操作。")
            % {"name": who, "stage": proposal.get_stage_display()}
        )
    return proposal


def _must_be_other_hands(proposal: IssueProposal, actor: Actor) -> None:
    if proposal.proposed_by_id == actor.person_id:
        raise NotYours


def _decide(proposal: IssueProposal, stage: IssueProposal.Stage, opinion: str, actor: Actor) -> None:
    proposal.stage = stage
    proposal.opinion = opinion.strip()[:300]
    proposal.decided_by_id = actor.person_id
    proposal.decided_at = clock.now()
    proposal.save(update_fields=["stage", "opinion", "decided_by", "decided_at"])


def _must_be_ready(items: list[Item]) -> None:
    """Refuse with every sentence, by item; `fields` is keyed by item id."""
    wrong = {str(plan.item.pk): (plan.item, problems_of(plan)) for plan in plans_of(items)}
    wrong = {pk: pair for pk, pair in wrong.items() if pair[1]}
    if wrong:
        lines = {pk: f"{item.code} {item.title}：{''.join(sentences)}" for pk, (item, sentences) in wrong.items()}
        raise Refused(_("有%(n)s个项目还不能下达，请逐项补齐。") % {"n": len(wrong)}, lines)
