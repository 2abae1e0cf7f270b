"""`shishi routes`: what can be asked of this server, and who may."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from shishi.conf.routes import all_routes


class Command(BaseCommand):
    help = "List every route with its methods, its guard and what it may reveal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = all_routes()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(route) for route in found], ensure_ascii=False, indent=2))
            return
        for route in found:
            self.stdout.write(f"{route.path:<50} {','.join(route.methods):<10} {route.guard:<30} {route.reveals}")
