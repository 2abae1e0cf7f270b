"""Opening a case: numbered, placed with an office, its clocks started, the outsider's code given once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from shishi.cases.actions.acting import Act
from shishi.cases.actions.answering import charged_fitly, kept_with_step, settled
from shishi.cases.actions.keeping import Files, is_first_time, keep_files
from shishi.cases.kinds import KINDS, CaseKind, Side
from shishi.cases.models import Asker, Case, CaseBook, CaseLink, CasePart, CaseStep
from shishi.lib import clock, codes, sealed
from shishi.lib.refusal import NotYours, Refused
from shishi.orgs.models import PATH_STEP, Org, Region
from shishi.rules.authority import ANSWERING, Actor
from shishi.rules.lifecycle import Over, Place

CODE_PURPOSE = "case-code"
PHONE_PURPOSE = "asker-phone"
OPEN_STEP = "open"
SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """A case just opened, and the code an outsider follows it by: shown once, kept as a digest only."""

    case: Case
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be opened, besides the answers.

    office   whose desk it goes to; the office of the actor's county where none is named
    origin   what it came from: the journal's kind and the number of the row
    raised_by  the case that led to it
    level      the level it starts at; `inside` the kind's own room opens it
    asker_of   the case whose asker this one is opened for: they follow it by the code they have
    received_at   when it came in, where that was before now
    """

    office: Org | None = None
    origin: tuple[str, int] | None = None
    raised_by: Case | None = None
    link: str = CaseLink.Kind.RAISED
    level: int = 1
    is_green: bool = False
    secrecy: int | None = None
    files: Files = field(default_factory=dict)
    key: str = ""
    asker_of: Case | None = None
    inside: bool = False
    received_at: datetime | None = None


@transaction.atomic
def open_case(kind_code: str, answers: Mapping[str, Any], actor: Actor, wish: Wish | None = None) -> Opened:
    """Open a case of this kind; the journal says so and whoever has to act is told.

    Raises NotYours, or Refused with what is missing beside its field. The same `wish.key` again opens nothing twice.
    """
    kind, wish = KINDS[kind_code], wish or Wish()
    if kind.room and not wish.inside:
        raise Refused(_("“%(kind)s”请在自己的页面登记。") % {"kind": _(kind.label)})
    office = wish.office or office_for(actor, answers.get("region"))
    allow_opening(kind, actor, office)
    given = dict(answers) | {name: list(sent) for name, sent in wish.files.items() if sent}
    kept = settled(given, kind.fields, kind.offers)
    _refuse_named(kind, kept)
    charged_fitly(kind, kept)
    if not is_first_time(actor, wish.key, kind_code, sorted(given)):
        raise Refused(_("这张表已经提交过，没有重复登记。请到列表中查看。"))
    act = Act(actor)
    [number] = next_numbers(kind, office, clock.today().year)
    case = new_case(kind, kept, number, office, wish, act)
    case.save()
    step = first_step(case, kept, act)
    step.save()
    act.begin(case)
    _reach_own(act, case, actor)
    act.keep(case, {name: value for name, value in kept.items() if name in ("unit", "supporting")})
    act.notes.append((case, OPEN_STEP, {"stage": case.stage, "version": case.version + 1}, None))
    act.write()
    keep_files([(step, kept)], actor)
    if wish.raised_by is not None:
        CaseLink.objects.create(case=case, other=wish.raised_by, kind=wish.link, at=act.now, by_name=actor.name)
    return Opened(case, _ask_kept(case, kept, wish.asker_of))


def allow_opening(kind: CaseKind, actor: Actor, office: Org) -> None:
    """Raise NotYours unless this actor may open such a case at this office."""
    if kind.retired:
        raise Refused(_("“%(kind)s”已停用，不能再新开。") % {"kind": _(kind.label)})
    place = Place(office.region_path, (actor.org_id,) if actor.org_id else (), office.region_path)
    by_outsider = actor.post is None and any(by.over is Over.ASKER for by in kind.opens)
    if actor.person_id == 0 and actor.asker_of is None and actor.post is None:
        return
    if not by_outsider and not any(by.admits(actor, place) for by in kind.opens):
        raise NotYours


def office_for(actor: Actor, region: Region | None = None) -> Org:
    """The work-team office a case goes to: of the region where it lies, else of the actor's own, else of the county
    above. One query.
    """
    path = region.path if region else actor.post.region_path if actor.post else ""
    above = [path[:n] for n in range(len(path), 0, -PATH_STEP)]
    offices = Org.objects.open_on(clock.today()).filter(is_work_team_office=True, region_path__in=above)
    found = {office.region_path: office for office in offices}
    own = next((found[p] for p in above if p in found), None)
    if own is None:
        raise Refused(_("所在区划还没有专班办公室，请联系系统管理员。"))
    return own


