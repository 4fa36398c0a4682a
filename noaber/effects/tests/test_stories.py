# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Stories in five cycles, changes and whether they are told rightly."""

import pytest
from django.urls import reverse

from noaber import search
from noaber.base.verdicts import Refused
from noaber.effects import links, story_actions, story_queries, tasks, telling_actions
from noaber.effects.models import State
from noaber.effects.own_data_actions import EffectsHolder
from noaber.effects.story_models import Change, Story, Substantiation
from noaber.effects.story_queries import Choice
from noaber.effects.testing import USED_AT, make_change, make_story, make_use
from noaber.knowledge.testing import make_product
from noaber.ledger.models import Entry
from noaber.members.own_data_actions import GONE
from noaber.questions.testing import link_in, mails_to, marks

pytestmark = pytest.mark.django_db
STORY = {
    "title": "Van praten naar doen", "immediate": "We liepen samen.", "perspective": "resident", "consent": "on",
    "email": "inge@example.org", "submission": "een",
}  # fmt: skip


def test_a_story_from_form_to_page(client, twente, deliver):
    product = make_product(home=twente)
    key = f"product:{product.ref}"
    path = reverse("story_new")
    assert product.title in client.get(path, {"over": key}).content.decode()
    assert client.post(path, marks(**STORY, about=key)).status_code == 302
    deliver()
    client.post(link_in(mails_to("inge@example.org")[0], "bevestig"))
    story = Story.objects.public().get()
    assert story.home == twente
    assert list(story.consents.values_list("version", "given")) == [(story_actions.CONSENT, True)]
    told = Entry.objects.get(verb="story.registered")
    assert told.data["origins"] == [key]
    assert told.data["cycles"] == ["immediate"]
    page = client.get(story.get_absolute_url()).content.decode()
    assert "We liepen samen." in page
    assert f"?uit=story:{story.ref}" in page
    assert story.title in client.get(reverse("story_list"), {"over": key}).content.decode()
    assert "inge@example.org" not in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"immediate": ""}, "minstens één"), ({"consent": ""}, "Zonder je toestemming"), ({"title": ""}, "titel")],
)
def test_what_is_missing_is_told(client, fields, words, twente):
    answer = client.post(reverse("story_new"), marks(**{**STORY, **fields}))
    assert words in answer.content.decode()
    assert not Story.objects.exists()


def test_without_consent_or_words_there_is_no_story():
    for given in ({"consent": False}, {"told": {"immediate": " "}}):
        with pytest.raises(Refused):
            make_story(**given)


def test_about_what_nobody_can_read_is_about_nothing(twente):
    hidden = make_product(home=twente, visibility="hidden")
    assert make_story(about=f"product:{hidden.ref}").about == ""


def test_the_matrix_shows_what_each_tells(client):
    make_story()
    make_story(title="Nog een", told={"realised": "Minder meldingen."})
    found = story_queries.matrix(Choice())
    assert found.totals == [1, 0, 0, 1, 1]
    page = client.get(reverse("story_matrix")).content.decode()
    assert "Minder meldingen." in page
    assert "geen ladder" in page


def test_taking_a_story_back(client, deliver):
    story = make_story(email="inge@example.org")
    story = telling_actions.withdraw(story, by=None, at=USED_AT)
    assert [getattr(story, name) for name in story.TEXTS] == [""] * 5
    assert client.get(story.get_absolute_url()).status_code == 404


def test_stories_are_found(client, twente):
    make_story(home=twente)
    make_change(home=twente)
    make_use(make_product(home=twente))
    search.catch_up()
    for words, title in (("later vragen praten doen", "Van praten naar doen"), ("eerst op bezoek", "Het wijkteam")):
        assert any(title in hit.title for hit in search.find(search.SearchRequest(text=words)).hits)


