"""Tables as plain values: a view says what stands in them, `ui` draws them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol
from urllib.parse import urlencode


class Query(Protocol):
    """What is read of `request.GET`."""

    def get(self, key: str, /) -> object: ...

    def getlist(self, key: str) -> list[str]: ...

    def lists(self) -> Iterable[tuple[str, list[str]]]: ...


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    kind     text · code (words that stay on one line) · number · percent · points · money (yuan in, 万元 out) · date ·
             due (workdays left, or words in their place) · light · html
             (`html` takes what a component returned)
    scale    digits after the point, for number, percent and points
    sort     whether the head sorts by `?sort=key`
    choice   whether people may leave the column out
    """

    key: str
    label: str
    kind: str = "text"
    unit: str = ""
    scale: int | None = None
    sort: bool = False
    choice: bool = False


class Cell(NamedTuple):
    """A value that leads somewhere, or carries a hint."""

    value: object
    href: str = ""
    hint: str = ""
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `href` makes its first cell the link to the thing, `tone` is "", late or sum."""

    cells: tuple[object, ...]
    key: str = ""
    href: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one page of rows.

    query            the address's own parameters, from `kept(request.GET)`
    sort             the key sorted by, with a minus in front when falling
    before, after    addresses of the pages beside this one, from paging by key
    total            what stands at the foot beside the number of rows here, when it is known
    pick             the name of the check boxes for acts on many, `form` the id of the form they belong to
    hidden           keys of columns people chose to leave out
    empty, next_step what will stand here, and the one thing to do next as (label, address)
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    name: str = "table"
    query: tuple[tuple[str, str], ...] = ()
    sort: str = ""
    before: str = ""
    after: str = ""
    total: int | None = None
    pick: str = ""
    form: str = ""
    hidden: frozenset[str] = field(default_factory=frozenset)
    empty: str = ""
    next_step: tuple[str, str] | None = None
    show_caption: bool = False

    def sort_url(self, column: Column) -> str:
        """The address that sorts by this column; a second click turns the order round, and paging starts anew."""
        wanted = f"-{column.key}" if self.sort == column.key else column.key
        kept = [(key, value) for key, value in self.query if key not in ("sort", "after", "before")]
        return "?" + urlencode([*kept, ("sort", wanted)])


def kept(query: Query, *, without: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """The address's parameters in order, as pairs."""
    left_out = frozenset(without)
    return tuple((key, value) for key, values in query.lists() if key not in left_out for value in values)


def hidden_keys(query: Query, columns: Sequence[Column]) -> frozenset[str]:
    """Columns left out: those that may be, and are not among `?cols=` where that is given."""
    chosen = query.getlist("cols")
    return frozenset(c.key for c in columns if c.choice and c.key not in chosen) if chosen else frozenset()


def choose(table: Table, query: Query) -> Table:
    """The table with the address's parameters and left-out columns filled in."""
    return replace(table, query=kept(query), hidden=hidden_keys(query, table.columns))
