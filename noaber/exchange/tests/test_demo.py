# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import re

import pytest

from noaber.base.models import OutgoingMail
from noaber.exchange import actions, demo, queries
from noaber.knowledge.models import Product
from noaber.members.models import FieldConsent, Invitation, Involvement, JoinRequest, Profile
from noaber.members.queries import listed
from noaber.people.models import Concept, Described, Organisation, Person, Werkplaats
from noaber.people.queries import current_period, werkplaatsen
from noaber.people.region_queries import sites
from noaber.questions.models import Question, Voice
from noaber.ui import theme, tokens
from noaber.ui.colour import LIGHT_SURFACES, contrast

pytestmark = pytest.mark.django_db
OTHERS = (Question, Voice, Person, Concept, Werkplaats, Profile, FieldConsent, Involvement, Invitation, JoinRequest)


@pytest.fixture
def network(at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.load_demo(at=at)


def counts():
    return [model.objects.count() for model in (*queries.MODELS.values(), *OTHERS)]


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

    zeeland = sites()["zeeland"]
    assert zeeland.style == "Voorbeeldthema van NL Design System"
    assert zeeland.version != zeeland.brand.lstrip("#")
    assert all(one.style == "" for one in sites().values() if one != zeeland)

    for model in queries.MODELS.values():
        assert issubclass(model, Described)
        assert not model.objects.filter(source_url="", example=False).exists()
    assert not Question.objects.filter(example=False, source_url="").exists()
    example = Question.objects.filter(example=True)
    states = {"raised", "answered", "merged", "gap", "on_agenda", "declined"}
    assert states == set(example.values_list("state", flat=True))
    assert not OutgoingMail.objects.exists()
    named = Person.objects.exclude(name="").exclude(name__startswith="Voorbeeld")
    assert not named.exclude(name__endswith="(voorbeeld)").exists()
    assert not Profile.objects.filter(example=False).exists()
    assert listed(at.date()).count() == 8
    assert JoinRequest.objects.filter(example=True, state="waiting").count() == 1
    assert Invitation.objects.filter(example=True, state="sent").count() == 1

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


def test_the_example_theme_is_followed_whole_and_can_be_read():
    given = tokens.read((demo.FOLDER / "voorbeeld.css").read_text("utf-8"))
    found = theme.look("#14507a", given.tokens)
    assert (given.left_out, found.palette.light.brand, found.colours["--heading"]) == (0, "#5115ef", "#001a40")
    for ink in ("--link", "--heading"):
        assert all(contrast(found.colours[ink], surface) >= 4.5 for surface in LIGHT_SURFACES)


def test_a_broken_demo_is_told(monkeypatch, at):
    broken = {"id": "a", "kind": "news", "title": "t", "themes": ["weg"]}
    monkeypatch.setattr(demo, "records", lambda _name: iter([broken]))
    with pytest.raises(ValueError, match="not whole"):
        demo.load_items("items.jsonl", by=None, at=at)
