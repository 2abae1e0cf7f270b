"""What a condition is: a small question about a case, answered with nothing or with the sentence that refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from shishi.cases.models import Case
from shishi.rules.authority import Actor

type Answers = Mapping[str, Any]
type Condition = Callable[[Case, Actor, Answers, datetime], str]
