"""The demonstration's accounts as a file beside its database, for whoever tries or checks it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account of the demonstration. Its password is known to everybody; it exists on loopback only."""

    login: str
    password: str
    name: str
    role: str
    role_label: str
    posts: list[str]
    reach: str
    token: str


def write(path: Path, accounts: list[DemoAccount]) -> None:
    """Write the accounts, readable by the owner only."""
    path.write_text(json.dumps([asdict(a) for a in accounts], ensure_ascii=False, indent=1), encoding="utf-8")
    path.chmod(0o600)


def read(path: Path) -> list[DemoAccount]:
    """The accounts of the demonstration beside this database; none where there is no such file."""
    if not path.exists():
        return []
    return [DemoAccount(**one) for one in json.loads(path.read_text(encoding="utf-8"))]
