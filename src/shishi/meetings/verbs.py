"""What the journal says of meetings."""

from django.utils.translation import gettext_lazy as _

from shishi.journal.sentences import Verb
from shishi.meetings.models import Meeting
from shishi.orgs.reach import within

VERBS = {
    "meeting.plan": Verb(_("筹备会议：%(on)s（%(subject)s）"), "meeting"),
    "meeting.change": Verb(_("修改会议安排（%(subject)s）"), "meeting"),
    "meeting.move": Verb(_("通知印发后调整会议安排，定于 %(on)s（%(subject)s）"), "meeting"),
    "meeting.build": Verb(_("生成议程 %(n)s 条（%(subject)s）"), "meeting"),
    "meeting.arrange": Verb(_("调整议程（%(subject)s）"), "meeting"),
    "meeting.pack": Verb(_("制作汇报材料（%(subject)s）"), "meeting"),
    "meeting.notify": Verb(_("印发会议通知，邀请 %(n_orgs)s 个单位（%(subject)s）"), "meeting"),
    "meeting.hold": Verb(_("会议已召开，出席 %(n_present)s 个单位（%(subject)s）"), "meeting"),
    "meeting.write": Verb(_("填写会议记录（%(subject)s）"), "meeting"),
    "meeting.decide": Verb(_("登记议定事项（%(subject)s）"), "meeting"),
    "meeting.undecide": Verb(_("删除一条议定事项（%(subject)s）"), "meeting"),
    "meeting.issue": Verb(_("印发会议纪要，议定 %(n_decisions)s 项（%(subject)s）"), "meeting"),
    "meeting.track": Verb(_("议定事项转入跟踪（%(subject)s）"), "meeting"),
    "meeting.close": Verb(_("议定事项全部落实，办结（%(subject)s）"), "meeting"),
    "meeting.cancel": Verb(_("取消会议（%(subject)s）"), "meeting"),
}
REASONS = {
    "meeting_asked": _("请参加会议"),
    "meeting_moved": _("会议安排有变"),
    "meeting_without": _("不再请贵单位参会"),
    "meeting_decided": _("议定事项待落实"),
    "meeting_cancelled": _("会议取消"),
}
SUBJECTS = {"meeting": within(Meeting)}
