"""`shishi secret`: a random key for SHISHI_SECRET_KEY."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Print a random key for SHISHI_SECRET_KEY."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(secrets.token_urlsafe(48))
