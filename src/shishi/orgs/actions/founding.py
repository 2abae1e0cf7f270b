"""Puts the first organisations, people and posts in place, before there is anybody who could ask or approve.

Only the house itself founds: `shishi init` for a new installation, `shishi demo` for the sample. Afterwards
posts and accounts change by two hands.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import NotYours
from shishi.orgs.models import Account, Org, Person, Post, Region
from shishi.rules.authority import Actor, Role


@transaction.atomic
def found_org(
    name: str,
    kind: str,
    region: Region,
    actor: Actor,
    *,
    short: str = "",
    parent: Org | None = None,
    is_office: bool = False,
) -> Org:
    """Put an organisation in its region; the same name in the same region is the same organisation."""
    _must_be_house(actor)
    org, made = Org.objects.get_or_create(
        region=region,
        name=name,
        defaults={
            "kind": kind,
            "region_path": region.path,
            "short_name": short,
            "parent": parent,
            "is_work_team_office": is_office,
            "sort": Org.objects.filter(region=region).count() + 1,
        },
    )
    if made:
        record(org, "org.create", actor)
    return org


@transaction.atomic
def found_account(login: str, name: str, hashed: str, actor: Actor, *, must_change: bool = True) -> Account:
    """Register a person with an account and its hashed password, changed at first sign-in save in a demonstration."""
    _must_be_house(actor)
    person = Person.objects.create(name=name, created_at=clock.now())
    account = Account.objects.create(
        person=person, login=login.strip().casefold(), password=hashed, must_change_password=must_change
    )
    record(person, "person.create", actor)
    record(account, "account.create", actor)
    return account


@transaction.atomic
def found_post(
    person: Person, org: Org, title: str, role: Role, since: date, actor: Actor, *, is_lead: bool = False
) -> Post:
    """Seat a person on a post."""
    _must_be_house(actor)
    post = Post.objects.create(person=person, org=org, title=title, role=role, since=since, is_lead=is_lead)
    record(post, "post.appoint", actor, org=org.pk, role=role)
    return post


def _must_be_house(actor: Actor) -> None:
    if actor.person_id != 0:
        raise NotYours
