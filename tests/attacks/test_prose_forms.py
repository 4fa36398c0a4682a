# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A form that comes back with a fault shows what was in it; never what is somebody else's."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page

from noaber.pages.editor_testing import make_editor, make_page, make_picture
from noaber.pages.models import ProsePage
from noaber.pages.tests.test_forms import form_of

pytestmark = pytest.mark.django_db
SECRET = "kwartelgeheim"


@pytest.fixture
def theirs(twente):
    """In Twente: a draft, a live page with a change that is not published, and a picture."""
    els = make_editor(twente, "Els")
    draft = make_page(twente, f"Draft {SECRET}", owner=els)
    live = make_page(twente, "Openbaar", live=True)
    live.title = f"Straks {SECRET}"
    live.save_revision(user=els)
    return {"draft": draft, "live": live, "picture": make_picture(twente, SECRET)}


@pytest.fixture
def mine(elsewhere, client):
    """A page of an editor of another werkplaats, who is signed in."""
    person = make_editor(elsewhere, "Zeger")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return make_page(elsewhere, "Eigen", owner=person)


def rich(key):
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"id": key, "url": "/x/", "parentId": 1}}
    block = {"key": "a", "text": "hier", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "data": {}}
    block["entityRanges"] = [{"offset": 0, "length": 4, "key": 0}]
    return json.dumps({"blocks": [block], "entityMap": {"0": link}})


def block(kind, **values):
    start = {"body-count": 1, "body-0-deleted": "", "body-0-order": 0, "body-0-type": kind, "body-0-id": ""}
    return start | {f"body-0-value{name}": value for name, value in values.items()}


def posts(theirs, mine):
    """What somebody may send, and where: each with a fault in it, so that the form comes back."""
    page = [mine.pk]
    edit, parent = reverse("wagtailadmin_pages:edit", args=page), mine.get_parent().pk
    add = reverse("wagtailadmin_pages:add", args=["pages", "prosepage", parent])
    hints = reverse("page_hints", args=page)
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=page)
    for address in (edit, add, hints, preview):
        for fields in (
            {"translation_of": theirs["draft"].pk, "lang": "en"},
            {"translation_of": theirs["live"].pk, "lang": "en"},
            {"picture": theirs["picture"].pk},
            block("picture", **{"-picture": theirs["picture"].pk, "-caption": "x" * 999}),
            block("text", **{"": rich(theirs["draft"].pk)}),
        ):
            yield address, {**form_of(mine), **fields, "title": ""}
    for key in (theirs["draft"].pk, theirs["live"].pk):
        copy = {"new_title": "", "new_slug": "kopie", "new_parent_page": key}
        yield reverse("wagtailadmin_pages:copy", args=page), copy
        yield reverse("wagtailadmin_pages:copy", args=page), {**copy, "new_title": "Kopie"}
        yield reverse("wagtailadmin_pages:move", args=page), {"new_parent_page": key}
        yield reverse("wagtailadmin_pages:choose_parent", args=["pages", "prosepage"]), {"parent_page": key}
        yield f"/beheer/bulk/wagtailcore/page/move/?id={mine.pk}", {"chooser": key}


def test_no_form_tells_what_is_somebody_elses(client, theirs, mine):
    sent = list(posts(theirs, mine))
    assert len(sent) == 30
    for address, fields in sent:
        answer = client.post(address, fields)
        assert answer.status_code < 500, address
        body = answer.content.decode().lower()
        assert SECRET not in body, (address, fields)
        assert SECRET not in str(answer.headers).lower(), address


def test_the_same_forms_tell_it_to_who_keeps_it(client, theirs, mine, twente):
    """The control: these forms do show what was in them."""
    person = make_editor(twente, "Tine")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    own = make_page(twente, "Eigen blad", owner=person)
    told = {address.split("/")[-2] for address, fields in posts(theirs, own) if _tells(client, address, fields)}
    assert told >= {"edit", "copy"}


def _tells(client, address, fields):
    return SECRET in client.post(address, fields).content.decode().lower()


def test_a_link_to_what_everybody_reads_stays(client, theirs, mine):
    edit = reverse("wagtailadmin_pages:edit", args=[mine.pk])
    for key, kept in ((theirs["live"].pk, True), (theirs["draft"].pk, False)):
        client.post(edit, {**form_of(mine), **block("text", **{"": rich(key)})})
        shown = json.dumps(ProsePage.objects.get(pk=mine.pk).get_latest_revision_as_object().body.get_prep_value())
        assert (f'id=\\"{key}\\"' in shown) is kept


def test_what_was_on_a_page_already_stays_on_it(client, theirs, mine):
    """A page that came from another werkplaats keeps its picture."""
    mine.picture = theirs["picture"]
    mine.save_revision()
    client.post(reverse("wagtailadmin_pages:edit", args=[mine.pk]), {**form_of(mine), "picture": mine.picture.pk})
    assert ProsePage.objects.get(pk=mine.pk).get_latest_revision_as_object().picture == theirs["picture"]


@pytest.mark.parametrize("number", ["9" * 40, "-1", "x", "١٢", "0"])
def test_a_number_that_is_none_is_no_fault_of_the_server(client, mine, number):
    edit = reverse("wagtailadmin_pages:edit", args=[mine.pk])
    before = Page.objects.count()
    for fields in ({"translation_of": number}, {"picture": number}, block("text", **{"": rich(number)})):
        assert client.post(edit, {**form_of(mine), **fields}).status_code in (200, 302)
    copy = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": number}
    for fields in (copy, {**copy, "new_parent_page": ""}, {}):
        assert client.post(reverse("wagtailadmin_pages:copy", args=[mine.pk]), fields).status_code == 404
    assert Page.objects.count() == before
