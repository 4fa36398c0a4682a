# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling that a product was used: states, who hears, what is kept, and the question afterwards."""

import datetime as dt

import pytest

from noaber.base.models import OutgoingMail
from noaber.base.verdicts import Refused
from noaber.effects import queries, tasks, telling_actions, use_actions
from noaber.effects.models import State, Use
from noaber.effects.testing import USED_AT, make_use
from noaber.knowledge import actions as knowledge
from noaber.knowledge.testing import make_product, make_published
from noaber.ledger.models import Entry
from noaber.loop.models import Thing
from noaber.loop.trail_queries import trail_of
from noaber.people.models import Visibility
from noaber.questions import triage_actions
from noaber.questions.testing import mails_to, make_question, make_voice, some_link

pytestmark = pytest.mark.django_db
WEEKS = dt.timedelta(weeks=1)


@pytest.fixture
def product(twente):
    return make_product(home=twente)


def verbs(use):
    return list(Entry.objects.filter(kind="use", ref=use.ref).order_by("pk").values_list("verb", flat=True))


def answered_with(product, carla, at, **asked):
    """A question that was answered with this product."""
    question = make_question(home=product.home, **asked)
    link = some_link(document=f"product:{product.ref}", url=product.get_absolute_url())
    triage_actions.answer(question, links=[link], by=carla, at=at)
    return question


def test_with_an_address_it_shows_once_the_link_is_used(product, deliver):
    use = make_use(product, confirmed=False, email="Doe@Example.org".lower())
    deliver()
    assert use.state == State.UNCONFIRMED
    assert "/effect/bevestig/" in mails_to("doe@example.org")[0].text
    use = telling_actions.confirm(use, by=None, at=USED_AT)
    deliver()
    assert use.is_public
    assert verbs(use) == ["use.told", "use.registered"]
    assert len(mails_to("doe@example.org")) == 2
    told = Entry.objects.get(verb="use.registered")
    assert told.data["origins"] == [f"product:{product.ref}"]
    assert told.data["perspective"] == "professional"
    assert told.data["adapted"] is True
    assert told.werkplaats == "twente"


def test_without_an_address_an_editor_looks_first(product, carla, deliver):
    use = make_use(product, confirmed=False)
    deliver()
    assert use.state == State.WAITING
    assert len(mails_to(carla.email)) == 1
    with pytest.raises(Refused, match="Schrijf waarom"):
        telling_actions.judge(use, accept=False, by=carla, at=USED_AT)
    use = telling_actions.judge(use, accept=True, by=carla, at=USED_AT)
    assert use.is_public


def test_what_may_tell_who_a_client_is_is_looked_at_first(product, carla, deliver):
    use = make_use(product, confirmed=False, email="a@example.org", happened="Bel 06-12345678 van de mevrouw.")
    use = telling_actions.confirm(use, by=None, at=USED_AT)
    deliver()
    assert use.state == State.WAITING
    assert verbs(use) == ["use.told", "use.waits"]
    assert "telefoonnummer" in mails_to("a@example.org")[-1].text
    telling_actions.judge(use, accept=False, text="Haal het nummer weg.", by=carla, at=USED_AT)
    deliver()
    assert "Haal het nummer weg." in mails_to("a@example.org")[-1].text


def test_who_signed_in_needs_no_link(product, pieter, deliver):
    use = make_use(product, by=pieter, confirmed=False)
    assert use.is_public
    assert use.person == pieter
    assert use.mail == ""


def test_nobody_judges_their_own(product, carla):
    use = make_use(product, by=carla, confirmed=False, happened="Bel 06-12345678.")
    assert use.state == State.WAITING
    with pytest.raises(Refused):
        telling_actions.judge(use, accept=True, by=carla, at=USED_AT)
    assert Use.objects.on_desk_of(carla).count() == 0


def test_sending_twice_is_once(product):
    assert make_use(product, submission="een") == make_use(product, submission="een")
    assert Use.objects.count() == 1


def test_the_future_has_not_been(product):
    with pytest.raises(Refused, match="nog niet geweest"):
        make_use(product, used_on=dt.date(2026, 5, 1))


def test_a_hidden_product_cannot_be_told_about(twente):
    hidden = make_product(home=twente, visibility=Visibility.HIDDEN)
    with pytest.raises(Refused):
        make_use(hidden)


def test_a_use_is_as_public_as_its_product(product):
    make_use(product)
    knowledge.record_product(
        product.title, ref=product.ref, home=product.home, visibility=Visibility.HIDDEN, by=None, at=USED_AT
    )
    assert not Use.objects.public().exists()


def test_taking_it_back_leaves_no_words(product):
    use = make_use(product, email="a@example.org")
    use = telling_actions.withdraw(use, by=None, at=USED_AT)
    assert telling_actions.withdraw(use, by=None, at=USED_AT).state == State.WITHDRAWN
    assert (use.who, use.place, use.happened, use.mail, use.title) == ("", "", "", "", "Ingetrokken")
    assert "deventer" not in use.slug


