"""The unit's answer: drafted by the liaison, signed by the head, set as a paper with the picture of its seal, or handed
in as a sealed scan.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.allowing import admitted, lock
from shishi.cases.actions.keeping import Files, is_first_time
from shishi.cases.actions.steps import take_step
from shishi.cases.kinds.answers import ANSWERS
from shishi.cases.kinds.base import UNIT_HEAD, UNIT_PEOPLE
from shishi.cases.models import Case
from shishi.documents.actions import issuing
from shishi.documents.kinds import LETTER_REPLY
from shishi.files.actions import keep as keep_file
from shishi.files.queries import path_of
from shishi.journal.actions import Tell, record
from shishi.letters.models import Letter, UnitSeal
from shishi.letters.queries.page import number_of
from shishi.letters.queries.paper import REPLY_PARTS, Reply, reply_paper
from shishi.lib import clock, sealed
from shishi.lib.refusal import NotYours, Refused
from shishi.lib.text import clean
from shishi.orgs.models import Org
from shishi.orgs.queries import holders
from shishi.rules.authority import UNIT_APPROVERS, Actor
from shishi.rules.lifecycle import Place

PURPOSE = "letter-reply"
CODE_DIGITS = 12
LARGEST_SEAL = 400 * 1024
PICTURES = ("image/png", "image/jpeg")


@transaction.atomic
def draft_reply(letter: Letter, typed: Mapping[str, Any], actor: Actor, version: int) -> Letter:
    """Keep the answer in the making and tell whoever signs it. Raises NotYours for other units, Refused for whoever
    keeps away from it.
    """
    case = lock(letter.pk, version)
    admitted(case, actor, UNIT_PEOPLE)
    _refuse_early(case)
    row = Letter.objects.select_for_update().get(pk=letter.pk)
    row.reply_draft = {n: clean(str(typed.get(n) or ""), ANSWERS[n].most, lines=True) for n in REPLY_PARTS}
    row.reply_drafted_by = actor.name
    row.save(update_fields=["reply_draft", "reply_drafted_by"])
    heads = holders(clock.today(), UNIT_APPROVERS, org_ids=frozenset({letter.unit_id}))
    record(case, "letter.draft_reply", actor, tell=[Tell(person, "letter_to_sign") for person in heads])
    return row


@transaction.atomic
def reply(
    letter: Letter,
    answers: Mapping[str, Any],
    actor: Actor,
    *,
    version: int,
    files: Files | None = None,
    key: str = "",
) -> Letter:
    """Send the answer in the unit's name. Without a sealed scan it is set as a paper, with the picture of the seal."""
    case = take_step(letter.case, "reply", actor, answers, version=version, files=files, key=key, inside=True)
    row = Letter.objects.select_for_update(of=("self",)).select_related("paper__book", "unit").get(pk=letter.pk)
    row.reply_draft, row.reply_drafted_by = {}, ""
    if not (files or {}).get("scan"):
        row.reply_paper = _send(row, case, answers, actor, files)
    row.save(update_fields=["reply_draft", "reply_drafted_by", "reply_paper"])
    row.case = case
    return row


def _send(letter: Letter, case: Case, answers: Mapping[str, Any], actor: Actor, files: Files | None) -> Any:
    said = {name: str(answers.get(name) or "") for name in REPLY_PARTS}
    seal = UnitSeal.objects.filter(org=letter.unit).select_related("file").first()
    made = Reply(
        title=case.title,
        office=case.office.name,
        unit=letter.unit.name,
        number=number_of(letter),
        answers=said,
        proofs=[str(one.name) for one in (files or {}).get("proof", ())],
        signer=actor.name,
        code=code_of(letter, said, actor.name),
        seal=base64.b64encode(path_of(seal.file).read_bytes()).decode() if seal else "",
    )
    on = clock.today()
    draft = issuing.Draft(
        kind=LETTER_REPLY.code,
        title=_("关于《%(title)s》办理情况的报告") % {"title": case.title},
        value_of=lambda _number: reply_paper(made, on),
        home=f"/letters/{letter.pk}/",
        unit_id=letter.unit_id,
    )
    return issuing.send_for_issue(letter.unit, draft, actor)


def code_of(letter: Letter, said: Mapping[str, str], signer: str) -> str:
    """The house's own check over the words and the name under them: twelve digits of a keyed digest."""
    words = "\n".join([number_of(letter), *(said.get(name, "") for name in REPLY_PARTS), signer])
    return sealed.digest(words, PURPOSE)[:CODE_DIGITS].upper()


@transaction.atomic
def keep_seal(org: Org, upload: UploadedFile[bytes], actor: Actor, key: str = "") -> UnitSeal | None:
    """Keep the picture of the unit's seal; the unit's heads only. A second one takes the place of the first."""
    if not UNIT_HEAD.admits(actor, Place(org.region_path, (org.pk,))):
        raise NotYours
    if not is_first_time(actor, key, org.pk, upload.name):
        return None
    file = keep_file(upload, actor)
    if file.mime not in PICTURES or file.size > LARGEST_SEAL:
        raise Refused(_("印章图样请用不超过 400 KB 的 PNG 或 JPEG 图片。"), {"seal": _("请换一张图片。")})
    found, _new = UnitSeal.objects.update_or_create(
        org=org, defaults={"file": file, "kept_at": clock.now(), "kept_by_name": actor.name}
    )
    record(found, "unit_seal.keep", actor, digest=file.sha256)
    return found


def _refuse_early(case: Case) -> None:
    if case.stage != "handling":
        stage = _(case.what.stage_label(case.stage))
        raise Refused(_("现在是“%(stage)s”，不能拟办理情况报告。请先签收。") % {"stage": stage})
