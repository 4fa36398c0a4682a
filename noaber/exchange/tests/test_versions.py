# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an import changes becomes a version under the same lasting address; what it leaves as it was does not."""

import pytest

from noaber.exchange import actions, import_actions, queries
from noaber.exchange.format import read
from noaber.exchange.models import ImportRow
from noaber.exchange.testing import LIST, compared, make_run, taken_over, worked_on
from noaber.knowledge import review_actions
from noaber.knowledge.models import Product, Version, VersionState
from noaber.knowledge.testing import make_product, make_published
from noaber.ledger.models import Entry

pytestmark = pytest.mark.django_db
ADDRESS = "https://example.org/wonen"


def updated(twente, carla, content=LIST):
    """A list of which the one row was chosen to bring what is here up to date."""
    run = compared(make_run(twente, carla, content), carla)
    import_actions.choose(run, {2: ImportRow.Choice.UPDATE}, by=carla, at=run.created_at)
    return taken_over(run, carla)


def titles(product):
    versions = product.versions.order_by("number")
    return [(one.number, one.title, one.state) for one in versions if one.number]


def record(**more):
    return read(
        {"id": "k-1", "kind": "product", "type": "report", "title": "Wonen", "werkplaatsen": ["twente"], **more}
    )


def test_a_changed_import_is_a_version_and_the_old_words_stay(client, twente, carla):
    product = make_product("Wonen", home=twente, url=ADDRESS, year=2019)
    address = product.get_absolute_url()
    updated(twente, carla)
    assert titles(product) == [(1, "Wonen", "published"), (2, "Wonen met zorg", "published")]
    first, second = product.versions.order_by("number")
    assert (first.published_at, second.note) == (product.updated_at, "Bijgewerkt uit Onze lijst.")
    assert client.get(address).status_code == 200
    for version, said in ((first, "Wonen"), (second, "Wonen met zorg")):
        assert said in client.get(version.get_absolute_url()).content.decode()
        assert version.get_absolute_url().startswith(address)
    entry = Entry.objects.get(verb="product.brought_up_to_date")
    assert (entry.ref, entry.by, entry.data["number"]) == (product.ref, carla, 2)


def test_an_unchanged_import_is_no_version(twente, carla):
    product = make_product("Wonen", home=twente, url=ADDRESS, year=2019)
    updated(twente, carla)
    updated(twente, carla)
    assert len(titles(product)) == 2
    assert Entry.objects.filter(verb="product.brought_up_to_date").count() == 1


def test_what_comes_in_anew_has_no_version_yet(twente, carla):
    taken_over(compared(make_run(twente, carla), carla), carla)
    assert not Version.objects.exists()


def test_what_was_written_here_keeps_its_numbers(twente, nadia, carla):
    product = make_published(nadia, twente)
    Product.objects.filter(pk=product.pk).update(url=ADDRESS)
    product.refresh_from_db()
    updated(twente, carla)
    # The address came in beside the versions, so what was public before the import is one too.
    assert titles(product) == [
        (1, "Eerst meelopen", "published"), (2, "Eerst meelopen", "published"), (3, "Wonen met zorg", "published"),
    ]  # fmt: skip


def test_a_draft_that_is_open_stays_open_beside_it(twente, nadia, carla):
    from noaber.knowledge import draft_actions

    product = make_product("Wonen", home=twente, url=ADDRESS)
    draft = draft_actions.revise(product, by=nadia, at=product.updated_at)
    updated(twente, carla)
    assert titles(product) == [(1, "Wonen", "published"), (2, "Wonen met zorg", "published")]
    draft.refresh_from_db()
    assert (draft.state, draft.number, draft.title) == (VersionState.DRAFT, None, "Wonen")


def test_taking_an_import_back_is_a_version_too(twente, carla, at):
    product = make_product("Wonen", home=twente, url=ADDRESS, year=2019)
    run = updated(twente, carla)
    import_actions.undo(run, by=carla, at=at)
    assert worked_on(run).state == "undone"
    product.refresh_from_db()
    assert product.title == "Wonen"
    assert [title for _number, title, _state in titles(product)] == ["Wonen", "Wonen met zorg", "Wonen"]
    assert "teruggedraaid" in product.versions.order_by("-number").first().note


def test_a_withdrawn_product_gets_a_version_that_is_withdrawn_as_well(client, twente, nadia, carla, at):
    product = make_published(nadia, twente)
    Product.objects.filter(pk=product.pk).update(url=ADDRESS)
    product.refresh_from_db()
    review_actions.withdraw(product, text="Klopt niet.", by=carla, at=at)
    updated(twente, carla)
    assert {state for _number, _title, state in titles(product)} == {"withdrawn"}
    product.refresh_from_db()
    assert client.get(product.get_absolute_url()).status_code == 410
    product = review_actions.restore(product, text="Toch wel.", by=carla, at=at)
    assert (product.visibility, product.title) == ("public", "Wonen met zorg")


def test_the_exchange_format_makes_versions_in_the_same_way(twente, at):
    for said in ({}, {}, {"title": "Wonen met zorg"}, {"title": "Wonen met zorg"}):
        actions.take_in([record(**said)], by=None, at=at)
    assert titles(Product.objects.get()) == [(1, "Wonen", "published"), (2, "Wonen met zorg", "published")]


def test_what_says_nothing_else_to_a_reader_is_no_version(twente, elsewhere, at):
    actions.take_in([record()], by=None, at=at)
    actions.take_in([record(werkplaatsen=["twente", "zuyd"], visibility="hidden")], by=None, at=at)
    assert not Version.objects.exists()


def test_many_unchanged_products_take_as_many_queries_as_few(twente, at):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def items(many, title):
        return [record(id=f"k-{number}", title=title, source_url=f"https://example.org/{title}/{number}")
                for number in range(many)]  # fmt: skip

    known, asked = queries.known(), []
    for many in (2, 12):
        actions.take_in(items(many, "Eerst"), known=known, by=None, at=at)
        Product.objects.update(fingerprint="")
        with CaptureQueriesContext(connection) as context:
            actions.take_in(items(many, "Eerst"), known=known, by=None, at=at)
        asked.append(len([one for one in context.captured_queries if "search_outbox" not in one["sql"]]))
    assert asked[0] == asked[1]
    assert not Version.objects.exists()
