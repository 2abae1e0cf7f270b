"""The county's organisations and people, as the files name them."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import make_password

from shishi.almanac.actions import ensure_loaded
from shishi.demo.files import FileRow, day, programme_facts, rows
from shishi.orgs.actions.founding import found_account, found_org, found_post
from shishi.orgs.actions.regions import load_regions
from shishi.orgs.models import Account, Org, Region
from shishi.rules.authority import HOUSE, Role

PASSWORD = "Lianxiang-2023"  # noqa: S105 -- a demonstration's password is known to everybody
YES = "是"


def found_county() -> None:
    """Load the almanac, the regions around the county, its organisations, people and posts."""
    ensure_loaded()
    load_regions([programme_facts()["region"][:4]], HOUSE)
    orgs = _orgs()
    hashed = make_password(PASSWORD)
    accounts: dict[str, Account] = {}
    for row in rows("people.csv"):
        account = accounts.get(row["login"]) or found_account(
            row["login"], row["name"], hashed, HOUSE, must_change=False
        )
        accounts[row["login"]] = account
        since = day(row["from"]) or date(2023, 1, 1)
        org = orgs[row["organisation"]]
        found_post(account.person, org, row["title"], Role(row["role"]), since, HOUSE, is_lead=row["is_lead"] == YES)


def _orgs() -> dict[str, Org]:
    county = programme_facts()["region"]
    found: dict[str, Org] = {}
    for row in sorted(rows("organisations.csv"), key=lambda r: int(r["sort"])):
        found[row["short_name"]] = found_org(
            row["name"],
            row["kind"],
            _region(row, county),
            HOUSE,
            short=row["short_name"],
            parent=found.get(row["parent"]),
            is_office=row["is_work_team_office"] == YES,
        )
    return found


def _region(row: FileRow, county: str) -> Region:
    """The region an organisation stands in: by code, or a township of the county by name."""
    place = row["region"]
    if place.isascii() and place.isdigit():
        return Region.objects.get(code=place.ljust(12, "0"))
    return Region.objects.get(code__startswith=county, name=place)
