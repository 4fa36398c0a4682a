# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The source as the rules read it."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOABER = ROOT / "noaber"
APPS = sorted(path.name for path in NOABER.iterdir() if (path / "__init__.py").exists() and path.name != "config")


def name(path: Path) -> str:
    """The path as people say it."""
    return str(path.relative_to(ROOT))


@cache
def modules() -> list[Path]:
    """Our own modules, without tests and generated migrations."""
    return [
        path
        for path in sorted(NOABER.rglob("*.py"))
        if not {"tests", "migrations", "__pycache__"} & set(path.relative_to(NOABER).parts)
    ]


@cache
def tree(path: Path) -> ast.Module:
    """A module, parsed."""
    return ast.parse(path.read_text())


def functions(path: Path) -> list[ast.FunctionDef]:
    """Every function and method in a module."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]


def templates() -> list[Path]:
    """Every page and fragment."""
    return [path for path in sorted(NOABER.glob("*/templates/**/*")) if path.is_file()]
