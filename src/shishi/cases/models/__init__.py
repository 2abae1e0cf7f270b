"""Cases, the steps they took, their parts, and what is set about them."""

from shishi.cases.models.case import Case, CaseQuerySet
from shishi.cases.models.parts import (
    Asker,
    CaseBook,
    CaseFile,
    CaseLink,
    CasePart,
    CaseStep,
    Extension,
    Recusal,
    Reminder,
    SavedView,
    TimeLimit,
)
from shishi.cases.models.retention import Retention

__all__ = [
    "Asker",
    "Case",
    "CaseBook",
    "CaseFile",
    "CaseLink",
    "CasePart",
    "CaseQuerySet",
    "CaseStep",
    "Extension",
    "Recusal",
    "Reminder",
    "Retention",
    "SavedView",
    "TimeLimit",
]
