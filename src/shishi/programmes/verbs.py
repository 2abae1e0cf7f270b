"""What the journal says of programmes, items and what hangs on them."""

from django.utils.translation import gettext_lazy as _

from shishi.journal.sentences import Verb
from shishi.orgs.reach import within
from shishi.programmes.models import Adjustment, Item, Programme

VERBS = {
    "programme.create": Verb(_("新建了清单 %(subject)s"), "programme"),
    "programme.settings": Verb(_("修改了清单 %(subject)s 的设置：%(what)s"), "programme"),
    "programme.category": Verb(_("保存了 %(subject)s 的类别"), "programme"),
    "programme.category_removed": Verb(_("删除了 %(subject)s 的一个类别"), "programme"),
    "programme.propose": Verb(_("提请下达 %(subject)s 的%(n)s个项目"), "programme-issue"),
    "programme.withdraw": Verb(_("撤回了 %(subject)s 的下达提请"), "programme-issue"),
    "programme.issue": Verb(_("批准下达 %(subject)s 的%(n)s个项目"), "programme"),
    "programme.send_back": Verb(_("退回了 %(subject)s 的下达提请"), "programme-issue"),
    "programme.copy": Verb(_("复制生成 %(subject)s，%(n_matters)s件%(n_items)s项"), "programme"),
    "programme.import": Verb(
        _("向 %(subject)s 批量导入：新增%(created)s行，修改%(changed)s行，未变%(same)s行，错误%(error)s行"), "programme"
    ),
    "programme.import_opened": Verb(_("上传工作簿，准备导入 %(subject)s"), "programme"),
    "programme.export": Verb(_("导出了 %(subject)s 的清单"), "programme"),
    "programme.import_taken_back": Verb(_("撤销了一次对 %(subject)s 的导入"), "programme"),
    "programme.take_back": Verb(_("撤回了对 %(subject)s 的批量导入，共%(n)s条记录"), "programme"),
    "matter.create": Verb(_("新增实事 %(subject)s")),
    "matter.change": Verb(_("修改实事 %(subject)s：%(what)s")),
    "matter.remove": Verb(_("删除实事 %(subject)s")),
    "boundary.load": Verb(_("上传了 %(subject)s 的边界，%(n_areas)s个区域")),
    "boundary.remove": Verb(_("移除了 %(subject)s 的边界")),
    "plan_document.add": Verb(_("登记方案 %(subject)s")),
    "plan_document.remove": Verb(_("移除方案 %(subject)s")),
    "item.create": Verb(_("新增项目 %(subject)s"), "item"),
    "item.change": Verb(_("修改项目 %(subject)s：%(what)s"), "item"),
    "item.remove": Verb(_("删除项目 %(subject)s")),
    "item.supports": Verb(_("调整了 %(subject)s 的配合单位"), "item"),
    "item.list": Verb(_("%(subject)s 同时列入另一份清单"), "item"),
    "item.unlist": Verb(_("%(subject)s 移出另一份清单"), "item"),
    "item.issue": Verb(_("下达项目 %(subject)s，时限 %(due_on)s"), "item"),
    "item.carry_over": Verb(_("结转项目 %(subject)s"), "item"),
    "item.good_practice": Verb(_("登记了 %(subject)s 的好做法"), "item"),
    "indicator.create": Verb(_("新增指标 %(subject)s，目标 %(target)s")),
    "indicator.change": Verb(_("修改指标 %(subject)s：%(what)s")),
    "indicator.remove": Verb(_("删除指标 %(subject)s")),
    "indicator.curve": Verb(_("填写了 %(subject)s 的月度计划")),
    "indicator.allocate": Verb(_("分解指标 %(subject)s 至%(n)s处，合计 %(total)s，目标 %(target)s")),
    "task.create": Verb(_("新增任务 %(subject)s，时限 %(due_on)s")),
    "task.change": Verb(_("修改任务 %(subject)s：%(what)s")),
    "task.remove": Verb(_("删除任务 %(subject)s")),
    "site.create": Verb(_("新增点位 %(subject)s")),
    "site.change": Verb(_("修改点位 %(subject)s：%(what)s")),
    "site.remove": Verb(_("删除点位 %(subject)s")),
    "adjustment.ask": Verb(_("申请调整 %(subject)s"), "adjustment"),
    "adjustment.review": Verb(_("审核同意调整 %(subject)s，报召集人"), "adjustment"),
    "adjustment.turn_down": Verb(_("审核不同意调整 %(subject)s"), "adjustment"),
    "adjustment.approve": Verb(_("批准调整 %(subject)s，自 %(since)s 起生效"), "adjustment"),
    "adjustment.refuse": Verb(_("不予批准调整 %(subject)s"), "adjustment"),
}

SUBJECTS = {"programme": within(Programme), "item": within(Item), "adjustment": within(Adjustment)}
