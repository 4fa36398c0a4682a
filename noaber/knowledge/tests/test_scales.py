# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far a product is: our own scale, which goes only as far as what is there, and what national databanks say."""

import datetime as dt

import pytest

from noaber import ledger
from noaber.base.verdicts import Refused
from noaber.knowledge import evidence_actions, evidence_queries, scale_actions
from noaber.knowledge.testing import make_evidence, make_product, make_recognition
from noaber.knowledge.tests.test_evidence import page, signed_in

pytestmark = pytest.mark.django_db


class TestScale:
    def test_a_rung_asks_for_what_is_below_it_and_says_what_is_missing(self, twente, nadia, at):
        product = make_product(home=twente)
        with pytest.raises(Refused, match="een samenvatting"):
            scale_actions.set_scale(product, scale="idea", by=nadia, at=at)
        product = make_product(ref=product.ref, home=twente, summary="Kort.")
        assert scale_actions.set_scale(product, scale="idea", by=nadia, at=at).scale == "idea"
        with pytest.raises(Refused, match="praktijk"):
            scale_actions.set_scale(product, scale="tried", by=nadia, at=at)
        make_evidence(product, by=nadia, source="experience")
        with pytest.raises(Refused):
            scale_actions.set_scale(product, scale="tried", by=nadia, at=at)
        make_evidence(product, by=nadia, direction="against")
        for _ in range(2):
            scale_actions.set_scale(product, scale="tried", by=nadia, at=at)
        assert [entry.data["scale"] for entry in ledger.trail(product) if entry.verb == "product.scale_set"] == [
            "idea", "tried",
        ]  # fmt: skip
        with pytest.raises(Refused, match="werkzaam element"):
            scale_actions.set_scale(product, scale="described", by=nadia, at=at)

    @pytest.mark.parametrize("label", ["effective", "strong", "good", "founded", "goed beschreven", "effectief"])
    def test_nobody_chooses_a_national_label(self, client, twente, carla, label, at):
        product = make_product(home=twente, summary="Kort.")
        with pytest.raises(Refused, match="databank"):
            scale_actions.set_scale(product, scale=label, by=carla, at=at)
        answer = signed_in(client, carla).post(f"{product.get_absolute_url()}niveau/", {"scale": label})
        assert "landelijke databank" in answer.content.decode()
        product.refresh_from_db()
        assert product.scale == ""

    def test_it_goes_down_when_what_it_asks_for_is_withdrawn(self, twente, nadia, at):
        product = make_product(home=twente, summary="Kort.")
        item = make_evidence(product, by=nadia)
        scale_actions.set_scale(product, scale="tried", by=nadia, at=at)
        evidence_actions.withdraw(item, reason="Dubbel", by=nadia, at=at)
        product.refresh_from_db()
        assert product.scale == "idea"
        assert ledger.trail(product)[-1].verb == "product.scale_lowered"

    def test_the_page_says_what_each_rung_means_and_sets_it(self, client, twente, nadia):
        product = make_product(home=twente, summary="Kort.")
        address = f"{product.get_absolute_url()}niveau/"
        shown = signed_in(client, nadia).get(address).content.decode()
        assert "Mensen deden het echt" in shown
        assert "Nog niet: er mist een bijdrage uit de praktijk" in shown
        assert "er mist een bijdrage uit de praktijk" in client.post(address, {"scale": "tried"}).content.decode()
        assert client.post(address, {"scale": "idea"}).status_code == 302
        assert "<dd>idee" in page(client, product, "")
        assert client.post(address, {"scale": "none"}).status_code == 302
        assert "<dd>nog niet bepaald" in page(client, product, "")


class TestRecognition:
    def test_an_editor_takes_it_over_with_date_and_address(self, client, twente, carla, nadia, sam):
        product = make_product(home=twente)
        for person in (nadia, sam, None):
            with pytest.raises(Refused):
                make_recognition(product, by=person)
        first, again = make_recognition(product, by=carla), make_recognition(product, by=carla)
        assert first == again
        shown = page(client, product, "")
        for told in ("Goed beschreven", "Movisie", "3 mei 2022", 'href="https://www.movisie.nl/interventie/x"'):
            assert told in shown, told

    @pytest.mark.parametrize(
        ("overrides", "told"),
        [
            ({"url": "https://example.org/movisie.nl"}, "niet van deze databank"),
            ({"url": "https://nepmovisie.nl/x"}, "niet van deze databank"),
            ({"url": "https://[x"}, "niet van deze databank"),
            ({"databank": "nji"}, "niet van deze databank"),
            ({"on_date": dt.date(2099, 1, 1)}, "nog niet geweest"),
        ],
    )
    def test_only_what_a_databank_said_itself(self, twente, carla, overrides, told):
        with pytest.raises(Refused, match=told):
            make_recognition(make_product(home=twente), by=carla, **overrides)

    def test_the_newest_of_a_databank_holds_and_the_rest_is_history(self, twente, carla, at):
        product = make_product(home=twente)
        make_recognition(product, by=carla)
        newer = make_recognition(product, by=carla, level="first", on_date=dt.date(2024, 2, 1))
        product.refresh_from_db()
        standing = evidence_queries.standing(product)
        assert standing["recognised"] == [newer]
        assert [one.level for one in standing["history"]] == ["described"]
        with pytest.raises(Refused):
            scale_actions.end_recognition(newer, reason="", by=carla, at=at)
        for _ in range(2):
            scale_actions.end_recognition(newer, reason="Verlopen", by=carla, at=at)
        assert [one.level for one in evidence_queries.standing(product)["recognised"]] == ["described"]
        assert [entry.reason for entry in ledger.trail(product)[-1:]] == ["Verlopen"]

    def test_the_forms(self, client, twente, carla):
        product = make_product(home=twente)
        address = f"{product.get_absolute_url()}erkenning/"
        signed_in(client, carla)
        sent = {
            "databank": "movisie",
            "level": "described",
            "on_date": "3-5-2022",
            "url": "www.movisie.nl/interventie/x",
        }
        assert "nog niet geweest" in client.post(address, {**sent, "on_date": "2050-01-01"}).content.decode()
        assert client.post(address, sent).status_code == 302
        recognition = product.recognitions.get()
        assert client.post(f"{address}{recognition.pk}/", {"reason": "Verlopen"}).status_code == 302
        assert "Geldt niet meer" in page(client, product, "niveau/")
