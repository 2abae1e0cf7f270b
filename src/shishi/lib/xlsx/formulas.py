"""Text that a spreadsheet would run as a formula, and how it is kept from doing so without changing what it says."""

import re
from typing import Final

# Excel skips spaces, no-break and ideographic spaces and the byte order mark before it looks for a formula; input
# methods type the full-width forms; a line end inside the text begins a new cell in careless readers.
_LEAD: Final = re.compile("(?:^|[\n\r])[ \u00a0\u3000\ufeff\u200b]*[=+\\-@＝＋－＠\t\r\n|]")


def may_run(text: str) -> bool:
    """Whether some spreadsheet might take the text for a formula."""
    return _LEAD.search(text) is not None


def guarded(text: str) -> str:
    """The text for a CSV, which has no types: an apostrophe before what may run."""
    return f"'{text}" if may_run(text) or text.startswith("'") else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`, so that an export is read back unchanged."""
    return text[1:] if text.startswith("'") and (may_run(text[1:]) or text[1:].startswith("'")) else text
