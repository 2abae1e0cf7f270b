"""Nobody splits in time; so the ceiling is a test. An exemption stands here with its reason, or not at all."""

from tests.architecture.source import SRC, TESTS, functions, length, name_of, python_files, templates

FUNCTION, FILE, TEMPLATE, VIEW, TEST, JOURNEY = 40, 300, 120, 30, 30, 80
EXEMPT: dict[str, str] = {}


def too_long(found: dict[str, int], ceiling: int) -> list[str]:
    return [f"{name}: {n} lines" for name, n in found.items() if n > ceiling and name not in EXEMPT]


def test_functions_are_short():
    found = {f"{name_of(p)}:{f.name}": length(f) for p in python_files() for f in functions(p)}
    assert too_long(found, FUNCTION) == []


def test_views_are_shorter():
    views = [p for p in python_files() if p.name == "views.py" or p.parent.name == "views"]
    found = {f"{name_of(p)}:{f.name}": length(f) for p in views for f in functions(p)}
    assert too_long(found, VIEW) == []


def test_files_are_read_in_one_sitting():
    found = {
        name_of(p): len(p.read_text(encoding="utf-8").splitlines()) for p in python_files(SRC) + python_files(TESTS)
    }
    assert too_long(found, FILE) == []


def test_templates_fit_two_screens():
    found = {name_of(p): len(p.read_text(encoding="utf-8").splitlines()) for p in templates()}
    assert too_long(found, TEMPLATE) == []


def test_tests_tell_one_thing():
    found = {}
    for path in python_files(TESTS):
        ceiling = JOURNEY if {"journeys", "browser"} & set(path.parts) or "browser" in path.stem else TEST
        tests = [f for f in functions(path) if f.name.startswith("test_")]
        found |= {f"{name_of(path)}:{f.name}": length(f) for f in tests if length(f) > ceiling}
    assert [name for name in found if name not in EXEMPT] == []
