# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

import pytest

from noaber.base.verdicts import Refused
from noaber.ledger import trail
from noaber.questions import actions, triage_actions, voice_actions
from noaber.questions.models import Part, Question, State
from noaber.questions.queries import voices_by_perspective
from noaber.questions.testing import (
    ASKED_AT,
    TITLE,
    link_in,
    mails_to,
    make_contribution,
    make_question,
    make_voice,
)

pytestmark = pytest.mark.django_db


def verbs(question):
    return [entry.verb for entry in trail(question)]


def asker(question):
    return question.voices.get(part=Part.ASKED)


def test_a_question_shows_after_its_asker_confirmed(deliver):
    question = make_question(confirmed=False, email="Inge@Example.org ")
    assert question not in Question.objects.public()
    assert voices_by_perspective(question) == {}
    deliver()
    assert "/vragen/bevestig/" in mails_to("inge@example.org")[0].text
    actions.confirm_asked(question, by=None, at=ASKED_AT)
    again = actions.confirm_asked(question, by=None, at=ASKED_AT)
    assert again.state == State.RAISED
    assert voices_by_perspective(question) == {"professional": 1}
    assert verbs(question) == ["question.asked", "question.raised"]


def test_the_same_form_twice_is_one_question():
    first = make_question(confirmed=False, submission="eens")
    assert make_question(confirmed=False, submission="eens") == first
    assert Question.objects.count() == 1


@pytest.mark.parametrize("text", ["Mail mij op a@b.nl", "https://a.nl https://b.nl http://c.nl"])
def test_what_looks_wrong_waits_for_a_coordinator(text, twente, carla, deliver):
    question = make_question(home=twente, text=text, email="inge@example.org")
    assert question.state == State.HELD
    deliver()
    assert "coördinator kijkt er eerst naar" in mails_to("inge@example.org")[-1].text
    assert mails_to("carla@example.org")
    triage_actions.release(question, by=carla, at=ASKED_AT)
    assert Question.objects.public().get() == question


def test_a_held_question_can_be_refused_unseen(twente, carla, deliver):
    question = make_question(home=twente, text="Bel 06-12345678", email="inge@example.org")
    triage_actions.decline(question, text="Dit gaat over een persoon.", by=carla, at=ASKED_AT)
    assert not Question.objects.public().exists()
    deliver()
    assert "Dit gaat over een persoon." in mails_to("inge@example.org")[-1].text


def test_too_many_mails_to_one_address_are_refused():
    for _number in range(actions.MAILS_A_DAY):
        make_question(confirmed=False, email="inge@example.org")
    with pytest.raises(Refused, match="te vaak"):
        make_question(confirmed=False, email="inge@example.org")


def test_the_asker_says_it_better(at):
    question = make_question()
    edited = actions.edit(asker(question), title="Hoe dan?", text="Zo.", place="Almelo", by=None, at=at)
    assert (edited.title, edited.slug) == ("Hoe dan?", question.slug)
    held = actions.edit(asker(question), title="Hoe?", text="a@b.nl", place="", by=None, at=at)
    assert held.state == State.HELD


def test_editing_stops_when_work_began(at, twente, carla):
    question = make_question(home=twente)
    triage_actions.mark_gap(question, text="Niemand weet het.", by=carla, at=at)
    with pytest.raises(Refused, match="gewerkt"):
        actions.edit(asker(question), title="x", text="", place="", by=None, at=at)


def test_clarifying_goes_there_and_back(twente, carla, at, deliver):
    question = make_question(home=twente, email="inge@example.org")
    triage_actions.clarify(question, text="Hoe oud zijn ze?", by=carla, at=at)
    deliver()
    mail = mails_to("inge@example.org")[-1]
    assert "Hoe oud zijn ze?" in mail.text
    assert link_in(mail, "/vragen/beheer/")
    voice = asker(question)
    sent = actions.clarify_back(voice, text="Achttien.", by=None, at=at)
    assert actions.clarify_back(voice, text="Achttien.", by=None, at=at) == sent
    question.refresh_from_db()
    assert question.state == State.RAISED
    deliver()
    assert "Achttien." in mails_to("carla@example.org")[-1].text
    with pytest.raises(Refused):
        actions.clarify_back(voice, text="Nog iets", by=None, at=at)


