# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everybody is mailed in the language in which they came in."""

import pytest
from django.utils import translation

from noaber.base.mail import _message
from noaber.questions.testing import ASKED_AT, TITLE, answer, link_in, mails_to, make_question, make_voice, marks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _language_as_before():
    with translation.override(translation.get_language()):
        yield


def test_who_asks_on_an_english_page_confirms_on_one(client, deliver):
    fields = {"title": TITLE, "perspective": "resident", "email": "eva@example.org", "step": "send"}
    client.post("/en/vragen/stellen/", marks(**fields))
    deliver()
    (mail,) = mails_to("eva@example.org")
    assert mail.subject == "Confirm your question"
    assert 'lang="en"' in str(_message(mail).alternatives[0])
    page = client.get(link_in(mail, "/en/vragen/bevestig/"))
    assert "Yes, this is my question" in page.content.decode()


def test_each_is_told_in_their_own_language(deliver, twente, carla):
    with translation.override("en"):
        question = make_question(email="eva@example.org", home=twente)
    make_voice(question, email="pieter@example.org")
    deliver()
    with translation.override("en"):
        answer(question, by=carla, at=ASKED_AT)
        deliver()
    english, dutch = mails_to("eva@example.org")[-1], mails_to("pieter@example.org")[-1]
    assert (english.subject, english.language) == ("There is an answer to your question", "en")
    assert (dutch.subject, dutch.language) == ("Er is een antwoord op je vraag", "nl")
    assert link_in(english, question.slug) == f"/en/vragen/{question.slug}/"
    assert link_in(dutch, question.slug) == f"/vragen/{question.slug}/"
    assert "answers part of the question" in english.text
    assert mails_to(carla.email)[-1].language == "nl"
