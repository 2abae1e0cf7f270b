"""`shishi demo`: the sample year up to a day, and if asked the server on it."""

from __future__ import annotations

import json
import time
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from shishi.conf.preparing import prepare_database
from shishi.demo.accounts import read, write
from shishi.demo.actions.accounts import list_accounts
from shishi.demo.actions.load import load, wind_clock
from shishi.lib.refusal import Refused
from shishi.orgs.models import Org

MARK = "demo.json"
HINTS = ("office_staff", "unit_liaison", "unit_deputy", "office_admin", "convener", "leader")


class Command(BaseCommand):
    help = "Load the sample year, as it stood at the end of a day, into an empty database; with --serve, serve it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", default="2023-09-15", help="The day, YYYY-MM-DD, within 2023.")
        parser.add_argument("--serve", action="store_true")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration has known passwords; it runs only with SHISHI_DEMO=1.")
        as_of = self._day(options["as_of"])
        prepare_database()
        if Org.objects.exists():
            self._must_be_same(as_of)
        else:
            self._load(as_of)
        wind_clock(as_of)
        self._hint(options["port"])
        if options["serve"]:
            call_command("serve", port=options["port"])

    def _load(self, as_of: date) -> None:
        began = time.monotonic()
        try:
            load(as_of, lambda line: self.stdout.write(line, ending="\n"))
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        wind_clock(as_of)  # The keys of the accounts are made on the demonstration's own day.
        write(settings.DEMO_ACCOUNTS, list_accounts())
        (settings.VAR / MARK).write_text(json.dumps({"as_of": as_of.isoformat()}))
        self.stdout.write(f"Loaded the sample year up to {as_of} in {time.monotonic() - began:.0f} s.")

    def _must_be_same(self, as_of: date) -> None:
        mark = settings.VAR / MARK
        if not mark.exists():
            raise CommandError(
                f"{settings.VAR} holds no finished demonstration; remove it, or choose another with VAR=…"
            )
        loaded = json.loads(mark.read_text())["as_of"]
        if loaded != as_of.isoformat():
            raise CommandError(
                f"{settings.VAR} shows {loaded}; remove it, or choose another folder with VAR=… for {as_of}."
            )

    def _day(self, text: str) -> date:
        try:
            found = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 -- a day, not a moment
        except ValueError as problem:
            raise CommandError(f"{text!r} is not a day; write it like 2023-09-15.") from problem
        if found.year != 2023 or found < date(2023, 2, 1):
            raise CommandError("The sample year is 2023; choose a day from 2023-02-01 to 2023-12-31.")
        return found

    def _hint(self, port: int) -> None:
        self.stdout.write(f"Sign in at http://127.0.0.1:{port}/ — the page offers every account; for example:")
        accounts = read(settings.DEMO_ACCOUNTS)
        for role in HINTS:
            one = next((a for a in accounts if a.role == role), None)
            if one:
                self.stdout.write(f"  {one.login:<10} {one.password}   {one.name} · {one.posts[0]}")
        self.stdout.write(f"All accounts, with API tokens: {settings.DEMO_ACCOUNTS}")
