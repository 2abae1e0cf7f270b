"""A whole sheet sent at once: keep every card that changed, then submit what is asked for, each by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from shishi.lib.refusal import NotYours, Refused
from shishi.reports.actions import accepting, evidence, filling, returns, steps
from shishi.reports.actions.typed import TypedReturn
from shishi.reports.models import Return
from shishi.rules.authority import Actor


@dataclass(frozen=True, slots=True)
class Part:
    """One card of the sheet as it came back.

    is_changed  whether anything differs from what the page showed
    wrong       field → sentence, for what could not be read
    """

    row: Return
    version: int
    typed: TypedReturn
    is_changed: bool
    wrong: Mapping[str, str] = field(default_factory=dict)
    uploads: Mapping[int, Sequence[UploadedFile[bytes]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """What became of one card: kept, submitted, or the sentence that stopped it with those beside its fields."""

    id: int
    title: str
    kept: bool = False
    submitted: bool = False
    sentence: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def keep_sheet(
    parts: Sequence[Part],
    actor: Actor,
    *,
    submit: Collection[int] = (),
    no_change: int = 0,
    key: str = "",
    content: str = "",
) -> list[Said]:
    """Keep what changed on each card and submit those in `submit`; say of each what became of it.

    no_change  the id of the card that reports 零变化
    content    of the form as it was sent, so that its `key` stands for nothing else
    One transaction with a savepoint a card and step; what is wrong on one card never stops another. Sent twice, it
    does nothing and returns nothing.
    """
    if not steps.is_first_time(actor, key, content):
        return []
    said, moved = [], []
    for part in sorted(parts, key=lambda p: p.row.pk):
        wants_submit = part.row.pk in submit
        if not (part.is_changed or part.uploads or wants_submit or part.row.pk == no_change):
            continue
        one = _keep(part, actor, part.row.pk == no_change)
        if wants_submit and not one.sentence:
            one, row = _submit(part, actor)
            moved += [row] if row else []
        said.append(one)
    if moved:
        accepting.settle(moved, actor)
    return said


def _keep(part: Part, actor: Actor, no_change: bool) -> Said:
    pk, title = part.row.pk, part.row.item.title
    try:
        with transaction.atomic():
            if no_change:
                filling.say_no_change(part.row, actor, version=part.version)
            elif part.is_changed or not part.uploads:
                filling.save(part.row, part.typed, actor, version=part.version)
            for line_id, files in part.uploads.items():
                for file in files:
                    evidence.attach(part.row, line_id, file, actor)
    except Refused as refusal:
        return Said(pk, title, sentence=refusal.sentence, fields=dict(part.wrong) | refusal.fields)
    except NotYours:
        return Said(pk, title, sentence=_("您当前的岗位不能办理此事。"), fields=part.wrong)
    if part.wrong:
        wrong = _("其余内容已保存，标红的 %(n)d 处没有看懂，请改正。") % {"n": len(part.wrong)}
        return Said(pk, title, kept=True, sentence=wrong, fields=part.wrong)
    return Said(pk, title, kept=True)


def _submit(part: Part, actor: Actor) -> tuple[Said, Return | None]:
    pk, title = part.row.pk, part.row.item.title
    try:
        with transaction.atomic():
            row = returns.submit_within(pk, actor)
    except Refused as refusal:
        return Said(pk, title, kept=True, sentence=refusal.sentence, fields=refusal.fields), None
    return Said(pk, title, kept=True, submitted=True), row
