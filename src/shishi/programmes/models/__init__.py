"""Programme → matter 件 → item 项 → indicator 指标 → allocation → site 点位, and the changes approved to them."""

from shishi.programmes.models.adjustment import Adjustment, Target
from shishi.programmes.models.boundary import Boundary
from shishi.programmes.models.indicator import Allocation, Indicator, PlanPoint, Site, Task
from shishi.programmes.models.item import GoodPractice, Item, ItemListing, Support
from shishi.programmes.models.programme import (
    Category,
    IssueProposal,
    Matter,
    PlanDocument,
    Programme,
    SettingsChange,
)

__all__ = [
    "Adjustment",
    "Allocation",
    "Boundary",
    "Category",
    "GoodPractice",
    "Indicator",
    "IssueProposal",
    "Item",
    "ItemListing",
    "Matter",
    "PlanDocument",
    "PlanPoint",
    "Programme",
    "SettingsChange",
    "Site",
    "Support",
    "Target",
    "Task",
]
