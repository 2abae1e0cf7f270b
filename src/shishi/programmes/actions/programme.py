"""The programme itself: making it, its parameters, categories, matters and plan papers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.files.models import File
from shishi.journal.actions import record
from shishi.lib import clock
from shishi.lib.refusal import NotYours, Overtaken, Refused
from shishi.orgs.models import Org
from shishi.programmes.actions.finding import index_matter, index_programme
from shishi.programmes.actions.hands import (
    change,
    claim,
    lock_programme,
    must_be_at,
    must_keep,
    save_changed,
    shown,
)
from shishi.programmes.models import Category, Matter, PlanDocument, Programme, SettingsChange
from shishi.rules.authority import OFFICE, Actor
from shishi.search.actions import remove

NAMES = ("name", "campaign", "slogan")
PARAMETERS = (
    "due_workday",
    "lock_workday",
    "tolerance_pp",
    "ahead_pp",
    "behind_pp",
    "severe_pp",
    "late_start_months",
    "urges_a_month",
)
MATTER_FIELDS = ("level", "list_kind", "seq", "title", "category", "slogan", "public_title")


@transaction.atomic
def create_programme(
    name: str, year: int, office: Org, actor: Actor, *, campaign: str = "", slogan: str = "", key: str = ""
) -> Programme:
    """A new programme of the office's region, in draft. Refuses a second of the same name and year."""
    if not actor.is_any(OFFICE) or actor.post is None or actor.post.region_path != office.region_path:
        raise NotYours
    claim(actor, key, name, year, office.pk)
    if Programme.objects.filter(region_id=office.region_id, year=year, name=name).exists():
        sentence = _("%(year)s年已有名为“%(name)s”的清单，请换一个名称。") % {"year": year, "name": name}
        raise Refused(sentence, {"name": sentence})
    programme = Programme.objects.create(
        name=name,
        year=year,
        region_id=office.region_id,
        region_path=office.region_path,
        office=office,
        campaign=campaign,
        slogan=slogan,
    )
    index_programme(programme)
    record(programme, "programme.create", actor, year=year)
    return programme


@transaction.atomic
def change_settings(
    programme: Programme, changes: Mapping[str, object], reason: str, actor: Actor, version: int
) -> Programme:
    """Change names and parameters; a parameter needs a reason, which is kept with the values before and after."""
    programme = lock_programme(programme.pk)
    must_keep(actor, programme)
    must_be_at(programme, version)
    before = {name: shown(getattr(programme, name)) for name in PARAMETERS}
    changed = change(programme, changes, (*NAMES, *PARAMETERS))
    _must_be_in_order(programme)
    moved = [name for name in changed.fields if name in PARAMETERS]
    if moved and not reason.strip():
        raise Refused(_("修改参数须写明理由。"), {"reason": _("请写明修改参数的理由。")})
    if not changed:
        return programme
    if moved:
        after = {name: shown(getattr(programme, name)) for name in PARAMETERS}
        SettingsChange.objects.create(
            programme=programme,
            at=clock.now(),
            by_id=actor.person_id,
            reason=reason.strip(),
            before={name: before[name] for name in moved},
            after={name: after[name] for name in moved},
        )
    save_changed(programme, changed)
    index_programme(programme)
    record(programme, "programme.settings", actor, fields=changed.fields, what=changed.what, figures=changed.figures)
    return programme


def _must_be_in_order(programme: Programme) -> None:
    """Refuse parameters that contradict one another, each beside its field."""
    wrong: dict[str, str] = {}
    if programme.lock_workday < programme.due_workday:
        wrong["lock_workday"] = _("锁定日不能早于月报截止日。")
    if programme.due_workday < 1:
        wrong["due_workday"] = _("至少是第1个工作日。")
    if not Decimal(0) <= programme.tolerance_pp <= programme.behind_pp:
        wrong["tolerance_pp"] = _("容差应在0与偏慢界限之间。")
    if programme.behind_pp >= programme.severe_pp:
        wrong["severe_pp"] = _("滞后界限应大于偏慢界限。")
    if programme.ahead_pp < 0:
        wrong["ahead_pp"] = _("超序时界限不能小于0。")
    if wrong:
        raise Refused(_("参数没有保存。"), wrong)


@transaction.atomic
def put_category(
    programme: Programme, name: str, code: str, sort: int, actor: Actor, pk: int | None = None, *, was: str = ""
) -> Category:
    """Add a category, or rename one. Refuses a name in use.

    was  the name the page showed for the one that is renamed; raises Overtaken when it has another by now
    """
    programme = lock_programme(programme.pk)
    must_keep(actor, programme)
    if programme.categories.filter(name=name).exclude(pk=pk or 0).exists():
        sentence = _("类别“%(name)s”已经有了。") % {"name": name}
        raise Refused(sentence, {"name": sentence})
    values = {"name": name, "code": code, "sort": sort}
    if pk is None:
        found = Category.objects.create(programme=programme, **values)
    else:
        found = _category_named(programme, pk, was)
        for field, value in values.items():
            setattr(found, field, value)
        found.save()
    record(programme, "programme.category", actor, category=found.pk)
    return found


