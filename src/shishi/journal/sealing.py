"""The hash that chains one seal to the next."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from shishi.journal.models import Entry


def digest_of(previous: str, entries: Iterable[Entry]) -> str:
    """The hash over the seal before and the canonical JSON of each entry, as 64 hexadecimal digits."""
    found = hashlib.sha256(previous.encode())
    for e in entries:
        row = [e.pk, e.at.isoformat(), e.verb, e.actor_id, e.actor_name, e.post_id, e.post_label, e.subject_kind]
        row += [e.subject_id, e.subject_label, e.region_path, e.facts, e.is_refusal]
        found.update(json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
    return found.hexdigest()
