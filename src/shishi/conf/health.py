"""How the house is: for whoever operates it."""

from __future__ import annotations

import shutil
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from shishi import __version__
from shishi.jobs.queries import is_worker_alive
from shishi.orgs.access import open_to_all

LITTLE_DISK_MB = 200


def state() -> dict[str, Any]:
    """Status, version, database, worker and disk. `status` is ok, or degraded without a worker or disk, or down."""
    try:
        worker, database = is_worker_alive(), connection.vendor
    except DatabaseError:
        return {"status": "down", "version": __version__, "database": "away", "worker": False, "disk_free_mb": _disk()}
    free = _disk()
    status = "ok" if worker and free > LITTLE_DISK_MB else "degraded"
    return {"status": status, "version": __version__, "database": database, "worker": worker, "disk_free_mb": free}


def _disk() -> int:
    return shutil.disk_usage(settings.VAR).free // (1024 * 1024)


@open_to_all(reveals="status, version, database kind, worker, free disk")
def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 while pages can be served, 503 when the database is away."""
    found = state()
    return JsonResponse(found, status=503 if found["status"] == "down" else 200, headers={"Cache-Control": "no-store"})
