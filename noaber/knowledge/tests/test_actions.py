# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from noaber import ledger
from noaber.base.verdicts import Refused
from noaber.knowledge import actions, queries
from noaber.knowledge.models import Product, ProductFile
from noaber.knowledge.testing import make_product
from noaber.loop.trail_queries import trail_of
from noaber.people.testing import LONG_AGO
from noaber.questions.testing import make_question
from noaber.search.models import Outbox

pytestmark = pytest.mark.django_db


def test_a_coordinator_records_in_her_own_werkplaats_only(twente, elsewhere, carla, sam, nadia, nobody):
    product = make_product(home=twente, by=carla)
    assert product.home == twente
    for person in (sam, nadia):
        with pytest.raises(Refused):
            make_product(home=twente, by=person)
    with pytest.raises(Refused):
        actions.record_product("Geroofd", ref=product.ref, home=elsewhere, by=sam, at=LONG_AGO)
    assert [entry.verb for entry in ledger.trail(product)] == ["product.recorded"]


def test_the_address_stays(twente):
    product = make_product("Eerste titel", ref="k-1", type="guide")
    again = make_product("Tweede titel", ref="k-1", type="method")
    assert (again.pk, again.slug, again.title) == (product.pk, product.slug, "Tweede titel")
    newest = {(row.document, row.op) for row in Outbox.objects.order_by("-seq")[:2]}
    assert newest == {("method:k-1", Outbox.Op.CHANGED), ("product:k-1", Outbox.Op.REMOVED)}


def test_a_product_is_of_a_known_type():
    with pytest.raises(Refused):
        make_product(type="gedicht")
    product = make_product()
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=product.pk).update(type="gedicht")


def test_files(twente, carla, sam, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    product = make_product(home=twente)
    added = actions.add_file(product, file=ContentFile(b"tekst", "gids.pdf"), by=carla, at=LONG_AGO)
    assert (added.size, added.mime, str(added)) == (5, "application/pdf", "gids.pdf")
    assert queries.files_of(product) == [added]
    with pytest.raises(Refused):
        actions.add_file(product, file=ContentFile(b"x", "y.pdf"), by=sam, at=LONG_AGO)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProductFile.objects.create(product=product, name="gids.pdf")


def test_an_answer_shows_in_the_trail_of_what_was_linked(twente, carla, at, deliver):
    from noaber.questions.triage_actions import Link, answer

    product = make_product(type="method", home=twente)
    question = make_question(home=twente)
    link = Link(why="Past", title=product.title, url="/", document=f"method:{product.ref}")
    elsewhere = Link(why="Past", title="Elders", url="https://example.org")
    actions.note_answered("weg", question=question.ref, title="Hoe?", url="/", by=None, at=at)
    actions.record_product(product.title, ref=product.ref, home=twente, by=carla, at=at)
    answer(question, links=[link, elsewhere], by=carla, at=at)
    deliver()
    assert [one.title for one in trail_of("product", product.ref).before] == [question.title]
    assert [one.title for one in trail_of("question", question.ref).after] == [product.title]


def test_stale_says_so(client):
    product = make_product(review_on=dt.date(2020, 1, 1))
    assert "al een tijd niet nagekeken" in client.get(product.get_absolute_url()).content.decode()
