"""A bulletin as its pages need it: the sheet, what was found in it, who may do what, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import FETCH_RAISE

from shishi.bulletins.chain import CHAIN, Stage
from shishi.bulletins.kinds import layout_of
from shishi.bulletins.models import Bulletin
from shishi.bulletins.queries.checks import Checked, Facts, check
from shishi.bulletins.queries.figures import figure
from shishi.bulletins.queries.paper import Sheet, for_the_public
from shishi.bulletins.queries.sheet import BlockView, views_of
from shishi.documents.kinds import BULLETIN
from shishi.documents.queries.papers import next_of
from shishi.lib import clock
from shishi.lib.paper.titles import title_lines
from shishi.programmes.queries.names import names_of
from shishi.reports.models import Cut
from shishi.reports.queries.chips import changed
from shishi.reports.queries.cuts import frozen
from shishi.rules.authority import Actor
from shishi.rules.docnumber import issue_label
from shishi.rules.lifecycle import Place, Step, Taken

TONES: dict[str, str] = {
    Stage.DRAFTED: "",
    Stage.REVIEWING: "yellow",
    Stage.REVIEWED: "yellow",
    Stage.ISSUING: "yellow",
    Stage.SIGNED: "green",
    Stage.PUBLISHED: "blue",
    Stage.WITHDRAWN: "grey",
}
ISSUED = (Stage.SIGNED, Stage.PUBLISHED)


@dataclass(frozen=True, slots=True)
class BulletinRow:
    """One bulletin in a list."""

    id: int
    title: str
    ordinal: int | None
    stage: str
    stage_label: str
    tone: str
    cut_on: date
    layout: str
    stage_since: datetime
    signed_on: date | None
    is_issued: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """A step the actor may take now."""

    name: str
    label: str
    asks_reason: bool
    is_first: bool


@dataclass(frozen=True, slots=True)
class CutChoice:
    """A cut a bulletin may be written from."""

    id: int
    on: date
    occasion: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class BulletinPage:
    """A bulletin with everything its reading page shows."""

    row: BulletinRow
    version: int
    recipient: str
    full_title: str
    title_lines: tuple[str, ...]
    expected: str
    office: str
    on: date
    blocks: tuple[BlockView, ...]
    steps: tuple[StepView, ...]
    may_edit: bool
    checked: Checked | None
    newer: CutChoice | None
    paper_id: int | None
    has_public: bool
    n_figures: int


def bulletins_for(actor: Actor, programme_id: int | None = None, limit: int = 100) -> list[BulletinRow]:
    """Bulletins within reach, newest first. One query."""
    rows = Bulletin.objects.visible_to(actor).select_related("cut", "paper")
    if programme_id is not None:
        rows = rows.filter(programme_id=programme_id)
    return [row_of(b) for b in rows.order_by("-id").fetch_mode(FETCH_RAISE)[:limit]]


def row_of(b: Bulletin) -> BulletinRow:
    """The bulletin as a row. No query when cut and paper are loaded."""
    return BulletinRow(
        id=b.pk,
        title=b.title,
        ordinal=b.ordinal,
        stage=b.stage,
        stage_label=b.get_stage_display(),
        tone=TONES[b.stage],
        cut_on=b.cut.on,
        layout=layout_of(b.layout).label,
        stage_since=b.stage_since,
        signed_on=b.paper.signed_on if b.paper else None,
        is_issued=b.stage in ISSUED,
    )


def bulletin_for(actor: Actor, pk: int) -> Bulletin | None:
    """One bulletin within reach, with all its page needs; None out of reach. One query."""
    rows = Bulletin.objects.visible_to(actor).select_related(
        "cut", "paper__docx", "paper__pdf", "public_pdf", "programme__region", "programme__office"
    )
    return rows.filter(pk=pk).first()


def page_of(b: Bulletin, actor: Actor) -> BulletinPage:
    """The page of a bulletin. Ten queries at most; a signed one is not checked again."""
    on = b.paper.signed_on if b.paper else clock.today()
    sheet = sheet_of(b, number=number_of(b), on=on)
    steps = steps_open(b, actor)
    is_draft = b.stage == Stage.DRAFTED
    return BulletinPage(
        row=row_of(b),
        version=b.version,
        recipient=b.recipient,
        full_title=sheet.full_title,
        title_lines=title_lines(sheet.full_title),
        expected="" if b.ordinal else issue_label(next_of(b.programme.office_id, BULLETIN.code, b.programme.year)),
        office=sheet.office,
        on=on,
        blocks=views_of(b.blocks, b.figures, f"/bulletins/{b.pk}/figures/"),
        steps=steps,
        may_edit=is_draft and any(s.name == "send" for s in steps),
        checked=checked(b) if b.stage in (Stage.DRAFTED, Stage.REVIEWING, Stage.REVIEWED) else None,
        newer=newer_cut(b) if is_draft else None,
        paper_id=b.paper_id,
        has_public=b.public_pdf_id is not None,
        n_figures=len(b.figures),
    )


def steps_open(b: Bulletin, actor: Actor) -> tuple[StepView, ...]:
    """The buttons the actor is shown. One query."""
    past = b.steps.filter(round=b.round).order_by("id").values_list("name", "person_id")
    found: tuple[Step, ...] = CHAIN.open_steps(
        b.stage, actor, Place(b.region_path), [Taken(name, person) for name, person in past]
    )
    return tuple(StepView(s.name, s.label, "reason" in s.asks, n == 0) for n, s in enumerate(found))


def number_of(b: Bulletin) -> str:
    """The number of the signed bulletin: 第9期; empty before. No query."""
    return issue_label(b.ordinal) if b.ordinal else ""


def sheet_of(b: Bulletin, *, number: str, on: date, is_public: bool = False) -> Sheet:
    """What the bulletin says, to be set as a paper. No query when programme, region and office are loaded."""
    blocks: tuple[dict[str, Any], ...] = tuple(b.blocks)
    if is_public:
        blocks = tuple(dict(k) for k in for_the_public(blocks, b.figures, hides_red=b.hides_red))
    return Sheet(
        title=b.title,
        recipient=b.recipient,
        blocks=blocks,
        figures=b.figures,
        office=b.programme.office.name,
        on=on,
        number=number,
        is_sample=settings.DEMO,
    )


def checked(b: Bulletin) -> Checked:
    """What stands against signing the bulletin as it is now. Seven queries at most."""
    newer = newer_cut(b)
    return check(
        Facts(
            title=b.title,
            recipient=b.recipient,
            blocks=tuple(b.blocks),
            figures=b.figures,
            layout=b.layout,
            names=names_of(b.programme),
            changed=changed(b.figures, frozen(b.cut), figure),
            newer=f"{newer.on:%F}" if newer else "",
        )
    )


def newer_cut(b: Bulletin) -> CutChoice | None:
    """The latest cut of the programme, where it is later than the bulletin's. One query."""
    rows = Cut.objects.filter(programme_id=b.programme_id, on__gte=b.cut.on, made_at__gt=b.cut.made_at)
    cut = rows.order_by("-on", "-made_at", "-id").first()
    return choice_of(cut) if cut else None


def cuts_of(programme_id: int, limit: int = 24) -> list[CutChoice]:
    """Cuts of the programme, newest first. One query."""
    rows = Cut.objects.filter(programme_id=programme_id).order_by("-on", "-made_at", "-id")[:limit]
    return [choice_of(cut) for cut in rows]


def choice_of(cut: Cut) -> CutChoice:
    """The cut as somebody chooses it. No query."""
    return CutChoice(cut.pk, cut.on, str(cut.get_occasion_display()), cut.made_at)
