# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Actions are the only writers: they know who and when, are all or nothing, and tell the ledger."""

import ast
import re

import pytest

from tests.house.source import NOABER, modules, name, tree

# The ground writes rows of its own kind (mail, entries, the index, the loop folded from the entries); it has no actions
# in the sense of the field.
GROUND = {"base", "ledger", "loop", "search", "ui"}
ACTIONS = [path for path in sorted(NOABER.glob("*/*actions.py")) if path.parent.name not in GROUND]
ACTIONS += sorted(NOABER.glob("*/actions/*.py"))
WRITERS = {"models", "actions", "tasks", "testing"}
# `update` and `delete` are words of dictionaries and caches too; in the ORM they have no positional argument.
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "erase_all", "hand_to"}
WRITES_WITHOUT_ARGUMENT = {"delete", "update"}


def called_from_elsewhere():
    """Every `actions.name` and `from ….actions import name` outside the modules with actions themselves."""
    for path in modules():
        if path in ACTIONS:
            continue
        known_as = set()
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("actions"):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                known_as |= {alias.asname or alias.name for alias in node.names if alias.name.endswith("actions")}
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known_as:
                yield node.attr


CALLED = set(called_from_elsewhere())


def public(path):
    """The actions of a module: what others call. A part that only actions share needs no who and when of its own."""
    return [node for node in tree(path).body if isinstance(node, ast.FunctionDef) and node.name in CALLED]


def is_atomic(function):
    return any("atomic" in ast.unparse(decorator) for decorator in function.decorator_list)


@pytest.mark.parametrize("path", ACTIONS, ids=name)
def test_every_action_is_given_who_and_when_and_is_all_or_nothing(path):
    wrong = []
    for function in public(path):
        given = {argument.arg for argument in function.args.kwonlyargs}
        if not {"by", "at"} <= given:
            wrong.append(f"{function.name} (line {function.lineno}) takes no keyword-only by= and at=")
        if not is_atomic(function):
            wrong.append(f"{function.name} (line {function.lineno}) is not @transaction.atomic")
    assert not wrong


@pytest.mark.parametrize("path", ACTIONS, ids=name)
def test_every_module_with_actions_records_in_the_ledger(path):
    if public(path):
        assert re.search(r"\b(record|note)\(", path.read_text())


@pytest.mark.parametrize("path", modules(), ids=name)
def test_nothing_but_the_inner_ring_writes(path):
    parts = path.relative_to(NOABER).with_suffix("").parts
    if parts[0] in GROUND or any(part.split("_")[-1] in WRITERS for part in parts):
        return
    assert [f"line {call.lineno}: {ast.unparse(call)[:60]}" for call in writes(tree(path))] == []


def writes(module):
    for call in ast.walk(module):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            word = call.func.attr
            if word in WRITES or (word in WRITES_WITHOUT_ARGUMENT and not call.args):
                yield call


def test_the_rule_sees_a_write():
    assert len(list(writes(ast.parse("Question.objects.filter(a=1).update(state='x')\nq.save()\nd.update({})")))) == 2
