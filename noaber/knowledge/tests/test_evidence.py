# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a product rests on: who says it, what it does to the product, and how its page shows it."""

import pytest

from noaber import ledger
from noaber.base.verdicts import Refused
from noaber.knowledge import evidence_actions, worksheet_actions
from noaber.knowledge.evidence_models import EvidenceItem
from noaber.knowledge.models import Lift
from noaber.knowledge.own_data_actions import KnowledgeHolder
from noaber.knowledge.testing import make_element_use, make_evidence, make_product, make_recognition
from noaber.loop.trail_queries import trail_of
from noaber.projects.testing import make_project, make_round

pytestmark = pytest.mark.django_db
FORM = {"source": "practice", "says": "Het kost een half uur extra.", "direction": "mixed", "submission": "s-1"}


def page(client, product, part="bewijs/"):
    return client.get(f"{product.get_absolute_url()}{part}").content.decode()


def signed_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_whoever_writes_for_its_home_says_what_it_rests_on(twente, nadia, bas, sam, pieter, nobody, at):
    product = make_product(home=twente)
    for person in (nadia, bas):
        make_evidence(product, by=person)
    for person in (sam, pieter, nobody, None):
        with pytest.raises(Refused):
            evidence_actions.add(product, facts=FORM, by=person, at=at)
    product.refresh_from_db()
    assert product.basis == {"practice": 2}
    assert [entry.verb for entry in ledger.trail(product)] == ["product.recorded", "evidence.added", "evidence.added"]


def test_the_same_form_twice_is_one_item(twente, nadia, at):
    product = make_product(home=twente)
    first, again = (evidence_actions.add(product, facts=FORM, submission="a", by=nadia, at=at) for _ in range(2))
    assert first == again
    with pytest.raises(Refused):
        evidence_actions.add(make_product("Iets anders", home=twente), facts=FORM, submission="a", by=nadia, at=at)


def test_the_project_it_comes_from_is_an_origin_unless_it_speaks_against(twente, nadia, at):
    product, project = make_product(home=twente), make_project(nadia, twente)
    link = {"rests_on": "project", "project": project}
    make_evidence(product, by=nadia, direction="against", **link)
    item = make_evidence(product, by=nadia, **link)
    assert [entry.data.get("origins") for entry in ledger.trail(product)[1:]] == [None, [f"project:{project.ref}"]]
    evidence_actions.change(item, facts={"says": "Beter gezegd"}, seen=0, by=nadia, at=at)
    assert "origins" not in ledger.trail(product)[-1].data
    evidence_actions.change(item, facts={"rests_on": ""}, seen=1, by=nadia, at=at)
    item.refresh_from_db()
    assert item.project is None


def test_a_project_is_an_origin_as_long_as_anything_of_it_holds(twente, nadia, at, deliver):
    product, project = make_product(home=twente), make_project(nadia, twente)
    link = {"rests_on": "project", "project": project}
    first, second, third = (make_evidence(product, by=nadia, **link, says=f"Bewijs {number}") for number in range(3))

    def origins():
        deliver()
        return [one.title for one in trail_of("product", product.ref).before]

    assert origins() == [project.title]
    evidence_actions.withdraw(first, reason="Verkeerd geteld.", by=nadia, at=at)
    evidence_actions.change(second, facts={"direction": "against"}, seen=second.saved, by=nadia, at=at)
    assert origins() == [project.title]
    for _twice in range(2):
        evidence_actions.withdraw(third, reason="Van een ander.", by=nadia, at=at)
    assert origins() == []
    assert ledger.trail(product)[-1].data["origins_gone"] == [f"project:{project.ref}"]
    second.refresh_from_db()
    evidence_actions.change(second, facts={"direction": "mixed"}, seen=second.saved, by=nadia, at=at)
    assert origins() == [project.title]


def test_an_insight_of_a_project_keeps_it_as_origin(twente, nadia, carla, at, deliver):
    product, project = make_product(home=twente), make_project(nadia, twente)
    Lift.objects.create(round=make_round(project, nadia), ref=product.ref, at=at)
    item = make_evidence(product, by=nadia, rests_on="project", project=project)
    evidence_actions.withdraw(item, reason="Verkeerd geteld.", by=nadia, at=at)
    assert "origins_gone" not in ledger.trail(product)[-1].data


def test_nothing_rests_on_itself(twente, nadia):
    product = make_product(home=twente)
    with pytest.raises(Refused):
        make_evidence(product, by=nadia, rests_on="product", other=product)


