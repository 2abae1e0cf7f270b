"""A paragraph as runs — words, figure chips, marked numerals — and as the plain text a clerk edits.

In plain text a chip is 〔39项#3〕 and a mark 〔名：“两癌”免费检查〕, 〔序：第九〕, 〔日：2023年〕, so that a form
without any script can carry them. The number inside a chip is shown, never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from shishi.documents.kinds import MARKS
from shishi.lib.refusal import Refused
from shishi.lib.text import clean

type Run = dict[str, str]
type Runs = list[Run]

LONGEST = 2000
CHIP = re.compile(r"〔(?P<shown>[^〔〕#]*)#(?P<key>[A-Za-z0-9]{1,20})〕")
BY_SIGN = {mark.sign: mark.code for mark in MARKS.values()}
MARK = re.compile(rf"〔(?P<sign>[{''.join(BY_SIGN)}])：(?P<text>(?:[^〔〕]|〔[^〔〕]*〕)+)〕")
TOKEN = re.compile(f"{CHIP.pattern}|{MARK.pattern}")
HOLE = re.compile(r"%\((\w+)\)s")


def text(words: str) -> Run:
    """Ordinary words."""
    return {"text": words}


def chip(key: str) -> Run:
    """A figure by its key."""
    return {"figure": key}


def marked(words: str, mark: str) -> Run:
    """Words whose numerals are a name, an ordinal or a date."""
    return {"text": words, "mark": mark}


def written(template: str, **parts: Run | Runs | str) -> Runs:
    """The template with runs in place of its `%(name)s`; a plain string becomes a name."""
    found: Runs = []
    for n, piece in enumerate(HOLE.split(template)):
        part = parts[piece] if n % 2 else text(piece)
        if isinstance(part, str):
            part = marked(part, "name")
        found += part if isinstance(part, list) else [part]
    return joined(found)


def listed(parts: Iterable[Run | Runs | str], mark: str = "、") -> Runs:
    """The parts with 、 between them."""
    found: Runs = []
    for n, part in enumerate(parts):
        if n:
            found.append(text(mark))
        one = marked(part, "name") if isinstance(part, str) else part
        found += one if isinstance(one, list) else [one]
    return joined(found)


def joined(runs: Iterable[Run]) -> Runs:
    """The runs with neighbouring plain words made one and empty ones dropped."""
    found: Runs = []
    for run in runs:
        if "figure" in run:
            found.append(dict(run))
        elif not run.get("text"):
            continue
        elif found and "mark" not in run and "figure" not in found[-1] and "mark" not in found[-1]:
            found[-1] = text(found[-1]["text"] + run["text"])
        else:
            found.append(dict(run))
    return found


def shown(run: Run, figures: Mapping[str, Any]) -> str:
    """The run as it is read."""
    return str(figures[run["figure"]]["shown"]) if "figure" in run else run["text"]


def read_aloud(runs: Iterable[Run], figures: Mapping[str, Any]) -> str:
    """The runs as one text."""
    return "".join(shown(run, figures) for run in runs)


def to_plain(runs: Iterable[Run], figures: Mapping[str, Any]) -> str:
    """The runs as a clerk edits them."""
    parts = []
    for run in runs:
        if "figure" in run:
            parts.append(f"〔{shown(run, figures)}#{run['figure']}〕")
        elif "mark" in run:
            parts.append(f"〔{MARKS[run['mark']].sign}：{run['text']}〕")
        else:
            parts.append(run["text"])
    return "".join(parts)


def from_plain(typed: str, figures: Mapping[str, Any]) -> Runs:
    """The runs a clerk's text says. Refuses a chip that does not exist and one whose number was typed over."""
    words = clean(typed, LONGEST)
    found: Runs = []
    at = 0
    for token in TOKEN.finditer(words):
        found.append(text(words[at : token.start()]))
        found.append(_token(token, figures))
        at = token.end()
    rest = words[at:]
    broken = re.search(r"〔[^〔〕]*#[^〔〕]*〕|#[A-Za-z0-9]{1,20}〕", "".join(r.get("text", "") for r in found) + rest)
    if broken:
        raise Refused(_("数字标签“%(token)s”不完整，请整体删除或从数字清单重新插入。") % {"token": broken.group()})
    return joined([*found, text(rest)])


def _token(token: re.Match[str], figures: Mapping[str, Any]) -> Run:
    key = token["key"]
    if key is None:
        return marked(token["text"], BY_SIGN[token["sign"]])
    if key not in figures:
        raise Refused(_("没有编号为“%(key)s”的数字，请从数字清单中插入。") % {"key": key})
    true = figures[key]["shown"]
    if token["shown"].strip() not in {"", true}:
        facts = {"typed": token["shown"], "true": true}
        raise Refused(
            _("数字“%(true)s”由台账算出，不能改成“%(typed)s”。需要更正的，请更正月报后重新定基准日。") % facts
        )
    return chip(key)
