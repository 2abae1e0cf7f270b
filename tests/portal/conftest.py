"""What the tests of the portal share: the cast of the cases."""

from tests.cases.conftest import cast

__all__ = ["cast"]
