"""The rules of the house that a machine can read."""

import ast
import re

import pytest

from tests.architecture.source import ROOT, SRC, name_of, python_files, templates, tree

WRITES = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete"}
WRITERS = {"actions", "actions.py", "demo", "backend.py", "sealing.py"}
SURFACES = {"views.py", "views", "api.py", "api", "tasks.py", "templatetags"}
HAN = re.compile(r"[一-鿿]")
TRANSLATED = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}


def may_write(path) -> bool:
    return bool(WRITERS & set(path.relative_to(SRC).parts))


def calls(path):
    return (
        node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    )


def is_write(call: ast.Call) -> bool:
    receiver = ast.unparse(call.func.value)
    rows = "objects" in receiver or ".filter(" in receiver
    if call.func.attr == "update":
        return rows
    return (
        call.func.attr in WRITES
        and (rows or call.func.attr in {"save", "bulk_create", "bulk_update"})
        and receiver != "super()"
    )


def test_only_actions_write():
    found = [
        f"{name_of(path)}:{call.lineno} {ast.unparse(call.func)[:60]}"
        for path in python_files()
        if not may_write(path) and "lib" not in path.relative_to(SRC).parts
        for call in calls(path)
        if is_write(call)
    ]
    assert found == []


def test_surfaces_reach_rows_only_through_the_gate():
    found = []
    for path in python_files():
        if not SURFACES & set(path.relative_to(SRC).parts):
            continue
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Attribute)
                and node.attr not in {"visible_to"}
                and ast.unparse(node.value).endswith(".objects")
            ):
                found.append(f"{name_of(path)}:{node.lineno} {ast.unparse(node)}")
    assert found == []


def test_nothing_happens_behind_the_lines():
    for path in python_files():
        text = path.read_text(encoding="utf-8")
        assert "django.db.models.signals" not in text, name_of(path)
        assert "@receiver" not in text, name_of(path)


def test_models_do_nothing_when_saved_but_refuse():
    found = [
        f"{name_of(path)}:{cls.name}"
        for path in python_files()
        if path.name == "models.py" or path.parent.name == "models"
        for cls in ast.walk(tree(path))
        if isinstance(cls, ast.ClassDef)
        for f in cls.body
        if isinstance(f, ast.FunctionDef) and f.name in {"save", "delete"}
        if not any(isinstance(node, ast.Raise) for node in ast.walk(f))
    ]
    assert found == []


def recorded_verbs():
    for path in python_files():
        for call in (n for n in ast.walk(tree(path)) if isinstance(n, ast.Call)):
            if ast.unparse(call.func) in {"record", "journal.record"} and len(call.args) > 1:
                yield path, call.args[1]


def test_every_verb_has_a_sentence():
    from shishi.journal.sentences import all_verbs

    known = all_verbs()
    literal = [(p, v.value) for p, v in recorded_verbs() if isinstance(v, ast.Constant)]
    assert [f"{name_of(p)}: {verb}" for p, verb in literal if verb not in known] == []
    assert literal


def test_templates_carry_no_inline_style_or_script():
    inline = re.compile(r"""\s(style|on[a-z]+)=["']|<script(?![^>]*\bsrc=)[^>]*>|\|safe\b|autoescape off""")
    found = [f"{name_of(p)}: {m.group()}" for p in templates() for m in inline.finditer(p.read_text(encoding="utf-8"))]
    assert found == []


def test_templates_mark_their_sentences():
    found = []
    for path in templates():
        text = re.sub(
            r"{%\s*(comment|blocktranslate|blocktrans)\b.*?{%\s*end\1\s*%}",
            "",
            path.read_text(encoding="utf-8"),
            flags=re.S,
        )
        text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", text, flags=re.S)
        found += [f"{name_of(path)}: {line.strip()[:60]}" for line in text.splitlines() if HAN.search(line)]
    assert found == []


def unmarked(path):
    marked, docs = set(), set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in TRANSLATED:
            marked |= {id(c) for c in ast.walk(node)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            docs.add(id(node.value))
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and HAN.search(node.value)
            and id(node) not in marked | docs
        ):
            yield f"{name_of(path)}:{node.lineno} {node.value[:40]}"


SPEAKING = {"views.py", "views", "forms.py", "forms", "actions.py", "actions", "verbs.py", "middleware.py"}


def test_what_people_read_is_marked_for_translation():
    speaking = [p for p in python_files() if SPEAKING & set(p.relative_to(SRC).parts) and "demo" not in p.parts]
    assert [line for path in speaking for line in unmarked(path)] == []


@pytest.mark.parametrize("name", ["TODO", "FIXME", "XXX", "raise NotImplementedError"])
def test_nothing_is_left_for_later(name):
    assert [name_of(p) for p in python_files() if name in p.read_text(encoding="utf-8")] == []


def test_links_in_the_documents_resolve():
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                broken.append(f"{name_of(path)} → {target}")
    assert broken == []
