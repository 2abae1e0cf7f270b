"""Keeping files: looked at, hashed, written so that a power cut cannot lose what was acknowledged."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from shishi.files.kinds import KINDS, kind_of, look
from shishi.files.models import File
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.lib.text import safe_file_name
from shishi.rules.authority import Actor

MB = 1024 * 1024
CHUNK = 1024 * 1024
ORPHAN_SECONDS = 24 * 3600


def keep(upload: UploadedFile[bytes], actor: Actor, classification: str = File.Class.INTERNAL) -> File:
    """Keep an uploaded file and return its row; the owner's own action records it and refers to it.

    Refuses what is not on the list, too large, or not what its name says. A photograph loses the place it was taken
    at; its time is kept. One query. The bytes are on the disk, flushed, before the row is written.
    """
    name = safe_file_name(str(upload.name or ""))
    kind = kind_of(name)
    size = int(upload.size or 0)
    if not size:
        raise Refused(_("“%(name)s”是空文件，请重新选择。") % {"name": name})
    if size > settings.MAX_UPLOAD_MB * MB:
        raise Refused(
            _("“%(name)s”有 %(found)d MB，最多 %(limit)d MB。")
            % {"name": name, "found": -(-size // MB), "limit": settings.MAX_UPLOAD_MB}
        )
    stream: IO[bytes] = upload.file  # type: ignore[assignment]
    found = look(kind, stream, size, name)
    chunks = iter([found.content]) if found.content is not None else _chunks(stream)
    return _store(name, kind.mime, chunks, actor, classification, taken_at=found.taken_at)


def keep_bytes(name: str, content: bytes, actor: Actor, classification: str = File.Class.INTERNAL) -> File:
    """Keep what the house itself made, a rendered paper or an export. One query."""
    name = safe_file_name(name)
    ending = name.rpartition(".")[2]
    mime = KINDS[ending].mime if ending in KINDS else "application/octet-stream"
    return _store(name, mime, _chunks(BytesIO(content)), actor, classification)


def forget(file_id: int) -> None:
    """Delete a file nothing refers to any longer, its bytes once the transaction is through. Safe to repeat."""
    found = File.objects.filter(pk=file_id).first()
    if found is None:
        return
    path = Path(settings.FILES_ROOT) / found.stored_as
    found.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        yield chunk


@transaction.atomic
def _store(
    name: str, mime: str, chunks: Iterator[bytes], actor: Actor, classification: str, taken_at: datetime | None = None
) -> File:
    token = secrets.token_hex(20)
    stored_as = f"{token[:2]}/{token}"
    digest, size = _write(Path(settings.FILES_ROOT) / stored_as, chunks)
    return File.objects.create(
        name=name,
        mime=mime,
        size=size,
        sha256=digest,
        stored_as=stored_as,
        classification=File.Class(classification),
        taken_at=taken_at,
        kept_at=clock.now(),
        kept_by_id=actor.person_id,
        kept_by_name=actor.name,
    )


def _write(path: Path, chunks: Iterator[bytes]) -> tuple[str, int]:
    """Write under a passing name, flush, rename, flush the folder: a crash leaves either nothing or everything."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, passing = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                size += out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        os.rename(passing, path)
    except BaseException:
        Path(passing).unlink(missing_ok=True)
        raise
    for folder in (path.parent, path.parent.parent):
        _flush_folder(folder)
    return digest.hexdigest(), size


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep_orphans() -> int:
    """Delete bytes on the disk that no row speaks of and that are over a day old; return how many. Safe to repeat.

    Such bytes are left behind when the change that kept them was refused.
    """
    root, oldest, n = Path(settings.FILES_ROOT), time.time() - ORPHAN_SECONDS, 0
    for folder in sorted(root.glob("??")):
        old = {f"{folder.name}/{path.name}": path for path in folder.iterdir() if path.stat().st_mtime < oldest}
        known = set(File.objects.filter(stored_as__in=old).values_list("stored_as", flat=True))
        for stored_as, path in old.items():
            if stored_as not in known:
                path.unlink(missing_ok=True)
                n += 1
    return n
