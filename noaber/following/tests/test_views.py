# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages: the button, following by mail and by account, the one page of preferences, and stopping."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from noaber.base import clock, signing
from noaber.base.models import OutgoingMail
from noaber.following import follow_actions, links
from noaber.following.models import Consent, Follow, Follower
from noaber.following.testing import make_follow, paint, spread_all, tell_all
from noaber.people.testing import make_concept
from noaber.questions.testing import make_question, make_voice, marks
from noaber.search.testing import make_saved_search

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def as_carla(client, carla):
    client.force_login(carla, backend=BACKEND)
    return client


def text_of(answer):
    return answer.content.decode()


def path_in(mail):
    """The first address of ours that a mail leads to, without its host."""
    return re.search(r"http://localhost:8000(/volgen/\S+)", mail.text)[1]


def test_the_button_stands_on_pages_and_leads_to_a_form(client, twente):
    question = make_question(home=twente)
    make_concept("schulden")
    for path, key in (
        (question.get_absolute_url(), f"question:{question.ref}"),
        ("/themas/schulden/", "concept:schulden"),
        (twente.get_absolute_url(), f"werkplaats:{twente.ref}"),
    ):
        page = text_of(client.get(path))
        assert f'href="/volgen/dit/?wat={key.replace(":", "%3A")}"' in page
        form = text_of(client.get("/volgen/dit/", {"wat": key}))
        assert "Je e-mailadres" in form


def test_following_by_mail_from_button_to_digest(client, twente, deliver):
    question = make_question(home=twente)
    key = f"question:{question.ref}"
    for _twice in range(2):
        answer = client.post("/volgen/dit/", marks(wat=key, email="Lotte@Example.org"))
        assert answer.status_code == 302
        assert "Kijk in je mail" in text_of(client.get(answer["Location"]))
    deliver()
    assert Follow.objects.get().confirmed_at is None
    address = path_in(OutgoingMail.objects.filter(to="lotte@example.org").first())
    page = client.get(address)
    assert question.title in text_of(page)
    assert Follow.objects.get().confirmed_at is None
    landed = client.post(address, follow=True)
    assert question.title in text_of(landed)
    assert Follow.objects.get().confirmed_at is not None
    assert "met de link in elke mail" in Consent.objects.get().words
    assert client.post(address).status_code == 302
    assert Consent.objects.count() == 1


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, wall):
    wall.lay("a")
    page = client.post("/volgen/dit/", marks(wat="brick:a", email="geen adres"))
    assert page.status_code == 200
    assert "klopt niet" in text_of(page)
    assert "geen adres" in text_of(page)
    for key in ("", "brick:z", "zomaar", "brick:\x00", "x" * 4000):
        assert client.get("/volgen/dit/", {"wat": key}).status_code == 404
        assert client.post("/volgen/dit/", marks(wat=key, email="a@example.org")).status_code == 404


def test_who_sends_very_many_waits(client, wall, monkeypatch):
    from noaber.following import views

    monkeypatch.setattr(views, "AN_HOUR", 1)
    wall.lay("a")
    assert client.post("/volgen/dit/", marks(wat="brick:a", email="a@example.org")).status_code == 302
    assert "te vaak" in text_of(client.post("/volgen/dit/", marks(wat="brick:a", email="b@example.org")))


def test_signed_in_it_is_one_press_and_twice_is_once(as_carla, carla, twente):
    question = make_question(home=twente)
    key = f"question:{question.ref}"
    assert "Niet meer volgen" not in text_of(as_carla.get(question.get_absolute_url()))
    for _twice in range(2):
        assert as_carla.post("/volgen/dit/", {"wat": key})["Location"] == question.get_absolute_url()
    assert Follow.objects.filter(follower__person=carla).count() == 1
    page = text_of(as_carla.get(question.get_absolute_url()))
    assert "Niet meer volgen" in page
    assert "Je volgt dit." in page
    for _twice in range(2):
        as_carla.post("/volgen/dit/", {"wat": key, "stop": "1"})
    assert not Follow.objects.exists()


def test_what_may_not_be_seen_is_not_there(as_carla, client, wall, carla):
    wall.lay("a")
    wall.hide("a", carla)
    assert as_carla.get("/volgen/dit/?wat=brick:a").status_code == 200
    assert Client().get("/volgen/dit/?wat=brick:a").status_code == 404


def test_one_page_shows_and_changes_everything(as_carla, carla, wall, twente):
    at = clock.now()
    wall.lay("a", werkplaats="twente")
    make_follow("brick:a", by=carla, at=at)
    make_saved_search("carla@example.org")
    make_voice(make_question(title="Een vraag waar ik bij hoor?", home=twente), email="carla@example.org")
    page = text_of(as_carla.get("/volgen/"))
    for words in ("Steen a.", "Lijsten die je volgt", "schulden", "Een vraag waar ik bij hoor?", "elke week", "zoals"):
        assert words in page
    answer = as_carla.post("/volgen/", {"kies": "1", "soort-brick": "daily", "plaats-twente": "once"})
    assert "Bewaard" in text_of(as_carla.get(answer["Location"]))
    chosen = sorted(carla.follower.paces.values_list("kind", "werkplaats", "pace"))
    assert ("brick", "", "daily") in chosen
    assert ("", "twente", "once") in chosen
    as_carla.post("/volgen/", {"kies": "1", "plaats-twente": "soort"})
    assert not carla.follower.paces.filter(werkplaats="twente").exists()
    assert carla.follower.paces.filter(kind="brick").exists()
    as_carla.post("/volgen/", {"mail": "geen"})
    assert "Je krijgt nu geen mail" in text_of(as_carla.get("/volgen/"))
    as_carla.post("/volgen/", {"mail": "weer"})
    assert Follower.objects.get().stopped_at is None
    ref = Follow.objects.get().ref
    for _twice in range(2):
        as_carla.post("/volgen/", {"stop": ref})
    assert not Follow.objects.exists()


