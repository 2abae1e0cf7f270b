"""Which fonts the typesetter may use, and in which order, so that every glyph finds one.

The office's own fonts first (they may not be shipped), then Fandol where the system has it, then the
Noto fonts that come with the package. Fonts a machine happens to have are never used: two machines
with the same folders print the same paper.
"""

from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

FANDOL_PLACES = (
    "/usr/share/texmf/fonts/opentype/public/fandol",
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    "/usr/share/fonts/opentype/fandol",
    "/usr/share/fonts/fandol",
)
SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
LAST = (SERIF, SANS)
WANTED = {
    "fang": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "FandolFang", *LAST),
    "biao": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong", *LAST),
    "hei": ("黑体", "SimHei", "FandolHei", SANS, SERIF),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "FandolKai", *LAST),
    "song": ("宋体", "SimSun", "STSong", "FandolSong", *LAST),
}


@lru_cache(maxsize=8)
def font_set(folders: tuple[str, ...] = ()) -> typst.Fonts:
    """The fonts of these folders, of Fandol and of the package; read once for each list of folders."""
    bundled = str(Path(pylopdf_fonts_zh_cn.serif_path()).parent)
    found = [place for place in (*folders, *FANDOL_PLACES) if Path(place).is_dir()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[*found, bundled])


@lru_cache(maxsize=8)
def families(folders: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """For each face (fang, biao, hei, kai, song) the families that are there, the wanted one first."""
    there = {family.lower(): family for family in font_set(folders).families()}
    return {face: tuple(there[n.lower()] for n in names if n.lower() in there) for face, names in WANTED.items()}
