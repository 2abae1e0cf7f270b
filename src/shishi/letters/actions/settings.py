"""What an office's letters have in common, set by its head."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.kinds.base import OFFICE_HEAD
from shishi.journal.actions import record
from shishi.letters.models import LetterDesk
from shishi.lib.refusal import NotYours, Overtaken
from shishi.lib.text import clean
from shishi.orgs.models import Org
from shishi.rules.authority import Actor
from shishi.rules.lifecycle import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is typed."""

    mark: str = ""
    prefix: str = ""
    contact: str = ""
    phone: str = ""
    copies_to: str = ""
    head_signs: bool = False


@transaction.atomic
def set_desk(office: Org, desk: Desk, actor: Actor, version: int) -> LetterDesk:
    """Set mark, prefix of numbers, contact, copies, and whether the head may sign."""
    if not OFFICE_HEAD.admits(actor, Place(office.region_path, home_path=office.region_path)):
        raise NotYours
    row, _new = LetterDesk.objects.select_for_update().get_or_create(office=office)
    if row.version != version:
        raise Overtaken(_("设置刚才已被他人修改，请刷新后再填写。"))
    row.mark, row.prefix = clean(desk.mark, 40), clean(desk.prefix, 20)
    row.contact, row.phone = clean(desk.contact, 30), clean(desk.phone, 30)
    row.copies_to, row.head_signs = clean(desk.copies_to, 120), desk.head_signs
    row.version += 1
    row.save()
    record(row, "letter_desk.set", actor, head_signs=row.head_signs, version=row.version)
    return row
