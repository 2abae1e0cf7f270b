"""Lines of returns as strings: a page of them has hundreds of cells, and a template asks for every word in each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shishi.reports.queries.past import Piece
from shishi.reports.queries.review import Waiting
from shishi.reports.queries.sheet import Card, Row, Shown
from shishi.reports.queries.split import Share, Split
from shishi.ui import marks
from shishi.ui.html import esc, joined
from shishi.ui.templatetags.ui import percent, pp

register = template.Library()
NOTHING = "—"
NONE = f'<span class="fig-none">{NOTHING}</span>'


@register.simple_tag
def judged(shown: Shown) -> str:
    """What the server works out of a line: rate, expected progress, deviation, light; under them the remarks."""
    return _judged(shown, esc(_("序时")))


def _judged(shown: Shown, schedule: str) -> str:
    rate = NONE if shown.rate is None else f'<span class="fig fig-computed">{percent(shown.rate, 2)}</span>'
    light = marks.light(shown.status, was_behind=shown.was_behind, sum_behind=shown.sum)
    return joined(
        (
            f'<div class="judged-line">{rate}\n<span class="u">{schedule} {percent(shown.expected, 2)}</span> ',
            f"{pp(shown.deviation_pp, 2)} {light}</div>",
            f'<div class="u">{esc(_("分解合计 %(sum)s") % {"sum": shown.shares})}</div>' if shown.shares else "",
            *(f'\n<div class="remark remark-{severity}">{esc(sentence)}</div>' for severity, sentence in shown.remarks),
        )
    )


class PartWords:
    """What a fold-out of parts looks up once."""

    def __init__(self) -> None:
        self.fold, self.missing = _("按分解填报（%(n)d 个单位）"), _("%(n)d 个本月未报：%(names)s")
        self.none = _("本月均未报")
        self.sum, self.gap = _("合计 %(sum)s"), _("与本项累计相差 %(gap)s")
        self.heads = [esc(_(word)) for word in ("乡镇（街道）或单位", "分解目标", "上月累计", "本月累计")]


@register.simple_tag
def split_row(split: Split, span: int) -> str:
    """The parts of a figure as they are only read: a row of the table that unfolds."""
    return joined((_split(split, span, PartWords()),))


def _split(split: Split, span: int, words: PartWords) -> str:
    said = (
        words.fold % {"n": len(split.shares)},
        words.sum % {"sum": split.sum} if split.sum else "",
        words.gap % {"gap": split.gap} if split.gap else "",
        _missing(split, words),
    )
    place, *figures = words.heads
    heads = f"<th>{place}</th>" + "".join(f'<th class="n">{head}</th>' for head in figures)
    return (
        f'\n<tr class="card-split"><td colspan="{span}"><details class="more"><summary>{esc(said[0])}'
        + "".join(f'<span class="u">{esc(one)}</span>' for one in said[1:] if one)
        + f'</summary><table class="split"><thead><tr>{heads}</tr></thead><tbody>'
        + "".join(_share(share, words) for share in split.shares)
        + "</tbody></table></details></td></tr>"
    )


def _missing(split: Split, words: PartWords) -> str:
    """Who has not reported; nobody's name where nobody has."""
    if split.n_missing == len(split.shares):
        return words.none
    return words.missing % {"n": split.n_missing, "names": "、".join(split.missing)} if split.n_missing else ""


def _share(share: Share, words: PartWords) -> str:
    value = esc(share.field.value or NOTHING)
    figures = (
        esc(share.target or NOTHING),
        esc(share.previous or NOTHING),
        f"<b>{value}</b>" if share.is_changed else value,
    )
    cells = zip(words.heads[1:], figures, strict=True)
    return (
        f'<tr><th scope="row">{esc(share.label)}</th>'
        + "".join(f'<td class="n" data-label="{head}">{figure}</td>' for head, figure in cells)
        + "</tr>"
    )


