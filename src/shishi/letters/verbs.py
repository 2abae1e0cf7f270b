"""What the journal says of letters besides the steps of their cases."""

from django.utils.translation import gettext_lazy as _

from shishi.journal.sentences import Verb

VERBS = {
    "letter.edit": Verb(_("修改督办函（%(subject)s）"), "case"),
    "letter.raise": Verb(_("起草上一级督办（%(subject)s）"), "case"),
    "letter.draft_reply": Verb(_("拟办理情况报告，送本单位负责人签发（%(subject)s）"), "case"),
    "letter.export": Verb(_("导出%(year)s年督办台账 %(n_rows)s 行")),
    "letter_desk.set": Verb(_("修改督办函设置"), "letter-desk"),
    "unit_seal.keep": Verb(_("更换本单位印章图样")),
}
REASONS = {"letter_to_sign": _("办理情况报告待您签发")}