# ── Changes ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_change_and_somebody_who_saw_it_too(client, deliver):
    change = make_change(email="doe@example.org")
    deliver()
    manage = link_in(mails_to("doe@example.org")[-1], "beheer")
    assert "Zag iemand anders dit ook?" in client.get(manage).content.decode()
    for _time in (1, 2):
        assert client.post(f"{manage}vraag/", {"email": "arts@example.org"}).status_code == 302
    assert client.post(f"{manage}vraag/", {"email": "doe@example.org"}).status_code == 200
    deliver()
    assert len(mails_to("arts@example.org")) == 1
    path = link_in(mails_to("arts@example.org")[0], "klopt")
    said = {"agrees": "partly", "text": "Het kwam ook door de nieuwe chef.", "role": "huisarts", "name": "Anna"}
    assert "Wat is je rol?" in client.get(path).content.decode()
    assert client.post(path, marks(**said)).status_code == 302
    one = Substantiation.objects.get()
    assert (one.name, one.named, one.mail, one.role) == ("", "", "", "huisarts")
    page = client.get(change.get_absolute_url()).content.decode()
    assert "nieuwe chef" in page
    assert "Anna" not in page
    assert Entry.objects.filter(verb="change.substantiated").count() == 1
    again = story_actions.substantiate(one, agrees="no", role="x", by=None, at=USED_AT)
    assert again.agrees == "partly"


def test_a_name_stands_only_with_consent():
    change = make_change()
    asked = story_actions.ask_whether(change, email="a@example.org", by=None, at=USED_AT)
    said = story_actions.substantiate(asked, agrees="yes", role="arts", name="Anna", named=True, by=None, at=USED_AT)
    assert (said.name, said.named) == ("Anna", story_actions.NAMED)


def test_not_more_people_than_needed_are_asked():
    change = make_change()
    for number in range(story_actions.MOST_ASKED):
        story_actions.ask_whether(change, email=f"a{number}@example.org", by=None, at=USED_AT)
    with pytest.raises(Refused):
        story_actions.ask_whether(change, email="b@example.org", by=None, at=USED_AT)


def test_an_address_that_says_nothing_is_forgotten(monkeypatch):
    asked = story_actions.ask_whether(make_change(), email="a@example.org", by=None, at=USED_AT)
    monkeypatch.setattr("noaber.base.clock.now", lambda: USED_AT + 2 * tasks.SILENT)
    tasks.forget_addresses()
    asked.refresh_from_db()
    assert asked.mail == ""


def test_a_change_from_its_form(client, twente, deliver):
    given = {
        "who": "de buurt", "what": "Eet samen.", "place": "Almelo", "significance": "Minder alleen.",
        "contribution": "De kok.", "perspective": "resident", "submission": "een",
    }  # fmt: skip
    form = client.get(reverse("change_new")).content.decode()
    assert "Waarom telt dit?" in form
    given["changed_on"] = form.split('<option value="')[1][:7]
    assert client.post(reverse("change_new"), marks(**given)).status_code == 302
    assert Change.objects.get().state == State.WAITING
    assert client.post(reverse("change_new"), marks(**{**given, "what": ""})).status_code == 200


def test_pages_of_what_is_not_there(client):
    for name in ("story_detail", "change_detail"):
        assert client.get(reverse(name, args=["weg"])).status_code == 404
    assert client.get(reverse("change_whether", args=["verzonnen"])).status_code == 404
    assert client.post(reverse("change_ask", args=["verzonnen"])).status_code == 404
    change = make_change(confirmed=False)
    assert client.get(change.get_absolute_url()).status_code == 404
    story = make_story(email="a@example.org")
    manage = links.token(links.MANAGE, story)
    assert client.post(reverse("change_ask", args=[manage]), {"email": "b@example.org"}).status_code == 404


# ── What is kept of a person ─────────────────────────────────────────────────────────────────────────────────────────
def test_own_data_is_handed_over_and_erased(pieter, twente):
    story = make_story(by=pieter, told={"immediate": f"Ik, {pieter.name}, liep mee."})
    make_change(by=pieter, confirmed=False, what="Bel 06-12345678")
    make_use(make_product(home=twente), email=pieter.email)
    story_actions.ask_whether(make_change(), email=pieter.email, by=None, at=USED_AT)
    holder = EffectsHolder()
    told = holder.export(pieter)
    assert [len(told[name]) for name in ("use", "story", "change", "asked")] == [1, 1, 1, 1]
    holder.erase(pieter, by=None, at=USED_AT)
    holder.erase(pieter, by=None, at=USED_AT)
    story.refresh_from_db()
    assert story.person is None
    assert GONE in story.immediate
    assert not any(holder.export(pieter).values())
