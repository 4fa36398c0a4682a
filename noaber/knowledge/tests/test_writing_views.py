# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of writing, looking and reading versions, over HTTP."""

import pytest
from django.test import Client

from noaber.knowledge import draft_actions, review_actions
from noaber.knowledge.models import DraftText, Product, Version
from noaber.knowledge.testing import FULL, archive, make_draft, make_product, make_published, make_review, pdf
from noaber.people.testing import make_concept, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def typed(version, **fields):
    return {**FULL, "lang": "nl", "seen": version.saved, **fields}


def write(version):
    return f"/kennis/schrijven/{version.pk}/tekst/"


def test_from_nothing_to_public(client, twente, nadia, carla):
    make_concept("schulden")
    make_organisation("Saxion")
    author, editor = signed_in(nadia), signed_in(carla)
    answer = author.post("/kennis/schrijven/nieuw/", {"title": "Samen eten", "type": "guide", "home": "twente"})
    version = Version.objects.get()
    assert answer.headers["Location"] == write(version)
    answer = author.post(write(version), typed(
        version, title="Samen eten", themes=["schulden"], look="1", year="2026",
        **{"author-0": "J. Jansen", "perspective-0": "resident", "organisation-0": "saxion"},
    ))  # fmt: skip
    page = author.get(answer.headers["Location"]).content.decode()
    for told in ("Samen eten", "J. Jansen (inwoner)", "Saxion", "schulden", "<strong>mee</strong>", "14 maart 2027"):
        assert told in page, told
    upload = {"file": archive("docx"), "description": "Het verslag"}
    author.post(f"/kennis/schrijven/{version.pk}/bestand/", upload)
    asked = author.post(f"/kennis/schrijven/{version.pk}/stap/vragen/", {"text": "Kijk je?"})
    assert asked.status_code == 302
    assert client.get("/kennis/").status_code == 200
    step = f"/kennis/schrijven/{version.pk}/stap/"
    assert editor.post(f"{step}zeggen/", {"text": "Mooi!", "submission": "1"}).status_code == 302
    assert "Mooi!" in author.get(f"/kennis/schrijven/{version.pk}/").content.decode()
    assert editor.get(f"{step}publiceren/").status_code == 200
    done = editor.post(f"{step}publiceren/", {"seen": str(Version.objects.get().saved)})
    product = Product.objects.get()
    assert done.headers["Location"] == product.get_absolute_url()
    page = client.get(product.get_absolute_url()).content.decode()
    assert "<strong>mee</strong>" in page
    assert "Het verslag" in page
    file = client.get(f"{product.get_absolute_url()}bestand/{product.files.get().pk}/")
    assert file["Content-Disposition"].startswith("attachment")
    assert file["X-Content-Type-Options"] == "nosniff"
    assert b"".join(file.streaming_content).startswith(b"PK")


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(twente, nadia):
    version, author = make_draft(nadia, twente), signed_in(nadia)
    page = author.post(write(version), typed(
        version, title="", text="Dit blijft staan", url="javascript:x", review_on="morgen", year="12",
        **{"organisation-0": "Bestaat niet", "author-7": "Achteraan"},
    )).content.decode()  # fmt: skip
    for told in ("Geef het een titel", "Dit blijft staan", "Dit adres klopt niet", "31-12-2027", "kennen we niet",
                 "Achteraan"):  # fmt: skip
        assert told in page, told


@pytest.mark.parametrize("odd", [{"seen": "x"}, {"type": "gedicht"}, {"themes": ["niets"]}, {"author-999999999": "x"},
                                 {"title": "x" * 301}, {"text": "\x00 tekst"}, {"author-x": "y"}])  # fmt: skip
def test_odd_input_never_breaks(twente, nadia, odd):
    version, author = make_draft(nadia, twente), signed_in(nadia)
    assert author.post(write(version), typed(version, **odd)).status_code in (200, 302)


