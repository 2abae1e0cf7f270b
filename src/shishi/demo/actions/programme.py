"""The year's list: made by the office, imported from its own workbook, proposed and issued by two different hands."""

from __future__ import annotations

from decimal import Decimal

from shishi.demo.actions.cast import Cast
from shishi.demo.files import WORKBOOK, day, programme_facts, rows
from shishi.programmes.actions.importing import import_workbook
from shishi.programmes.actions.issue import issue_programme, propose_issue
from shishi.programmes.actions.programme import add_plan_document, change_settings, create_programme, put_category
from shishi.programmes.models import Programme
from shishi.rules.authority import Role

PARAMETERS = ("tolerance_pp", "ahead_pp", "behind_pp", "severe_pp")


def make_programme(cast: Cast) -> Programme:
    """Create the programme with its categories and plans."""
    facts, office = programme_facts(), cast.holder(Role.OFFICE_STAFF)
    home = next(org for org in cast.orgs.values() if org.pk == office.org_id)
    made = create_programme(
        facts["name"], int(facts["year"]), home, office, campaign=facts["campaign"], slogan=facts["slogan"]
    )
    wanted = {name: Decimal(facts[name]) for name in PARAMETERS}
    changes = {name: value for name, value in wanted.items() if value != getattr(made, name)}
    if changes:
        made = change_settings(made, changes, "示例参数", office, made.version)
    for row in rows("categories.csv"):
        put_category(made, row["category"], f"c{row['sort']}", int(row["sort"]), office)
    for row in rows("papers.csv"):
        values = {"title": row["title"], "number": row["number"], "issued_on": day(row["issued_on"])}
        add_plan_document(made, values, None, office)
    return Programme.objects.get(pk=made.pk)


def issue(programme: Programme, cast: Cast) -> None:
    """The office proposes, the convener issues; the first promise stands from then on."""
    proposal = propose_issue(programme, cast.holder(Role.OFFICE_STAFF))
    issue_programme(proposal, cast.holder(Role.CONVENER), "同意下达")


def import_list(programme: Programme, cast: Cast) -> None:
    """Bring the office's own workbook in, columns as guessed; a row the importer refuses is a fault of the sample."""
    import_workbook(programme, str(WORKBOOK), cast.holder(Role.OFFICE_STAFF))
