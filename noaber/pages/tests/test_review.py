# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody else reads along: who may judge, what they say, and what can be scheduled."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from noaber.pages.editor_desk import drafts_of, to_reread
from noaber.pages.editor_testing import make_editor, make_page
from noaber.pages.tests.test_forms import form_of
from noaber.people.models import Role

pytestmark = pytest.mark.django_db


def browser(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def els(twente):
    return make_editor(twente, "Els")


@pytest.fixture
def cor(twente):
    return make_editor(twente, "Cor", Role.Kind.COORDINATOR)


@pytest.fixture
def page(twente, els):
    return make_page(twente, "Over ons", owner=els)


def submit(client, els, page):
    """Els changes the page and asks for a second pair of eyes."""
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = browser(client, els).post(edit, {**form_of(page, title="Over ons allemaal"), "action-submit": "1"})
    assert answer.status_code == 302
    page.refresh_from_db()
    return page.current_workflow_task_state


def judge(client, person, page, step, action, comment="Mooi zo."):
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, step.pk])
    return browser(client, person).post(address, {"comment": comment})


def test_what_is_sent_waits_for_the_others(client, els, cor, page):
    submit(client, els, page)
    assert "Over ons allemaal" in browser(client, cor).get("/beheer/").content.decode()
    waiting = [person for person in (els, cor) if TaskState.objects.reviewable_by(person).exists()]
    assert waiting == [cor]


def test_nobody_judges_their_own(client, els, cor, page):
    step = submit(client, els, page)
    assert judge(client, els, page, step, "approve").status_code in (302, 403)
    page.refresh_from_db()
    assert not page.live
    assert judge(client, cor, page, step, "approve").status_code == 302
    page.refresh_from_db()
    assert page.live
    assert page.title == "Over ons allemaal"
    step.refresh_from_db()
    assert (step.finished_by, step.comment) == (cor, "Mooi zo.")


def test_a_coordinator_does_not_judge_their_own_either(client, cor, els, page):
    step = submit(client, cor, page)
    judge(client, cor, page, step, "approve")
    page.refresh_from_db()
    assert not page.live
    judge(client, els, page, step, "approve")
    page.refresh_from_db()
    assert page.live


def test_asking_for_changes_says_which(client, els, cor, page):
    step = submit(client, els, page)
    judge(client, cor, page, step, "reject", "Wie zijn ‘wij’?")
    step.refresh_from_db()
    page.refresh_from_db()
    assert (step.status, step.comment, page.live) == ("rejected", "Wie zijn ‘wij’?", False)
    assert "Wie zijn" in browser(client, els).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_what_lies_with_a_reader_is_not_published_around_them(client, els, cor, page):
    submit(client, els, page)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    browser(client, els).post(edit, {**form_of(page), "action-publish": "1"})
    page.refresh_from_db()
    assert not page.live


def test_somebody_of_another_werkplaats_judges_nothing(client, els, elsewhere, page):
    step = submit(client, els, page)
    zeger = make_editor(elsewhere, "Zeger")
    assert judge(client, zeger, page, step, "approve").status_code == 404
    assert not TaskState.objects.reviewable_by(zeger).exists()


def test_a_page_can_be_published_at_a_moment(client, els, page):
    later = timezone.localtime() + dt.timedelta(days=2)
    fields = {"go_live_at": later.strftime("%Y-%m-%d %H:%M"), "action-publish": "1"}
    browser(client, els).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**form_of(page), **fields})
    page.refresh_from_db()
    assert not page.live
    assert page.scheduled_revision is not None


def test_two_versions_can_be_laid_side_by_side(client, els, page):
    browser(client, els).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, title="Over jullie"))
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"])
    body = browser(client, els).get(compare).content.decode()
    assert "deletion" in body
    assert "jullie" in body


def test_the_desk_shows_what_is_mine_and_what_is_due(twente, elsewhere, els, page):
    theirs = make_page(elsewhere, "Van een ander", owner=els)
    today = dt.date(2026, 3, 14)
    due = make_page(twente, "Oud", live=True, review_on=dt.date(2026, 3, 20))
    make_page(twente, "Later", live=True, review_on=dt.date(2026, 9, 1))
    assert drafts_of(els) == [page]
    assert theirs not in drafts_of(els)
    assert to_reread(els, today) == [due]


def test_the_desk_is_in_dutch_and_has_what_an_editor_needs(client, els, page):
    body = browser(client, els).get("/beheer/").content.decode()
    for words in ("Mijn concepten", "Over ons", "Hoe werkt dit?", "Nieuwe pagina", "Opnieuw nalezen"):
        assert words in body
    for words in (
        "Wagtail v",
        "guide.wagtail.org",
        "wagtaildocs",
        "/beheer/users",
        "/beheer/settings",
        "/beheer/reports",
    ):
        assert words not in body
    assert browser(client, els).get("/beheer/hoe-werkt-dit/").status_code == 200


def test_the_desk_shows_what_broke(twente, els, monkeypatch):
    from types import SimpleNamespace

    from noaber import pages
    from noaber.pages.editor_desk import Desk

    place = SimpleNamespace(href="/twente/over/", title="Over ons")
    link = SimpleNamespace(address="https://weg.example.org/", here=[place])
    monkeypatch.setitem(pages.LIVE, "broken_links", lambda werkplaats: [link] if werkplaats == twente else [])
    body = Desk(els).render_html()
    assert "Kapotte links" in body
    assert "https://weg.example.org/" in body
    assert 'href="/twente/over/"' in body
    monkeypatch.setitem(pages.LIVE, "broken_links", lambda werkplaats: [])
    assert "Kapotte links" not in Desk(els).render_html()
