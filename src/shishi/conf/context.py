"""What every template may know: the actor, the demonstration banner, the version."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from shishi import __version__
from shishi.lib import clock


def house(request: HttpRequest) -> dict[str, Any]:
    """Costs no query."""
    return {
        "actor": getattr(request, "actor", None),
        "demo": settings.DEMO,
        "today": clock.today(),
        "version": __version__,
    }
