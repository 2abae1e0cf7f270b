"""`shishi work`: the worker alone."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from shishi.conf.schedule import JOBS
from shishi.conf.serving import settle_memory, stop_when_orphaned
from shishi.jobs.worker import work


class Command(BaseCommand):
    help = "Run queued jobs and the timetable until stopped. Several may run at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--parent", type=int, default=0, help="Stop when this process has ended.")

    def handle(self, *_args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        if options["parent"]:
            threading.Thread(target=stop_when_orphaned, args=(options["parent"], stop), daemon=True).start()
        settle_memory()
        work(JOBS, stop)