class Words:
    """What a page of cards looks up once: the heads of its columns, its chips, how addresses begin."""

    def __init__(self) -> None:
        self.target, self.last, self.now = (esc(_(word)) for word in ("目标", "上月", "本月"))
        self.parts = PartWords()
        self.progress, self.evidence, self.schedule = (esc(_(word)) for word in ("进度", "佐证", "序时"))
        self.unchanged, self.late = marks.chip(_("零变化")), marks.chip(_("迟报"), "red")
        self.coordinate = marks.chip(_("需协调"), "yellow")
        self.reused = marks.chip(_("重复使用"), "yellow")
        self.difficulty, self.sent = esc(_("困难：")), _("%(unit)s · %(month)d月 · %(at)s报")
        self.sent_back = _("上轮退回：%(reason)s")
        self.card = reverse("return", args=[0]).removesuffix("0/")
        self.piece = reverse("return-evidence", args=[0]).removesuffix("0/")


@register.simple_tag
def waiting_cards(rows: Sequence[Waiting]) -> str:
    """The reviewer's queue: a body of the table for each return, with a box to tick and the version it was seen in."""
    words = Words()
    return joined(_body(one, words) for one in rows)


def _body(one: Waiting, words: Words) -> str:
    card = one.card
    lines = "".join(_line(row, words) + (_split(row.split, 7, words.parts) if row.split else "") for row in card.rows)
    return f"<tbody>{_head(one, card, words)}{lines}{_said(card, words)}</tbody>"


def _head(one: Waiting, card: Card, words: Words) -> str:
    sent = words.sent % {"unit": one.unit_name, "month": one.month.month, "at": _moment(one.submitted_at)}
    chips = (
        (words.unchanged if card.is_no_change else "")
        + (words.late if card.is_late else "")
        + (words.coordinate if card.fields["needs_coordination"].value else "")
    )
    title = esc(card.title)
    return (
        '<tr class="card-head"><td class="pick"><input class="form-check-input" type="checkbox" name="return" '
        f'value="{one.id}" aria-label="{title}"><input type="hidden" name="version-{one.id}" value="{card.version}">'
        '</td>\n<th colspan="6" scope="colgroup"><div class="card-bar">'
        f'<a href="{words.card}{one.id}/">{card.seq}. {title}</a><span class="u">{esc(sent)}</span>{chips}'
        "</div></th></tr>"
    )


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    here = timezone.localtime(at)
    return f"{here.month}月{here.day}日 {here:%H:%M}"


def _line(row: Row, words: Words) -> str:
    unit = f'<span class="u">{esc(row.unit)}</span>' if row.unit else ""
    return (
        f'\n<tr class="card-line"><td></td>\n<th scope="row">{esc(row.facts.name)}{unit}</th>'
        f'<td class="n" data-label="{words.target}">{esc(row.target or NOTHING)}</td>'
        f'<td class="n last" data-label="{words.last}">{esc(row.previous or NOTHING)}</td>'
        f'<td class="n" data-label="{words.now}">{_figure(row, words)}</td>'
        f'<td class="judged" id="judged-{row.shown.line_id}" data-label="{words.progress}">'
        f"{_judged(row.shown, words.schedule)}</td>"
        f'<td class="evidence" data-label="{words.evidence}">{_evidence(row.evidence, words)}</td></tr>'
    )


def _figure(row: Row, words: Words) -> str:
    """The figure, bold where it is not last month's, with the reason given and the one it came back with."""
    value = esc(row.fields["value"].value or NOTHING)
    reason = row.fields["change_reason"].value
    back = row.returned_reason
    return (
        (f"<b>{value}</b>" if row.is_changed else value)
        + (f'<div class="u">{esc(reason)}</div>' if reason else "")
        + (f'<span class="cell-note">{esc(words.sent_back % {"reason": back})}</span>' if back else "")
    )


def _evidence(pieces: Sequence[Piece], words: Words) -> str:
    if not pieces:
        return NONE
    return "".join(
        f'<div class="piece"><a href="{words.piece}{piece.id}/">{esc(piece.name)}</a>'
        f"{f' {words.reused}' if piece.is_reused else ''}</div>"
        for piece in pieces
    )


def _said(card: Card, words: Words) -> str:
    difficulty = card.fields["difficulty"].value
    more = f" <b>{words.difficulty}</b>{esc(difficulty)}" if difficulty else ""
    return (
        '\n<tr class="card-words"><td></td><td colspan="6">'
        f'<p class="said">{esc(card.fields["progress"].value)}{more}</p></td></tr>'
    )
