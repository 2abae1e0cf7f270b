"""Every route with its methods, its guard and what it may reveal: for `shishi routes` and the tests that walk them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Route:
    """One route of the house. `guard` is empty for a view that wears none, which a test forbids."""

    path: str
    name: str
    methods: tuple[str, ...]
    guard: str
    reveals: str
    view: str


def all_routes() -> list[Route]:
    """Every route, in the order it is tried."""
    return list(_walk(get_resolver().url_patterns, "/"))


def _walk(patterns: Any, prefix: str) -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield from _operations(path, pattern) or [_route(path, pattern)]


def _operations(path: str, pattern: URLPattern) -> list[Route]:
    """One route an operation where the view is the API's; none for any other view."""
    view = pattern.callback
    code = getattr(view, "__code__", None)
    if code is None or "self" not in code.co_freevars:
        return []
    owner = (view.__closure__ or ())[code.co_freevars.index("self")].cell_contents
    return [_operation(path, pattern, one) for one in getattr(owner, "operations", ())]


def _operation(path: str, pattern: URLPattern, one: Any) -> Route:
    guards = [getattr(worn, "guard", "") for worn in one.auth_callbacks]
    reveals = [getattr(worn, "reveals", "") for worn in one.auth_callbacks]
    view = f"{one.view_func.__module__}.{one.view_func.__qualname__}"
    return Route(path, pattern.name or "", tuple(one.methods), " · ".join(guards), " · ".join(reveals), view)


def _route(path: str, pattern: URLPattern) -> Route:
    view = pattern.callback
    guard, reveals = getattr(view, "guard", ""), getattr(view, "reveals", "")
    methods = tuple(_methods(view)) or ("GET", "POST")
    return Route(path, pattern.name or "", methods, guard, reveals, f"{view.__module__}.{view.__qualname__}")


def _methods(view: Callable[..., Any] | None) -> list[str]:
    """What `require_POST` and its kin allow; nothing when the view decides itself."""
    while view is not None:
        code = getattr(view, "__code__", None)
        if code is not None and "request_method_list" in code.co_freevars:
            cell = (view.__closure__ or ())[code.co_freevars.index("request_method_list")]
            return list(cell.cell_contents)
        view = getattr(view, "__wrapped__", None)
    return []
