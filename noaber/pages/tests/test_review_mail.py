# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who hears of a review: those who may judge, then the writers with what was said; never who did it."""

import datetime as dt

import pytest
from django.core import mail as direct
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from noaber import ledger
from noaber.base.models import OutgoingMail
from noaber.ledger.models import Delivery, Entry
from noaber.moderation.queries import log
from noaber.pages.editor_testing import make_editor, make_page
from noaber.pages.models import SitePage
from noaber.pages.tests.test_forms import form_of
from noaber.pages.tests.test_review import browser, judge, submit
from noaber.people.models import Role
from noaber.people.testing import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def els(twente):
    return make_editor(twente, "Els")


@pytest.fixture
def cor(twente):
    return make_editor(twente, "Cor", Role.Kind.COORDINATOR)


@pytest.fixture
def page(twente, els):
    return make_page(twente, "Over ons", owner=els)


def told():
    return {(mail.to, mail.subject) for mail in OutgoingMail.objects.all()}


def test_who_may_judge_is_asked_and_nobody_else(client, deliver, twente, elsewhere, els, cor, page):
    make_editor(elsewhere, "Zeger")
    make_person(name="Pia", email="pia@example.org", role=Role.Kind.MEMBER, werkplaats=twente)
    make_editor(twente, "Oud", until_on=dt.date(2025, 1, 1))
    submit(client, els, page)
    deliver()
    assert told() == {(cor.email, "Wil je een pagina nalezen?")}
    text = OutgoingMail.objects.get().text
    assert "Over ons allemaal" in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    assert "Els vraagt" in text
    # Wagtail's own mails would go out beside it, within the request.
    assert direct.outbox == []


def test_the_same_step_is_told_once(client, deliver, els, cor, page):
    submit(client, els, page)
    deliver()
    Delivery.objects.update(done_at=None)
    deliver()
    assert OutgoingMail.objects.count() == 1


def test_what_was_taken_back_is_not_asked_any_more(client, deliver, els, cor, page):
    submit(client, els, page)
    WorkflowState.objects.get().cancel(user=els)
    deliver()
    assert told() == set()


def test_a_page_that_is_gone_is_not_asked_either(client, deliver, els, cor, page):
    submit(client, els, page)
    page.delete()
    deliver()
    assert told() == set()


def test_the_writer_hears_what_to_change_and_the_reader_when_it_is_sent_again(client, deliver, els, cor, page):
    step = submit(client, els, page)
    deliver()
    judge(client, cor, page, step, "reject", "Wie zijn ‘wij’?")
    deliver()
    assert told() == {(cor.email, "Wil je een pagina nalezen?"), (els.email, "Een vraag bij je pagina")}
    assert "Wie zijn ‘wij’?" in OutgoingMail.objects.get(to=els.email).text
    submit(client, els, page)
    deliver()
    assert OutgoingMail.objects.filter(to=cor.email).count() == 2
    assert direct.outbox == []


def test_the_writer_hears_that_it_is_approved_and_where_it_is(client, deliver, els, cor, page):
    step = submit(client, els, page)
    judge(client, cor, page, step, "approve", "Mooi zo.")
    deliver()
    text = OutgoingMail.objects.get(to=els.email, subject="Je pagina is goedgekeurd").text
    assert "Mooi zo." in text
    assert page.get_absolute_url() in text
    assert direct.outbox == []


def test_what_is_planned_says_when(client, deliver, els, cor, page):
    later = timezone.localtime() + dt.timedelta(days=2)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    fields = {**form_of(page), "go_live_at": later.strftime("%Y-%m-%d %H:%M"), "action-submit": "1"}
    browser(client, els).post(edit, fields)
    page.refresh_from_db()
    judge(client, cor, page, page.current_workflow_task_state, "approve", "")
    deliver()
    text = OutgoingMail.objects.get(to=els.email).text
    assert f"{later:%H:%M}" in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text


def test_everybody_who_wrote_it_hears_it(client, deliver, twente, els, cor, page):
    """Els asked; what is read was written by Sien."""
    sien = make_editor(twente, "Sien")
    page.save_revision(user=sien)
    page.get_workflow().start(page, els)
    deliver()
    assert told() == {(cor.email, "Wil je een pagina nalezen?")}
    page.refresh_from_db()
    judge(client, cor, page, page.current_workflow_task_state, "approve")
    deliver()
    approved = OutgoingMail.objects.filter(subject="Je pagina is goedgekeurd")
    assert set(approved.values_list("to", flat=True)) == {els.email, sien.email}


def test_the_home_of_a_werkplaats_is_reviewed_like_a_page(deliver, twente, els, cor):
    site = SitePage.objects.get(werkplaats=twente)
    site.save_revision(user=els)
    site.get_workflow().start(site, els)
    deliver()
    assert told() == {(cor.email, "Wil je een pagina nalezen?")}


def test_a_judgement_is_in_the_log_of_its_own_werkplaats(client, elsewhere, els, cor, page):
    step = submit(client, els, page)
    judge(client, cor, page, step, "reject", "Wie zijn ‘wij’?")
    shown = [(one.who, one.did, one.title, one.reason) for one in log(cor)]
    assert shown == [("Cor", "vroeg om iets te veranderen", "Over ons allemaal", "Wie zijn ‘wij’?")]
    assert log(make_editor(elsewhere, "Zeger", Role.Kind.COORDINATOR)) == []


def test_the_step_and_its_entry_come_together_or_not_at_all(els, cor, page, monkeypatch):
    monkeypatch.setattr("noaber.pages.review_actions.ledger.record", lambda *args, **kwargs: 1 / 0)
    page.save_revision(user=els)
    with pytest.raises(ZeroDivisionError):
        page.get_workflow().start(page, els)
    assert not WorkflowState.objects.exists()
    assert not Entry.objects.filter(verb="page.review_asked").exists()
    assert "page.review_asked" in ledger.VERBS
