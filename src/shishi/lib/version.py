"""The version of a row that a form was read at, as the form brings it back."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from shishi.lib.refusal import Overtaken
from shishi.lib.whole import whole


def read_at(typed: Mapping[str, str], name: str = "version") -> int:
    """The version a form carries. Raises Overtaken (409) when it carries none, or none that can be read.

    Without it nobody can tell whether the row changed after the page was opened, so nothing is done.
    """
    found = whole(typed.get(name))
    if found is None:
        raise Overtaken(
            _("页面没有带上打开时的版本，无法确认内容是否已被他人改动，没有办理您的操作。请刷新页面后再办理。")
        )
    return found
