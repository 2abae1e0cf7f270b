"""What the journal says of citizens' letters."""

from django.utils.translation import gettext_lazy as _

from shishi.journal.sentences import Verb

VERBS = {
    "letter.code_refused": Verb(_("有人用不正确的查询码查询来信，或查询过于频繁")),
    "letter.unsatisfied": Verb(_("来信人评价不满意或未解决（%(subject)s）"), "case"),
    "letter.more": Verb(_("来信人补充了情况（%(subject)s）"), "case"),
}
REASONS = {
    "letter_unsatisfied": _("来信人不满意，请核实重办"),
    "letter_more": _("来信人有补充"),
}