def test_odd_choices_change_nothing(as_carla, carla, wall):
    make_follow(wall.lay("a"), by=carla)
    page = as_carla.post("/volgen/", {"kies": "1", "soort-brick": "<b>", "plaats-\x00": "once"})
    assert page.status_code == 200
    as_carla.post("/volgen/", {"kies": "1", "plaats-zuyd": "once", "soort-niets": "daily"})
    as_carla.post("/volgen/", {"stop": "f-van-een-ander\x00"})
    assert not carla.follower.paces.exists()
    assert Follow.objects.count() == 1


def test_a_pace_can_be_chosen_before_one_follows_anything(as_carla, carla, wall):
    assert "Je volgt nu niets" in text_of(as_carla.get("/volgen/"))
    as_carla.post("/volgen/", {"kies": "1", "soort-brick": "daily"})
    assert carla.follower.paces.get(kind="brick").pace == "daily"


def test_nobody_changes_what_is_of_somebody_else(as_carla, wall):
    mine = make_follow(wall.lay("a"))
    as_carla.post("/volgen/", {"stop": mine.ref})
    assert Follow.objects.count() == 1


def test_without_an_account_a_link_leads_to_the_page(client, wall, deliver):
    make_follow(wall.lay("a"))
    deliver()
    OutgoingMail.objects.all().delete()
    answer = client.post("/volgen/", marks(email="lotte@example.org"))
    assert "Kijk in je mail" in text_of(client.get(answer["Location"]))
    deliver()
    address = path_in(OutgoingMail.objects.get(subject="Wat je volgt"))
    assert "Steen a." in text_of(client.get(address))
    client.post(address, {"kies": "1", "soort-brick": "never"})
    assert Follower.objects.get().paces.get(kind="brick").pace == "never"
    client.post(address, {"stop": Follow.objects.get().ref})
    assert "Je volgt nu niets" in text_of(client.get(address))


def test_links_that_do_not_work_say_so(client, wall, at):
    follow = make_follow(wall.lay("a"))
    for name in ("follow_confirm", "follow_manage", "follow_stop"):
        assert client.get(reverse(name, args=["verzonnen"])).status_code == 404
        assert client.post(reverse(name, args=["verzonnen"])).status_code == 404
    # A link for one thing does nothing else.
    manage = signing.seal(links.MANAGE, follow.follower.ref)
    assert client.post(reverse("follow_stop", args=[manage])).status_code == 404
    gone = signing.seal(links.CONFIRM, "f-weg")
    assert "hoort nergens meer bij" in text_of(client.get(reverse("follow_confirm", args=[gone])))


def test_a_link_of_long_ago_has_expired(client, wall, monkeypatch):
    follow = make_follow(wall.lay("a"), confirmed=False)
    monkeypatch.setattr(links, "CONFIRM_AGE", timedelta(seconds=-1))
    assert client.get(reverse("follow_confirm", args=[signing.seal(links.CONFIRM, follow.ref)])).status_code == 410


def test_what_is_gone_when_one_confirms_is_not_named(client, wall):
    follow = make_follow(wall.lay("a"), confirmed=False)
    wall.hide("a")
    page = text_of(client.get(reverse("follow_confirm", args=[signing.seal(links.CONFIRM, follow.ref)])))
    assert "staat er niet meer" in page
    assert "Steen a." not in page


def test_a_mail_program_stops_all_mail_with_one_press(wall):
    at = clock.now()
    make_follow(wall.lay("a"), at=at)
    paint("a", at=at)
    spread_all(at)
    tell_all(at + timedelta(days=9))
    sent = OutgoingMail.objects.get(key__startswith="digest:")
    address = re.fullmatch(r"<http://localhost:8000(/\S+)>", sent.headers["List-Unsubscribe"])[1]
    program = Client(enforce_csrf_checks=True)
    assert "Ja, stop ermee" in text_of(program.get(address))
    assert Follower.objects.get().stopped_at is None
    for _twice in range(2):
        answer = program.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
        assert not answer.cookies
    assert Follower.objects.get().stopped_at is not None
    assert "Gestopt" in text_of(program.get(address))
    assert Follow.objects.count() == 1


def test_the_page_asks_as_many_questions_whatever_one_follows(as_carla, carla, twente, wall):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert as_carla.get("/volgen/").status_code == 200
        return len(queries)

    def follow(number):
        wall.lay(f"s{number}", werkplaats="twente")
        make_concept(f"thema-{number}")
        question = make_question(title=f"Hoe gaat het met nummer {number}?", home=twente)
        for key in (f"brick:s{number}", f"concept:thema-{number}", f"question:{question.ref}"):
            make_follow(key, by=carla)
        make_saved_search("carla@example.org", q=f"woord {number}")
        make_voice(question, email="carla@example.org")

    follow(0)
    follow_actions.choose_paces(carla.follower, kinds={"brick": "daily"}, werkplaatsen={}, by=carla, at=clock.now())
    asked()
    before = asked()
    for number in range(1, 6):
        follow(number)
    assert asked() == before
    assert before <= 20
