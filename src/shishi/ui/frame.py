"""What the frame of a page needs to know; a middleware above puts it on the request."""

from dataclasses import dataclass
from typing import NamedTuple


class NavEntry(NamedTuple):
    """One entry of the left navigation; `code` also chooses its icon."""

    code: str
    label: str
    url: str
    active: bool = False


class Choice(NamedTuple):
    """One entry of a menu that posts `value`."""

    value: str
    label: str
    active: bool = False


class Tab(NamedTuple):
    """One side of a thing; `n` stands behind the label when given."""

    label: str
    url: str
    active: bool = False
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything in the top bar. An empty address leaves its part out.

    programme_url, post_url   receive POST with `programme` or `post` and `next`
    n_unread                  things in the inbox that nobody has opened
    quiet                     the hours in which the count is not red
    """

    person: str = ""
    post: str = ""
    posts: tuple[Choice, ...] = ()
    post_url: str = ""
    programme: str = ""
    programmes: tuple[Choice, ...] = ()
    programme_url: str = ""
    search_url: str = ""
    inbox_url: str = ""
    n_unread: int = 0
    quiet: bool = False
    help_url: str = ""
    me_url: str = ""
    password_url: str = ""
    sign_out_url: str = ""
    demo: bool = False
