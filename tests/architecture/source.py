"""The source as the house rules read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "shishi"
TESTS = ROOT / "tests"


def python_files(base: Path = SRC) -> list[Path]:
    """Our own Python files, without migrations."""
    return sorted(p for p in base.rglob("*.py") if "migrations" not in p.parts and "static" not in p.parts)


def templates() -> list[Path]:
    return sorted(p for p in SRC.rglob("templates/**/*") if p.suffix in {".html", ".txt"})


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the function's body, without signature and docstring: what a reader must hold in mind."""
    doc = node.body[0]
    is_doc = isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant) and isinstance(doc.value.value, str)
    first = node.body[1].lineno if is_doc and len(node.body) > 1 else doc.lineno
    return (node.end_lineno or 0) - first + 1


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
