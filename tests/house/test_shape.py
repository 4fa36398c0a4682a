# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sizes, names and docstrings: a newcomer finds every room built the same way."""

import ast
import re

import pytest

from tests.house.source import APPS, NOABER, ROOT, functions, modules, name, templates, tree

FORBIDDEN_NAMES = re.compile(r"(^|_)(services?|managers?|helpers?|utils?|core|common|misc)(_|$)")
INNER = ("models", "queries", "policies", "actions")
# Commands whose whole job is a list of arguments or columns may be longer; the list may only shrink.
LONG_FUNCTIONS: set[str] = set()


def lines(path):
    return len(path.read_text().splitlines())


def test_modules_are_short():
    sizes = sorted(lines(path) for path in modules())
    assert [name(path) for path in modules() if lines(path) > 500] == []
    assert sizes[int(len(sizes) * 0.9)] <= 250


@pytest.mark.parametrize("path", modules(), ids=name)
def test_functions_are_short(path):
    # What it does counts; a signature may take a line for each argument.
    long = {
        f"{name(path)}:{node.name}": f"{node.end_lineno - node.body[0].lineno + 1} lines"
        for node in functions(path)
        if node.end_lineno - node.body[0].lineno + 1 > 40
    }
    assert {key: size for key, size in long.items() if key not in LONG_FUNCTIONS} == {}


@pytest.mark.parametrize("path", sorted(NOABER.glob("*/views*.py")), ids=name)
def test_views_find_ask_an_action_and_answer(path):
    long = [
        f"{node.name}: {node.end_lineno - node.body[0].lineno + 1} lines"
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.body[0].lineno + 1 > 15
    ]
    assert long == []


@pytest.mark.parametrize("path", templates(), ids=name)
def test_templates_are_short(path):
    assert lines(path) <= 130


@pytest.mark.parametrize("app", APPS)
def test_every_room_says_what_it_is(app):
    docstring = ast.get_docstring(tree(NOABER / app / "__init__.py"))
    assert len((docstring or "").split()) > 5


@pytest.mark.parametrize("path", modules(), ids=name)
def test_names_say_what_a_thing_does(path):
    assert [part for part in path.relative_to(ROOT).with_suffix("").parts if FORBIDDEN_NAMES.search(part)] == []


@pytest.mark.parametrize("path", [path for path in modules() if path.stem in INNER], ids=name)
def test_public_functions_of_the_inner_rings_have_a_docstring(path):
    bare = [
        node.name
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert bare == []


# A value of a table or of a spreadsheet, and what was brought to our own time already.
DAYS_OF_THEIR_OWN = {"noaber/ui/formats.py": 1, "noaber/following/paces.py": 1, "noaber/exchange/sheets.py": 1,
                     "noaber/projects/plan_forms.py": 1}  # fmt: skip


@pytest.mark.parametrize("path", [path for path in modules() if path.stem != "testing"], ids=name)
def test_the_clock_says_which_day_a_moment_is(path):
    """`at.date()` is the day in Greenwich: between midnight and two it says yesterday. `clock.day(at)` is ours."""
    assert len(re.findall(r"\.date\(\)", path.read_text())) == DAYS_OF_THEIR_OWN.get(name(path), 0)


@pytest.mark.parametrize("path", modules(), ids=name)
def test_work_left_undone_has_an_issue(path):
    assert re.findall(r"(?:TODO|FIXME|XXX)(?!.*#\d+).*", path.read_text()) == []


def test_every_own_file_says_whose_it_is():
    bare = [
        name(path)
        for ending in ("py", "css", "js", "sh")
        for folder in ("noaber", "tests", "bench")
        for path in sorted((ROOT / folder).rglob(f"*.{ending}"))
        if "__pycache__" not in path.parts and "SPDX-License-Identifier" not in path.read_text()[:400]
        if "migrations" not in path.parts
    ]
    assert bare == []
