"""What an act costs the processor: in this process, and in PostgreSQL's besides."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

from django.db import connection

from bench.cases import server_seconds


def backend() -> int:
    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def spent(pid: int, act: Callable[[], object]) -> float:
    """Milliseconds of the processor, here and in the server."""
    begun, there = process_time(), server_seconds(pid)
    act()
    return (process_time() - begun + server_seconds(pid) - there) * 1000
