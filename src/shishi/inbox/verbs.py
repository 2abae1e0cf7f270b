"""Why people are told, where no app has its own words for it."""

from django.utils.translation import gettext_lazy as _

from shishi.journal.sentences import Reason, Verb

VERBS: dict[str, Verb] = {"inbox.settle": Verb(_("更改了自己的提醒设置"))}
REASONS = {
    "decide": Reason(_("请您审定"), asks=True),
    "review": Reason(_("请您审核"), asks=True),
    "approve": Reason(_("请您审批"), asks=True),
    "asked": Reason(_("请您办理"), asks=True),
    "urged": Reason(_("催办"), asks=True),
    "issued": Reason(_("已下达给您"), asks=True),
    "sent_back": Reason(_("退回给您"), asks=True),
    "handed_over": Reason(_("移交给您"), asks=True),
    "delegated": Reason(_("委托给您"), asks=True),
    "account": Reason(_("与您的账号有关"), asks=True),
    "decided": Reason(_("您提交的事项有结果")),
    "done": Reason(_("已办结")),
    "informed": Reason(_("请知悉")),
}
