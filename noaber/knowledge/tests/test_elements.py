# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Active ingredients: shared words, with why and who says so, and a page that brings together what rests on them."""

import pytest

from noaber import ledger, search
from noaber.base.testing import at_once
from noaber.base.verdicts import Refused
from noaber.knowledge import element_actions, element_queries, evidence_actions, scale_actions
from noaber.knowledge.evidence_models import Element, ElementUse
from noaber.knowledge.testing import make_element_use, make_evidence, make_product
from noaber.knowledge.tests.test_evidence import page, signed_in

pytestmark = pytest.mark.django_db


def test_the_same_words_are_the_same_element_for_everybody(twente, elsewhere, nadia, sam):
    one = make_element_use(make_product(home=twente), by=nadia, wording="Eerst  luisteren ")
    other = make_element_use(make_product("Elders", home=elsewhere), by=sam, wording="eerst Luisteren")
    assert one.element == other.element
    assert (one.element.wording, one.element.slug) == ("Eerst luisteren", "eerst-luisteren")
    alike = make_element_use(make_product("Taart", home=twente), by=nadia, wording="Eerst: luisteren")
    assert alike.element.slug != "eerst-luisteren"
    assert make_element_use(make_product("Teken", home=twente), by=nadia, wording="???").element.slug


def test_a_product_has_it_once_with_what_says_so(twente, nadia, sam, at):
    product, stranger = make_product(home=twente), make_product("Ander", home=twente)
    mine, other = make_evidence(product, by=nadia), make_evidence(stranger, by=nadia)
    use = make_element_use(product, by=nadia, why="Dan hoor je meer.", evidence=[mine.pk, other.pk])
    assert list(use.evidence.all()) == [mine]
    assert make_element_use(product, by=nadia, why="Iets anders") == use
    with pytest.raises(Refused):
        make_element_use(product, by=sam)
    with pytest.raises(Refused):
        make_element_use(product, by=nadia, wording="   ")
    element_actions.change_use(use, why="Omdat.", evidence=[], by=nadia, at=at)
    use.refresh_from_db()
    assert (use.why, use.evidence.count()) == ("Omdat.", 0)
    for _ in range(2):
        element_actions.detach(use, by=nadia, at=at)
    with pytest.raises(Refused):
        element_actions.change_use(use, why="", evidence=[], by=nadia, at=at)
    product.refresh_from_db()
    assert product.basis == {"practice": 1}
    verbs = [entry.verb for entry in ledger.trail(product) if entry.verb.startswith("element")]
    assert verbs == ["element.attached", "element.use_changed", "element.detached"]


def test_there_is_an_end_to_how_many(twente, nadia, monkeypatch):
    monkeypatch.setattr(element_actions, "MOST", 1)
    product = make_product(home=twente)
    make_element_use(product, by=nadia)
    with pytest.raises(Refused):
        make_element_use(product, by=nadia, wording="Samen rondlopen")


def test_with_an_element_a_product_can_be_described_and_without_it_no_longer(twente, nadia, at):
    product = make_product(home=twente, summary="Kort.", what="Een gids", audience="Teams", text="Zo doe je het.")
    make_evidence(product, by=nadia)
    use = make_element_use(product, by=nadia)
    assert scale_actions.set_scale(product, scale="described", by=nadia, at=at).scale == "described"
    element_actions.detach(use, by=nadia, at=at)
    product.refresh_from_db()
    assert product.scale == "tried"


def test_what_it_is_is_said_by_editors_with_care_for_each_other(twente, nadia, carla, sam, nobody, at):
    element = make_element_use(make_product(home=twente), by=nadia).element
    for person in (nadia, nobody, None):
        with pytest.raises(Refused):
            element_actions.explain(element, explanation="Zwijgen.", seen="", by=person, at=at)
    for _ in range(2):
        element_actions.explain(element, explanation="Van Carla", seen="", by=carla, at=at)
    with pytest.raises(Refused, match="Van Carla"):
        element_actions.explain(element, explanation="Van Sam", seen="", by=sam, at=at)
    element_actions.explain(element, explanation="Van Sam", seen="Van Carla", by=sam, at=at)
    assert [entry.verb for entry in ledger.trail(element)] == ["element.explained"] * 2


