"""结对帮扶手册: one pairing with everything noted about it, as a paper for those who may know whom it is about."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from shishi.cases.kinds.answers import HELPED
from shishi.cases.models import Case, CaseStep
from shishi.cases.queries.helped import AskerCard
from shishi.cases.queries.lists import local_day
from shishi.cases.queries.pairings import visits_of
from shishi.cases.queries.past import names_of, said_of
from shishi.lib import clock
from shishi.lib.paper.model import Column, Paper, Signature, Table

LABEL, WORDS = 22, 78


def book_of(case: Case, who: AskerCard) -> Paper:
    """The handbook of one pairing. Two queries."""
    steps = list(CaseStep.objects.filter(case=case).exclude(name="visit").order_by("id"))
    named = names_of(steps)
    said = [
        (one.label, one.value)
        for step in steps
        if step.name != "open"
        for name, value in step.answers.items()
        if (one := said_of(case.what, name, value, named))
    ]
    about = (
        (_("编号"), case.number),
        (_("方式"), _(case.what.type_label(case.type))),
        (_("帮扶对象"), who.name),
        (_("类别"), _(HELPED.get(case.category, case.category))),
        (_("联系电话"), who.phone or "—"),
        (_("住址"), who.place or "—"),
        (_("帮扶单位"), case.unit.name if case.unit else "—"),
        (_("帮扶人"), case.duty_person or "—"),
        (_("结对时间"), local_day(case.opened_at)),
        *said,
    )
    diary = Column(14), Column(16), Column(56), Column(14)
    visits = tuple((one.on, one.where or "—", one.diary, one.who) for one in visits_of(case))
    return Paper(
        title=_("结对帮扶手册"),
        blocks=(
            Table((Column(LABEL, "center"), Column(WORDS)), ((_("项目"), _("内容")),), about),
            Table(diary, ((_("日期"), _("地点"), _("民情日记"), _("记录人")),), visits, caption=_("走访记录")),
        ),
        signature=Signature(case.office.name, clock.today()),
        watermark=_("样张") if settings.DEMO else "",
        sample_note=_("示例：人名、单位和数字均为虚构") if settings.DEMO else "",
        author=case.office.name,
    )
