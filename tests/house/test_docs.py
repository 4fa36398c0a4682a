# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an operator or a newcomer looks up is there: settings, commands, words, decisions, links."""

import re

import pytest

from noaber import ledger
from noaber.config.command import COMMANDS
from noaber.config.reference import declare_all
from noaber.ledger.words import WORDS
from tests.house.source import APPS, NOABER, ROOT, modules, name

REFERENCE = ROOT / "docs/reference"
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md"))]
ENVIRONMENT = re.compile(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"")
# Ours to set, not the operator's.
INTERNAL = {"NOABER_WORKER", "CI", "PATH", "UV_LINK_MODE"}


def test_every_setting_from_the_environment_is_documented():
    used = {found for path in modules() for found in ENVIRONMENT.findall(path.read_text())} - INTERNAL
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", (REFERENCE / "settings.md").read_text(), re.M))
    assert used == documented


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command):
    assert f"## noaber {command}\n" in (REFERENCE / "commands.md").read_text()


def test_every_ledger_verb_is_documented():
    declare_all()
    text = (REFERENCE / "ledger.md").read_text()
    assert [verb for verb in ledger.VERBS if f"`{verb}`" not in text] == []


def test_every_ledger_verb_can_be_said_to_a_reader():
    declare_all()
    assert [verb for verb in ledger.VERBS if verb not in WORDS] == []


@pytest.mark.parametrize("app", APPS)
def test_every_room_is_on_the_map(app):
    assert f"`{app}`" in (ROOT / "ARCHITECTURE.md").read_text()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_between_pages_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs/adr").glob("0*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_glossary_has_every_word_once_in_each_language():
    rows = re.findall(r"^\| \*\*(.+?)\*\* \| (.+?) \|", (ROOT / "docs/glossary.md").read_text(), re.M)
    dutch = [row[0] for row in rows]
    assert len(rows) > 20
    assert len(dutch) == len(set(dutch))


def test_the_glossary_knows_every_kind_of_thing():
    kinds = {
        kind
        for path in NOABER.glob("*/models*.py")
        for kind in re.findall(r"^    KIND = \"(\w+)\"", path.read_text(), re.M)
    }
    text = (ROOT / "docs/glossary.md").read_text()
    assert [kind for kind in sorted(kinds) if f"`{kind}`" not in text] == []
