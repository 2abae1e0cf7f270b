"""What the journal says of bulletins."""

from django.utils.translation import gettext_lazy as _

from shishi.bulletins.models import Bulletin
from shishi.journal.sentences import Reason, Verb
from shishi.orgs.reach import within

VERBS = {
    "bulletin.draft": Verb(_("按基准日%(on)s生成通报初稿，含数字 %(n_figures)s 个"), "bulletin"),
    "bulletin.rebind": Verb(_("换用基准日%(on)s，%(n_changed)s 个数字有变化"), "bulletin"),
    "bulletin.rewrite": Verb(_("重新生成初稿"), "bulletin"),
    "bulletin.edit": Verb(_("修改通报文字"), "bulletin"),
    "bulletin.send": Verb(_("送审"), "bulletin"),
    "bulletin.review": Verb(_("审核通过"), "bulletin"),
    "bulletin.return": Verb(_("退回修改"), "bulletin"),
    "bulletin.withdraw": Verb(_("作废"), "bulletin"),
    "bulletin.sign": Verb(_("签发，取用第%(number)s期"), "bulletin"),
    "bulletin.issue": Verb(_("印发第%(number)s期"), "bulletin"),
    "bulletin.fail": Verb(_("制作失败，第%(number)s期编号作废"), "bulletin"),
    "bulletin.publish": Verb(_("公开发布"), "bulletin"),
    "bulletin.download": Verb(_("下载公开版"), "bulletin"),
    "bulletin.set_public": Verb(_("公开版制作完成"), "bulletin"),
}
REASONS = {
    "bulletin_to_review": Reason(_("通报待您审核"), asks=True),
    "bulletin_to_sign": Reason(_("通报待您签发"), asks=True),
    "bulletin_returned": Reason(_("通报退回或作废"), asks=True),
    "bulletin_failed": Reason(_("通报制作失败，请重新签发"), asks=True),
    "bulletin_issued": Reason(_("新印发的情况通报")),
}
SUBJECTS = {"bulletin": within(Bulletin)}
