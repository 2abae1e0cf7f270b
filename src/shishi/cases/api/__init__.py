"""The closed loop as programs read and work it."""

from shishi.cases.api import acting, files, rates, reading
from shishi.cases.api.router import router

__all__ = ["acting", "files", "rates", "reading", "router"]
