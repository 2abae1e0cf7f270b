"""Reads `SHISHI_*` variables, also from `SHISHI_X_FILE` for secrets, and refuses nonsense aloud."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

TRUE, FALSE = frozenset({"1", "yes", "true", "on"}), frozenset({"0", "no", "false", "off", ""})


class BadSetting(SystemExit):
    """A variable that cannot be used; the text names it and says what is expected."""


def text(name: str, default: str = "") -> str:
    """The variable's text, or the content of the file that `<name>_FILE` points to."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as problem:
            raise BadSetting(f"{name}_FILE points to {path}, which cannot be read: {problem}") from problem
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """A yes or no, written 1 or 0."""
    found = text(name, "1" if default else "0").strip().lower()
    if found in TRUE:
        return True
    if found in FALSE:
        return False
    raise BadSetting(f"{name} is {found!r}; it must be 1 or 0.")


def number(name: str, default: int, least: int = 0) -> int:
    """A whole number of at least `least`."""
    found = text(name, str(default))
    if not found.isascii() or not found.isdigit() or int(found) < least:
        raise BadSetting(f"{name} is {found!r}; it must be a whole number of at least {least}.")
    return int(found)


def words(name: str, default: str = "") -> list[str]:
    """A list written with commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(url: str, var: Path) -> dict[str, object]:
    """Django's DATABASES entry for `url`; an empty one means the embedded SQLite file under `var`.

    SQLite runs in WAL with synchronous=FULL: a receipt given to a citizen must survive a power cut
    (docs/adr/0003-databases.md).
    """
    if not url:
        return _sqlite(var / "shishi.sqlite3")
    parts = urlparse(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadSetting(f"SHISHI_DATABASE_URL starts with {parts.scheme!r}; it must be sqlite:///… or postgresql://…")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or next(iter(parse_qs(parts.query).get("host", [])), ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, object]:
    pragmas = (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;"
        "PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=27103364;"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }
