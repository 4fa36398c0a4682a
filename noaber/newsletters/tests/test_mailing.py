# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an issue says, and how its deliveries go out."""

import pytest
from django.core import mail

from noaber.newsletters import issue_actions, sending_tasks, subscribing_actions, tasks
from noaber.newsletters.mailing import in_dark, said
from noaber.newsletters.models import Delivery, Issue, Suppression
from noaber.newsletters.parts import parts_of
from noaber.newsletters.testing import BEGUN_AT, make_issue, make_newsletter, make_sent, make_subscription

pytestmark = pytest.mark.django_db


def test_html_and_text_say_the_same(twente):
    issue = make_issue(make_newsletter(twente))
    wording = said(issue, parts_of(issue))
    for words in ("Wat we leerden", "In het buurthuis zat een moeder.", "Ik durfde weer.", "Inge", "/vragen/"):
        assert words.casefold() in wording.text.casefold()
        assert words in wording.html
    assert "<script" not in wording.html
    assert "<img" not in wording.html
    assert "prefers-color-scheme: dark" in wording.html
    assert "prefers-color-scheme" not in in_dark(wording.html)


def test_each_address_gets_it_once(twente):
    newsletter = make_newsletter(twente)
    make_subscription(newsletter, "a@example.org")
    stops = make_subscription(newsletter, "b@example.org")
    make_subscription(newsletter, "nooit@example.org", confirmed=False)
    issue = make_sent(newsletter)
    subscribing_actions.end(stops, by=None, at=BEGUN_AT)
    for _time in range(2):
        tasks.post_here()
    assert [one.to for one in mail.outbox] == [["a@example.org"]]
    assert set(Delivery.objects.values_list("stage", flat=True)) == {"sent", "skipped"}
    tasks.fill()
    assert Issue.objects.get(pk=issue.pk).state == "sent"


def test_what_was_sent_does_not_change(twente):
    issue = make_sent(make_newsletter(twente))
    issue.title = "Anders"
    with pytest.raises(issue_actions.Refused):
        issue_actions.write(issue, by=None, at=BEGUN_AT)


def test_what_was_claimed_is_nobody_elses(twente):
    newsletter = make_newsletter(twente)
    make_subscription(newsletter)
    make_sent(newsletter)
    (job,) = sending_tasks.claim("een", BEGUN_AT)
    assert sending_tasks.claim("twee", BEGUN_AT) == []
    assert not sending_tasks.hand_over(job, "twee", None, BEGUN_AT)
    assert sending_tasks.hand_over(job, "een", None, BEGUN_AT)
    assert not sending_tasks.hand_over(job, "een", None, BEGUN_AT)
    assert sending_tasks.left_by("een") == job.pk


def test_an_address_that_nobody_has_gets_no_more(twente):
    newsletter = make_newsletter(twente)
    make_subscription(newsletter)
    make_sent(newsletter)
    (job,) = sending_tasks.claim("een", BEGUN_AT)
    sending_tasks.refused(job, sending_tasks.Answer(550, "550 5.1.1 no such user"), BEGUN_AT)
    assert Suppression.objects.get().reason == "bounced"
    make_sent(newsletter, title="De volgende")
    assert sending_tasks.claim("een", BEGUN_AT) == []