def next_numbers(kind: CaseKind, office: Org, year: int, n: int = 1) -> list[str]:
    """The next numbers of the office's book of the year, as WT430321-2023-0012. The book is held until the end."""
    CaseBook.objects.get_or_create(office=office, kind=kind.code, year=year)
    book = CaseBook.objects.select_for_update().get(office=office, kind=kind.code, year=year)
    first, book.last = book.last + 1, book.last + n
    book.save(update_fields=["last"])
    return [f"{kind.prefix}{office.region.code[:6]}-{year}-{number:04d}" for number in range(first, book.last + 1)]


def new_case(kind: CaseKind, kept: Mapping[str, Any], number: str, office: Org, wish: Wish, act: Act) -> Case:
    """The case as it begins, not saved yet: its first clock counts from when it was received. No query of its own."""
    region, item, actor = kept.get("region"), kept.get("item"), act.actor
    since = wish.received_at or act.now
    clocks = replace(act.clocks, now=since)
    case = Case(
        kind=kind.code,
        number=number,
        region_path=region.path if region else _own_region(actor, office),
        home_path=office.region_path,
        office=office,
        raiser_id=actor.org_id or (office.pk if Side.RAISER in kind.holds.values() else None),
        stage=kind.life.start,
        level=wish.level,
        is_green=wish.is_green,
        secrecy=kind.secrecy if wish.secrecy is None else wish.secrecy,
        opened_by_id=actor.person_id,
        opened_by_name=actor.name,
        opened_at=since,
        stage_since=since,
        origin_kind=wish.origin[0] if wish.origin else "",
        origin_id=wish.origin[1] if wish.origin else None,
        programme_id=item.programme_id if item else None,
    )
    act.keep(case, {name: value for name, value in kept.items() if name not in ("unit", "supporting", "region")})
    case.unit = kept.get("unit")
    clocks.enter(case, kind.life.start)
    if not kind.clock_starts or kept.get("due_on"):
        clocks.start_whole(case, kept.get("due_on"))
    act.hold(case)
    return case


def _own_region(actor: Actor, office: Org) -> str:
    """Where a case lies that names no place: the actor's own region within the office's, else the office's."""
    own = actor.post.region_path if actor.post else ""
    return own if own.startswith(office.region_path) else office.region_path


def _refuse_named(kind: CaseKind, kept: Mapping[str, Any]) -> None:
    """Refuse words everybody may read that name whom the case is about."""
    name = "".join(str(kept.get("helped_name") or "").split())
    if not kind.knows or len(name) < SHORTEST_NAME:
        return
    sentence = _("这里会给不知情的人看到，请不要写受助人姓名。")
    named = {field: sentence for field in ("title", "text", "place") if name in str(kept.get(field) or "")}
    if named:
        raise Refused(_("标题、内容和地址里不能出现受助人姓名。"), named)


def _reach_own(act: Act, case: Case, actor: Actor) -> None:
    """A unit that raises something goes on seeing it, whoever is charged with it."""
    if actor.is_any(ANSWERING) and actor.org_id:
        done = CasePart.Stage.DONE
        part = CasePart(case=case, unit_id=actor.org_id, task=_("提出单位"), stage=done, done_at=act.now)
        part.save()


def first_step(case: Case, kept: Mapping[str, Any], act: Act) -> CaseStep:
    """What was answered when the case was opened stands in its first step, not saved yet."""
    actor = act.actor
    return CaseStep(
        case=case,
        round=1,
        name=OPEN_STEP,
        source="",
        target=case.stage,
        person_id=actor.person_id,
        person_name=actor.name,
        post_label=actor.post.label if actor.post else "",
        at=act.now,
        answers=kept_with_step(kept),
    )


def _ask_kept(case: Case, kept: Mapping[str, Any], known_as: Case | None = None) -> str:
    """Keep who asked, sealed, with the digest of a new code; the code itself. Empty for a kind nobody asks, and where
    whoever asked has a code already.
    """
    kind = case.what
    if not kind.coded and not kind.knows:
        return ""
    if known_as is not None and (known := Asker.objects.filter(case=known_as).first()):
        known.pk, known.case = None, case
        known.save(force_insert=True)
        return ""
    code = codes.new_code()
    asker_of(case, kept, code).save()
    return code if kind.coded else ""


def asker_of(case: Case, kept: Mapping[str, Any], code: str) -> Asker:
    """Whoever asked, sealed, with the digest of their code; not saved yet."""
    phone = str(kept.get("asker_phone") or kept.get("helped_phone") or "")
    return Asker(
        case=case,
        name_sealed=sealed.seal(str(kept.get("asker_name") or kept.get("helped_name") or "")),
        phone_sealed=sealed.seal(phone),
        place_sealed=sealed.seal(str(kept.get("helped_place") or "")),
        phone_digest=sealed.digest(phone_key(phone), PHONE_PURPOSE) if phone else "",
        wants_secrecy=bool(kept.get("secret")),
        code_digest=sealed.digest(code, CODE_PURPOSE),
    )


def phone_key(phone: str) -> str:
    """The digits of a telephone number, however it was written: what two letters of one caller share."""
    return "".join(found for found in phone if found in "0123456789")[-11:]
