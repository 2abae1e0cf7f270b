"""The composition rule for passwords of the second-grade and third-grade protection profile."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

KINDS = tuple(re.compile(p, re.ASCII) for p in ("[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]"))
ENOUGH = 3


class ThreeKinds:
    """At least three of: small letters, capitals, digits, other characters."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002
        if sum(bool(kind.search(password)) for kind in KINDS) < ENOUGH:
            raise ValidationError(self.get_help_text(), code="too_plain")

    def get_help_text(self) -> str:
        return _("密码须包含大写字母、小写字母、数字、符号中的至少三类。")
