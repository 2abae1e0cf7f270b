"""What the journal says of periods, returns, corrections and sites."""

from django.utils.translation import gettext_lazy as _

from shishi.journal.sentences import Reason, Verb
from shishi.orgs.reach import within
from shishi.reports.models import Period, Return

VERBS = {
    "return.save": Verb(_("保存了草稿（%(subject)s）"), "return"),
    "return.share": Verb(
        _("按分解填报 %(n)s 处（%(subject)s）：各单位合计 %(total)s %(unit)s，本项累计 %(value)s %(unit)s"), "return"
    ),
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
    "correction.ask": Verb(_("申请更正“%(subject)s”：%(old)s 改为 %(new)s")),
    "correction.approve": Verb(_("批准更正“%(subject)s”：%(old)s 改为 %(new)s")),
    "correction.refuse": Verb(_("不予更正“%(subject)s”")),
    "period.urge": Verb(_("催报%(subject)s月报，涉及 %(n_units)s 个单位 %(n_returns)s 份"), "period"),
    "exemption.grant": Verb(_("批准延期或免报（%(subject)s）")),
    "exemption.end": Verb(_("终止延期或免报（%(subject)s）")),
    "site.update": Verb(_("更新点位“%(subject)s”的进度")),
    "return.export": Verb(_("导出月度报表 %(n_rows)s 行")),
    "period.export": Verb(_("导出%(subject)s进度汇总表 %(n_rows)s 行"), "period"),
    "period.open": Verb(_("%(subject)s月报开放填报，应报 %(n_returns)s 份")),
    "period.lock": Verb(_("锁定%(subject)s月报，未通过 %(n_missing)s 份")),
    "period.move_lock": Verb(_("%(subject)s月报锁定日期改为 %(to)s")),
    "programme.peers": Verb(_("更新了兄弟县市区数据 %(n)s 条（%(subject)s）"), "programme"),
    "programme.past": Verb(_("更新了上年同期数据 %(n)s 条（%(subject)s）"), "programme"),
    "cut.make": Verb(_("定基准日 %(on)s，共 %(n_rows)s 行")),
}

REASONS = {
    "return_to_approve": Reason(_("月报待本单位审核"), asks=True),
    "return_to_accept": Reason(_("月报待专班办审核"), asks=True),
    "return_returned": Reason(_("月报退回给您"), asks=True),
    "correction_to_decide": Reason(_("更正申请待您审批"), asks=True),
    "return_accepted": Reason(_("月报已通过")),
    "return_parent_accepted": Reason(_("月报已经上级认定")),
    "correction_decided": Reason(_("更正申请有结果")),
    "exemption_granted": Reason(_("延期或免报已批准")),
}
SUBJECTS = {"return": within(Return), "period": within(Period)}
