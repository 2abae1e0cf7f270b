"""What the journal says of number books and papers."""

from django.utils.translation import gettext_lazy as _

from shishi.journal.sentences import Verb

VERBS = {
    "number_book.take": Verb(_("取用%(year)s年编号 %(number)s"), "number-books"),
    "number_book.start": Verb(_("编号簿起始号由 %(before)s 改为 %(after)s（%(year)s年）"), "number-books"),
    "number_book.prefix": Verb(_("设置%(year)s年机关代字（%(subject)s）"), "number-books"),
    "paper.sign": Verb(_("签发《%(subject)s》，编号%(number)s，冻结数字 %(n_figures)s 个"), "paper"),
    "paper.issue": Verb(_("印发《%(subject)s》"), "paper"),
    "paper.void": Verb(_("《%(subject)s》未能制作，编号 %(number)s 作废，不再使用"), "paper"),
    "paper.publish": Verb(_("公开《%(subject)s》"), "paper"),
    "paper.download": Verb(_("下载《%(subject)s》（%(form)s）"), "paper"),
}
