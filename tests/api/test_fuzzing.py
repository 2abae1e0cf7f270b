"""Generated requests to every operation: no answer that the contract does not know, and never a 500.

Deselect with `-m "not contract"`.
"""

from __future__ import annotations

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from shishi.conf.wsgi import application
from shishi.orgs import bearer
from tests.api.conftest import key_of
from tests.api.test_ladder import numbers  # noqa: F401 -- a fixture

schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
)


USUAL = settings(
    max_examples=6,
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def _one_connection():
    """A served request closes old connections when it begins and ends; here that would be the test's own."""
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


@pytest.mark.contract
@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("who", ["head", "liaison"])
def test_no_request_finds_an_answer_the_contract_does_not_know(numbers, who):  # noqa: F811
    for operation in (found.ok() for found in schema.get_all_operations()):
        USUAL(given(case=operation.as_strategy())(lambda case: ask(case, numbers, who)))()


def ask(case, numbers, who):  # noqa: F811
    """Send one generated request with a good key, its ids pointing at things that are there."""
    bearer.calls.forget()
    case.headers = {name: value for name, value in case.headers.items() if name.lower() != "shishi-post"}
    for name, value in case.path_parameters.items():
        known = numbers.get(name.removesuffix("_id").replace("item", "schools"))
        if known and isinstance(value, int):
            case.path_parameters[name] = known
    answer = case.call(headers={"Authorization": f"Bearer {key_of(who)}"})
    case.validate_response(answer, checks=CHECKS)
