"""Programs that speak for the cast."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from shishi.orgs import bearer
from shishi.orgs.models import Token
from tests.world import NOW, World


class Program:
    """A client that holds somebody's key."""

    def __init__(self, who: str) -> None:
        self.key = key_of(who)
        self.client = Client()

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        return self.client.get(f"/api{path}", query, headers=self._headers(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send `body` as JSON, or as it is when it is bytes."""
        content = body if isinstance(body, bytes) else json.dumps(body)
        return self.client.generic(
            method, f"/api{path}", content, content_type="application/json", headers=self._headers(headers)
        )

    def upload(self, path: str, body: str, files: dict[str, Any], **headers: str) -> Any:
        """Send `body` beside files, as a form with parts."""
        return self.client.post(f"/api{path}", {"body": body, **files}, headers=self._headers(headers))

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}", **{name.replace("_", "-"): v for name, v in more.items()}}


def key_of(who: str) -> str:
    """The key the cast member `who` holds in tests."""
    return f"key-of-{who}-0123456789abcdef"


def give_keys(world: World) -> None:
    """Give everybody of the cast a key."""
    Token.objects.bulk_create(
        Token(
            account=world.account(who),
            digest=hashlib.sha256(key_of(who).encode()).hexdigest(),
            name="test",
            created_at=NOW,
        )
        for who in world.people
    )


@pytest.fixture(autouse=True)
def _unhurried() -> None:
    """Let no test be slowed by the one before."""
    bearer.calls.forget()
    bearer.wrong_keys.forget()


@pytest.fixture
def program(world: World) -> Callable[[str], Program]:
    """Programs by the name of whose key they hold."""
    give_keys(world)
    return Program
