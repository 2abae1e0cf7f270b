"""What the journal says of inspections and research visits."""

from django.utils.translation import gettext_lazy as _

from shishi.inspections.models import Inspection, Research
from shishi.journal.sentences import Verb
from shishi.orgs.reach import within

VERBS = {
    "inspection.plan": Verb(_("列入督查计划：%(since)s 起，%(n_units)s 个单位（%(subject)s）"), "inspection"),
    "inspection.join": Verb(_("并入检查对象 %(n_units)s 个单位（%(subject)s）"), "inspection"),
    "inspection.draw": Verb(_("从 %(n_all)s 个点位中抽取 %(n)s 个，种子 %(seed)s（%(subject)s）"), "inspection"),
    "inspection.begin": Verb(_("开始检查 %(n)s 个对象（%(subject)s）"), "inspection"),
    "inspection.note": Verb(_("暂存检查记录（%(subject)s）"), "inspection"),
    "inspection.visit": Verb(
        _("提交检查记录：不符合 %(n_failed)s 条，问题 %(n_findings)s 个（%(subject)s）"), "inspection"
    ),
    "inspection.conclude": Verb(_("出具结论，提出问题 %(n_findings)s 个（%(subject)s）"), "inspection"),
    "inspection.paper": Verb(_("重新制作作废的文书（%(subject)s）"), "inspection"),
    "inspection.cancel": Verb(_("取消督查（%(subject)s）"), "inspection"),
    "research.keep": Verb(_("登记调研 %(n_people)s 人次（%(subject)s）"), "research-visit"),
    "research.plan": Verb(_("计划 %(on)s 送服务上门（%(subject)s）"), "research-visit"),
    "research.due": Verb(_("%(on)s 送服务上门，今天去（%(subject)s）"), "research-visit"),
    "research.call_off": Verb(_("取消 %(on)s 的送服务上门（%(subject)s）"), "research-visit"),
    "research.raise": Verb(_("由调研提出问题（%(subject)s）"), "research-visit"),
}
REASONS = {
    "inspection_sent": _("请参加督查"),
    "inspection_coming": _("请配合督查"),
    "inspection_concluded": _("督查结论已出"),
    "outreach": _("送服务上门"),
}
SUBJECTS = {"inspection": within(Inspection), "research": within(Research)}