def test_who_did_not_see_the_last_change_is_told_first(twente, nadia, bas, at):
    item = make_evidence(make_product(home=twente), by=nadia)
    evidence_actions.change(item, facts={"says": "Van Bas"}, seen=0, by=bas, at=at)
    with pytest.raises(evidence_actions.Overtaken) as refused:
        evidence_actions.change(item, facts={"says": "Van Nadia"}, seen=0, by=nadia, at=at)
    assert refused.value.item.says == "Van Bas"
    assert evidence_actions.change(item, facts={"says": "Van Bas"}, seen=0, by=nadia, at=at).saved == 1
    assert evidence_actions.change(item, facts={"says": "Van Nadia"}, seen=1, by=nadia, at=at).saved == 2


def test_what_is_withdrawn_stays_with_its_reason_and_no_longer_counts(client, twente, nadia, at):
    product = make_product(home=twente)
    item = make_evidence(product, by=nadia, says="Het kost een half uur extra.")
    with pytest.raises(Refused):
        evidence_actions.withdraw(item, reason="", by=nadia, at=at)
    for _ in range(2):
        evidence_actions.withdraw(item, reason="De bezoeken waren van een ander project.", by=nadia, at=at)
    with pytest.raises(Refused):
        evidence_actions.change(item, facts={"says": "Toch"}, seen=0, by=nadia, at=at)
    product.refresh_from_db()
    assert product.basis == {}
    entries = [entry for entry in ledger.trail(product) if entry.verb == "evidence.withdrawn"]
    assert [entry.reason for entry in entries] == ["De bezoeken waren van een ander project."]
    shown = page(client, product)
    assert "De bezoeken waren van een ander project." in shown
    assert "Nog niets uit de praktijk" in shown


def test_there_is_an_end_to_how_many_there_are(twente, nadia, monkeypatch):
    monkeypatch.setattr(evidence_actions, "MOST", 1)
    product = make_product(home=twente)
    make_evidence(product, by=nadia)
    with pytest.raises(Refused):
        make_evidence(product, by=nadia)


def test_the_page_of_a_product_shows_three_columns_and_never_a_sum(client, twente, nadia):
    product = make_product(home=twente, science="Eén studie raakt eraan.")
    for direction in ("for", "for", "mixed"):
        make_evidence(product, by=nadia, direction=direction)
    make_evidence(product, by=nadia, source="experience", direction="against", says="Ik miste iets over huur.")
    shown = page(client, product, "")
    for told in (
        "Waar rust dit op?", "3 keer in de praktijk", "2 pleiten ervoor, 1 is wisselend", "1 ervaring",
        "1 pleit ertegen", "Ik miste iets over huur.", "Eén studie raakt eraan.",
    ):  # fmt: skip
        assert told in shown, told
    assert "4 bijdragen" not in shown
    assert "<progress" not in shown


def test_a_product_without_evidence_says_nothing_about_it_to_readers_and_teaches_writers(client, twente, nadia):
    product = make_product(home=twente)
    assert "Waar rust dit op?" not in page(client, product, "")
    assert "Nog niets uit ervaring" in page(client, product)
    signed_in(client, nadia)
    assert "Vul aan" in page(client, product, "")


def test_what_is_not_public_is_linked_nor_named(client, twente, nadia):
    product = make_product(home=twente)
    hidden = make_product("Alleen voor ons", home=twente, visibility="members")
    make_evidence(product, by=nadia, rests_on="product", other=hidden, title=hidden.title)
    public = make_product("Voor iedereen", home=twente)
    make_evidence(product, by=nadia, rests_on="product", other=public)
    shown = page(client, product)
    assert "Alleen voor ons" not in shown
    assert "Een stuk dat niet openbaar is" in shown
    assert f'href="{public.get_absolute_url()}"' in shown


def test_a_page_with_everything_takes_few_queries(client, remembering, twente, nadia, carla, django_assert_num_queries):
    product = make_product(home=twente)
    project = make_project(nadia, twente)
    for source in ("experience", "practice", "science"):
        make_evidence(product, by=nadia, source=source, rests_on="project", project=project)
    make_recognition(product, by=carla)
    client.get(product.get_absolute_url())
    with django_assert_num_queries(8):
        client.get(product.get_absolute_url())


