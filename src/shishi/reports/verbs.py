"""What the journal says of periods, returns, corrections and sites."""

from django.utils.translation import gettext_lazy as _

from shishi.journal.sentences import Verb
from shishi.orgs.reach import within
from shishi.reports.models import Return

VERBS = {
    "return.save": Verb(_("保存了草稿（%(subject)s）"), "return"),
    "return.no_change": Verb(_("填报零变化（%(subject)s）"), "return"),
    "return.attach": Verb(_("上传佐证材料（%(subject)s）"), "return"),
    "return.detach": Verb(_("撤下佐证材料（%(subject)s）"), "return"),
    "return.submit": Verb(_("提交了%(subject)s"), "return"),
    "return.recall": Verb(_("撤回了%(subject)s"), "return"),
    "return.approve": Verb(_("单位审核通过%(subject)s"), "return"),
    "return.accept": Verb(_("专班办审核通过%(subject)s"), "return"),
    "return.return": Verb(_("退回了%(subject)s"), "return"),
    "return.reopen": Verb(_("撤销通过并退回%(subject)s"), "return"),
    "return.lock": Verb(_("锁定了%(subject)s"), "return"),
    "return.parent_accept": Verb(_("上级认定%(subject)s"), "return"),
    "period.open": Verb(_("%(subject)s月报开放填报，应报 %(n_returns)s 份")),
    "period.lock": Verb(_("锁定%(subject)s月报，未通过 %(n_missing)s 份")),
    "period.move_lock": Verb(_("%(subject)s月报锁定日期改为 %(to)s")),
    "programme.peers": Verb(_("更新了兄弟县市区数据 %(n)s 条（%(subject)s）"), "programme"),
    "programme.past": Verb(_("更新了上年同期数据 %(n)s 条（%(subject)s）"), "programme"),
    "cut.make": Verb(_("定基准日 %(on)s，共 %(n_rows)s 行")),
}

SUBJECTS = {"return": within(Return)}
