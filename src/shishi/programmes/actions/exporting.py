"""The list as the office's own workbook: made on the spot, or in the background where it is long; always recorded."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from shishi.files.actions import keep_bytes
from shishi.files.models import File
from shishi.journal.actions import record
from shishi.lib.text import safe_file_name
from shishi.lib.xlsx.write import workbook
from shishi.programmes.models import Programme
from shishi.programmes.queries.form import StandardForm
from shishi.rules.authority import Actor

AT_ONCE = 3_000
"""Rows that are written while the person waits; more go to the background."""


def is_long(programme: Programme, actor: Actor) -> bool:
    """Whether the workbook takes so long that nobody should wait for it. Six queries."""
    return StandardForm(programme, actor).extent().total > AT_ONCE


@transaction.atomic
def export_workbook(programme: Programme, actor: Actor) -> bytes:
    """The list within the actor's reach, all four sheets; the importer reads it back unchanged. Recorded."""
    content = workbook(StandardForm(programme, actor).sheets())
    record(programme, "programme.export", actor, digest=hashlib.sha256(content).hexdigest(), size=len(content))
    return content


def export_to_file(programme: Programme, actor: Actor) -> File:
    """The same, kept as a file for whoever asked."""
    return keep_bytes(file_name(programme), export_workbook(programme, actor), actor)


def file_name(programme: Programme) -> str:
    """What the workbook is called."""
    return safe_file_name(_("%(name)s清单.xlsx") % {"name": programme.name})


def blank_workbook(programme: Programme, actor: Actor) -> bytes:
    """The standard form without rows, with a line on how to fill each sheet. Nothing is revealed, nothing recorded."""
    return workbook(StandardForm(programme, actor).blank())


def blank_name() -> str:
    """What the empty form is called."""
    return _("清单导入模板.xlsx")


def disposition(name: str) -> str:
    """The header that makes a browser save the answer under this name."""
    return content_disposition_header(True, name) or "attachment"
