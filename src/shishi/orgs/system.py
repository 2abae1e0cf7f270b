"""The sides of the system pages, and who may see which."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from shishi.rules.authority import ADMINISTRATORS, OFFICE, Actor, Role
from shishi.ui.frame import Tab

SYSTEM, SECURITY, AUDIT = (
    frozenset({Role.SYSTEM_ADMIN}),
    frozenset({Role.SECURITY_ADMIN}),
    frozenset({Role.AUDIT_ADMIN}),
)
OFFICE_HEAD = frozenset({Role.OFFICE_ADMIN})
HERE = ADMINISTRATORS | OFFICE
ORGS = SYSTEM | OFFICE
ACCOUNTS = SYSTEM | SECURITY
CHANGES = SYSTEM | SECURITY | OFFICE_HEAD
PROPOSERS = SYSTEM | OFFICE_HEAD
# label, route, what the page is for, who may see it
PAGES = (
    ("单位与岗位", "system-orgs", "单位、岗位、任职、交接和可见范围", ORGS),
    ("账号", "system-accounts", "账号的开通、停用、重置密码和定期复核", ACCOUNTS),
    ("审批", "rights-changes", "账号、任职、交接和可见范围的变更，由安全管理员批准", CHANGES),
    ("区划", "system-regions", "行政区划、功能区和本地编码，更名与撤销", SYSTEM | OFFICE),
    ("节假日", "holidays", "法定节假日、调休上班日和本地放假", HERE),
    ("个人信息", "retention", "来信人、受助人信息的保存期限和到期清除", SECURITY),
    ("登录失败", "sign-in-failures", "近一天登录失败的来源", SECURITY),
    ("操作记录", "system-journal", "全部操作记录：查询、导出和封存链核验", AUDIT),
)


def tabs(actor: Actor, active: str) -> list[Tab]:
    """The sides this post may see; `active` is the route of the one shown. No query."""
    return [
        Tab(_(label), address, active=route == active)
        for label, route, _what, roles in PAGES
        if actor.is_any(roles) and (address := _address(route))
    ]


def cards(actor: Actor) -> list[tuple[str, str, str]]:
    """(label, address, what for) of the sides this post may see. No query."""
    return [
        (_(label), address, _(what))
        for label, route, what, roles in PAGES
        if actor.is_any(roles) and (address := _address(route))
    ]


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