def test_withdrawing_erases_the_words(at):
    question = make_question(text="Iets van mij")
    actions.withdraw(asker(question), by=None, at=at)
    question.refresh_from_db()
    assert question.state == State.WITHDRAWN
    assert "Iets van mij" not in question.text + question.title
    assert "schulden" not in question.slug


def test_withdrawing_keeps_what_others_have_too(at):
    question = make_question()
    make_voice(question)
    actions.withdraw(asker(question), by=None, at=at)
    question.refresh_from_db()
    assert (question.state, question.title) == (State.RAISED, TITLE)
    assert voices_by_perspective(question) == {"resident": 1}


def test_sharing_counts_once_and_only_after_confirming(deliver):
    question = make_question()
    voice = make_voice(question, confirmed=False, email="buur@example.org")
    deliver()
    assert voices_by_perspective(question) == {"professional": 1}
    make_voice(question, email="buur@example.org")
    make_voice(question, email="buur@example.org")
    assert voices_by_perspective(question) == {"professional": 1, "resident": 1}
    assert "/vragen/bevestig/" in mails_to("buur@example.org")[0].text
    assert voice.question.voices.count() == 2


def test_the_asker_who_shares_is_told_so(deliver):
    question = make_question(email="inge@example.org")
    make_voice(question, confirmed=False, email="inge@example.org")
    deliver()
    assert "/vragen/beheer/" in mails_to("inge@example.org")[-1].text
    assert voices_by_perspective(question) == {"professional": 1}


def test_a_follower_may_go_on_to_share():
    question = make_question()
    make_voice(question, part=Part.FOLLOWS, email="buur@example.org")
    assert voices_by_perspective(question) == {"professional": 1}
    make_voice(question, confirmed=False, email="buur@example.org")
    assert voices_by_perspective(question) == {"professional": 1}
    make_voice(question, email="buur@example.org")
    assert voices_by_perspective(question) == {"professional": 1, "resident": 1}


def test_leaving_and_silence(at, twente, carla, deliver):
    question = make_question(home=twente)
    gone, silent = make_voice(question), make_voice(question)
    voice_actions.leave(gone, by=None, at=at)
    voice_actions.choose_mail(silent, wants_mail=False, by=None, at=at)
    assert voices_by_perspective(question) == {"professional": 1, "resident": 1}
    triage_actions.mark_gap(question, text="Niemand weet het nog.", by=carla, at=at)
    deliver()
    assert not [mail for mail in mails_to(silent.person.email) if "Niemand weet het nog." in mail.text]


def test_a_fresh_link_is_mailed_and_tells_strangers_nothing(at, deliver):
    question = make_question(email="inge@example.org")
    make_question(email="inge@example.org", confirmed=False)
    deliver()
    before = len(mails_to("inge@example.org"))
    voice_actions.ask_link(email="Inge@example.org", by=None, at=at + timedelta(days=3))
    voice_actions.ask_link(email="niemand@example.org", by=None, at=at)
    deliver()
    texts = "".join(mail.text for mail in mails_to("inge@example.org")[before:])
    assert "/vragen/beheer/" in texts
    assert "/vragen/bevestig/" in texts
    assert question.title in texts
    assert not mails_to("niemand@example.org")


def test_a_contribution_is_judged_and_its_sender_told(twente, carla, at, deliver):
    question = make_question(home=twente, email="inge@example.org")
    good = make_contribution(question, email="goed@example.org", submission="een")
    assert make_contribution(question, email="goed@example.org", submission="een") == good
    bad = make_contribution(question, email="slecht@example.org")
    triage_actions.judge(good, accept=True, by=carla, at=at)
    with pytest.raises(Refused, match="waarom"):
        triage_actions.judge(bad, accept=False, by=carla, at=at)
    triage_actions.judge(bad, accept=False, text="Dit is reclame.", by=carla, at=at)
    deliver()
    assert "staat nu bij de vraag" in mails_to("goed@example.org")[-1].text
    assert "Dit is reclame." in mails_to("slecht@example.org")[-1].text
    assert "schreef het op" in mails_to("inge@example.org")[-1].text


def test_examples_mail_nobody(deliver):
    make_question(example=True, email="inge@example.org")
    deliver()
    assert not mails_to("inge@example.org")
