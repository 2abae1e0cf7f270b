"""The line of what happened to a thing, at the end of every detail page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from shishi.ui.html import esc, joined


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened.

    sentence   what happened, as the verbs say it
    who        the person and the post, as they were then
    note       a text that came with it, a reason for instance
    href       the paper or page it left behind
    tone       "", red for sent back or refused, green for done
    """

    at: datetime
    sentence: str
    who: str = ""
    note: str = ""
    href: str = ""
    tone: str = ""


def line(moments: Iterable[Moment], label: str = "") -> str:
    """The moments as an ordered list, or a sentence where there are none."""
    items = [_item(moment) for moment in moments]
    if not items:
        return joined((f'<p class="text-secondary">{esc(_("还没有记录。"))}</p>',))
    return joined((f'<ol class="life" aria-label="{esc(label or _("经过"))}">', *items, "</ol>"))


def _item(moment: Moment) -> str:
    local = timezone.localtime(moment.at)
    tone = f' class="life-{esc(moment.tone)}"' if moment.tone else ""
    said = f'<a href="{esc(moment.href)}">{esc(moment.sentence)}</a>' if moment.href else esc(moment.sentence)
    who = f" · {esc(moment.who)}" if moment.who else ""
    note = f"<div>{esc(moment.note)}</div>" if moment.note else ""
    when = f'<time datetime="{local.isoformat(timespec="minutes")}">{local:%Y-%m-%d %H:%M}</time>'
    return f'<li{tone}><div>{said}</div>{note}<div class="life-when">{when}{who}</div></li>'
