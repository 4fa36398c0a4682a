# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""An issue from draft to everybody's mailbox, who may send it, and addresses that get no more."""

import datetime as dt

import pytest

from noaber.base import clock
from noaber.base.mailbox import read_folder
from noaber.base.models import OutgoingMail
from noaber.base.verdicts import Refused
from noaber.ledger.models import Entry
from noaber.newsletters import came_back, complained, issue_actions, queries, subscribing_actions, tasks
from noaber.newsletters.issue_models import Issue, State
from noaber.newsletters.models import Delivery, Subscription, Suppression
from noaber.newsletters.testing import BEGUN_AT, make_issue, make_newsletter, make_subscription

pytestmark = pytest.mark.django_db
GONE = "550 5.1.1 no such user"


@pytest.fixture
def posted(settings, tmp_path):
    """A copy without a mail server: what goes out lies in a folder."""
    settings.DATA_DIR = tmp_path
    settings.EMAIL_BACKEND = "noaber.base.mailbox.FolderBackend"
    return lambda: sorted(one["to"] for one in read_folder(500))


def go_out():
    """Everything that the worker does for what was sent."""
    for _round in range(4):
        tasks.send_planned()
        tasks.fill()
        tasks.post()
    tasks.fill()


def sent(carla, twente, *emails):
    newsletter = make_newsletter(twente)
    for email in emails:
        make_subscription(newsletter, email)
    return issue_actions.send(make_issue(newsletter, carla), by=carla, at=clock.now())


def test_an_issue_reaches_everybody_once_and_is_then_over(carla, twente, posted):
    issue = sent(carla, twente, "een@example.org", "twee@example.org")
    make_subscription(issue.newsletter, "onbevestigd@example.org", confirmed=False)
    for _again in range(2):
        go_out()
    assert posted() == ["een@example.org", "twee@example.org"]
    assert Issue.objects.get().state == State.SENT
    fared = {str(stage): number for stage, number in queries.fared([issue])[0].stages}
    assert sum(fared.values()) == 2
    assert Entry.objects.filter(verb="issue.arrived").count() == 1


def test_sending_twice_is_once_and_what_was_sent_does_not_change(carla, twente):
    issue = sent(carla, twente, "een@example.org")
    issue_actions.send(issue, by=carla, at=clock.now())
    assert Entry.objects.filter(verb="issue.sent").count() == 1
    with pytest.raises(Refused, match="al verstuurd"):
        issue_actions.write(Issue.objects.get(), by=carla, at=clock.now())


def test_an_issue_is_planned_moved_withdrawn_and_goes_out_at_its_moment(carla, twente, posted, monkeypatch):
    issue = make_issue(make_newsletter(twente), carla)
    make_subscription(issue.newsletter)
    now = clock.now()
    with pytest.raises(Refused, match="al voorbij"):
        issue_actions.plan(issue, send_at=now - dt.timedelta(days=1), by=carla, at=now)
    for days in (2, 1):
        issue_actions.plan(issue, send_at=now + dt.timedelta(days=days), by=carla, at=now)
    issue_actions.withdraw_plan(issue, by=carla, at=now)
    assert Issue.objects.get().send_at is None
    issue_actions.plan(issue, send_at=now + dt.timedelta(days=1), by=carla, at=now)
    go_out()
    assert posted() == []
    monkeypatch.setattr(clock, "now", lambda: now + dt.timedelta(days=2))
    go_out()
    assert posted() == ["lezer@example.org"]


def test_nothing_written_is_not_sent(carla, twente):
    issue = make_issue(make_newsletter(twente), carla, body=[])
    for act in (
        lambda: issue_actions.send(issue, by=carla, at=BEGUN_AT),
        lambda: issue_actions.plan(issue, send_at=BEGUN_AT, by=carla, at=BEGUN_AT),
    ):
        with pytest.raises(Refused, match="nog niets"):
            act()


