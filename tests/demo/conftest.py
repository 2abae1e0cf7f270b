"""Loads the sample year for a module, and takes it back after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.conf import settings
from django.db import transaction

from shishi.demo.actions.load import load
from shishi.lib import clock
from shishi.programmes.models import Programme


@pytest.fixture(scope="module")
def loaded_year(django_db_setup, django_db_blocker, tmp_path_factory) -> Callable[[date], object]:
    """A context in which the sample year stands as it was at the end of a day."""

    @contextmanager
    def standing(day: date) -> Iterator[Programme]:
        kept = settings.FILES_ROOT, settings.DEMO
        settings.FILES_ROOT, settings.DEMO = tmp_path_factory.mktemp("files"), True
        with django_db_blocker.unblock(), transaction.atomic():
            yield load(day, lambda _line: None)
            transaction.set_rollback(True)
        settings.FILES_ROOT, settings.DEMO = kept
        clock.stop_rehearsing()

    return standing
