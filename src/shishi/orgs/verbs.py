"""What the journal says of organisations, people and sign-in."""

from django.utils.translation import gettext_lazy as _

from shishi.journal.sentences import Verb

VERBS = {
    "account.sign_in": Verb(_("登录系统")),
    "account.sign_in_failed": Verb(_("登录失败")),
    "account.sign_out": Verb(_("退出系统")),
    "account.change_password": Verb(_("修改了密码")),
    "account.end_tour": Verb(_("看过了新手指引")),
    "account.act_for": Verb(_("改以“%(post)s”身份办理")),
    "account.create": Verb(_("开通了账号 %(subject)s")),
    "account.disable": Verb(_("停用了账号 %(subject)s")),
    "account.enable": Verb(_("恢复了账号 %(subject)s")),
    "account.reset_password": Verb(_("重置了账号 %(subject)s 的密码")),
    "account.token": Verb(_("新建了接口令牌")),
    "region.load": Verb(_("载入行政区划 %(count)s 个")),
    "region.add": Verb(_("新增区划 %(subject)s")),
    "region.rename": Verb(_("“%(before)s”自 %(since)s 起更名为“%(subject)s”")),
    "region.close": Verb(_("撤销区划 %(subject)s，自 %(on)s 起")),
    "org.create": Verb(_("新增单位 %(subject)s")),
    "org.change": Verb(_("修改单位 %(subject)s")),
    "person.create": Verb(_("登记人员 %(subject)s")),
    "post.appoint": Verb(_("任职 %(subject)s")),
    "post.end": Verb(_("离任 %(subject)s，自 %(until)s 起")),
    "post.grant": Verb(_("为岗位 %(subject)s 增加可见范围，至 %(until)s")),
    "post.grant_end": Verb(_("收回岗位 %(subject)s 临时增加的可见范围，自 %(on)s 起")),
    "post.hand_over": Verb(_("岗位 %(subject)s 交接，移交未办事项 %(n_open)s 件")),
    "delegation.create": Verb(_("委托代行职务 %(subject)s")),
    "delegation.end": Verb(_("终止委托 %(subject)s")),
    "account.revoke_token": Verb(_("注销了接口令牌")),
    "account.forget_failures": Verb(_("解除了账号 %(subject)s 的登录限速")),
    "org.close": Verb(_("撤销单位 %(subject)s，自 %(on)s 起")),
    "rights.propose": Verb(_("提请%(subject)s"), "rights-change"),
    "rights.approve": Verb(_("批准了%(subject)s"), "rights-change"),
    "rights.refuse": Verb(_("不同意%(subject)s"), "rights-change"),
    "rights.withdraw": Verb(_("撤回了%(subject)s"), "rights-change"),
    "journal.export": Verb(_("导出操作记录 %(n)s 条")),
    "journal.verify": Verb(_("核验操作记录的封存链，共 %(n)s 条，%(found)s")),
}