def test_its_page_tells_what_rests_on_it_and_only_what_one_may_read(client, twente, nadia, sam):
    product = make_product(home=twente)
    hidden = make_product("Alleen voor ons", home=twente, visibility="members")
    gone = make_evidence(product, by=nadia, says="Klopte niet")
    item = make_evidence(product, by=nadia, says="Zes bezoeken lieten het zien.")
    use = make_element_use(product, by=nadia, why="Dan hoor je meer.", evidence=[gone.pk, item.pk])
    evidence_actions.withdraw(gone, reason="Dubbel", by=nadia, at=item.at)
    make_element_use(hidden, by=nadia)
    shown = client.get(use.element.get_absolute_url()).content.decode()
    for told in ("Eerst luisteren", "Dan hoor je meer.", product.title, "Zes bezoeken lieten het zien."):
        assert told in shown, told
    assert "Alleen voor ons" not in shown
    assert "Klopte niet" not in shown
    assert "1 stuk kennis" in client.get("/kennis/elementen/").content.decode()
    assert "Alleen voor ons" in signed_in(client, nadia).get(use.element.get_absolute_url()).content.decode()


def test_its_page_takes_as_many_queries_however_much_rests_on_it(
    client, remembering, twente, nadia, django_assert_num_queries
):
    for number in range(5):
        product = make_product(f"Stuk {number}", home=twente)
        use = make_element_use(product, by=nadia, evidence=[make_evidence(product, by=nadia).pk])
    client.get(use.element.get_absolute_url())
    with django_assert_num_queries(4):
        client.get(use.element.get_absolute_url())


def test_a_product_is_found_by_its_element_and_its_evidence(client, twente, nadia):
    product = make_product(home=twente)
    make_element_use(product, by=nadia, wording="Keukentafelgesprek")
    make_evidence(product, by=nadia, says="Twaalf keukens lieten het zien.")
    search.catch_up()
    for word in ("keukentafelgesprek", "twaalf keukens"):
        assert product.title in client.get("/kennis/", {"q": word}).content.decode()


def test_the_forms(client, twente, nadia, carla):
    product = make_product(home=twente)
    item = make_evidence(product, by=nadia)
    product.refresh_from_db()
    address = f"{product.get_absolute_url()}element/"
    signed_in(client, nadia)
    assert "Zeg in een paar woorden" in client.post(address, {"why": "Omdat"}).content.decode()
    assert client.post(address, {"wording": "Samen rondlopen", "evidence": [item.pk]}).status_code == 302
    use = ElementUse.objects.get()
    assert list(use.evidence.all()) == [item]
    assert "/kennis/elementen/samen-rondlopen/" in page(client, product, "")
    assert client.post(f"{address}{use.pk}/", {"why": "Omdat"}).status_code == 302
    use.refresh_from_db()
    assert (use.why, use.evidence.count()) == ("Omdat", 0)
    explain = f"{use.element.get_absolute_url()}uitleg/"
    assert client.get(explain).status_code == 403
    signed_in(client, carla)
    assert client.post(explain, {"explanation": "Loop mee", "seen": ""}).status_code == 302
    assert "Loop mee" in client.post(explain, {"explanation": "Anders", "seen": ""}).content.decode()
    assert client.post(f"{address}{use.pk}/", {"remove": "1"}).status_code == 302
    assert not product.elements.exists()


def test_nothing_yet_teaches(client, twente, nadia):
    assert "Nog geen werkzame elementen" in client.get("/kennis/elementen/").content.decode()
    assert element_queries.wordings() == []


@pytest.mark.django_db(transaction=True)
def test_two_name_the_same_element_at_once(twente, elsewhere, nadia, sam):
    one, other = make_product(home=twente), make_product("Elders", home=elsewhere)
    at_once(
        lambda: make_element_use(one, by=nadia),
        lambda: make_element_use(other, by=sam),
        lambda: make_element_use(one, by=nadia),
    )
    assert Element.objects.count() == 1
    assert ElementUse.objects.count() == 2