class TestForm:
    def add(self, client, product, **fields):
        return client.post(f"{product.get_absolute_url()}bewijs/nieuw/", {**FORM, **fields})

    def test_it_is_added_once_however_often_it_is_sent(self, client, twente, nadia):
        product = make_product(home=twente)
        signed_in(client, nadia)
        for _ in range(2):
            assert self.add(client, product, year="2024", context="Almelo").status_code == 302
        item = EvidenceItem.objects.get()
        assert (item.by, item.year, item.context, item.direction) == (nadia, 2024, "Almelo", "mixed")

    def test_a_project_is_known_by_its_name_or_its_address(self, client, twente, nadia):
        product, project = make_product(home=twente), make_project(nadia, twente)
        signed_in(client, nadia)
        self.add(client, product, rests_on="project", title=project.title.upper())
        address = f"https://noaber.example{project.get_absolute_url()}"
        self.add(client, product, rests_on="project", url=address, submission="s-2")
        assert [item.project for item in EvidenceItem.objects.all()] == [project, project]
        assert page(client, product).count(f'href="{project.get_absolute_url()}"') == 2

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"rests_on": "project", "title": "Bestaat niet"}, "Dit vinden we hier niet"),
            ({"rests_on": "publication"}, "Schrijf erbij hoe het heet"),
            ({"url": "https://example.org/"}, "Kies erbij wat dit is"),
            ({"rests_on": "publication", "title": "Een studie", "url": "javascript:alert(1)"}, "geen DOI"),
            ({"rests_on": "publication", "title": "Een studie", "url": "dit is niets"}, "geen DOI"),
            ({"year": "vorig jaar"}, "Schrijf het jaar als 2024"),
            ({"year": "12"}, "Kijk het jaar na"),
            ({"source": "meningen"}, "Er klopt nog iets niet"),
            ({"says": "x" * 3000}, "Maak het iets korter"),
            ({"says": "\x00"}, "Schrijf op wat het zegt"),
        ],
    )
    def test_what_is_wrong_is_told_and_nothing_typed_is_lost(self, client, twente, nadia, fields, told):
        answer = self.add(signed_in(client, nadia), make_product(home=twente), for_whom="Wie alleen woont", **fields)
        shown = answer.content.decode()
        assert answer.status_code == 200
        assert told in shown
        assert "Wie alleen woont" in shown
        assert not EvidenceItem.objects.exists()

    @pytest.mark.parametrize("typed", ["10.1000/182", "doi:10.1000/182", "https://doi.org/10.1000/182"])
    def test_a_doi_becomes_its_lasting_address(self, client, twente, nadia, typed):
        self.add(signed_in(client, nadia), make_product(home=twente), rests_on="publication", title="Studie", url=typed)
        assert EvidenceItem.objects.get().url == "https://doi.org/10.1000/182"

    def test_an_address_without_its_beginning_gets_one(self, client, twente, nadia):
        product = make_product(home=twente)
        self.add(signed_in(client, nadia), product, rests_on="case", title="Mevrouw B.", url="example.org/b")
        assert EvidenceItem.objects.get().url == "https://example.org/b"

    def test_changing_beside_another_shows_what_the_other_wrote_and_keeps_mine(self, client, twente, nadia, bas, at):
        product = make_product(home=twente)
        item = make_evidence(product, by=nadia)
        evidence_actions.change(item, facts={"says": "Van Bas"}, seen=0, by=bas, at=at)
        address = f"{product.get_absolute_url()}bewijs/{item.pk}/"
        sent = {**FORM, "says": "Van Nadia", "seen": "0"}
        shown = signed_in(client, nadia).post(address, sent).content.decode()
        assert "Van Bas" in shown
        assert "Van Nadia" in shown
        assert 'value="1"' in shown
        assert client.post(address, {**sent, "seen": "1"}).status_code == 302
        item.refresh_from_db()
        assert item.says == "Van Nadia"

    def test_withdrawing_asks_for_a_reason(self, client, twente, nadia):
        item = make_evidence(make_product(home=twente), by=nadia)
        address = f"{item.product.get_absolute_url()}bewijs/{item.pk}/intrekken/"
        assert "waarom het niet meer klopt" in signed_in(client, nadia).post(address, {}).content.decode()
        assert client.post(address, {"reason": "Dubbel"}).status_code == 302
        assert client.get(f"{item.product.get_absolute_url()}bewijs/{item.pk}/").status_code == 404


def test_who_leaves_takes_what_they_said_along_and_their_name_goes(twente, nadia, at):
    product = make_product(home=twente)
    item, use = make_evidence(product, by=nadia, says="Van mij"), make_element_use(product, by=nadia)
    worksheet_actions.save_text(product, heading="goals", text="Een doel", seen=0, by=nadia, at=at)
    holder = KnowledgeHolder()
    assert [row["text"] for row in holder.export(nadia)["evidence"]] == ["Van mij"]
    holder.erase(nadia, by=nadia, at=at)
    for thing in (item, use, use.element):
        thing.refresh_from_db()
        assert thing.by is None
    assert product.worksheet.get().changed_by is None
    assert item.says == "Van mij"
