"""Finds the people of the sample year by login, acting from the post the moment asks for."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from shishi.lib import clock
from shishi.orgs.models import Account, Org, Post
from shishi.orgs.queries import actor_for
from shishi.rules.authority import Actor, Role


class Cast:
    """The accounts and units of the loaded county, kept while the year is loaded."""

    def __init__(self) -> None:
        self.known: dict[tuple[Role, int | None, date], Actor] = {}

    @cached_property
    def accounts(self) -> dict[str, Account]:
        return {account.login: account for account in Account.objects.select_related("person")}

    @cached_property
    def orgs(self) -> dict[str, Org]:
        found = {org.name: org for org in Org.objects.select_related("region")}
        return found | {org.short: org for org in found.values()}

    def actor(self, login: str, role: Role | None = None, today: date | None = None) -> Actor:
        """The named person on that day, from the post with `role` where they hold several."""
        account = self.accounts[login]
        held = Post.objects.held_on(today or clock.today()).filter(person=account.person_id).order_by("id")
        chosen = held.filter(role=role).first() if role else held.first()
        return actor_for(account, today or clock.today(), chosen.pk if chosen else None)

    def holder(self, role: Role, org_id: int | None = None) -> Actor:
        """Whoever holds the role today, in the organisation where one is given; found once a day."""
        key = (role, org_id, clock.today())
        if key not in self.known:
            self.known[key] = self._find(role, org_id)
        return self.known[key]

    def _find(self, role: Role, org_id: int | None) -> Actor:
        held = Post.objects.held_on(clock.today()).filter(role=role).order_by("id").select_related("person__account")
        post = (held.filter(org=org_id) if org_id else held).first()
        if post is None:
            raise LookupError(f"nobody holds {role} today in organisation {org_id}")
        return actor_for(self.accounts[post.person.account.login], clock.today(), post.pk)

    def liaison(self, org_id: int) -> Actor:
        """The unit's liaison today."""
        return self.holder(Role.UNIT_LIAISON, org_id)

    def approver(self, org_id: int) -> Actor:
        """Whoever approves the unit's returns today: the deputy in charge, or else the head."""
        try:
            return self.holder(Role.UNIT_DEPUTY, org_id)
        except LookupError:
            return self.holder(Role.UNIT_HEAD, org_id)
