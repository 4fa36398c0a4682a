# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is not public shows nowhere: guessed addresses, numbers of others' things, files, and every way of finding."""

import json
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from noaber import search
from noaber.exchange.queries import records
from noaber.knowledge.testing import make_product
from noaber.people.testing import make_concept
from noaber.questions import actions, triage_actions
from noaber.questions.models import Part
from noaber.questions.testing import make_contribution, make_question

pytestmark = pytest.mark.django_db
WHO = ("inge", "pieter", "nadia", "carla", "bas", "sam", "nobody")
MEMBERS = {"nadia", "carla", "bas"}
# The word one looks for, and the word that would give it away.
WORD, SECRET = "zomerkampverslag", "kwartelgeheim"


@pytest.fixture
def person(request, client):
    """A browser in which somebody of the cast is signed in."""

    def browser(who):
        client.logout()
        somebody = request.getfixturevalue(who)
        if somebody is not None and somebody.email:
            client.force_login(somebody, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser


@pytest.fixture
def hidden(twente, carla, at):
    """A question in each state that is not public."""
    held = make_question(home=twente, title=f"Waar is het {WORD} {SECRET} held?", text="Bel 06-12345678")
    refused = make_question(home=twente, title=f"Waar is het {WORD} {SECRET} refused?", text="Bel 06-12345678")
    triage_actions.decline(refused, text="Nee.", by=carla, at=at)
    withdrawn = make_question(home=twente, title=f"Waar is het {WORD} {SECRET} withdrawn?")
    actions.withdraw(withdrawn.voices.get(part=Part.ASKED), by=None, at=at)
    unconfirmed = make_question(home=twente, title=f"Waar is het {WORD} {SECRET} new?", confirmed=False)
    for question in (held, refused, withdrawn):
        question.refresh_from_db()
    return {question.state: question for question in (held, refused, withdrawn, unconfirmed)}


def test_a_guessed_address_of_a_hidden_question_is_not_found(hidden, person):
    assert set(hidden) == {"held", "refused", "withdrawn", "unconfirmed"}
    for who in WHO:
        browser = person(who)
        for state, question in hidden.items():
            at_desk = who == "carla" and state in ("held", "refused")
            assert browser.get(question.get_absolute_url()).status_code == (200 if at_desk else 404)
            for name in ("question_share", "question_follow", "question_contribute"):
                path = reverse(name, args=[question.slug])
                assert {browser.get(path).status_code, browser.post(path).status_code} == {404}
            step = reverse("question_step", args=[question.slug, "antwoord"])
            if not at_desk:
                assert browser.get(step).status_code == (302 if who in ("inge", "nobody") else 404)


def test_sam_uses_his_own_desk_against_twente_in_vain(person, twente, elsewhere, carla, at):
    theirs, own = make_question(home=twente), make_question(home=elsewhere, title="Hoe helpen wij elkaar in de straat?")
    secret = make_product(f"Het {WORD} {SECRET}", home=twente, visibility="hidden")
    contribution = make_contribution(theirs)
    browser = person("sam")
    merge, undo, answer = (
        reverse("question_step", args=[own.slug, step]) for step in ("samenvoegen", "losmaken", "antwoord")
    )
    assert "/werk/" in browser.get(own.get_absolute_url()).content.decode()
    for fields in (
        {"into": theirs.ref},
        {"address": theirs.get_absolute_url()},
        {"into": "x", "address": "/vragen/x/"},
    ):
        assert browser.post(merge, {"text": "Zelfde.", **fields}).status_code == 200
    assert browser.post(undo, {"text": "Los."}).status_code in (200, 403, 404)
    assert browser.post(reverse("question_judge", args=[contribution.pk]), {"verdict": "accept"}).status_code == 403
    assert browser.post(reverse("question_judge", args=[10**9]), {"verdict": "accept"}).status_code == 404
    page = browser.post(answer, {"document": [f"product:{secret.ref}", f"question:{theirs.ref}\x00"], "search": "1"})
    assert SECRET not in page.content.decode()
    for question in (theirs, own):
        question.refresh_from_db()
        assert question.state == "raised"
        assert question.merged_into is None


def test_files_of_contributions(person, twente, carla, at):
    question = make_question(home=twente)
    waiting, accepted, declined, unconfirmed = (
        make_contribution(question, confirmed=number < 3, file=ContentFile(b"%PDF-1.4", name=f"{number}.pdf"))
        for number in range(4)
    )
    triage_actions.judge(accepted, accept=True, by=carla, at=at)
    triage_actions.judge(declined, accept=False, text="Nee.", by=carla, at=at)
    for who in WHO:
        browser = person(who)
        for one in (waiting, accepted, declined, unconfirmed):
            answer = browser.get(reverse("question_file", args=[one.pk]))
            public = one is accepted or who == "carla"
            assert answer.status_code == (200 if public else 404)
            if answer.streaming:
                assert b"".join(answer.streaming_content) == b"%PDF-1.4"
                assert "attachment" in answer["Content-Disposition"]
                assert answer["X-Content-Type-Options"] == "nosniff"
            # The folder of uploads itself is served to nobody.
            assert browser.get(f"/bestanden/{one.file.name}").status_code == 404


def test_the_file_of_a_question_that_was_taken_back(person, twente, carla, at):
    question = make_question(home=twente)
    contribution = make_contribution(question, file=ContentFile(b"%PDF-1.4", name="ervaring.pdf"))
    triage_actions.judge(contribution, accept=True, by=carla, at=at)
    actions.withdraw(question.voices.get(part=Part.ASKED), by=None, at=at)
    assert person("nobody").get(reverse("question_file", args=[contribution.pk])).status_code == 404


FINDING = [
    f"/vind/?q={WORD}", f"/vind/?q=waar+is+het+{WORD}+gebleven", f"/vind/?q={WORD}+{SECRET[:8]}", "/vind/",
    f"/vind/?q={WORD}&soort=kennis", f"/vind/?q={WORD}&soort=vraag&werkplaats=twente", "/vind/?jaar=1066",
    "/vind/?werkplaats=twente", f"/vind/mee/?q={WORD}+waar+is+het", "/vind/mee/?q=zomerk", "/vind/mee/?q=kwart",
    f"/vragen/lijkt-op/?q=waar+is+het+{WORD}", f"/vragen/stellen/?vraag={WORD}", "/vragen/", "/vragen/?jaar=1066",
    "/vragen/?werkplaats=twente", "/vragen/feed/", "/vragen/feed/?werkplaats=twente", "/kennis/", f"/kennis/?q={WORD}",
    "/kennis/?werkplaats=twente", "/kennis/?jaar=1066", "/", "/twente/", "/werkplaatsen/", "/organisaties/", "/nieuws/",
    f"/{WORD}/",
]  # fmt: skip


@pytest.fixture
def things(hidden, twente, own_index):
    """Beside the hidden questions a hidden product, one for members, and a public one to relate to."""
    theme = make_concept("kamperen")
    shown = make_product(f"Het openbare {WORD}", home=twente)
    shut = make_product(f"Het {WORD} {SECRET} hidden", home=twente, visibility="hidden", year=1066)
    members = make_product(f"Het {WORD} {SECRET} members", home=twente, visibility="members", year=1066)
    for product in (shown, shut, members):
        product.themes.add(theme)
    search.catch_up()
    return SimpleNamespace(shown=shown, hidden=shut, members=members)


@pytest.mark.parametrize("who", ["nobody", "inge", "pieter", "sam"])
def test_nothing_hidden_is_found(things, person, who):
    browser, paths = (
        person(who),
        [*FINDING, things.shown.get_absolute_url(), f"{things.shown.get_absolute_url()}verwant/"],
    )
    for path in [*paths, *(f"/en{path}" for path in FINDING[:3])]:
        page = browser.get(path)
        assert page.status_code in (200, 404)
        text = page.content.decode()
        assert SECRET not in text.lower(), path
        # The year stands in no facet, and no count speaks of it.
        assert "jaar=1066" not in text or "jaar=1066" in path, path
    for thing in (things.hidden, things.members):
        for path in (
            thing.get_absolute_url(),
            f"{thing.get_absolute_url()}verwant/",
            f"{thing.get_absolute_url()}bestand/1/",
        ):
            assert browser.get(path).status_code == 404


@pytest.mark.parametrize("who", WHO)
def test_numbers_count_only_what_one_may_read(things, person, who, request):
    from noaber.people.queries import scope_of

    scope = scope_of(request.getfixturevalue(who))
    found = search.find(search.SearchRequest(WORD, person_scope=scope))
    assert found.total == len(found.hits) == (2 if who in MEMBERS else 1)
    assert {value.value for value in found.facet("year").values} == ({"1066"} if who in MEMBERS else set())
    assert search.same_questions(f"waar is het {WORD}") == []
    assert [hit.ref for hit in search.known_answers(WORD)] == [things.shown.ref]
    assert SECRET not in " ".join([*search.suggest("kwart"), *search.suggest("zomer")])


def test_members_do_find_theirs(things, person):
    """The control: the word would be seen if it were there."""
    text = person("nadia").get(f"/vind/?q={WORD}").content.decode().lower()
    assert f"{SECRET} members" in text
    assert f"{SECRET} hidden" not in text


def test_the_export_holds_nobodys_address_and_no_question_asked_here(hidden, twente):
    make_contribution(make_question(home=twente), text=SECRET)
    told = json.dumps(list(records()))
    assert "@example.org" not in told
    assert SECRET not in told
