"""The closed loop as programs read and work it."""

from shishi.cases.api import acting, bound, desks, files, handing_out, parts, rates, reading
from shishi.cases.api.router import router

__all__ = ["acting", "bound", "desks", "files", "handing_out", "parts", "rates", "reading", "router"]
