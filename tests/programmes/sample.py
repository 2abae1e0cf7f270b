"""湘潭县 as the sample workbook needs it: its townships, its units, an empty programme of 2023."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

from shishi import demo
from shishi.orgs.models import Org, Person, Post, Region
from shishi.programmes.actions import programme as programmes
from shishi.programmes.models import Programme
from shishi.rules.authority import Actor, PostHeld, Role, grants_of

FOLDER = Path(demo.__file__).parent / "sample"
WORKBOOK = FOLDER / "list-2023.xlsx"
PATH = "000100010001"
SINCE = datetime(2023, 1, 1, tzinfo=UTC)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def build() -> tuple[Programme, Actor]:
    """The county, its seventeen townships and all units of the sample, and the programme to be filled."""
    county = Region.objects.create(code="430321000000", name="湘潭县", level="county", path=PATH)
    places = {row["乡镇（街道）"] for row in rows("source/sites.csv")}
    places |= {
        row["乡镇（街道）或单位"] for row in rows("source/allocations.csv") if row["乡镇（街道）或单位"][-1] in "镇乡"
    }
    for n, name in enumerate(sorted(places), 1):
        code = f"430321{100 + n:03d}000"
        Region.objects.create(code=code, name=name, level="township", parent=county, path=f"{PATH}{n:04d}")
    for row in rows("organisations.csv"):
        if row["region"] in {"430321", "湘潭县"}:
            Org.objects.create(
                name=row["name"], short_name=row["short_name"], kind=row["kind"], region=county, region_path=PATH
            )
    office = Org.objects.get(short_name="县专班办公室")
    return programmes.create_programme("2023年湘潭县重点民生实事", 2023, office, _clerk(office)), _clerk(office)


def _clerk(office: Org) -> Actor:
    person, _made = Person.objects.get_or_create(name="陈晓兰", defaults={"created_at": SINCE})
    post, _made = Post.objects.get_or_create(
        person=person, org=office, defaults={"title": "科员", "role": Role.OFFICE_STAFF, "since": SINCE.date()}
    )
    held = PostHeld(post.pk, Role.OFFICE_STAFF, "科员", office.pk, office.short, office.region_path, "", "")
    return Actor(person.pk, person.name, held, grants_of(held, ()), (), date(2023, 1, 10))
