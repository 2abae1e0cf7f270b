"""Periods, returns, standings and cuts as programs read and send them."""

from ninja import Router

from shishi.reports.api.standings import router as standings

router = Router()
router.add_router("", standings, tags=["standings"])

__all__ = ["router"]
