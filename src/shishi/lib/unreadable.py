"""What every reader of typed values raises when it cannot tell what was meant."""

from django.utils.translation import gettext as _

from shishi.lib.refusal import Refused
from shishi.lib.text import shorten


class UnreadableError(Refused, ValueError):
    """A cell or field whose value cannot be told.

    sentence   what was found, what is expected, with an example; already translated
    found      the value as it stood, shortened
    """

    def __init__(self, found: object, why: str, example: str) -> None:
        self.found = shorten(str(found), 40)
        sentence = _("“%(found)s”%(why)s，例如“%(example)s”。") % {
            "found": self.found,
            "why": why,
            "example": example,
        }
        super().__init__(sentence)