# ── Who hears ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_writers_hear_of_every_use_and_askers_once(twente, nadia, carla, deliver, at):
    product = make_published(nadia, twente)
    question = answered_with(product, carla, at, email="vraag@example.org")
    make_voice(question, email="ook@example.org")
    deliver()
    OutgoingMail.objects.all().delete()
    make_use(product)
    make_use(product)
    deliver()
    assert len([one for one in mails_to(nadia.email) if "toegepast" in one.subject]) == 2
    assert [one.subject for one in mails_to("vraag@example.org")] == [
        "Wat er met je vraag gebeurde: het wordt gebruikt"
    ]
    assert len(mails_to("ook@example.org")) == 1
    marks = Entry.objects.filter(verb="question.used", ref=question.ref)
    assert marks.count() == 2
    assert marks.first().data["url"].startswith("/toegepast/")


def test_nobody_gets_two_mails_about_one_use(twente, nadia, carla, deliver, at):
    """Nadia wrote it, asked two of the questions behind it, and follows nothing more."""
    product = make_published(nadia, twente)
    for number in (1, 2):
        answered_with(product, carla, at, email=nadia.email, title=f"Hoe bereik je jongeren {number}?")
    deliver()
    OutgoingMail.objects.all().delete()
    make_use(product)
    deliver()
    assert len(mails_to(nadia.email)) == 1


def test_an_example_mails_nobody(twente, nadia, carla, deliver, at):
    product = make_published(nadia, twente)
    answered_with(product, carla, at, email="vraag@example.org")
    deliver()
    OutgoingMail.objects.all().delete()
    make_use(product, example=True)
    deliver()
    assert not OutgoingMail.objects.exists()


def test_questions_behind_a_product_are_roots_and_public(twente, carla, at):
    product = make_product(home=twente)
    question = answered_with(product, carla, at)
    assert queries.questions_behind(product) == [question]


# ── Eight weeks later ────────────────────────────────────────────────────────────────────────────────────────────────
def pass_time(monkeypatch, weeks):
    monkeypatch.setattr("noaber.base.clock.now", lambda: USED_AT + weeks * WEEKS)


def test_who_agreed_is_asked_once_and_then_forgotten(product, deliver, monkeypatch):
    use = make_use(product, email="a@example.org", follow_up=True)
    other = make_use(product, email="b@example.org")
    deliver()
    pass_time(monkeypatch, 7)
    assert tasks.ask_who_agreed() == 0
    pass_time(monkeypatch, 9)
    assert tasks.ask_who_agreed() == 1
    assert tasks.ask_who_agreed() == 0
    deliver()
    asked = [one for one in mails_to("a@example.org") if one.subject == "Wat gebeurde er daarna?"]
    assert len(asked) == 1
    assert "/toegepast/daarna/" in asked[0].text
    tasks.forget_addresses()
    use.refresh_from_db()
    other.refresh_from_db()
    assert use.mail == "a@example.org"
    assert other.mail == ""
    use = use_actions.tell_after(use, still="partly", text="We doen het nog.", by=None, at=USED_AT + 9 * WEEKS)
    assert (use.mail, use.still, use.after) == ("", "partly", "We doen het nog.")
    again = use_actions.tell_after(use, still="no", by=None, at=USED_AT + 10 * WEEKS)
    assert again.still == "partly"


def test_who_says_nothing_is_forgotten_too(product, monkeypatch):
    use = make_use(product, email="a@example.org", follow_up=True)
    pass_time(monkeypatch, 9)
    tasks.ask_who_agreed()
    pass_time(monkeypatch, 18)
    assert tasks.forget_addresses() == 1
    assert tasks.forget_addresses() == 0
    use.refresh_from_db()
    assert use.mail == ""


def test_what_was_never_confirmed_goes(product, monkeypatch):
    use = make_use(product, email="a@example.org", confirmed=False)
    pass_time(monkeypatch, 5)
    tasks.forget_addresses()
    use.refresh_from_db()
    assert (use.state, use.mail, use.happened) == (State.WITHDRAWN, "", "")


def test_no_question_afterwards_about_an_example(product, monkeypatch):
    make_use(product, email="a@example.org", follow_up=True, example=True)
    pass_time(monkeypatch, 9)
    assert tasks.ask_who_agreed() == 0


# ── The loop ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_use_is_in_the_trail_of_its_product_until_it_is_taken_back(product, deliver):
    use = make_use(product)
    deliver()
    assert [step.face for step in trail_of("product", product.ref).steps] == ["kennis", "effect"]
    assert trail_of("use", use.ref).steps[-1].here
    question = make_question(origin=f"use:{use.ref}")
    deliver()
    assert [step.face for step in trail_of("question", question.ref).steps] == ["kennis", "effect", "vraag"]
    telling_actions.withdraw(use, by=None, at=USED_AT)
    deliver()
    assert "effect" not in [step.face for step in trail_of("product", product.ref).steps]


def test_a_question_reaches_use(twente, carla, deliver, at):
    product = make_product(home=twente)
    question = answered_with(product, carla, at)
    make_use(product)
    deliver()
    thing = Thing.objects.get(kind="question", ref=question.ref)
    assert thing.days_used is not None
