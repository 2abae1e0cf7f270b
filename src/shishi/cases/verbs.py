"""What the journal says of cases: every step of every kind in the kind's own words, and what is common to all."""

from django.utils.translation import gettext_lazy as _

from shishi.cases.kinds import KINDS
from shishi.cases.models import Case
from shishi.journal.sentences import Reason, Verb
from shishi.orgs.reach import within

# Several steps may share a name and so a verb: the first one's label says what they have in common.
STEPS = {
    f"{kind.code}.{name}": Verb(_("%(step)s（%%(subject)s）") % {"step": _(steps[0].label)}, "case")
    for kind in KINDS.values()
    for name, steps in kind.life.by_name.items()
}
VERBS = {
    **STEPS,
    **{
        f"{kind.code}.open": Verb(_("登记%(kind)s（%%(subject)s）") % {"kind": _(kind.label)}, "case")
        for kind in KINDS.values()
    },
    "case.ask_extension": Verb(_("申请延期：由 %(old)s 延至 %(wanted)s（%(subject)s）"), "case"),
    "case.approve_extension": Verb(_("同意延期至 %(until)s（%(subject)s）"), "case"),
    "case.refuse_extension": Verb(_("不同意延期（%(subject)s）"), "case"),
    "case.charge": Verb(_("增加配合单位 %(n_units)s 个（%(subject)s）"), "case"),
    "case.report_part": Verb(_("配合单位反馈（%(subject)s）"), "case"),
    "case.release": Verb(_("撤销配合单位分工（%(subject)s）"), "case"),
    "case.split": Verb(_("拆分出新的事项（%(subject)s）"), "case"),
    "case.raise": Verb(_("由此提出新的事项（%(subject)s）"), "case"),
    "case.points": Verb(_("按要求逐项立为 %(n)s 件（%(subject)s）"), "case"),
    "case.cluster": Verb(_("归并 %(n)s 件同类诉求，提出治理问题（%(subject)s）"), "case"),
    "case.repeat": Verb(_("标为重复反映（%(subject)s）"), "case"),
    "case.duty_on": Verb(_("转入履职清单（%(subject)s）"), "case"),
    "case.duty_off": Verb(_("移出履职清单（%(subject)s）"), "case"),
    "case.take_on": Verb(_("确定包案（领办）领导（%(subject)s）"), "case"),
    "case.recuse": Verb(_("登记回避（%(subject)s）"), "case"),
    "case.soon": Verb(_("即将到期：%(due)s（%(subject)s）"), "case"),
    "case.due": Verb(_("今天到期（%(subject)s）"), "case"),
    "case.overdue": Verb(_("已超期：应于 %(due)s 前办理（%(subject)s）"), "case"),
    "case.escalate": Verb(_("超期未办，建议升级督办（%(subject)s）"), "case"),
    "case.download": Verb(_("下载附件（%(subject)s）"), "case"),
    "case.print": Verb(_("下载文书（%(subject)s）"), "case"),
    "case.print_book": Verb(_("打印帮扶手册（%(subject)s）"), "case"),
    "case.print_rates": Verb(_("下载办理情况统计表 %(n_rows)s 行")),
    "case.tickets_opened": Verb(_("上传外部工单工作簿，准备导入")),
    "case.tickets": Verb(_("导入外部工单：新登记 %(created)s 件，更新 %(changed)s 件，派单 %(dispatched)s 件")),
    "case.renew_ticket": Verb(_("按外部工单更新内容（%(subject)s）"), "case"),
    "case.answers_back": Verb(_("导出回传外部平台的答复 %(n_rows)s 行")),
    "case.export": Verb(_("导出台账 %(n_rows)s 行")),
    "case.forget": Verb(
        _("保存期限已满，清除了来信人（受助人）的姓名、电话、住址，事项和统计保留（%(subject)s）"), "case"
    ),
    "retention.set": Verb(_("设定个人信息保存期限：办结后 %(months)s 个月，自 %(since)s 起")),
    "retention.forget": Verb(_("按保存期限清除个人信息 %(n)s 件")),
    "saved_view.save": Verb(_("保存了一个视图")),
    "saved_view.drop": Verb(_("删除了一个视图")),
    "time_limit.set": Verb(_("设定办理时限（%(kind)s %(stage)s），自 %(since)s 起")),
}
REASONS = {
    "case_to_do": Reason(_("轮到您办理"), asks=True),
    "case_back": Reason(_("退回重办"), asks=True),
    "case_let_go": Reason(_("认领已释放，重新待认领")),
    "case_over": Reason(_("已经办结")),
    "case_extension": Reason(_("延期申请待批"), asks=True),
    "case_extension_decided": Reason(_("延期申请已批复")),
    "case_tickets": Reason(_("导入了一批外部工单"), asks=True),
    "case_part": Reason(_("请配合办理"), asks=True),
    "case_part_done": Reason(_("配合单位已反馈")),
    "case_sponsor": Reason(_("由您包案"), asks=True),
    "case_recused": Reason(_("已登记回避")),
    "case_soon": Reason(_("即将到期"), asks=True),
    "case_due": Reason(_("今天到期"), asks=True),
    "case_overdue": Reason(_("已超期"), asks=True),
    "case_escalate": Reason(_("建议升级督办"), asks=True),
}
SUBJECTS = {"case": within(Case)}
