"""Photographs made as small as a paper needs them: set by the typesetter into the size they are printed in.

It reads JPEG and PNG, turns them the way the camera says, and is run under limits with the rest (`apart`), so a picture
that is no picture harms nobody.
"""

import base64
import tempfile
from dataclasses import replace
from pathlib import Path

import typst

from shishi.lib.paper import measures as m
from shishi.lib.paper.model import Paper, Picture

PPI = 150
SOURCE = """#set page(width: {wide}mm, height: {high}mm, margin: 0pt)
#image("picture.{ending}", width: 100%, height: 100%, fit: "contain")
"""


def shrunk(paper: Paper) -> Paper:
    """The paper with each photograph as a PNG of its printed size; one that cannot be read leaves its place free."""
    return replace(paper, pictures=tuple(_shrunk(picture) for picture in paper.pictures))


def _shrunk(picture: Picture) -> Picture:
    if not picture.content:
        return picture
    content = base64.b64decode(picture.content)
    ending = "jpg" if content.startswith(b"\xff\xd8") else "png"
    wide, high = m.PICTURE_MM
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / f"picture.{ending}").write_bytes(content)
        (here / "page.typ").write_text(SOURCE.format(wide=wide, high=high, ending=ending))
        try:
            made = typst.Compiler(input=str(here / "page.typ"), root=folder).compile(format="png", ppi=PPI)
        except typst.TypstError:
            return replace(picture, content="")
    return replace(picture, content=base64.b64encode(made).decode()) if isinstance(made, bytes) else picture