def test_two_editors_at_once_see_both_texts(twente, nadia, bas):
    version = make_draft(nadia, twente)
    sent = typed(version, text="Van Bas")
    signed_in(nadia).post(write(version), typed(version, text="Van Nadia", what="Nieuw van Nadia"))
    other = signed_in(bas)
    page = other.post(write(version), sent).content.decode()
    for told in ("Nadia heeft dit concept intussen ook bewaard", "Van Nadia", "Van Bas", "Er is niets weg"):
        assert told in page, told
    version.refresh_from_db()
    assert f'name="seen" value="{version.saved}"' in page
    assert version.facts["text"] == "Van Nadia"


def test_what_the_browser_sends_along_the_way_comes_back(client, twente, nadia, bas, sam):
    version, author = make_draft(nadia, twente), signed_in(nadia)
    keep = f"{write(version)}bewaar/"
    answer = author.post(keep, {"title": "Half", "text": "Nog niet af", "seen": "1", "themes": ["a", "b"]})
    assert answer.json()["others"] is False
    assert signed_in(bas).post(keep, {"seen": "0"}).json()["others"] is True
    page = author.get(write(version)).content.decode()
    assert "Nog niet af" in page
    assert "nog niet bewaarde" in page
    assert "Nog niet af" not in signed_in(bas).get(write(version)).content.decode()
    assert client.post(keep, {}).status_code == 401
    assert signed_in(sam).post(keep, {}).status_code == 404
    assert author.post(keep, {"text": "x" * 600_000}).status_code == 413
    author.post(f"{write(version)}vergeet/")
    assert "Nog niet af" not in author.get(write(version)).content.decode()
    author.post(keep, {"text": "Weer"})
    author.post(write(version), typed(version))
    assert not DraftText.objects.filter(person=nadia).exists()
    DraftText.objects.all().delete()
    review_actions.ask_review(version, by=nadia, at=version.changed_at)
    assert author.post(keep, {"text": "Te laat"}).status_code == 409


