"""`shishi check`: Django's own checks, and whether what is kept is still what was written."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.check import Command as DjangoCheck
from django.db import connection

from shishi.journal.queries import verify


class Command(DjangoCheck):
    help = "Check the configuration, the journal's seals and the database; end with 1 when anything is wrong."

    def handle(self, *app_labels: Any, **options: Any) -> None:
        super().handle(*app_labels, **options)
        if "journal_entry" not in connection.introspection.table_names():
            return
        report = verify()
        if report.broken_at is not None:
            self.stderr.write(f"The journal is not what was sealed: seal {report.broken_at} does not fit its entries.")
            raise SystemExit(1)
        self.stdout.write(
            f"Journal: {report.n_entries} entries sealed, {report.n_unsealed} waiting; head {report.head[:16] or '-'}."
        )
        if connection.vendor == "sqlite":
            self._check_file()

    def _check_file(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            found = [row[0] for row in cursor.fetchall()]
        if found != ["ok"]:
            self.stderr.write("The database file is damaged: " + "; ".join(found[:3]))
            raise SystemExit(1)
        self.stdout.write("Database file: sound.")
