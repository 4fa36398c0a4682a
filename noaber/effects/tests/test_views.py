# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages: telling without an account, reading, judging, and the next question."""

import pytest
from django.urls import reverse

from noaber.base import clock
from noaber.effects import links
from noaber.effects.forms import months
from noaber.effects.models import Use
from noaber.effects.testing import make_use
from noaber.knowledge.testing import make_product
from noaber.ledger.models import Entry
from noaber.questions.models import Question
from noaber.questions.testing import link_in, mails_to, marks

pytestmark = pytest.mark.django_db
FILLED = {
    "who": "een wijkteam", "place": "Deventer", "setting": "team", "adapted": "ja", "how": "We draaiden het om.",
    "happened": "Mensen vertelden meer.", "perspective": "professional", "email": "doe@example.org", "follow_up": "on",
    "submission": "een-keer",
}  # fmt: skip


@pytest.fixture
def product(twente):
    return make_product(home=twente)


def send(client, product, **fields):
    """Fill in the form and send it, about this month."""
    month = months(clock.day())[0][0]
    address = reverse("use_new", args=[product.slug])
    assert month in client.get(address).content.decode()
    return client.post(address, marks(**{**FILLED, "used_on": month, **fields}))


def test_one_minute_without_an_account(client, product, deliver):
    answer = send(client, product)
    assert answer.status_code == 302
    assert send(client, product).status_code == 302
    assert Use.objects.count() == 1
    deliver()
    confirm = link_in(mails_to("doe@example.org")[0], "bevestig")
    assert "Ja, dit vertelde ik" in client.get(confirm).content.decode()
    assert not Use.objects.public().exists()
    manage = client.post(confirm)["Location"]
    assert "Het staat op de site" in client.get(manage).content.decode()
    use = Use.objects.public().get()
    page = client.get(use.get_absolute_url()).content.decode()
    assert product.get_absolute_url() in page
    assert "doe@example.org" not in page
    assert use.get_absolute_url() in client.get(product.get_absolute_url()).content.decode()
    assert client.post(manage).status_code == 302
    assert client.get(use.get_absolute_url()).status_code == 404
    assert client.get(manage).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"how": ""}, "Schrijf wat je anders deed."),
        ({"email": ""}, "Vul een adres in"),
        ({"happened": "Bel 06-12345678"}, "een telefoonnummer"),
        ({"setting": "maan"}, "Selecteer een geldige keuze"),
        ({"used_on": "straks"}, "Selecteer een geldige keuze"),
        ({"who": "x" * 200}, "Dit zijn 200 tekens"),
        ({"place": "a\x00"}, "Dank"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(client, product, fields, words):
    answer = send(client, product, **fields)
    if answer.status_code == 302:
        return
    page = answer.content.decode()
    assert words in page
    assert "Mensen vertelden meer." in page or "06-12345678" in page
    assert not Use.objects.exists()


def test_a_list_with_filters(client, product):
    make_use(product)
    make_use(product, who="een buurthuis", place="Almelo", setting="welfare", adapted=False)
    every = client.get(reverse("use_list")).content.decode()
    assert "Een wijkteam in Deventer" in every
    assert "Een buurthuis in Almelo" in every
    adapted = client.get(reverse("use_list"), {"aangepast": "ja", "plek": "team", "werkplaats": "twente"})
    assert "Een buurthuis in Almelo" not in adapted.content.decode()
    odd = {"aangepast": "\x00", "plek": "maan", "perspectief": "x", "soort": "y", "page": "-3"}
    assert client.get(reverse("use_list"), odd).status_code == 200


def test_the_list_and_the_product_take_few_queries(client, remembering, product, django_assert_max_num_queries):
    for _number in range(3):
        make_use(product)
    for path in (reverse("use_list"), product.get_absolute_url(), reverse("use_product", args=[product.slug])):
        client.get(path)
        with django_assert_max_num_queries(12):
            assert client.get(f"{path}?x=1").status_code == 200


def test_what_waits_is_for_its_editors(client, product, carla, sam):
    use = make_use(product, confirmed=False)
    assert client.get(use.get_absolute_url()).status_code == 404
    client.force_login(sam)
    assert client.get(use.get_absolute_url()).status_code == 404
    client.force_login(carla)
    page = client.get(use.get_absolute_url()).content.decode()
    judge = reverse("effect_judge", args=["use", use.pk])
    assert judge in page
    assert judge in client.get(reverse("desk")).content.decode()
    assert client.post(judge, {"verdict": "accept"}).status_code == 302
    assert client.get(use.get_absolute_url()).status_code == 200


def test_what_happened_next(client, product):
    use = make_use(product, email="a@example.org", follow_up=True)
    path = reverse("use_after", args=[links.token(links.AFTER, use)])
    assert "Mensen vertelden meer." in client.get(path).content.decode()
    assert client.post(path, marks(still="yes", text="Nu doen we het overal.")).status_code == 302
    assert "Nu doen we het overal." in client.get(use.get_absolute_url()).content.decode()
    assert "Je vertelde dit al" in client.get(path).content.decode()


@pytest.mark.parametrize("name", ["effect_confirm", "effect_manage", "use_after"])
def test_a_link_that_does_not_work_says_so(client, name):
    answer = client.get(reverse(name, args=["verzonnen"]))
    assert answer.status_code == 404
    assert "Deze link werkt niet" in answer.content.decode()


# ── The next question ────────────────────────────────────────────────────────────────────────────────────────────────
def ask(client, **fields):
    filled = {
        "title": "Waarom werkt omdraaien?",
        "perspective": "professional",
        "email": "v@example.org",
        "step": "send",
    }
    return client.post(reverse("question_ask"), marks(**filled, **fields))


def test_from_a_use_to_a_question_that_carries_it(client, product, deliver):
    use = make_use(product)
    path = f"{reverse('question_ask')}?uit=use:{use.ref}"
    assert path.replace("&", "&amp;") in client.get(use.get_absolute_url()).content.decode()
    form = client.get(path).content.decode()
    assert "Deze vraag komt voort uit" in form
    assert use.title in form
    assert ask(client, origin=f"use:{use.ref}").status_code == 302
    deliver()
    client.post(link_in(mails_to("v@example.org")[0], "bevestig"))
    question = Question.objects.get()
    assert question.origin == f"use:{use.ref}"
    for verb in ("question.asked", "question.raised"):
        assert Entry.objects.get(verb=verb).data["origins"] == [f"use:{use.ref}"]
    assert use.get_absolute_url() in client.get(question.get_absolute_url()).content.decode()


@pytest.mark.parametrize("origin", ["use:weg", "raar", "use:", ":", "maan:x", "use:\x00", "x" * 900])
def test_an_origin_that_is_not_there_is_left_out(client, origin, twente):
    assert "komt voort uit" not in client.get(reverse("question_ask"), {"uit": origin}).content.decode()
    assert ask(client, origin=origin).status_code == 302
    assert Question.objects.get().origin == ""
    assert "origins" not in Entry.objects.get(verb="question.asked").data


def test_an_origin_that_may_not_be_read_is_left_out(client, product):
    use = make_use(product, confirmed=False)
    assert ask(client, origin=f"use:{use.ref}").status_code == 302
    assert Question.objects.get().origin == ""
