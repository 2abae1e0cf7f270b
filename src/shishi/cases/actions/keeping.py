"""What comes with a form: files, and the key by which it is carried out only once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from shishi.cases.kinds.answers import ANSWERS, Sort
from shishi.cases.models import Case, CaseFile, CaseStep
from shishi.files.actions import keep
from shishi.journal.actions import KeyReused, SentTwice, once
from shishi.lib.refusal import Refused
from shishi.rules.authority import Actor

MOST_FILES = 12

type Files = Mapping[str, Sequence[UploadedFile[bytes]]]


def is_first_time(actor: Actor, key: str, *content: object) -> bool:
    """Whether the form that carried `key` is carried out for the first time; False when it was sent twice."""
    if not key:
        return True
    try:
        once(actor.person_id, key[:64], repr(content).encode())
    except SentTwice:
        return False
    except KeyReused:
        raise Refused(_("这个页面已经提交过一次，内容又有改动。请刷新页面后再提交。")) from None
    return True


def keep_files(case: Case, step: CaseStep | None, answers: Mapping[str, Any], actor: Actor) -> None:
    for name, value in answers.items():
        if ANSWERS[name].sort is not Sort.FILES:
            continue
        for upload in value[:MOST_FILES]:
            kept = upload if not isinstance(upload, UploadedFile) else keep(upload, actor)
            CaseFile.objects.create(case=case, step=step, answer=name, file=kept)
