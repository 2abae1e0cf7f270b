"""A house of its own for one measurement: a database in a temporary folder; as in production, with quick passwords."""

from __future__ import annotations

import atexit
import os
import secrets
import tempfile


def set_up(urls: str = "shishi.conf.urls") -> None:
    """Prepare Django on an empty migrated database that goes away with the process. Call it before any model import."""
    folder = tempfile.TemporaryDirectory(prefix="shishi-bench-")
    atexit.register(folder.cleanup)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "shishi.conf.settings",
        "SHISHI_VAR": folder.name,
        "SHISHI_DEBUG": "0",
        "SHISHI_SECRET_KEY": secrets.token_urlsafe(48),
        "SHISHI_HOSTS": "testserver",
    }
    import django
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ROOT_URLCONF = urls
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from shishi.conf.serving import settle_memory

    settle_memory()
