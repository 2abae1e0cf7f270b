"""A paper as JSON can hold it, and back: what is frozen at signing must still be readable years later."""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from shishi.lib.paper import model
from shishi.lib.paper.model import Paper

KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        model.Run,
        model.Heading,
        model.Paragraph,
        model.Column,
        model.Cell,
        model.Table,
        model.PageBreak,
        model.Head,
        model.Signature,
        model.Imprint,
        model.Picture,
        model.Paper,
    )
}


def to_plain(value: Any) -> Any:
    """The value as lists, dictionaries and strings; what stands at its default is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        said = {f.name: getattr(value, f.name) for f in fields(value)}
        kept = {
            f.name: to_plain(said[f.name]) for f in fields(value) if f.default is MISSING or said[f.name] != f.default
        }
        return {"is": type(value).__name__, **kept}
    if isinstance(value, tuple | list):
        return [to_plain(part) for part in value]
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"exact": str(value)} if isinstance(value, Decimal) else value


def from_plain(value: Any) -> Any:
    """The value `to_plain` was given. Raises ValueError for what is no part of a paper."""
    if isinstance(value, list):
        return tuple(from_plain(part) for part in value)
    if not isinstance(value, dict):
        return value
    if set(value) == {"day"}:
        return date.fromisoformat(value["day"])
    if set(value) == {"exact"}:
        return Decimal(value["exact"])
    kind = KINDS.get(value.get("is", ""))
    if kind is None:
        raise ValueError("no part of a paper")
    return kind(**{name: from_plain(part) for name, part in value.items() if name != "is"})


def paper_from(plain: Any) -> Paper:
    """The paper that `to_plain` wrote down. Raises ValueError where it wrote something else."""
    paper = from_plain(plain)
    if not isinstance(paper, Paper):
        raise ValueError("not a paper")
    return paper
