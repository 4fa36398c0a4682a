# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is counted about a product or a werkplaats, and what is usual beside it."""

import pytest
from django.urls import reverse

from noaber import effects
from noaber.effects import Result, benchmark_queries, use_actions
from noaber.effects.benchmark_queries import COMPARED_FROM, usual
from noaber.effects.testing import USED_AT, make_use
from noaber.knowledge.testing import make_product

pytestmark = pytest.mark.django_db


def measured(benchmark):
    return [one.value for one in benchmark.measures]


def test_nothing_used_is_nothing_to_compare(twente):
    assert benchmark_queries.of_product(make_product(home=twente)) is None
    assert benchmark_queries.of_werkplaats(twente) is None


def test_what_is_counted(twente):
    product = make_product(home=twente)
    first = make_use(product)
    make_use(product, adapted=False, setting="care", perspective="resident")
    make_use(product, example=True)
    use_actions.tell_after(first, still="partly", by=None, at=USED_AT)
    found = benchmark_queries.of_product(product)
    assert measured(found) == [2, 50, 100, 2]
    assert found.perspectives == [("inwoner", 1), ("professional", 1)]
    assert (found.total, found.told_after, found.example) == (2, 1, False)
    assert [one.usual for one in found.measures] == [None] * 4
    assert measured(benchmark_queries.of_werkplaats(twente)) == [2, 50, 100, 2]


def test_examples_count_only_among_themselves(twente):
    product = make_product(home=twente)
    make_use(product, example=True)
    assert benchmark_queries.of_product(product).example
    make_use(product)
    assert not benchmark_queries.of_product(product).example
    assert measured(benchmark_queries.of_product(product))[0] == 1


def test_usual_is_told_of_enough_and_bears_no_name(client, twente):
    products = [make_product(f"Stuk {number}", home=twente, type="guide") for number in range(COMPARED_FROM)]
    for number, product in enumerate(products, 1):
        for _time in range(number):
            make_use(product)
    make_use(make_product("Een film", home=twente, type="video"))
    found = benchmark_queries.of_product(products[0])
    times = found.measures[0].usual
    assert (times.middle, times.lowest, times.highest, times.number) == (3, 1, 5, 5)
    # Nobody told what happened next: that is not a no.
    assert found.measures[2].value is None
    page = client.get(reverse("use_product", args=[products[0].slug])).content.decode()
    assert "Gewoonlijk" in page
    assert "Hoe is dit geteld?" in page
    assert all(product.title not in page for product in products[1:])


def test_too_few_are_not_compared():
    assert usual([1, 2, 3, 4, None]) is None
    assert usual([1, 2, 3, 4, 100]).middle == 3


def test_the_page_of_a_werkplaats(client, twente):
    path = reverse("use_werkplaats", args=[twente.slug])
    assert "Nog niemand vertelde" in client.get(path).content.decode()
    make_use(make_product(home=twente))
    assert "nog te weinig om te vergelijken" in client.get(path).content.decode()
    assert client.get(reverse("use_werkplaats", args=["maan"])).status_code == 404


class Scale:
    """An instrument of a later room."""

    label = "Gemeten"

    def of(self, about, person):
        return [Result("Eenzaamheid", "7 van de 10 minder alleen", "/meten/1/", "vanaf tien mensen")] if about else []


def test_what_is_measured_shows_once_a_room_measures(client, twente, monkeypatch):
    product = make_product(home=twente)
    path = reverse("use_product", args=[product.slug])
    assert "Gemeten" not in client.get(path).content.decode()
    monkeypatch.setattr(effects, "RESULTS", [])
    scale = Scale()
    effects.results(scale)
    effects.results(scale)
    assert [scale] == effects.RESULTS
    page = client.get(f"{path}?x=1").content.decode()
    assert "7 van de 10 minder alleen" in page
    assert "vanaf tien mensen" in page
