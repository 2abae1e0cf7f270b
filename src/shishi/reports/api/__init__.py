"""Periods, returns, standings and cuts as programs read and send them."""

from ninja import Router

from shishi.reports.api.benchmarks import router as benchmarks
from shishi.reports.api.returns import router as returns
from shishi.reports.api.standings import router as standings

router = Router()
router.add_router("", returns, tags=["returns"])
router.add_router("", benchmarks, tags=["standings"])
router.add_router("", standings, tags=["standings"])

__all__ = ["router"]
