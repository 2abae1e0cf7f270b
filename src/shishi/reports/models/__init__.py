"""Periods, monthly returns and their lines, corrections, standings and cuts."""

from shishi.reports.models.correction import Correction, LineVersion
from shishi.reports.models.peers import PastFigure, PeerFinish, PeerProgress
from shishi.reports.models.period import Exemption, Period, Urge
from shishi.reports.models.returns import Line, LineEvidence, LineMilestone, LineShare, Return, ReturnStep
from shishi.reports.models.standing import Cut, FrozenStanding, Standing

__all__ = [
    "Correction",
    "Cut",
    "Exemption",
    "FrozenStanding",
    "Line",
    "LineEvidence",
    "LineMilestone",
    "LineShare",
    "LineVersion",
    "PastFigure",
    "PeerFinish",
    "PeerProgress",
    "Period",
    "Return",
    "ReturnStep",
    "Standing",
    "Urge",
]
