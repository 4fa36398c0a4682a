# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The second step: who needs one, how it is set up, and that nothing opens without it."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from noaber.people.account_testing import SoftPasskey, app_code, newest_mail, sign_in_by_code, with_app
from noaber.people.testing import make_person
from noaber.questions.testing import make_question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_attempts_yet(settings, monkeypatch):
    cache.clear()
    # allauth notes a new app in the session right after the commit, which in a test never comes.
    monkeypatch.setattr(transaction, "on_commit", lambda follow, **_words: follow())
    settings.SECOND_FACTOR = True


def asked_for(page):
    """What the page gives the browser's passkeys to answer."""
    found = re.search(r'<script type="application/json">(.*?)</script>', page.content.decode(), re.S)
    return next(iter(json.loads(found[1]).values()))


def add_app(client):
    page = client.get("/account/tweede-stap/app/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    return client.post("/account/tweede-stap/app/", {"code": app_code(secret)}), secret


@pytest.mark.parametrize("role", ["coordinator", "editor"])
def test_whoever_coordinates_or_edits_is_led_to_a_second_step(client, twente, role):
    make_person(email="ed@example.org", role=role, werkplaats=twente)
    answer = sign_in_by_code(client, "ed@example.org", next="/vragen/werkbak/")
    assert answer.url == "/account/tweede-stap/?next=/vragen/werkbak/".replace(
        "/vragen/werkbak/", "%2Fvragen%2Fwerkbak%2F"
    )
    page = client.get(answer.url).content.decode()
    assert "Nog één stap" in page
    assert "/account/tweede-stap/app/" in page
    for path in ("/vragen/werkbak/", "/beheer/"):
        led = client.get(path, follow=True)
        assert led.redirect_chain[-1][0].startswith("/account/tweede-stap/")


def test_without_it_one_reads_as_a_visitor_and_a_held_question_is_not_found(client, carla, twente):
    held = make_question(home=twente, title="Waarom belt niemand terug?", text="Bel 06-12345678")
    sign_in_by_code(client, carla.email)
    assert client.get(held.get_absolute_url()).status_code == 404
    page = client.get("/vragen/").content.decode()
    assert "Nog één stap" in page
    assert "Werkbak" not in page


@pytest.mark.parametrize("who", ["nadia", "bas"])
def test_other_tasks_need_none(client, request, who):
    person = request.getfixturevalue(who)
    assert sign_in_by_code(client, person.email).url == "/"
    assert "Mijn account" in client.get("/").content.decode()


def test_an_app_opens_the_desk_at_once_and_is_asked_for_the_next_time(client, carla):
    client.get(sign_in_by_code(client, carla.email, next="/vragen/werkbak/").url)
    answer, secret = add_app(client)
    assert answer.url == "/account/tweede-stap/herstelcodes/"
    codes = re.findall(r"<li><code>(\w+)</code>", client.get(answer.url).content.decode())
    assert len(codes) == 10
    assert codes[0] not in client.get(answer.url).content.decode()
    assert client.get("/account/tweede-stap/overzicht/").url == "/vragen/werkbak/"
    assert client.get("/vragen/werkbak/").status_code == 200
    assert "toegevoegd voor de tweede stap" in newest_mail(carla.email)
    again = Client()
    assert sign_in_by_code(again, carla.email).url == "/account/login/tweede-stap/"
    assert again.get("/account/").status_code == 302
    assert again.post("/account/login/tweede-stap/", {"code": "000000"}).status_code == 200
    assert again.post("/account/login/tweede-stap/", {"code": app_code(secret, 1)}).url == "/"
    assert again.get("/vragen/werkbak/").status_code == 200


def test_a_recovery_code_works_once(client, carla):
    with_app(carla)
    wrapped = Authenticator.objects.get(user=carla, type="recovery_codes").wrap()
    code = wrapped.get_unused_codes()[0]
    for expected in (302, 200):
        browser = Client()
        sign_in_by_code(browser, carla.email)
        assert browser.post("/account/login/tweede-stap/", {"code": code}).status_code == expected
        cache.clear()


def test_an_older_session_takes_the_step_too(client, carla):
    older = Client()
    for browser in (older, client):
        sign_in_by_code(browser, carla.email)
    _answer, secret = add_app(client)
    led = older.get("/vragen/werkbak/", follow=True)
    assert led.redirect_chain[-1][0].startswith("/account/bevestig/code/")
    done = older.post(led.redirect_chain[-1][0], {"code": app_code(secret, 1)})
    assert done.url == "/vragen/werkbak/"
    assert older.get("/vragen/werkbak/").status_code == 200


def test_the_last_one_stays_while_it_is_needed(client, carla, settings):
    sign_in_by_code(client, carla.email)
    add_app(client)
    page = client.post("/account/tweede-stap/app/weg/")
    assert "Zet eerst een andere aan" in page.content.decode()
    settings.SECOND_FACTOR = False
    assert client.post("/account/tweede-stap/app/weg/").status_code == 302
    assert not Authenticator.objects.exists()


def test_a_passkey_is_made_used_renamed_and_removed(client, nadia):
    key = SoftPasskey()
    sign_in_by_code(client, nadia.email)
    options = asked_for(client.get("/account/passkeys/nieuw/"))
    made = client.post("/account/passkeys/nieuw/", {"name": "Mijn telefoon", "credential": key.make(options)})
    assert made.url == "/account/tweede-stap/herstelcodes/"
    browser = Client()
    options = browser.get("/account/login/passkey/", headers={"accept": "application/json"}).json()["request_options"]
    answer = browser.post("/account/login/passkey/", {"credential": key.show(options), "next": "/vragen/"})
    assert answer.url == "/vragen/"
    assert browser.session["_auth_user_id"] == str(nadia.pk)
    pk = Authenticator.objects.get(user=nadia, type="webauthn").pk
    assert client.post(f"/account/passkeys/{pk}/naam/", {"name": "Oude telefoon"}).status_code in (200, 302)
    again = browser.get(f"/account/passkeys/{pk}/naam/", follow=True)
    options = asked_for(browser.get("/account/bevestig/passkey/"))
    browser.post("/account/bevestig/passkey/", {"credential": key.show(options)})
    assert again.status_code == 200
    assert browser.post(f"/account/passkeys/{pk}/naam/", {"name": "Oude telefoon"}).status_code == 302
    assert "Oude telefoon" in browser.get("/account/passkeys/").content.decode()
    assert browser.post(f"/account/passkeys/{pk}/weg/").status_code == 302
    assert not Authenticator.objects.filter(user=nadia).exists()


def test_a_passkey_alone_is_both_steps(client, carla):
    key = SoftPasskey()
    sign_in_by_code(client, carla.email)
    options = asked_for(client.get("/account/passkeys/nieuw/"))
    client.post("/account/passkeys/nieuw/", {"credential": key.make(options)})
    assert client.get("/vragen/werkbak/").status_code == 200
    browser = Client()
    options = browser.get("/account/login/passkey/", headers={"accept": "application/json"}).json()["request_options"]
    browser.post("/account/login/passkey/", {"credential": key.show(options)})
    assert browser.get("/vragen/werkbak/").status_code == 200


@pytest.mark.parametrize("key", [SoftPasskey(origin="https://evil.example"), SoftPasskey(verified=False)])
def test_a_passkey_of_another_site_or_without_a_finger_is_refused(client, nadia, key, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    sign_in_by_code(client, nadia.email)
    options = asked_for(client.get("/account/passkeys/nieuw/"))
    assert client.post("/account/passkeys/nieuw/", {"credential": key.make(options)}).status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("nonsense", ["", "{}", "[]", "x", '{"id": 3}', '{"response": {}}', "null"])
def test_nonsense_in_place_of_a_passkey_is_refused_in_words(client, nadia, nonsense):
    browser = Client()
    browser.get("/account/login/passkey/", headers={"accept": "application/json"})
    assert browser.post("/account/login/passkey/", {"credential": nonsense}).status_code in (200, 302)
    sign_in_by_code(client, nadia.email)
    client.get("/account/passkeys/nieuw/")
    assert client.post("/account/passkeys/nieuw/", {"credential": nonsense}).status_code in (200, 302)
    assert not Authenticator.objects.exists()


def test_a_copy_that_asks_for_none_says_so(client, carla, settings):
    settings.SECOND_FACTOR = False
    assert sign_in_by_code(client, carla.email, next="/vragen/werkbak/").url == "/vragen/werkbak/"
    assert client.get("/vragen/werkbak/").status_code == 200
    assert "Deze kopie vraagt geen tweede stap" in client.get("/account/").content.decode()
    settings.SECOND_FACTOR = True
    assert "Deze kopie vraagt geen tweede stap" not in client.get("/account/").content.decode()
