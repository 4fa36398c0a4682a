# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import re

import pytest

from noaber.base.models import OutgoingMail
from noaber.exchange import actions, demo, queries
from noaber.knowledge.models import Product
from noaber.people.models import Concept, Described, Organisation, Person, Werkplaats
from noaber.people.queries import current_period, werkplaatsen
from noaber.questions.models import Question, Voice
from noaber.ui.colour import contrast

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.load_demo(at=at)


def counts():
    return [model.objects.count() for model in (*queries.MODELS.values(), Question, Voice, Person, Concept, Werkplaats)]


@pytest.mark.slow  # It builds the whole network, twice.
def test_the_demo_network(network, at):
    before = counts()
    actions.load_demo(at=at)
    assert counts() == before

    assert werkplaatsen().count() == sum(1 for row in demo.records("werkplaatsen.jsonl") if row["status"] != "national")
    twente = Werkplaats.objects.get(slug="twente")
    assert {"2016–2018", "2023–"} <= set(twente.periods.values_list("label", flat=True))
    assert current_period(twente, at.date()).label == "2023–"
    names = [name.name for name in twente.names.all()]
    assert names == ["Wmo-werkplaats Twente", "Werkplaats Sociaal Domein Twente (WSDT)"]
    assert Organisation.objects.get(title="Gemeente Almelo").cbs_code == "GM0141"
    brands = {one.brand for one in Werkplaats.objects.all()}
    assert len(brands) == Werkplaats.objects.count()
    assert all(contrast(one.colours.light.brand, "#ffffff") >= 4.5 for one in Werkplaats.objects.all())

    for model in queries.MODELS.values():
        assert issubclass(model, Described)
        assert not model.objects.filter(source_url="", example=False).exists()
    assert not Question.objects.filter(example=False, source_url="").exists()
    example = Question.objects.filter(example=True)
    assert {"raised", "answered", "merged", "gap", "declined"} == set(example.values_list("state", flat=True))
    assert not OutgoingMail.objects.exists()
    assert not Person.objects.exclude(name="").exclude(name__startswith="Voorbeeldcoördinator").exists()

    assert Product.objects.get(ref="i-28437e1c").home == twente
    assert {record["id"] for record in queries.records()} >= {row["id"] for row in demo.records("items.jsonl")}


def test_every_record_has_a_source_and_every_theme_is_known():
    text = (demo.FOLDER / "thesaurus.yaml").read_text("utf-8")
    known = set(re.findall(r"- \{id: ([\w-]+)", text))
    for name in ("items.jsonl", "organisations.jsonl"):
        for row in demo.records(name):
            assert row["source_url"].startswith("http"), row
            assert set(row.get("themes", [])) <= known, row
    for row in demo.records("werkplaatsen.jsonl"):
        assert row["source_urls"]
        assert all(set(period.get("themes", [])) <= known for period in row["periods"])


def test_a_broken_demo_is_told(monkeypatch, at):
    broken = {"id": "a", "kind": "news", "title": "t", "themes": ["weg"]}
    monkeypatch.setattr(demo, "records", lambda _name: iter([broken]))
    with pytest.raises(ValueError, match="not whole"):
        demo.load_items("items.jsonl", by=None, at=at)
