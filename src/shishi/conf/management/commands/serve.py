"""`shishi serve`: the web server and its worker."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from shishi.conf.preparing import prepare_database
from shishi.conf.serving import serve

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Command(BaseCommand):
    help = "Serve the pages and run the worker. In an empty folder it makes its own database first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=8)
        parser.add_argument("--no-worker", action="store_true", help="Serve pages only; run `shishi work` elsewhere.")

    def handle(self, *_args: Any, **options: Any) -> None:
        if settings.DEMO and options["host"] not in LOOPBACK:
            raise CommandError("A demonstration is served on 127.0.0.1 only: its passwords are known to everybody.")
        if settings.DEBUG and options["host"] not in LOOPBACK:
            raise CommandError("With SHISHI_DEBUG=1 a broken page shows its data; it is served on 127.0.0.1 only.")
        if connection.vendor == "sqlite":
            prepare_database()
        self.stdout.write(f"Shishi is at http://{options['host']}:{options['port']}/ (Ctrl-C stops it).")
        self.stdout.flush()
        serve(options["host"], options["port"], options["threads"], not options["no_worker"])
