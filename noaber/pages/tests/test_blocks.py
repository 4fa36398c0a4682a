# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an editor can put in a block, and how something of the loop is chosen."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from noaber import search
from noaber.knowledge.testing import make_product
from noaber.pages.blocks import AddressBlock, Body, KeyBlock
from noaber.pages.editor_testing import make_editor
from noaber.pages.testing import make_prose
from noaber.search import actions as search_actions


@pytest.mark.parametrize("address", ["/vragen/", "https://example.org/", "mailto:a@example.org", "tel:+31531234567"])
def test_a_button_leads_to_a_page(address):
    assert AddressBlock().clean(address) == address


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//elders.example", "vragen", "data:text/html,x"])
def test_a_button_leads_nowhere_else(address):
    with pytest.raises(ValidationError):
        AddressBlock().clean(address)


@pytest.mark.parametrize("key", ["", "product:", "person:3", "iets", "product:a b"])
def test_only_something_of_the_loop_can_be_chosen(key):
    with pytest.raises(ValidationError):
        KeyBlock().clean(key)


def test_a_chosen_thing_is_kept_by_its_key():
    assert KeyBlock().clean(" product:k-x7k2m9qa ") == "product:k-x7k2m9qa"


def test_every_block_has_a_word_and_a_sign():
    for name, one in Body().child_blocks.items():
        assert one.label, name
        assert one.meta.icon != "placeholder", name


def chosen(client, **words):
    return client.get(reverse("page_objects"), words)


def test_an_editor_chooses_with_our_own_search(client, twente, elsewhere, own_index):
    product = make_product(title="Wegwijzer schulden", home=twente)
    make_product(title="Verborgen schulden", home=elsewhere, visibility="hidden")
    search_actions.prepare()
    search.catch_up()
    client.force_login(make_editor(twente), backend="django.contrib.auth.backends.ModelBackend")
    found = chosen(client, q="schulden").json()["found"]
    assert [one["title"] for one in found] == ["Wegwijzer schulden"]
    assert chosen(client, key=found[0]["key"]).json()["found"][0]["title"] == product.title
    assert chosen(client).json() == {"found": []}


def test_choosing_is_for_editors(client, twente, pieter):
    assert chosen(client, q="schulden").status_code == 302
    client.force_login(pieter, backend="django.contrib.auth.backends.ModelBackend")
    assert chosen(client, q="schulden").status_code in (302, 403, 404)


def test_the_desk_offers_the_blocks_and_shows_the_draft_as_readers_will_get_it(client, twente):
    page = make_prose(twente, "Nog niet", slug="nog-niet", live=False, summary="Straks.")
    client.force_login(make_editor(twente), backend="django.contrib.auth.backends.ModelBackend")
    desk = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "noaber-object" in desk
    assert "object-input.js" in desk
    draft = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "Straks." in draft.content.decode()
