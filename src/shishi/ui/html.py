"""Building HTML as strings, for parts that stand in loops.

`esc` makes anything safe, `joined` is the one place where pieces already made safe become HTML.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString


def esc(value: object) -> str:
    """The value as text that is safe between tags and inside a double-quoted attribute."""
    return value if isinstance(value, SafeString) else escape(str(value))


def joined(pieces: Iterable[str]) -> SafeString:
    """The pieces as one piece of HTML; each must be a literal, a number or the result of `esc`."""
    return SafeString("".join(pieces))


def attr(name: str, value: object) -> str:
    """` name="value"`, or nothing when the value is empty."""
    return f' {name}="{esc(value)}"' if value not in ("", None, False) else ""
