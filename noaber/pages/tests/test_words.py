# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wagtail's words that an editor sees all day, as this site says them; and none that Wagtail does not say any more."""

import datetime as dt
import re
from io import BytesIO
from pathlib import Path

import pytest
import wagtail
from babel.messages.pofile import read_po
from django.urls import reverse
from django.utils import timezone

from noaber.pages.editor_testing import make_editor, make_page
from noaber.pages.models import ProsePage
from noaber.pages.tests.test_forms import form_of
from noaber.pages.tests.test_review import browser, submit
from noaber.people.models import Role

PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")
OURS = Path(__file__).parents[1] / "locale/nl/LC_MESSAGES/django.po"
WAGTAIL = Path(wagtail.__file__).parent


def catalogue(path):
    return {message.id: message for message in read_po(BytesIO(path.read_bytes())) if message.id}


def test_each_word_is_one_that_wagtail_says_with_nothing_in_it_that_wagtail_does_not_give():
    theirs = catalogue(WAGTAIL / "locale/nl/LC_MESSAGES/django.po")
    theirs |= catalogue(WAGTAIL / "admin/locale/nl/LC_MESSAGES/django.po")
    for word, message in catalogue(OURS).items():
        assert word in theirs, word
        assert message.string
        assert set(PLACE.findall(message.string)) <= set(PLACE.findall(word)), word
        assert message.string != theirs[word].string, f"{word} is no longer needed"


@pytest.mark.django_db
def test_an_editor_reads_them(client, twente):
    els, cor = make_editor(twente, "Els"), make_editor(twente, "Cor", Role.Kind.COORDINATOR)
    page, live = make_page(twente, "Over ons", owner=els), make_page(twente, "Openbaar", live=True)

    def body(person, one):
        return browser(client, person).get(reverse("wagtailadmin_pages:edit", args=[one.pk])).content.decode()

    assert "Laat nalezen door een collega" in body(els, page)
    assert "Haal van de site" in body(els, live)
    submit(client, els, page)
    assert "ligt bij een collega om na te lezen" in body(els, page)
    assert "Toch niet laten nalezen" in body(els, page)
    assert "Wacht op jou om na te lezen" in browser(client, cor).get("/beheer/").content.decode()


@pytest.mark.django_db
def test_a_planned_page_says_what_to_do_and_doing_it_keeps_the_text(client, twente):
    els = make_editor(twente, "Els")
    page = make_page(twente, "Straks", owner=els)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    later = timezone.localtime() + dt.timedelta(days=2)
    fields = {**form_of(page, title="Straks anders"), "go_live_at": later.strftime("%Y-%m-%d %H:%M")}
    browser(client, els).post(edit, {**fields, "action-publish": "1"})
    body = client.get(edit).content.decode()
    assert "Neem dan eerst de planning terug" in body
    page.refresh_from_db()
    back = reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, page.scheduled_revision.pk])
    assert back in body
    assert client.post(back).headers["Location"] == edit
    assert ProsePage.objects.get(pk=page.pk).scheduled_revision is None
    body = client.get(edit).content.decode()
    assert "Neem dan eerst de planning terug" not in body
    assert "Straks anders" in body
