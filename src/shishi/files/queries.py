"""Questions about kept files."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from shishi.files.models import File

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Twin:
    """Another file with the very same bytes."""

    id: int
    name: str
    kept_at: datetime
    kept_by_name: str


def reused(file_ids: Iterable[int]) -> dict[int, tuple[Twin, ...]]:
    """For each file the others with the same bytes, oldest first; files without any are left out. Two queries.

    A photograph handed in twice as evidence shows up here (docs/domain/quality.md).
    """
    asked = dict(File.objects.filter(pk__in=file_ids).values_list("pk", "sha256"))
    same: dict[str, list[Twin]] = defaultdict(list)
    rows = File.objects.filter(sha256__in=set(asked.values())).order_by("kept_at", "id")
    for pk, digest, name, at, who in rows.values_list("pk", "sha256", "name", "kept_at", "kept_by_name"):
        same[digest].append(Twin(pk, name, at, who))
    found = {pk: tuple(twin for twin in same[digest] if twin.id != pk) for pk, digest in asked.items()}
    return {pk: twins for pk, twins in found.items() if twins}


def path_of(file: File) -> Path:
    """Where the bytes lie. No query."""
    return Path(settings.FILES_ROOT) / file.stored_as


def is_sound(file: File) -> bool:
    """Whether the bytes on the disk are still those that were received. Reads them all; no query."""
    digest = hashlib.sha256()
    try:
        with path_of(file).open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return False
    return digest.hexdigest() == file.sha256


def read(file: File) -> bytes:
    """The bytes, checked. Raises OSError when they are gone, ValueError when they have changed. No query."""
    content = path_of(file).read_bytes()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise ValueError(f"file {file.pk} has changed on the disk")
    return content


def damaged(limit: int | None = None) -> list[File]:
    """Files whose bytes are gone or changed. One query, and every byte is read: for the night."""
    rows = File.objects.order_by("id")
    return [file for file in (rows[:limit] if limit else rows.iterator()) if not is_sound(file)]
