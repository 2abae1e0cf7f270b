"""Handing out a kept file. Only the page of the thing it belongs to calls this, after its own gate."""

from __future__ import annotations

import logging

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from shishi.files.models import File
from shishi.files.queries import is_sound, path_of
from shishi.lib.refusal import Refused

CHECKED_UP_TO = 20 * 1024 * 1024
log = logging.getLogger("shishi.files")


def serve(file: File) -> HttpResponseBase:
    """The file as a download that no browser runs or shows in our name; small ones are checked against their hash.

    Refuses a file whose bytes are gone or changed, and says so in the log. No query.
    """
    path = path_of(file)
    if not path.is_file() or (file.size <= CHECKED_UP_TO and not is_sound(file)):
        log.critical("file %s (%s) is gone or changed on the disk", file.pk, file.stored_as)
        raise Refused(_("文件“%(name)s”已损坏，不能下载。请联系系统管理员从备份恢复。") % {"name": file.name})
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=file.name, content_type=file.mime)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
