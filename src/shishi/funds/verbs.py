"""What the journal says of money."""

from django.utils.translation import gettext_lazy as _

from shishi.journal.sentences import Verb

VERBS = {
    "funds.post": Verb(_("登记资金 %(amount_yuan)s 元（%(subject)s）")),
    "funds.reverse": Verb(_("冲销资金 %(amount_yuan)s 元（%(subject)s）")),
}
