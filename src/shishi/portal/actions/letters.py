"""A citizen's letter: sent, found again by its code, rated, added to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.opening import CODE_PURPOSE, Opened, Wish, open_case
from shishi.cases.actions.steps import take_step
from shishi.cases.actions.telling import DESKS, Whom
from shishi.cases.models import Asker, Case
from shishi.journal.actions import Tell, record
from shishi.lib import clock, codes, sealed
from shishi.orgs.models import Org
from shishi.orgs.queries import holders
from shishi.portal.actions.pacing import count_letter, is_slowed, note_wrong_code
from shishi.rules.authority import Actor, citizen

BAD = frozenset({"1", "2"})
WRITER = 0

type Photos = Sequence[UploadedFile[bytes]]


@transaction.atomic
def send_letter(kind: str, answers: Mapping[str, Any], photos: Photos, office: Org, network: str, key: str) -> Opened:
    """Open a case for a letter; the code comes back once. Raises Refused, or TooMany past the hour's number.

    Photographs lose their names, which may say who took them, and all they tell besides the picture.
    """
    count_letter(network)
    for n, photo in enumerate(photos, 1):
        photo.name = _("照片%(n)d") % {"n": n} + "." + str(photo.name).rpartition(".")[2].lower()
    wish = Wish(office=office, files={"proof": list(photos)}, key=key)
    return open_case(kind, answers, citizen(WRITER), wish)


@transaction.atomic
def prove(number: str, typed: str, network: str) -> Case | None:
    """The case, when number and code belong together and no slow-down is running, else None.

    The answer is the same for an unknown number, a wrong code and a slow-down; the code is digested in any case. What
    is tried during a slow-down is counted, but not looked at, and so leaves nothing in the journal.
    """
    number = number.strip().upper()[:30]
    code = codes.read(typed)
    digest = sealed.digest(code, CODE_PURPOSE)
    slowed = is_slowed(number, network)
    asker = Asker.objects.select_related("case").filter(case__number=number, code_digest=digest).first()
    if asker is None or slowed or not code:
        note_wrong_code(number, network)
        known = Case.objects.filter(number=number, asker__isnull=False).select_related("office").first()
        if known and not slowed:
            record(known.office, "letter.code_refused", citizen(WRITER), refused=True, case_id=known.pk)
        return None
    return asker.case


@transaction.atomic
def rate(case: Case, answers: Mapping[str, Any], actor: Actor, key: str) -> Case:
    """Rate what was answered. Whoever is not satisfied is on the desk's table the same minute."""
    row = take_step(case, "rate", actor, answers, key=key)
    if answers.get("resolved") == "not_resolved" or answers.get("rating") in BAD:
        tell = [Tell(person, "letter_unsatisfied") for person in _desk(row)]
        record(row, "letter.unsatisfied", actor, tell=tell, rating=row.rating)
    return row


@transaction.atomic
def supplement(case: Case, words: str, photos: Photos, actor: Actor, key: str) -> Case:
    """Say more; whoever has the letter in hand is told."""
    for n, photo in enumerate(photos, 1):
        photo.name = _("补充照片%(n)d") % {"n": n} + "." + str(photo.name).rpartition(".")[2].lower()
    files = {"proof": list(photos)} if photos else {}
    row = take_step(case, "supplement", actor, {"supplement": words}, files=files, key=key)
    people = {*Whom().who_acts(row), *_desk(row)}
    record(row, "letter.more", actor, tell=[Tell(person, "letter_more") for person in sorted(people)])
    return row


def _desk(case: Case) -> list[int]:
    return holders(clock.today(), DESKS, org_ids=frozenset({case.office_id}))
