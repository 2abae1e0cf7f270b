"""Editing the words of a draft: one paragraph at a time, the chips in it untouched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.bulletins.actions.locking import check_editable, locked
from shishi.bulletins.kinds import EDITABLE
from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries.figures import figure
from shishi.documents.kinds import MARKS
from shishi.documents.queries.numerals import span_for
from shishi.documents.queries.runs import Runs, chip, from_plain, joined, marked, text
from shishi.journal.actions import record
from shishi.lib.refusal import Overtaken, Refused
from shishi.lib.text import clean
from shishi.reports.queries.chips import Book
from shishi.reports.queries.cuts import UnknownFigure, frozen
from shishi.rules.authority import Actor
from shishi.rules.wording import may_mark

type Block = dict[str, Any]
MOST_BLOCKS = 120


@transaction.atomic
def write_block(pk: int, block_id: str, seen: int, typed: str, actor: Actor) -> Bulletin:
    """Put what a clerk typed in place of a paragraph. Chips are those of the bulletin, or refused.

    seen  the paragraph's version as it was read; two people may edit two paragraphs at once, not one
    """

    def change(block: Block, bulletin: Bulletin) -> None:
        block["runs"] = _checked_marks(from_plain(typed, bulletin.figures))

    return _change_block(pk, block_id, seen, actor, "write", change)


@transaction.atomic
def mark(pk: int, block_id: str, seen: int, run: int, start: int, end: int, kind: str, actor: Actor) -> Bulletin:
    """Say that a numeral is part of a name, an ordinal or a date; refuses what is plainly a figure."""

    def change(block: Block, _bulletin: Bulletin) -> None:
        words = _words_of(block, run, start, end)
        a, b = span_for(words, start, end, kind)
        if kind not in MARKS or not may_mark(words[a:b], kind):
            label = MARKS[kind].label if kind in MARKS else kind
            raise Refused(
                _("“%(words)s”看起来是数字，不能标为%(label)s；请绑定台账数字。")
                % {"words": words[a:b], "label": label}
            )
        new = [text(words[:a]), marked(words[a:b], kind), text(words[b:])]
        block["runs"] = joined([*block["runs"][:run], *new, *block["runs"][run + 1 :]])

    return _change_block(pk, block_id, seen, actor, "mark", change)


@transaction.atomic
def bind(pk: int, block_id: str, seen: int, run: int, start: int, end: int, key: str, actor: Actor) -> Bulletin:
    """Put a chip in place of a numeral that was typed by hand."""

    def change(block: Block, bulletin: Bulletin) -> None:
        words = _words_of(block, run, start, end)
        if key not in bulletin.figures:
            raise Refused(_("没有编号为“%(key)s”的数字，请从数字清单中插入。") % {"key": key})
        new = [text(words[:start]), chip(key), text(words[end:])]
        block["runs"] = joined([*block["runs"][:run], *new, *block["runs"][run + 1 :]])

    return _change_block(pk, block_id, seen, actor, "bind", change)


@transaction.atomic
def add_figure(pk: int, code: str, shape: str, args: dict[str, str], actor: Actor) -> str:
    """Make another figure of the cut available to the draft; return its key. Refused for what the cut does not hold."""
    bulletin = locked(pk)
    check_editable(bulletin, actor)
    book = Book(frozen(bulletin.cut), dict(bulletin.figures), figure)
    try:
        key = book.take(code, shape, **args)
    except UnknownFigure as unknown:
        raise Refused(_("基准日数据中没有这个数字，请重新选择。")) from unknown
    if key not in bulletin.figures:
        bulletin.figures = book.kept
        bulletin.save(update_fields=["figures"])
        record(bulletin, "bulletin.edit", actor, what="figure", figure=code)
    return key


@transaction.atomic
def add_block(pk: int, after: str, seen: int, kind: str, actor: Actor) -> str:
    """Put an empty paragraph or heading after a block; return its id. A form sent twice adds one."""
    bulletin = locked(pk)
    check_editable(bulletin, actor)
    before = _found(bulletin, after, seen)
    if kind not in EDITABLE:
        raise Refused(_("只能增加标题或段落；表格由系统生成。"))
    if len(bulletin.blocks) >= MOST_BLOCKS:
        raise Refused(_("段落已达%(most)s个，通报应当简短。") % {"most": MOST_BLOCKS})
    new = "b" + str(max(int(b["id"][1:]) for b in bulletin.blocks) + 1)
    before["v"] += 1
    bulletin.blocks.insert(bulletin.blocks.index(before) + 1, {"id": new, "v": 1, "kind": kind, "runs": []})
    _save(bulletin, actor, "add", new)
    return new


@transaction.atomic
def remove_block(pk: int, block_id: str, seen: int, actor: Actor) -> Bulletin:
    """Take a block out of a draft, tables included."""
    bulletin = locked(pk)
    check_editable(bulletin, actor)
    block = _found(bulletin, block_id, seen)
    bulletin.blocks.remove(block)
    _save(bulletin, actor, "remove", block_id)
    return bulletin


@transaction.atomic
def write_head(pk: int, version: int, title: str, recipient: str, actor: Actor) -> Bulletin:
    """Change the title or whom the bulletin is addressed to. The ordinal is not part of the title."""
    bulletin = locked(pk, version)
    check_editable(bulletin, actor)
    title = clean(title, 120)
    if not title:
        raise Refused(_("标题不能为空。"), {"title": _("请填写标题")})
    bulletin.title, bulletin.recipient = title, clean(recipient, 120)
    _save(bulletin, actor, "head", "")
    return bulletin


def _change_block(
    pk: int, block_id: str, seen: int, actor: Actor, what: str, change: Callable[[Block, Bulletin], None]
) -> Bulletin:
    bulletin = locked(pk)
    check_editable(bulletin, actor)
    block = _found(bulletin, block_id, seen)
    if block["kind"] not in EDITABLE:
        raise Refused(_("表格中的内容由系统生成，不能修改；不需要的可以整表删除。"))
    change(block, bulletin)
    block["v"] += 1
    _save(bulletin, actor, what, block_id)
    return bulletin


def _found(bulletin: Bulletin, block_id: str, seen: int) -> Block:
    block: Block | None = next((b for b in bulletin.blocks if b["id"] == block_id), None)
    if block is None or block["v"] != seen:
        raise Overtaken(_("这一段刚才已被他人修改，请刷新后在最新内容上修改。"))
    return block


def _words_of(block: Block, run: int, start: int, end: int) -> str:
    """The plain words of a run that hold the place; refuses a place that is not there."""
    runs = block["runs"]
    words = runs[run].get("text") if 0 <= run < len(runs) and "mark" not in runs[run] else None
    if words is None or not 0 <= start < end <= len(words):
        raise Overtaken(_("这一段刚才已被他人修改，请刷新后在最新内容上修改。"))
    return str(words)


def _checked_marks(runs: Runs) -> Runs:
    for run in runs:
        if "mark" in run and not may_mark(run["text"], run["mark"]):
            label = MARKS[run["mark"]].label
            raise Refused(
                _("“%(words)s”看起来是数字，不能标为%(label)s；请绑定台账数字。")
                % {"words": run["text"], "label": label}
            )
    return runs


def _save(bulletin: Bulletin, actor: Actor, what: str, block_id: str) -> None:
    bulletin.version += 1
    bulletin.save()
    record(bulletin, "bulletin.edit", actor, what=what, block=block_id)