@transaction.atomic
def remove_category(programme: Programme, pk: int, actor: Actor, *, was: str) -> None:
    """Remove a category no matter belongs to, if it still bears the name the page showed."""
    programme = lock_programme(programme.pk)
    must_keep(actor, programme)
    found = _category_named(programme, pk, was)
    n = found.matters.count()
    if n:
        raise Refused(_("类别“%(name)s”下还有%(n)s件实事，请先改归其他类别。") % {"name": found.name, "n": n})
    found.delete()
    record(programme, "programme.category_removed", actor, category=pk)


def _category_named(programme: Programme, pk: int, was: str) -> Category:
    """The category under the programme's lock, still named as the page showed it."""
    found = programme.categories.filter(pk=pk).first()
    if found is None or found.name != was:
        now = _("名称已改为“%(name)s”") % {"name": found.name} if found else _("已被删除")
        raise Overtaken(_("您打开之后，这个类别%(now)s，没有办理您的操作。请刷新页面后再修改。") % {"now": now})
    return found


@transaction.atomic
def add_matter(programme: Programme, values: Mapping[str, object], actor: Actor, key: str = "") -> Matter:
    """A new headline promise of a list. Refuses a title the same list has already."""
    programme = lock_programme(programme.pk)
    must_keep(actor, programme)
    claim(actor, key, sorted((name, str(value)) for name, value in values.items()))
    matter = Matter(programme=programme)
    change(matter, values, MATTER_FIELDS)
    if not matter.seq:
        matter.seq = programme.matters.filter(level=matter.level, list_kind=matter.list_kind).count() + 1
    _must_be_new_title(matter)
    matter.save()
    index_matter(matter)
    record(matter, "matter.create", actor, seq=matter.seq)
    return matter


@transaction.atomic
def change_matter(matter: Matter, values: Mapping[str, object], actor: Actor, version: int) -> Matter:
    """Change a matter; after the baseline is frozen only its category, order and public name."""
    programme = lock_programme(matter.programme_id)
    must_keep(actor, programme)
    matter = Matter.objects.select_for_update().get(pk=matter.pk)
    must_be_at(matter, version)
    changed = change(matter, values, MATTER_FIELDS)
    if programme.baseline_frozen_at and {"title", "level", "list_kind"} & set(changed.fields):
        sentence = _("清单已下达，实事的名称、层级和类别不能再改。")
        raise Refused(sentence, {"title": sentence})
    _must_be_new_title(matter)
    if changed:
        save_changed(matter, changed)
        index_matter(matter)
        record(matter, "matter.change", actor, fields=changed.fields, what=changed.what, figures=changed.figures)
    return matter


@transaction.atomic
def remove_matter(matter: Matter, actor: Actor, version: int) -> None:
    """Remove a matter no item belongs to or answers."""
    programme = lock_programme(matter.programme_id)
    must_keep(actor, programme)
    matter = Matter.objects.select_for_update().get(pk=matter.pk)
    must_be_at(matter, version)
    n = matter.items.count() + matter.listings.exclude(item__matter=matter).count()
    if n:
        raise Refused(_("“%(title)s”下还有%(n)s个项目，请先移走或删除这些项目。") % {"title": matter.title, "n": n})
    record(matter, "matter.remove", actor)
    remove("matter", [matter.pk])
    matter.delete()


def _must_be_new_title(matter: Matter) -> None:
    same = matter.programme.matters.filter(level=matter.level, list_kind=matter.list_kind, title=matter.title)
    if same.exclude(pk=matter.pk).exists():
        sentence = _("这份清单里已有“%(title)s”。") % {"title": matter.title}
        raise Refused(sentence, {"title": sentence})


@transaction.atomic
def add_plan_document(
    programme: Programme, values: Mapping[str, object], file: File | None, actor: Actor, key: str = ""
) -> PlanDocument:
    """Add a plan paper (行动方案, 实施方案), with or without its file."""
    programme = lock_programme(programme.pk)
    must_keep(actor, programme)
    claim(actor, key, str(values.get("title")), str(values.get("number")))
    found = PlanDocument(programme=programme, file=file)
    change(found, values, ("title", "number", "issued_on"))
    found.save()
    record(found, "plan_document.add", actor, programme=programme.pk, sha256=file.sha256 if file else "")
    return found


@transaction.atomic
def remove_plan_document(document: PlanDocument, actor: Actor) -> None:
    """Take a plan paper off the programme; its file stays kept."""
    programme = lock_programme(document.programme_id)
    must_keep(actor, programme)
    record(document, "plan_document.remove", actor, programme=programme.pk)
    document.delete()
