"""Changes of rights that wait for a second pair of eyes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shishi.orgs.models.account import Account, Person
from shishi.orgs.models.post import Org, Post
from shishi.orgs.models.region import Region
from shishi.rules.authority import ROLE_LABELS, Role


class RightsChange(models.Model):
    """An account, a post, a hand-over or a grant somebody proposes and the security administrator decides on."""

    class Kind(models.TextChoices):
        ACCOUNT = "account", _("新账号")
        APPOINT = "appoint", _("任职")
        HAND_OVER = "hand_over", _("岗位交接")
        GRANT = "grant", _("增加可见范围")
        ENABLE = "enable", _("恢复账号")

    class State(models.TextChoices):
        WAITING = "waiting", _("待批准")
        APPROVED = "approved", _("已批准")
        REFUSED = "refused", _("不同意")
        WITHDRAWN = "withdrawn", _("已撤回")

    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    org = models.ForeignKey(Org, models.PROTECT, null=True, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Org, models.PROTECT, null=True, related_name="+")
    item_id = models.BigIntegerField(null=True)
    name = models.CharField(_("姓名"), max_length=30, blank=True)
    login = models.CharField(_("登录名"), max_length=40, blank=True)
    title = models.CharField(_("职务"), max_length=60, blank=True)
    role = models.CharField(max_length=20, blank=True, choices=[(r.value, ROLE_LABELS[r]) for r in Role])
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    reason = models.CharField(_("事由"), max_length=200, blank=True)
    n_open = models.PositiveIntegerField(default=0)
    region_path = models.CharField(max_length=40, db_index=True)
    proposed_at = models.DateTimeField()
    proposed_by_id = models.BigIntegerField()
    proposed_by_name = models.CharField(max_length=60)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=60, blank=True)
    answer = models.CharField(_("意见"), max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-id"], name="rights_change_by_state")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.state}"

    @property
    def journal_kind(self) -> str:
        return "rights_change"

    @property
    def journal_label(self) -> str:
        return str(self.get_kind_display())
