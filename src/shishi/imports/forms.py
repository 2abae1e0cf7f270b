"""Reads what a person decided about the sheets of a workbook."""

from __future__ import annotations

import re

from django.http import QueryDict

from shishi.imports.actions import SheetChoice
from shishi.imports.kinds import Intake
from shishi.imports.models import ImportRun
from shishi.lib.columns import guess

_COLUMN = re.compile(r"s([0-9]{1,3})-c([0-9]{1,3})")


def chosen_sheets(typed: QueryDict, run: ImportRun, intake: Intake) -> list[SheetChoice]:
    """One choice a sheet. A sheet given to another importer has its columns guessed anew: the old ones mean nothing."""
    columns: dict[int, dict[int, str]] = {}
    for name in typed:
        if match := _COLUMN.fullmatch(name):
            columns.setdefault(int(match[1]), {})[int(match[2])] = str(typed[name])
    choices = []
    for sheet in run.sheets.order_by("seq"):
        wanted = str(typed.get(f"s{sheet.seq}", sheet.importer))
        chosen = columns.get(sheet.seq, {})
        importer = intake.find(wanted)
        if importer is not None and wanted != sheet.importer:
            guessed = guess(sheet.headings, importer.fields, sheet.samples)
            chosen = {match.column: match.code for match in guessed.matches}
        codes = {field.code for field in importer.fields} if importer else set()
        choices.append(SheetChoice(sheet.seq, wanted, {at: code for at, code in chosen.items() if code in codes}))
    return choices
