"""The one router of the closed loop: where an address takes several methods, one router must hold them all."""

from ninja import Router

router = Router(tags=["cases"])
