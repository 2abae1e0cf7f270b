"""Handing out the public version of a bulletin; the issued paper itself is handed out by `documents`."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.bulletins.models import Bulletin
from shishi.files.models import File
from shishi.journal.actions import record
from shishi.lib.refusal import Refused
from shishi.rules.authority import Actor


@transaction.atomic
def take_public_copy(bulletin: Bulletin, actor: Actor) -> File:
    """The kept bytes of the public version, journalled. Refused while there is none."""
    if bulletin.public_pdf is None:
        raise Refused(_("公开版还没有制作完成，请稍后再下载。"))
    record(bulletin, "bulletin.download", actor, form="public", digest=bulletin.public_pdf.sha256)
    return bulletin.public_pdf
