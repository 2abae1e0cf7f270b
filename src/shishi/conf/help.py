"""The handbook as the pages read it: chapters in Chinese from docs/handbook, their sections, and a plain search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from shishi.lib.text import fold

# In the source tree this folder is a link to docs/handbook; in an installed package it is the folder itself.
HANDBOOK = Path(__file__).parent / "handbook"
FIRST = ("first-steps", "roles", "glossary")
LINK = re.compile(r"([a-z0-9-]+)\.md(#.*)?", re.ASCII)
# Where a page's help begins: the address it starts with, and the chapters that may speak of it, the best first.
CONTEXT = (
    ("/programmes/", ("lists",)),
    ("/imports/", ("import", "lists")),
    ("/returns/", ("returns", "progress", "first-steps")),
    ("/periods/", ("returns", "progress", "first-steps")),
    ("/sites/", ("returns", "progress", "lists")),
    ("/cases/", ("cases", "first-steps")),
    ("/cockpit/", ("overview", "cockpit", "first-steps")),
    ("/letters/", ("letters", "cases")),
    ("/bulletins/", ("bulletin", "bulletins", "first-steps")),
    ("/meetings/", ("meetings",)),
    ("/inspections/", ("inspections",)),
    ("/visits/", ("inspections",)),
    ("/research/", ("inspections",)),
    ("/system/", ("system", "roles")),
    ("/me/", ("roles",)),
    ("/desk/", ("first-steps",)),
)
MOST_HITS = 30
AROUND = 40


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the plain text under it, up to the next heading."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter, rendered."""

    slug: str
    title: str
    html: SafeString
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that speaks of what was searched for: before, the words, after."""

    slug: str
    chapter: str
    anchor: str
    title: str
    before: str
    found: str
    after: str


@cache
def chapters() -> dict[str, Chapter]:
    """Every chapter by slug, the first steps first. Read once; the files ship with the program."""
    slugs = sorted((path.stem for path in HANDBOOK.glob("*.md")), key=lambda slug: (_place(slug), slug))
    return {slug: _chapter(slug, (HANDBOOK / f"{slug}.md").read_text(encoding="utf-8")) for slug in slugs}


def chapter_for(path: str) -> str:
    """The chapter that speaks of the page at `path`; empty where only the contents help."""
    wanted = next((slugs for start, slugs in CONTEXT if path.startswith(start)), ())
    return next((slug for slug in wanted if slug in chapters()), "")


def _place(slug: str) -> int:
    return FIRST.index(slug) if slug in FIRST else len(FIRST)


def _chapter(slug: str, text: str) -> Chapter:
    # Raw HTML is off, so everything in the text is escaped; the files are our own and ship with the program.
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    sections = tuple(_sections(tokens))
    _lead_inside(tokens)
    body = tokens[3:] if tokens and tokens[0].tag == "h1" else tokens
    html = mark_safe(reader.renderer.render(body, reader.options, {}))  # noqa: S308 -- see above
    return Chapter(slug, sections[0].title if sections else slug, html, sections)


def _sections(tokens: list[Token]) -> Iterator[Section]:
    """The sections, and each heading given its anchor."""
    title, anchor, said = "", "", list[str]()
    for n, token in enumerate(tokens):
        if token.type == "heading_open":
            if title:
                yield Section(anchor, title, " ".join(said))
            title, said = tokens[n + 1].content, []
            anchor = anchor_of(title)
            token.attrSet("id", anchor)
        elif token.type == "inline" and tokens[n - 1].type != "heading_open":
            said.append("".join(child.content for child in token.children or ()))
    if title:
        yield Section(anchor, title, " ".join(said))


def anchor_of(title: str) -> str:
    """A heading as the fragment of an address: 三分钟填一份月报."""
    return re.sub(r"[^\w-]+", "-", title).strip("-").lower()


def _lead_inside(tokens: list[Token]) -> None:
    """Let links between chapters' files lead to their pages; a line's end is no space between Chinese sentences."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "softbreak":
                child.type, child.content = "text", ""
            found = LINK.fullmatch(str(child.attrGet("href") or "")) if child.type == "link_open" else None
            if found:
                child.attrSet("href", reverse("help-chapter", args=[found[1]]) + (found[2] or ""))


def search(text: str) -> list[Hit]:
    """Sections that speak of `text`, whatever the width, case or script it is typed in; at most thirty."""
    wanted = fold(text)
    if not wanted:
        return []
    hits = (
        _hit(chapter, section, text.strip(), wanted)
        for chapter in chapters().values()
        for section in chapter.sections
        if wanted in fold(section.title) or any(wanted in fold(part) for part in re.split(r"[。；\n]", section.text))
    )
    return [hit for hit, _n in zip(hits, range(MOST_HITS), strict=False)]


def _hit(chapter: Chapter, section: Section, typed: str, wanted: str) -> Hit:
    """The words around the find; the section's beginning where only its folded form matches."""
    start = section.text.find(typed)
    if start < 0:
        said = next((p for p in re.split(r"[。；\n]", section.text) if wanted in fold(p)), section.text[: 2 * AROUND])
        return Hit(chapter.slug, chapter.title, section.anchor, section.title, said.strip(), "", "")
    end = start + len(typed)
    before, after = section.text[max(0, start - AROUND) : start], section.text[end : end + AROUND]
    return Hit(chapter.slug, chapter.title, section.anchor, section.title, before, section.text[start:end], after)
