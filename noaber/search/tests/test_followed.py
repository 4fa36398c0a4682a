# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A saved search and a digest never tell the same address of the same new thing."""

from datetime import timedelta

import pytest

from noaber import ledger, search
from noaber.base import clock
from noaber.base.models import OutgoingMail
from noaber.following.testing import make_follow, spread_all, tell_all
from noaber.people.models import Concept
from noaber.people.testing import make_concept
from noaber.questions import triage_actions
from noaber.questions.models import Question
from noaber.questions.testing import make_question
from noaber.search import alert_actions, alert_mail
from noaber.search.models import Alert
from noaber.search.testing import make_saved_search

pytestmark = pytest.mark.django_db
LOTTE = "lotte@example.org"
TITLE = "Hoe bereik ik jongeren met schulden?"


@pytest.fixture
def waiting(by_words, twente):
    """Lotte hears of both: of all about Twente, and of what is new about debts."""
    search.catch_up()
    alert_actions.look_out(at=clock.now())
    make_saved_search(LOTTE, q="schulden", often="daily")
    make_follow(f"werkplaats:{twente.ref}", LOTTE)
    make_follow(f"werkplaats:{twente.ref}", "ander@example.org")
    return twente


def ask(twente):
    make_question(title=TITLE, home=twente, at=clock.now() + timedelta(seconds=1))
    search.catch_up()


def alert():
    alert_actions.look_out(at=clock.now() + timedelta(seconds=2))
    alert_mail.tell_due((clock.now() + timedelta(days=8)).replace(hour=8))


def digest():
    spread_all(clock.now())
    tell_all(clock.now() + timedelta(days=9))


def told(to):
    """Which ways told this address of the question."""
    mails = OutgoingMail.objects.filter(to=to, text__contains=TITLE)
    return sorted(one.key.partition(":")[0] for one in mails)


@pytest.mark.parametrize(("first", "then", "way"), [(alert, digest, "saved"), (digest, alert, "digest")])
def test_whichever_is_first_tells_it(first, then, way, waiting):
    ask(waiting)
    first()
    then()
    assert told(LOTTE) == [way]
    assert told("ander@example.org") == ["digest"]


def test_what_happens_later_is_told_all_the_same(waiting, carla):
    ask(waiting)
    alert()
    assert Alert.objects.filter(told_at__isnull=False).exists()
    later = clock.now() + timedelta(seconds=5)
    triage_actions.mark_gap(Question.objects.get(), text="Weten we niet.", by=carla, at=later)
    digest()
    assert told(LOTTE) == ["digest", "saved"]
    mail = OutgoingMail.objects.get(to=LOTTE, key__startswith="digest:")
    assert "Niemand weet het antwoord nog." in mail.text
    assert "De vraag is gesteld." not in mail.text


def test_a_theme_is_followed_with_everything_under_it(by_words, twente):
    theme = make_concept("bestaanszekerheid")
    make_concept("armoede", broader=theme)
    make_follow("concept:bestaanszekerheid", LOTTE)
    question = make_question(title=TITLE, home=twente, at=clock.now() - timedelta(days=1))
    question.themes.add(Concept.objects.get(slug="armoede"))
    ledger.record("question.reopened", question, by=None, at=clock.now() + timedelta(seconds=1), werkplaats="twente")
    digest()
    assert told(LOTTE) == ["digest"]
    assert "bestaanszekerheid" in OutgoingMail.objects.get(to=LOTTE, key__startswith="digest:").text
