# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A resident asks, meets the same question, asks anyway; a coordinator merges and answers; everybody is told."""

import pytest
from django.urls import reverse

from noaber import search
from noaber.knowledge.actions import record_product
from noaber.questions.models import Question
from noaber.questions.testing import link_in, mails_to, make_question, make_voice, marks

pytestmark = pytest.mark.django_db
TITLE = "Hoe bereik ik jongeren met schulden?"


def ask(client, step="compare", **fields):
    """Fill in the form and send it."""
    filled = {
        "title": TITLE,
        "text": "Ze komen pas als het te laat is.",
        "perspective": "resident",
        "email": "inge@example.org",
        "home": "twente",
        "step": step,
        "submission": "een-keer",
        **fields,
    }
    return client.post(reverse("question_ask"), marks(**filled))


def test_ask_merge_answer(client, carla, twente, deliver, at):
    first = make_question(home=twente, email="jongerenwerker@example.org")
    neighbour = make_voice(first, email="buurman@example.org").person
    product = record_product("Eerst meelopen, dan praten over schulden", home=twente, by=None, at=at)
    search.catch_up()

    # She asks without an account, and is shown the same question first.
    compare = ask(client)
    assert "Is dit jouw vraag?" in compare.content.decode()
    assert f"{first.get_absolute_url()}ook/" in compare.content.decode()
    assert not Question.objects.filter(title=TITLE).exists()

    # It is not the same to her: she asks anyway, and confirms by the mailed link.
    assert ask(client, step="send").status_code == 302
    deliver()
    confirm = link_in(mails_to("inge@example.org")[-1], "/vragen/bevestig/")
    assert client.get(confirm).status_code == 200
    assert Question.objects.get(title=TITLE).state == "unconfirmed"
    assert client.post(confirm).status_code == 302
    deliver()
    mine = Question.objects.get(title=TITLE)
    assert client.get(mine.get_absolute_url()).status_code == 200

    # The coordinator finds it on her desk and merges it.
    client.force_login(carla)
    assert TITLE in client.get(reverse("question_desk")).content.decode()
    step = reverse("question_step", args=[mine.slug, "samenvoegen"])
    assert client.get(step).status_code == 200
    assert client.post(step, {"into": first.ref, "text": "Dezelfde jongeren."}).status_code == 302
    deliver()
    assert "Gaat verder als" in mails_to("inge@example.org")[-1].text
    assert first.title in client.get(mine.get_absolute_url()).content.decode()
    assert TITLE in client.get(first.get_absolute_url()).content.decode()

    # She answers with knowledge that exists, and every asker is mailed.
    step = reverse("question_step", args=[first.slug, "antwoord"])
    key = f"product.{product.ref}"
    answer = client.post(
        step,
        {
            "document": f"product:{product.ref}",
            f"{key}-chosen": "on",
            f"{key}-why": "Zelfde doelgroep.",
            f"{key}-extent": "wholly",
            "text": "Loop eerst een dag mee.",
        },
    )
    assert answer.status_code == 302
    deliver()
    for email in ("inge@example.org", "jongerenwerker@example.org", neighbour.email):
        text = mails_to(email)[-1].text
        assert product.title in text
        assert "Loop eerst een dag mee." in text
    page = client.get(first.get_absolute_url()).content.decode()
    assert "Zelfde doelgroep." in page
    assert "beantwoord" in page
