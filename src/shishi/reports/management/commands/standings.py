"""`shishi standings --rebuild`: compute all standings again from the accepted figures."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from shishi.lib import clock
from shishi.programmes.models import Programme
from shishi.reports.actions.standings import rebuild, relight_all
from shishi.reports.models import Standing


class Command(BaseCommand):
    help = "Re-light the standings for today; with --rebuild, compute every month again from the accepted figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="every month of every programme, not only open ones")
        parser.add_argument("--programme", type=int, help="one programme only, by its id")

    def handle(self, *_args: object, **options: Any) -> None:
        if not options["rebuild"]:
            self.stdout.write(f"{relight_all(clock.today())} rows re-lit.")
            return
        programmes = Programme.objects.order_by("id")
        if options["programme"]:
            programmes = programmes.filter(pk=options["programme"])
        for programme in programmes:
            before = Standing.objects.filter(programme=programme).count()
            n = rebuild(programme, clock.today())
            self.stdout.write(f"{programme.name}: {n} rows, {before} before.")
