"""Brings an embedded database up to the schema of this version, and refuses a newer one."""

from __future__ import annotations

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from shishi.almanac.actions import ensure_loaded


def prepare_database() -> bool:
    """Apply what is missing and load the published holidays; return whether anything was.

    Refuses a database that a newer version has written.
    """
    loader = MigrationLoader(connection)
    ours = set(loader.disk_migrations)
    unknown = {key for key in loader.applied_migrations if key not in ours and key[0] in loader.migrated_apps}
    if unknown:
        raise CommandError("This database was written by a newer version of Shishi; install that version to open it.")
    if ours <= set(loader.applied_migrations):
        return False
    call_command("migrate", verbosity=0, interactive=False)
    ensure_loaded()
    return True
