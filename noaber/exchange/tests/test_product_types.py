# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every sort of knowledge comes in by its Dutch word and by its own, goes out again, and is told to machines."""

import pytest

from noaber import search
from noaber.exchange import values
from noaber.exchange.actions import take_in
from noaber.exchange.format import read
from noaber.knowledge.models import Product
from noaber.people.testing import LONG_AGO
from noaber.site import structured

TYPES = dict(Product.Type.choices)


@pytest.mark.parametrize("name", TYPES)
def test_it_is_known_by_its_own_name_and_by_its_dutch_word(name):
    assert values.of_type(name) == name
    assert values.of_type(str(TYPES[name])) == name


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("info:eu-repo/semantics/bachelorThesis", "thesis"), ("Onderzoeksrapport", "report"), ("bookPart", "book"),
        ("Tussenrapportage 2024", "interim_report"), ("Onderzoeksverslag", "report"), ("Verslag", "minutes"),
        ("http://purl.org/coar/video", "video"), ("Blog", "column"), ("Casus", "case"), ("Toolkit", "toolbox"),
        ("Onbekend", ""),
    ],
)  # fmt: skip
def test_words_of_others(word, name):
    assert values.of_type(word) == name


@pytest.mark.django_db
@pytest.mark.parametrize("name", TYPES)
def test_it_comes_in_and_is_found_as_what_it_is(client, name):
    take_in([read({"id": "x-1", "kind": "product", "type": name, "title": "Samen eten"})], by=None, at=LONG_AGO)
    product = Product.objects.get()
    assert product.type == name
    search.catch_up()
    assert "Samen eten" in client.get("/kennis/", {"soort": name}).content.decode()
    assert structured.describe(product, None).graph[0]["@type"]
