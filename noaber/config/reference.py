# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of docs/reference that are made from the code: `./run docs` writes them, `--check` compares them."""

import argparse
import os
import re
import sys
from collections.abc import Iterator
from importlib import import_module

from noaber.config.command import parser
from noaber.config.setup import ROOT

FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- Made by ./run docs; change the code instead. -->\n"


def commands() -> str:
    """Every subcommand of `noaber`, as its own help tells it."""
    page = f"# Commands\n\n{NOTE}\nAs `./run noaber …` or `.venv/bin/noaber …`. Other words are Django's.\n"
    choices = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    about = {action.dest: action.help or "" for action in choices._choices_actions}
    for name, command in choices.choices.items():
        options = [action for action in command._actions if action.dest != "help"]
        page += f"\n## noaber {name}\n{about[name][:1].upper()}{about[name][1:]}.\n"
        for option in options:
            word = ", ".join(option.option_strings) or str(option.metavar or option.dest)
            default = "" if option.default in (None, "", False, 0) else f" (default `{option.default}`)"
            page += f"- `{word}`{': ' + option.help if option.help else ''}{default}\n"
    return page


def ledger() -> str:
    """Every verb of the ledger and what it means."""
    from noaber import ledger as entries

    declare_all()
    page = f"# Ledger\n\n{NOTE}\nEvery change is an entry: who, what, to what, when and why.\n\n"
    page += "| verb | what happened | followed by |\n|---|---|---|\n"
    for verb, meaning in sorted(entries.VERBS.items()):
        handlers = ", ".join(f"`{name}`" for name, _function in entries.HANDLERS.get(verb, []))
        page += f"| `{verb}` | {meaning} | {handlers} |\n"
    return page


def declare_all() -> None:
    """Load every module with actions: each declares its verbs when it is loaded."""
    for path in sorted(ROOT.glob("noaber/*/*actions.py")):
        import_module(f"noaber.{path.parent.name}.{path.stem}")


def addresses() -> str:
    """Every named address of our own rooms."""
    page = f"# Addresses\n\n{NOTE}\nDutch without a prefix; the same under `/en/` in English.\n"
    page += "Signing in is under `/account/`, the editor's desk under `/beheer/`.\n\n| address | name |\n|---|---|\n"
    for route, name in own_routes():
        page += f"| `/{route}` | `{name}` |\n"
    return page


def own_routes() -> Iterator[tuple[str, str]]:
    """The route and the name of every address that a view of ours answers, in order of resolution."""
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif pattern.callback.__module__.startswith("noaber.") and pattern.name:
                yield re.sub(r"\s", "", route), pattern.name

    yield from walk(get_resolver().url_patterns, "")


def main(words: list[str]) -> int:
    """Write the pages, or say which are not fresh."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")
    django.setup()
    stale = []
    for name, page in (("commands", commands()), ("ledger", ledger()), ("addresses", addresses())):
        path = FOLDER / f"{name}.md"
        if path.exists() and path.read_text() == page:
            continue
        stale.append(str(path.relative_to(ROOT)))
        if "--check" not in words:
            path.write_text(page)
    if "--check" in words and stale:
        print(f"Not fresh: {', '.join(stale)}. Run ./run docs and commit what it wrote.")
        return 1
    print("Fresh." if not stale else f"Written: {', '.join(stale)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
