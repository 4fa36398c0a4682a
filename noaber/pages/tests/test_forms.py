# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an editor can put in: pictures that are pictures, told in words; pages with what is theirs."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from noaber.pages import access
from noaber.pages.access_actions import open_house
from noaber.pages.editor_testing import make_editor, make_page, make_picture, png
from noaber.pages.forms import kind_of
from noaber.pages.models import Picture, ProsePage

pytestmark = [
    pytest.mark.django_db,
    # Wagtail makes a picture to measure in a temporary file, which it leaves to be closed.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def els(twente, client):
    person = make_editor(twente)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return person


def upload(client, werkplaats, content, name="buurthuis.png", **fields):
    collection = access.collection_of(open_house(werkplaats, by=None, at=werkplaats.moment))
    fields = {"title": "Buurthuis", "alt": "Mensen in het buurthuis", "tags": "", **fields}
    file = SimpleUploadedFile(name, content, "image/png")
    return client.post(reverse("wagtailimages:add"), {"file": file, "collection": collection.pk, **fields})


@pytest.fixture
def house(twente, at):
    twente.moment = at
    return twente


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_is_known_by_its_content(kind):
    assert kind_of(png(kind=kind)).startswith("image/")
    assert kind_of(SVG) == "image/svg+xml"
    assert kind_of(b"") == ""


def test_a_picture_with_words_is_kept(els, client, house):
    assert upload(client, house, png()).status_code == 302
    assert Picture.objects.get().alt == "Mensen in het buurthuis"


@pytest.mark.parametrize("alt", ["", "buurthuis.png", "IMG_2001", "Foto van het buurthuis"])
def test_a_picture_without_good_words_is_not(els, client, house, alt):
    answer = upload(client, house, png(), alt=alt)
    assert answer.status_code == 200
    assert "te zien" in answer.content.decode() or "foto van" in answer.content.decode()
    assert not Picture.objects.exists()


def test_an_ornament_is_one_on_purpose(els, client, house):
    assert upload(client, house, png(), alt="", ornament="on").status_code == 302
    assert Picture.objects.get().ornament
    assert upload(client, house, png(50, 50), alt="Een rand van bloemen", ornament="on").status_code == 200


@pytest.mark.parametrize(
    ("content", "name"),
    [(SVG, "a.svg"), (SVG, "a.png"), (b"<html><script>1</script>", "a.png"), (b"%PDF-1.7", "a.jpg"), (b"", "a.png")],
)
def test_what_is_not_a_picture_is_refused(els, client, house, content, name):
    answer = upload(client, house, content, name)
    assert answer.status_code == 200
    assert not Picture.objects.exists()


def test_too_big_is_refused_in_words(els, client, house, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    assert upload(client, house, png(400, 400)).status_code == 200
    assert not Picture.objects.exists()


def test_one_picture_at_a_time(els, client):
    assert client.get(reverse("wagtailimages:add_multiple"))["Location"] == reverse("wagtailimages:add")


def test_a_picture_goes_in_ones_own_collection_only(els, client, house, elsewhere):
    other = make_picture(elsewhere).collection
    upload(client, house, png(50, 50), collection=other.pk)
    assert Picture.objects.filter(collection=other).count() == 1


# ── A page with somebody else's picture ──────────────────────────────────────────────────────────────────────────────
def form_of(page, **fields):
    blocks = json.loads(fields.pop("body", "[]"))
    form = {
        "title": page.title, "slug": page.slug, "summary": "", "sort": "text", "lang": "nl", "byline": "",
        "source_url": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "body-count": len(blocks),
    }  # fmt: skip
    for number, (kind, value) in enumerate(blocks):
        start = f"body-{number}"
        form |= {f"{start}-deleted": "", f"{start}-order": number, f"{start}-type": kind, f"{start}-id": ""}
        form |= {f"{start}-value-{name}": one for name, one in value.items()}
    return {**form, **fields}


def saved(client, page, **fields):
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **fields))
    return ProsePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_the_picture_of_another_werkplaats_is_not_borrowed(els, client, twente, elsewhere):
    page = make_page(twente, "Over ons")
    theirs, mine = make_picture(elsewhere, "Anders"), make_picture(twente, "Eigen")
    for field in ({"picture": theirs.pk}, {"body": json.dumps([["picture", {"picture": theirs.pk, "caption": ""}]])}):
        shown = saved(client, page, **field)
        assert shown.picture is None
        assert len(shown.body) == 0
    # Nor in a preview.
    preview = client.post(
        reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk]), form_of(page, picture=theirs.pk)
    )
    assert preview.json()["is_valid"] is False
    # The control: one's own is kept.
    assert saved(client, page, picture=mine.pk).picture == mine
    body = json.dumps([["picture", {"picture": mine.pk, "caption": ""}]])
    assert saved(client, page, body=body).body[0].value["picture"] == mine


def test_a_draft_of_another_werkplaats_is_not_named_as_the_original(els, client, twente, elsewhere):
    page = make_page(twente, "About us", lang="en")
    theirs = make_page(elsewhere, "Geheim")
    assert saved(client, page, lang="en", translation_of=theirs.pk).translation_of is None
    mine = make_page(twente, "Over ons")
    assert saved(client, page, lang="en", translation_of=mine.pk).translation_of == mine
