"""What the journal says of the almanac."""

from django.utils.translation import gettext_lazy as _

from shishi.journal.sentences import Verb

VERBS = {
    "almanac.load": Verb(_("载入%(year)s年节假日：休 %(n_off)s 天，调休上班 %(n_on)s 天")),
    "almanac.import": Verb(_("导入%(year)s年节假日通知：休 %(n_off)s 天，调休上班 %(n_on)s 天")),
    "almanac.add_local": Verb(_("增加本地放假 %(day)s")),
    "almanac.remove_local": Verb(_("取消本地放假 %(day)s")),
}
