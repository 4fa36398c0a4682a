# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The interface is Dutch and complete in English."""

import re
from io import BytesIO

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.house.source import NOABER

CATALOGUE = NOABER / "locale/en/LC_MESSAGES/django.po"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "pgettext": ((1, "c"), 2),
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
}  # fmt: skip
METHODS = [
    ("**/tests/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def words():
    """Every string of the interface."""
    options = {"**/templates/**": {"extensions": "jinja2.ext.i18n", "trimmed": "true", "silent": "false"}}
    found = extract_from_dir(str(NOABER), METHODS, options, KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _file, _line, message, *_rest in found} - {""}


@pytest.fixture(scope="module")
def english():
    return read_po(BytesIO(CATALOGUE.read_bytes()), locale="en")


def test_every_string_has_an_english_one(words, english):
    missing = sorted(word for word in words if not (found := english.get(word)) or not any(found.string))
    assert missing == []


def test_placeholders_are_the_same_in_both_languages(english):
    wrong = []
    for message in english:
        if message.id and message.string:
            left = message.id if isinstance(message.id, str) else message.id[-1]
            right = message.string if isinstance(message.string, str) else message.string[-1]
            if sorted(PLACEHOLDER.findall(left)) != sorted(PLACEHOLDER.findall(right)):
                wrong.append(left)
    assert wrong == []
