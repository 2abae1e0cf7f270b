"""`shishi bulletin --number 9 --as text|docx|pdf`: an issued bulletin, as it was kept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shishi.bulletins.queries.issued import issued, text_of
from shishi.files.queries import read


class Command(BaseCommand):
    help = "Write out an issued bulletin: its kept Word or PDF bytes, or its words. Nothing is rendered again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--number", type=int, required=True, help="the ordinal in its year: 9 for 第9期")
        parser.add_argument("--year", type=int, help="the programme's year; the newest with this number if left out")
        parser.add_argument("--as", dest="form", choices=["text", "docx", "pdf"], default="text")
        parser.add_argument("--out", type=Path, help="a file to write; the standard output if left out")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = issued(options["number"], options["year"])
        if found is None or found.paper is None:
            raise CommandError(f"No issued bulletin has number {options['number']}.")
        form, out = options["form"], options["out"]
        if form == "text":
            content = text_of(found).encode()
        else:
            file = found.paper.pdf if form == "pdf" else found.paper.docx
            if file is None:
                raise CommandError("The bulletin has no kept file.")
            content = read(file)
        if out:
            out.write_bytes(content)
            self.stdout.write(f"{out}: {len(content)} bytes")
            return
        binary = getattr(self.stdout, "buffer", None) or getattr(sys.stdout, "buffer", None)
        if form == "text":
            self.stdout.write(content.decode(), ending="")
        elif binary is None or sys.stdout.isatty():
            raise CommandError("A terminal cannot show this form; name a file with --out.")
        else:
            binary.write(content)
