"""`shishi init`: the first office and the first four accounts of a new installation."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from shishi.almanac.actions import ensure_loaded
from shishi.conf.preparing import prepare_database
from shishi.lib import clock
from shishi.lib.refusal import Refused
from shishi.orgs.actions.accounts import random_password
from shishi.orgs.actions.founding import found_account, found_org, found_post
from shishi.orgs.actions.regions import load_regions
from shishi.orgs.models import Org, Region
from shishi.rules.authority import HOUSE, ROLE_LABELS, Role

FIRST = (
    ("office", Role.OFFICE_ADMIN, "主任"),
    ("sysadmin", Role.SYSTEM_ADMIN, "系统管理员"),
    ("secadmin", Role.SECURITY_ADMIN, "安全管理员"),
    ("auditadmin", Role.AUDIT_ADMIN, "审计管理员"),
)


class Command(BaseCommand):
    help = "Found the first work-team office, with its head and the three administrators. Refuses a second time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--region", required=True, help="The region's code: 430321 a county, 4303 a city, 43 a province."
        )
        parser.add_argument("--office", required=True, help="The office's full name.")

    def handle(self, *_args: Any, **options: Any) -> None:
        prepare_database()
        if Org.objects.exists():
            raise CommandError("There is an office already; people and posts are changed on the pages under 系统.")
        try:
            accounts = self._found(options["region"].strip(), options["office"].strip())
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write("Passwords are shown once and changed at the first sign-in:")
        for login, label, password in accounts:
            self.stdout.write(f"  {login:<12} {password}   {label}")

    @transaction.atomic
    def _found(self, code: str, office_name: str) -> list[tuple[str, str, str]]:
        ensure_loaded()
        load_regions([code], HOUSE)
        region = Region.objects.get(code=code.ljust(12, "0"))
        office = found_org(office_name, Org.Kind.OFFICE, region, HOUSE, is_office=True)
        made = []
        for login, role, title in FIRST:
            password = random_password()
            account = found_account(login, ROLE_LABELS[role], make_password(password), HOUSE)
            found_post(account.person, office, title, role, clock.today(), HOUSE, is_lead=role is Role.OFFICE_ADMIN)
            made.append((login, ROLE_LABELS[role], password))
        return made