@pytest.mark.parametrize("step", ["tekst/", "stap/zeggen/"])
def test_a_session_that_ends_brings_back_every_word(client, twente, nadia, step):
    version = make_draft(nadia, twente)
    path = f"/kennis/schrijven/{version.pk}/{step}"
    away = client.post(path, typed(version, text="Lang aan gewerkt"))
    assert away.status_code == 302
    assert away.headers["Location"].endswith(f"next={path}")
    client.force_login(nadia, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(path).content.decode()
    assert "Lang aan gewerkt" in page
    assert "Lang aan gewerkt" not in client.get(path).content.decode()


def test_a_flood_without_a_session_is_not_kept(client, twente, nadia, monkeypatch):
    version = make_draft(nadia, twente)
    client.post(write(version), {"text": "x" * 500_000})
    monkeypatch.setattr("noaber.ui.kept.AN_HOUR", 0)
    client.post(write(version), {"text": "x"})
    assert "kept" not in client.session


def test_a_wrong_file_is_refused_with_words(twente, nadia):
    version, author = make_draft(nadia, twente), signed_in(nadia)
    wrong = pdf()
    wrong.name = "stuk.docx"
    page = author.post(f"/kennis/schrijven/{version.pk}/bestand/", {"file": wrong, "description": "x"}).content.decode()
    assert "geen docx" in page
    page = author.post(f"/kennis/schrijven/{version.pk}/bestand/", {}).content.decode()
    assert "Kies een bestand" in page


def test_a_file_of_a_draft_is_for_its_werkplaats(client, twente, elsewhere, nadia, carla, sam):
    version = make_draft(nadia, twente)
    signed_in(nadia).post(f"/kennis/schrijven/{version.pk}/bestand/", {"file": pdf(), "description": "Geheim"})
    file = version.files.get()
    path = f"/kennis/schrijven/{version.pk}/bestand/{file.pk}/"
    assert b"".join(signed_in(carla).get(path).streaming_content).startswith(b"%PDF")
    assert signed_in(sam).get(path).status_code == 404
    product = make_product(home=twente)
    for door in (signed_in(sam), client):
        assert door.get(f"{product.get_absolute_url()}bestand/{file.pk}/").status_code == 404
    signed_in(nadia).post(f"{path}over/", {"description": "Beter"})
    assert version.attached.get().description == "Beter"
    signed_in(nadia).post(f"{path}over/", {"remove": "1"})
    assert not version.attached.exists()


def test_versions_are_public_and_lasting(client, twente, nadia, carla, bas, at):
    product = make_published(nadia, twente)
    version = draft_actions.revise(product, by=bas, at=at)
    draft_actions.save_draft(version, facts={**version.facts, "summary": "Loop een week mee."}, seen=0, by=bas, at=at)
    review_actions.ask_review(version, by=bas, at=at)
    address = product.get_absolute_url()
    assert "versie/2" not in client.get(f"{address}versies/").content.decode()
    assert client.get(f"{address}versie/2/").status_code == 404
    assert "een week" not in client.get(address).content.decode()
    review_actions.publish(version, by=carla, at=at)
    assert "een week" in client.get(address).content.decode()
    page = client.get(f"{address}versie/2/?met=1").content.decode()
    assert "<del>" in page
    assert "<ins>" in page
    assert "nieuwere versie" in client.get(f"{address}versie/1/").content.decode()
    for odd in ("?met=9", "?met=x", "?met=" + "9" * 400, "?met=²"):
        assert client.get(f"{address}versie/2/{odd}").status_code == 200
    review_actions.withdraw(product, text="Klopte niet.", by=carla, at=at)
    assert client.get(address).status_code == 410
    assert client.get(f"{address}versie/1/").status_code == 404


def test_withdrawing_over_http(client, twente, nadia, carla):
    product = make_published(nadia, twente)
    path = f"{product.get_absolute_url()}intrekken/"
    assert signed_in(nadia).get(path).status_code == 403
    assert "Schrijf eerst iets" in signed_in(carla).post(path, {"text": ""}).content.decode()
    signed_in(carla).post(path, {"text": "Er stond een naam in."})
    assert "Er stond een naam in." in client.get(product.get_absolute_url()).content.decode()
    signed_in(carla).post(path, {"text": "De naam is weg."})
    assert client.get(product.get_absolute_url()).status_code == 200


def test_steps_that_are_not_there_or_not_now(twente, nadia, carla):
    version = make_review(nadia, twente)
    step = f"/kennis/schrijven/{version.pk}/stap/"
    assert signed_in(nadia).get(f"{step}dansen/").status_code == 404
    assert signed_in(nadia).get(f"{step}publiceren/").status_code == 403
    assert signed_in(nadia).get(write(version)).headers["Location"] == f"/kennis/schrijven/{version.pk}/"
    page = signed_in(carla).post(f"{step}publiceren/", {"seen": "0", "text": "Mooi"}).content.decode()
    assert "Kijk eerst nog een keer" in page
    assert "Mooi" in page
    signed_in(carla).post(f"{step}aanpassen/", {"seen": str(version.saved), "text": "Bron?"})
    laid = signed_in(nadia).post(f"{step}weg/", {})
    assert laid.headers["Location"] == "/kennis/schrijven/"


def test_lists_and_pages_ask_few_questions(
    client, twente, nadia, carla, at, remembering, django_assert_max_num_queries
):
    author = signed_in(nadia)
    make_draft(nadia, twente)
    author.get("/kennis/schrijven/")
    with django_assert_max_num_queries(12) as few:
        author.get("/kennis/schrijven/")
    for number in range(5):
        make_draft(carla if number % 2 else nadia, twente, title=f"Nummer {number}")
    with django_assert_max_num_queries(12) as many:
        author.get("/kennis/schrijven/")
    assert len(many) == len(few)
    product = make_published(nadia, twente, title="Openbaar")
    with django_assert_max_num_queries(12):
        client.get(product.get_absolute_url())
