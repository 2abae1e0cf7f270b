"""Why people are told, where no app has its own words for it."""

from django.utils.translation import gettext_lazy as _

from shishi.journal.sentences import Verb

VERBS: dict[str, Verb] = {}
REASONS = {
    "decide": _("请您审定"),
    "decided": _("您提交的事项有结果"),
    "review": _("请您审核"),
    "approve": _("请您审批"),
    "issued": _("已下达给您"),
    "sent_back": _("退回给您"),
    "asked": _("请您办理"),
    "urged": _("催办"),
    "done": _("已办结"),
    "informed": _("请知悉"),
    "handed_over": _("移交给您"),
    "delegated": _("委托给您"),
    "account": _("与您的账号有关"),
}
