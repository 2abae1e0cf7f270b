"""Every change to the funds ledger: rows are added and reversed, never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.funds.models import FundsEntry
from shishi.journal.actions import KeyReused, SentTwice, once, record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.programmes.models import Item
from shishi.rules.authority import OFFICE, UNIT, Actor, Role

FINANCE = OFFICE | {Role.FINANCE}
LARGEST = Decimal("99999999999999.99")


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount as somebody typed it, in yuan."""

    kind: str
    amount_yuan: Decimal
    on: date
    source: str = FundsEntry.Source.COUNTY
    number: str = ""
    purpose: str = ""


def may_post(item: Item, actor: Actor) -> bool:
    """Whether the actor keeps the item's ledger: the lead unit, the finance bureau or the office of the region."""
    mine = actor.is_any(UNIT) and actor.serves_unit(item.unit_id)
    return mine or (actor.is_any(FINANCE) and actor.post is not None and actor.post.region_path == item.region_path)


@transaction.atomic
def post_entry(item: Item, posting: Posting, actor: Actor, *, key: str = "") -> FundsEntry:
    """Add one row to the item's ledger; sent twice under one `key`, it is added once.

    Raises NotYours, and Refused for an amount of zero or less, an unknown kind or source, or a day still to come.
    """
    held = Item.objects.select_for_update().get(pk=item.pk)
    if not may_post(held, actor):
        raise NotYours
    if _is_sent_again(actor, key, f"post {held.pk} {posting}"):
        return FundsEntry.objects.filter(item=held).latest("id")
    _check(posting, clock.today())
    entry = FundsEntry.objects.create(
        item=held,
        kind=posting.kind,
        source=posting.source,
        amount_yuan=posting.amount_yuan,
        on=posting.on,
        number=posting.number,
        purpose=posting.purpose,
        posted_by_name=actor.name,
        posted_at=clock.now(),
    )
    record(entry, "funds.post", actor, kind=posting.kind, amount_yuan=posting.amount_yuan, on=posting.on, item=held.pk)
    return entry


@transaction.atomic
def reverse_entry(entry: FundsEntry, actor: Actor, *, key: str = "") -> FundsEntry:
    """Cancel a row by one of the same kind with the amount turned round. A row is reversed once.

    Raises NotYours, Refused for a row that is itself a reversal, Overtaken with who was first for one reversed already;
    sent twice under one `key`, it answers the reversal made then.
    """
    held = FundsEntry.objects.select_for_update(of=("self",)).select_related("item").get(pk=entry.pk)
    if not may_post(held.item, actor):
        raise NotYours
    if held.reverses_id is not None:
        raise Refused(_("这一笔本身是冲销记录，不能再冲销。需要更正的，请重新登记一笔。"))
    is_again, first = _is_sent_again(actor, key, f"reverse {held.pk}"), FundsEntry.objects.filter(reverses=held).first()
    if first is not None and is_again:
        return first
    if first is not None:
        raise Overtaken(
            _("这笔资金已由 %(name)s 冲销，不能再次冲销。需要更正的，请重新登记一笔。") % {"name": first.posted_by_name}
        )
    made = FundsEntry.objects.create(
        item=held.item,
        kind=held.kind,
        source=held.source,
        amount_yuan=-held.amount_yuan,
        on=held.on,
        number=held.number,
        purpose=held.purpose,
        posted_by_name=actor.name,
        posted_at=clock.now(),
        reverses=held,
    )
    record(made, "funds.reverse", actor, kind=held.kind, amount_yuan=held.amount_yuan, reverses=held.pk)
    return made


def _is_sent_again(actor: Actor, key: str, content: str) -> bool:
    """Claim the key of the form; whether the same content was sent under it before."""
    if not key:
        return False
    try:
        once(actor.person_id, key[:64], content.encode())
    except SentTwice:
        return True
    except KeyReused:
        raise Refused(_("这个页面已经提交过一次，内容又有改动。请刷新页面后再提交。")) from None
    return False


def _check(posting: Posting, today: date) -> None:
    if posting.kind not in FundsEntry.Kind.values or posting.source not in FundsEntry.Source.values:
        raise Refused(_("资金的类别或来源不在可选范围内，请重新选择。"))
    if not 0 < posting.amount_yuan <= LARGEST:
        raise Refused(_("资金金额应大于零。登记错了的，请用“冲销”更正。"), {"amount": _("请填写大于零的金额。")})
    if posting.kind != FundsEntry.Kind.PLAN and posting.on > today:
        raise Refused(
            _("资金日期 %(on)s 还没有到。请填写实际到位或支付的日期。") % {"on": posting.on.isoformat()},
            {"on": _("日期不能晚于今天。")},
        )