@pytest.mark.parametrize("who", ["nobody", "inge", "pieter", "nadia", "bas", "sam"])
def test_who_does_not_keep_the_list_sends_nothing(request, who, carla, twente):
    issue, person = make_issue(make_newsletter(twente), carla), request.getfixturevalue(who)
    if person is None:
        assert list(queries.kept_by(None)) == []
        return
    for act in (
        lambda: issue_actions.send(issue, by=person, at=BEGUN_AT),
        lambda: issue_actions.test(issue, by=person, at=BEGUN_AT),
        lambda: issue_actions.begin("Nog een", home=twente, text="", by=person, at=BEGUN_AT),
    ):
        with pytest.raises(Refused):
            act()
    assert not queries.issues_kept_by(person).exists()
    assert Issue.objects.get().state == State.DRAFT


def test_a_trial_goes_to_its_writer_alone(carla, twente):
    issue = make_issue(make_newsletter(twente), carla)
    make_subscription(issue.newsletter)
    assert list(queries.issues_kept_by(carla)) == [issue]
    OutgoingMail.objects.all().delete()
    issue_actions.test(issue, by=carla, at=clock.now())
    tasks.mail_test(Entry.objects.get(verb="issue.tested"))
    mail = OutgoingMail.objects.get()
    assert mail.to == carla.email
    assert "Wat er speelt" in mail.subject
    assert "/nieuwsbrieven/" in mail.text


def test_an_address_that_nobody_has_gets_no_more_and_asking_anew_brings_it_back(carla, twente, posted):
    issue = sent(carla, twente, "weg@example.org", "hier@example.org")
    go_out()
    delivery = Delivery.objects.get(subscription__email="weg@example.org")
    for _again in range(2):
        assert came_back(delivery.token, permanent=True, answer=GONE, at=clock.now())
    assert Suppression.objects.get().reason == Suppression.Reason.BOUNCED
    assert queries.suppressed(["weg@example.org", "hier@example.org"]) == {"weg@example.org"}
    assert not came_back("van een ander", permanent=True, answer=GONE, at=clock.now())
    issue_actions.send(make_issue(issue.newsletter, carla), by=carla, at=clock.now())
    go_out()
    assert posted() == ["hier@example.org", "hier@example.org", "weg@example.org"]


def test_three_refusals_in_a_row_are_enough_and_a_full_mailbox_is_none(carla, twente, posted):
    newsletter = make_newsletter(twente)
    make_subscription(newsletter)
    for number in range(3):
        assert not Suppression.objects.exists()
        issue_actions.send(make_issue(newsletter, carla), by=carla, at=clock.now())
        go_out()
        delivery = Delivery.objects.order_by("-pk").first()
        assert came_back(delivery.token, permanent=False, answer="452 mailbox full", at=clock.now())
        assert came_back(delivery.token, permanent=True, answer=f"554 refused {number}", at=clock.now())
    assert Suppression.objects.get().reason == Suppression.Reason.REFUSED


def test_who_calls_it_unwanted_gets_nothing_from_any_list(carla, twente, posted):
    sent(carla, twente, "boos@example.org")
    go_out()
    assert complained(Delivery.objects.get().token, at=clock.now())
    assert not complained("onzin", at=clock.now())
    other = make_newsletter(twente, title="Nog een lijst")
    assert queries.running(other) == 0
    assert queries.suppressed(["boos@example.org"]) == {"boos@example.org"}


def test_what_nobody_confirmed_goes_and_what_is_kept_of_somebody_is_told(pieter, carla, twente, posted, monkeypatch):
    issue = sent(carla, twente, pieter.email)
    go_out()
    told = queries.exported(pieter)
    assert [(one["newsletter"], len(one["consents"]), len(one["sent"])) for one in told] == [
        (issue.newsletter.title, 1, 1)
    ]
    make_subscription(issue.newsletter, "nooit@example.org", confirmed=False, at=clock.now())
    later = clock.now() + dt.timedelta(days=120)
    assert subscribing_actions.end_unconfirmed(by=None, at=later) >= 1
    assert not Subscription.objects.filter(email="nooit@example.org", ended_at__isnull=True).exists()
