"""Codes by which an outsider proves that a case is theirs: 20 characters of Crockford's base 32, one hundred bits."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20
_READ_AS = str.maketrans("OILU", "011V")


def new_code() -> str:
    """A code nobody can guess, without letters that are mistaken for digits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """The code in groups of five, as it is printed."""
    return "-".join(code[at : at + 5] for at in range(0, LENGTH, 5))


def read(typed: str) -> str:
    """The code as typed: any case, with or without hyphens, O for 0 and I or L for 1; empty if it is none."""
    plain = "".join(ch for ch in typed[:60].upper() if ch not in " -–—").translate(_READ_AS)
    return plain if len(plain) == LENGTH and all(ch in ALPHABET for ch in plain) else ""
