"""What every operation of the API has in common: strict bodies, one shape of refusal, pages by key, text that can be
stored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder
from pydantic import AfterValidator, ConfigDict, Field

from shishi.lib.refusal import Refused
from shishi.lib.text import UnfitTextError, clean

MOST_ROWS = 200
GREATEST_ID = 2**63 - 1
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000-\uf8ff]")


class Malformed(Exception):
    """The request itself is not well formed; answered 400 before anything is looked at."""

    def __init__(self, sentence: str, **fields: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = fields


class Strict(Schema):
    """A body: a field it does not know is refused, so that a slip of the pen is never silently dropped."""

    model_config = ConfigDict(extra="forbid", str_max_length=20_000)


class Problem(Schema):
    """Every refusal has this shape. `sentence` is for people, `code` for machines, `fields` says where."""

    code: str
    sentence: str
    fields: dict[str, str] = {}


PROBLEMS: dict[int, Any] = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 429: Problem, 503: Problem}


def answers(of: Any, *, writes: bool = False, status: int = 200) -> dict[int, Any]:
    """What an operation may answer: what it is for, and every refusal; 409 and 422 where it changes something."""
    return {status: of, **PROBLEMS, **({409: Problem, 422: Problem} if writes else {})}


def file_answer(mime: str, what: str) -> dict[str, Any]:
    """How the contract describes an operation that answers the bytes of a file."""
    content = {mime: {"schema": {"type": "string", "format": "binary"}}}
    return {"responses": {200: {"description": what, "content": content}}}


@dataclass(frozen=True, slots=True)
class Rows[T]:
    """One page of a list. `next` is the key to ask on with (`after`); null on the last page."""

    rows: list[T]
    next: int | None


Limit = Annotated[int, Field(ge=1, le=MOST_ROWS)]


class Paging(Schema):
    """Where to go on, and how many rows at most."""

    after: Annotated[int, Field(ge=0, le=GREATEST_ID)] = 0
    limit: Limit = 50


def page_of[T](rows: Iterable[T], limit: int, key: str = "id") -> Rows[T]:
    """The first `limit` of rows fetched with one more than that, and the key of the last where more follow."""
    found = list(rows)
    kept = found[:limit]
    return Rows(kept, getattr(kept[-1], key) if len(found) > limit else None)


def one_of(codes: Iterable[str]) -> str:
    """The pattern of a text that is one of `codes`."""
    return "^(" + "|".join(re.escape(code) for code in codes) + ")$"


Id = Annotated[int, Field(ge=1, le=GREATEST_ID)]
Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", examples=["2023-08"])]


def month_day(month: str) -> date:
    """The first day of a month written 2023-08."""
    year, number = month.split("-")
    if year == "0000":
        raise Malformed(_("没有这样的月份。"), month=_("没有这样的月份。"))
    return date(int(year), int(number), 1)


def cleaned(limit: int, *, lines: bool = False) -> AfterValidator:
    """What a text of at most `limit` characters goes through, as every text that enters."""
    return AfterValidator(lambda given: clean(given, limit, lines=lines))


class CleanParser(Parser):
    """Reads a body or an address only when every text in it can be stored."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON of the body, figures exact; refuses NaN, halves of characters, control characters."""
        found = json.loads(request.body, parse_float=Decimal, parse_constant=_no_such_number)
        refuse_unfit(found)
        return found

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> Any:
        """The address's parameters, when they can be stored."""
        refuse_unfit({key: data.getlist(key) for key in data})
        return super().parse_querydict(data, list_fields, request)


def refuse_unfit(found: Any) -> None:
    """Raise Malformed when a text anywhere in a JSON value cannot be stored."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str) and UNFIT.search(one):
            raise Malformed(_("文字中有控制字符、自造字或残缺的字符，请删除后重新发送。"))


def _no_such_number(name: str) -> Any:
    raise UnfitTextError(_("“%(name)s”不是数字。") % {"name": name})


class PlainEncoder(NinjaJSONEncoder):
    """Figures travel as text, exact and without an exponent: "12.5", never 12.500000 or 1.25E+1."""

    def default(self, o: Any) -> Any:
        if isinstance(o, Decimal):
            return plain(o)
        if hasattr(o, "__dataclass_fields__"):
            return {field.name: getattr(o, field.name) for field in fields(o)}
        return super().default(o)


def plain(figure: Decimal) -> str:
    """A figure as text, without trailing zeros and without an exponent."""
    written = format(figure, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


class PlainRenderer(JSONRenderer):
    """JSON with Chinese as it is written."""

    encoder_class = PlainEncoder
    json_dumps_params = {"ensure_ascii": False}


class NoVersion(Refused):
    """A change was sent without saying which version it was made on."""

    def __init__(self) -> None:
        super().__init__(
            _("请带上读取时的版本号（If-Match 请求头，或正文中的 version），以免覆盖他人的改动。"),
            {"version": _("缺少版本号。")},
        )
