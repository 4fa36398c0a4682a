# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Getting on a list and off it: consent never changes by accident, and a GET changes nothing."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from noaber.base import signing
from noaber.base.models import OutgoingMail
from noaber.base.testing import at_once
from noaber.newsletters import links, queries, subscribing_actions
from noaber.newsletters.models import Consent, Subscription, Suppression
from noaber.newsletters.testing import BEGUN_AT, make_newsletter, make_sent, make_subscription
from noaber.people.testing import make_person
from noaber.questions.testing import marks

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsletter(twente):
    return make_newsletter(twente)


def again(subscription):
    return Subscription.objects.get(pk=subscription.pk)


def path(name, purpose, subscription):
    return reverse(name, args=[signing.seal(purpose, subscription.ref)])


def test_double_opt_in(client, newsletter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sent = client.post(newsletter.get_absolute_url(), marks(email=" Lezer@Example.org "))
    assert sent.status_code == 302
    subscription = Subscription.objects.get(email="lezer@example.org")
    assert not subscription.runs
    assert OutgoingMail.objects.get().to == "lezer@example.org"
    confirm = path("subscription_confirm", links.CONFIRM, subscription)
    client.get(confirm)
    assert not again(subscription).runs
    assert client.post(confirm).status_code == 302
    assert again(subscription).runs
    consent = subscription.consents.get()
    assert (consent.given, consent.source) == (True, "form")
    assert "stoppen" in consent.words


def test_confirming_twice_is_once(newsletter):
    subscription = make_subscription(newsletter)
    subscribing_actions.confirm(subscription, words="Nog eens", by=None, at=BEGUN_AT)
    subscribing_actions.ask(newsletter, email=subscription.email, by=None, at=BEGUN_AT)
    assert subscription.consents.count() == 1
    assert again(subscription).runs


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_say_yes_once(twente):
    subscription = make_subscription(make_newsletter(twente), confirmed=False)

    def confirm():
        return subscribing_actions.confirm(subscription, words="Ja", by=None, at=BEGUN_AT)

    at_once(confirm, confirm, confirm)
    assert subscription.consents.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_are_on_the_list_once(twente):
    newsletter = make_newsletter(twente)

    def ask():
        return subscribing_actions.ask(newsletter, email="a@example.org", by=None, at=BEGUN_AT)

    at_once(ask, ask)
    assert Subscription.objects.count() == 1


def test_a_get_never_stops_and_one_click_does(newsletter):
    subscription = make_subscription(newsletter)
    address, client = path("subscription_stop", links.STOP, subscription), Client(enforce_csrf_checks=True)
    assert client.get(address).status_code == 200
    assert client.head(address).status_code == 200
    assert again(subscription).runs
    for _time in range(2):
        answer = client.post(address, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert not answer.cookies
    assert not again(subscription).runs
    assert [(one.given, one.source) for one in subscription.consents.all()] == [(True, "form"), (False, "button")]


def test_another_list_of_the_same_address_goes_on(newsletter):
    other = make_newsletter(newsletter.home, title="Een andere")
    subscription, goes_on = make_subscription(newsletter), make_subscription(other)
    subscribing_actions.end(subscription, by=None, at=BEGUN_AT)
    assert again(goes_on).runs


def test_a_consent_is_only_ever_added(newsletter):
    consent = make_subscription(newsletter).consents.get()
    consent.given = False
    with pytest.raises(TypeError):
        consent.save()


def test_asking_again_after_stopping_needs_a_new_yes(newsletter):
    subscription = make_subscription(newsletter)
    subscribing_actions.end(subscription, by=None, at=BEGUN_AT)
    subscribing_actions.ask(newsletter, email=subscription.email, by=None, at=BEGUN_AT)
    assert not again(subscription).runs


@pytest.mark.parametrize("purpose", [links.CONFIRM, links.CHOOSE, links.STOP])
def test_a_link_for_one_thing_does_no_other(client, newsletter, purpose):
    subscription = make_subscription(newsletter)
    names = {links.CONFIRM: "confirm", links.CHOOSE: "choose", links.STOP: "stop"}
    before = Consent.objects.count()
    for other in names.keys() - {purpose}:
        assert client.post(path(f"subscription_{names[purpose]}", other, subscription)).status_code == 404
    right = signing.seal(purpose, subscription.ref)
    for wrong in (right[:-3], f"{right}x", "x"):
        assert client.post(reverse(f"subscription_{names[purpose]}", args=[wrong])).status_code == 404
    assert Consent.objects.count() == before


def test_choosing_touches_nothing_of_another_address(client, newsletter):
    mine, other = make_subscription(newsletter), make_subscription(newsletter, "ander@example.org")
    client.post(path("subscription_choose", links.CHOOSE, mine), {"stop": other.ref})
    assert again(other).runs
    client.post(path("subscription_choose", links.CHOOSE, mine), {"stop": mine.ref})
    assert not again(mine).runs
    client.post(path("subscription_choose", links.CHOOSE, mine), {"weer": mine.ref})
    assert again(mine).runs


def test_lists_stand_on_the_one_page_of_preferences(client, newsletter):
    subscription = make_subscription(newsletter)
    answer = client.post(path("subscription_choose", links.CHOOSE, subscription), {"volgen": "1"}, follow=True)
    assert newsletter.title in answer.content.decode()


def test_own_data_is_handed_over_and_erased(newsletter):
    person = make_person(email="lezer@example.org")
    make_subscription(newsletter)
    make_sent(newsletter)
    assert queries.exported(person)[0]["sent"][0]["issue"] == "Wat er speelt"
    subscribing_actions.erase(person, by=person, at=BEGUN_AT)
    assert not Subscription.objects.exists()
    assert queries.exported(person) == []
    assert Suppression.objects.get().reason == "erased"


def test_who_never_confirms_is_forgotten(newsletter):
    make_subscription(newsletter, confirmed=False)
    assert subscribing_actions.end_unconfirmed(by=None, at=BEGUN_AT + dt.timedelta(days=15)) == 1
    assert not Subscription.objects.exists()


def test_the_link_to_stop_leads_no_further(client, newsletter):
    address = path("subscription_stop", links.STOP, make_subscription(newsletter))
    choose = reverse("subscription_choose", args=["x"]).partition("x/")[0]
    for answer in (client.get(address), client.post(address)):
        assert choose not in answer.content.decode()
