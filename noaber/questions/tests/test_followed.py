# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Following questions: what is news, who hears of it by the question's own mail already, and what may be seen."""

from datetime import timedelta

import pytest

from noaber.base.models import OutgoingMail
from noaber.following.testing import make_follow, spread_all, tell_all
from noaber.questions import followed, merge_actions, tasks, triage_actions
from noaber.questions.models import State
from noaber.questions.testing import answer, make_question, make_voice

pytestmark = pytest.mark.django_db
LOTTE = "lotte@example.org"


def digests(to=LOTTE):
    return [one.text for one in OutgoingMail.objects.filter(key__startswith="digest:", to=to).order_by("pk")]


def week(at):
    """What happened by now is told when the week is over."""
    spread_all(at)
    tell_all(at + timedelta(days=9))


@pytest.fixture
def question(twente, at):
    return make_question(home=twente, at=at - timedelta(days=9))


def test_what_happens_to_a_question_is_told_in_words_of_a_reader(question, carla, at):
    make_follow(f"question:{question.ref}", LOTTE, at=at)
    triage_actions.mark_gap(question, text="Dit weet nog niemand.", by=carla, at=at)
    week(at)
    (text,) = digests()
    assert question.title in text
    assert "Niemand weet het antwoord nog." in text
    # Why a coordinator did so stands on the page; a word to the asker never leaves it.
    assert "Dit weet nog niemand." not in text


def test_a_new_question_is_news_for_who_follows_its_werkplaats(twente, deliver, at):
    make_follow(f"werkplaats:{twente.ref}", LOTTE, at=at)
    make_question(title="Wie rijdt de bus op zaterdag?", home=twente, at=at)
    week(at)
    assert "Wie rijdt de bus op zaterdag?" in digests()[0]


def test_who_gets_the_questions_own_mail_does_not_hear_it_twice(question, carla, at):
    for email in (LOTTE, "stil@example.org", "later@example.org"):
        make_follow(f"question:{question.ref}", email, at=at)
    make_voice(question, email=LOTTE, at=at)
    silent = make_voice(question, email="stil@example.org", at=at)
    silent.wants_mail = False
    silent.save(update_fields=["wants_mail"])
    answer(question, carla, at)
    # Who joined only after it was told had no mail about it.
    make_voice(question, email="later@example.org", at=at + timedelta(hours=1))
    week(at + timedelta(hours=2))
    assert digests() == []
    assert OutgoingMail.objects.filter(to=LOTTE, key__contains="answered").exists()
    assert "Er is een antwoord." in digests("stil@example.org")[0]
    assert "Er is een antwoord." in digests("later@example.org")[0]


def test_of_a_merge_each_hears_what_concerns_them(question, twente, carla, at):
    other = make_question(title="Dezelfde vraag nog een keer?", home=twente, at=at - timedelta(days=8))
    make_follow(f"question:{question.ref}", LOTTE, at=at)
    make_follow(f"question:{other.ref}", LOTTE, at=at)
    make_voice(other, email=LOTTE, at=at - timedelta(days=1))
    merge_actions.merge(other, question, text="Dezelfde.", by=carla, at=at)
    week(at)
    (text,) = digests()
    # Their own question's mail told of the merge; of the other question only the digest tells.
    assert "Een andere vraag gaat hierin verder." in text
    assert "gaat verder samen met een andere" not in text


def test_a_question_that_was_hidden_is_not_told(question, carla, at):
    make_follow(f"question:{question.ref}", LOTTE, at=at)
    triage_actions.mark_gap(question, text="Weten we niet.", by=carla, at=at)
    spread_all(at)
    triage_actions.hide(question, text="Er stond een naam in.", by=carla, at=at)
    question.refresh_from_db()
    assert question.state == State.REFUSED
    week(at)
    assert digests() == []


def test_every_sentence_is_of_a_verb_that_is_recorded():
    from noaber import ledger

    assert set(followed.NEWS) <= set(ledger.VERBS)
    assert set(followed.ARRIVALS) <= set(followed.NEWS)
    # Only "absorbed" is about others than those the question mails.
    assert set(followed.NEWS) - set(tasks.HANDLERS) == {"question.absorbed"}
