"""What comes with a form: files, and the key by which it is carried out only once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from shishi.cases.kinds.answers import ANSWERS, Sort
from shishi.cases.models import CaseFile, CaseStep
from shishi.files.actions import keep
from shishi.files.models import File
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


def keep_files(answered: Iterable[tuple[CaseStep, Mapping[str, Any]]], actor: Actor) -> None:
    """Keep the files handed in with some steps. A file that belongs to many cases is kept once. Two queries a file,
    one for all rows; none where there are no files.
    """
    kept: dict[int, File] = {}
    rows = [
        CaseFile(case=step.case, step=step, answer=name, file=_kept(upload, kept, actor))
        for step, answers in answered
        for name, value in answers.items()
        if ANSWERS[name].sort is Sort.FILES
        for upload in value[:MOST_FILES]
    ]
    CaseFile.objects.bulk_create(rows, batch_size=1_000)


def _kept(upload: UploadedFile[bytes] | File, kept: dict[int, File], actor: Actor) -> File:
    if isinstance(upload, File):
        return upload
    if id(upload) not in kept:
        kept[id(upload)] = keep(upload, actor)
    return kept[id(upload)]
