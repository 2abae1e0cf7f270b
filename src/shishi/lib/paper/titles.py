"""Breaking a title into balanced lines: a trapezium or a diamond, never through a word.

A paper's title names its matter with few words, so a short list of them and a few rules for
punctuation do what a dictionary would; callers who want other lines pass them as a tuple.
"""

import re
from itertools import combinations, pairwise

from shishi.lib.paper.model import Paper

MAX_CHARS = 19  # 20 × 22 pt would touch both edges of a line of 442.2 pt
MAX_CHARS_SIDEWAYS = 28
MAX_LINES = 4

# What must not be broken: names in marks, brackets, figures, Latin words.
ATOMS = re.compile(
    r"《[^《》]{1,12}》|“[^“”]{1,8}”|（[^（）]{1,12}）|\([^()]{1,12}\)|〔\d{4}〕\d+号|[A-Za-z0-9.,%％‰]+[年月日号期件项个]?"
)
WORDS = frozenset(
    """
    办公室 专班 领导小组 工作组 指挥部 委员会 人民政府 自治县 自治州 自治区 民生实事 实事项目
    重点项目 重点民生 民生保障 情况通报 工作情况 进展情况 完成情况 落实情况 办理情况 实施方案
    工作方案 实施意见 管理办法 考核办法 责任分工 任务分解 工作要点 工作总结 工作报告 情况报告
    督办函 通知 通报 公告 公示 通告 意见 方案 办法 报告 请示 批复 函 决定 纪要 关于 印发
    转发 下达 报送 开展 进一步 加强 推进 做好 落实 打好 打赢 加快 保障 完成 实施 建设 管理
    监督 验收 考核 评估 督查 督办 整改 问题 项目 资金 责任 单位 任务 目标 进度 月度 季度
    年度 上半年 下半年 重点 民生 实事 工作 情况 省级 市级 县级 全省 全市 全县 城镇 农村 乡镇
    街道 社区 学校 医院 养老 就业 教育 医疗 住房 社会 保险 服务 中心 设施 改造 提升 行动
    计划 名单 清单 台账 汇总 明细 统计 分析 简报 专报 快报 以及 有关 相关 若干
    """.split()  # noqa: SIM905 — a list of words reads best as words
)
WORD = re.compile("|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)))
NO_START = set("的了和与及、，。；：）》”〕！？")
NO_END = set("和与及对将把为《“（〔关")


def words(title: str) -> list[str]:
    """The title in pieces that must stay whole; what no rule knows falls into single characters."""
    pieces: list[str] = []
    at = 0
    while at < len(title):
        found = ATOMS.match(title, at) or WORD.match(title, at)
        end = found.end() if found else at + 1
        pieces.append(title[at:end])
        at = end
    return pieces


def title_lines(title: str | tuple[str, ...], longest: int = MAX_CHARS) -> tuple[str, ...]:
    """The lines of a title: a tuple as it is, a string broken where its shape is best.

    longest    characters a line may hold; a title that no rule can break is cut there
    """
    if isinstance(title, tuple):
        return tuple(line for line in (part.replace("\n", "") for part in title) if line)
    title = title.replace("\n", "").strip()
    if len(title) <= longest:
        return (title,) if title else ()
    breaks = [at for at in _edges(words(title)) if _may_break(title, at)]
    for n in range(2, MAX_LINES + 1):
        choices = [_cut(title, at) for at in combinations(breaks, n - 1)]
        fitting = [lines for lines in choices if max(map(len, lines)) <= longest]
        if fitting:
            return min(fitting, key=_ugliness)
    return tuple(title[at : at + longest] for at in range(0, len(title), longest))


def lines_of(paper: Paper) -> tuple[str, ...]:
    """The title lines of a paper; a sheet read sideways has room for longer ones."""
    return title_lines(paper.title, MAX_CHARS_SIDEWAYS if paper.kind == "table" else MAX_CHARS)


def _edges(pieces: list[str]) -> list[int]:
    ends: list[int] = []
    for piece in pieces[:-1]:
        ends.append((ends[-1] if ends else 0) + len(piece))
    return ends


def _may_break(title: str, at: int) -> bool:
    return title[at] not in NO_START and title[at - 1] not in NO_END and 2 <= at <= len(title) - 2


def _cut(title: str, at: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *at, len(title))
    return tuple(title[a:b] for a, b in pairwise(edges))


def _ugliness(lines: tuple[str, ...]) -> tuple[int, int]:
    """Lower is better: breaks inside unknown text weigh most, then a wrong shape, then unequal lines."""
    rough = sum(_roughness(a, b) for a, b in pairwise(lines))
    sizes = [len(line) for line in lines]
    steps = [b - a for a, b in pairwise(sizes)]
    falling, rising = all(s < 0 for s in steps), all(s > 0 for s in steps)
    peak = sizes.index(max(sizes))
    diamond = 0 < peak < len(sizes) - 1
    shapeless = 0 if falling or rising or diamond else 3
    lonely = 4 if min(sizes) < 4 and not lines[-1].startswith(("（", "(")) else 0
    return rough * 5 + shapeless + lonely + (max(sizes) - min(sizes)) // 2, max(sizes) - min(sizes)


def _roughness(left: str, right: str) -> int:
    """0 where a known word, mark or bracket begins the next line; 1 where one only ends this; else 2."""
    if left[-1] in "的》）)”、" or right[0] in "《“（(" or words(right)[0] in WORDS:
        return 0
    return 1 if words(left)[-1] in WORDS else 2
