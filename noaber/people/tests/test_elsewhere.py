# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in elsewhere, against a real OpenID Connect provider on this machine."""

import logging
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from oidc_provider_mock import _app, _server

from noaber.base.models import OutgoingMail
from noaber.ledger.models import Entry
from noaber.people import oidc
from noaber.people.account_testing import code_in, newest_mail, sign_in_by_code, with_app

# The provider runs in this process, and uses what its own library is about to drop.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture(scope="module")
def server():
    """A provider that insists on a nonce."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with _server._threaded_server(_app.app(require_nonce=True), host="127.0.0.1") as running:
        yield f"http://127.0.0.1:{running.server_port}"


@pytest.fixture
def provider(server, settings):
    """This copy knows it as “SURFconext”; how far it trusts it about addresses is asked."""
    cache.clear()

    def trusted(email_trust):
        app = {
            "provider_id": "surfconext", "name": "SURFconext", "client_id": "noaber", "secret": "geheim",
            "settings": {
                "server_url": server, "scope": ["openid", "email"], "email_trust": email_trust,
                "oauth_pkce_enabled": True,
            },
        }  # fmt: skip
        settings.OIDC = [app]
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"] | {"APPS": [app]}
        }

    trusted("verified")
    return trusted


@pytest.fixture
def known(server):
    """Make somebody known at the provider."""

    def make(sub, **claims):
        assert requests.put(f"{server}/users/{sub}", json=claims, timeout=5).status_code == 204

    return make


def leave(client, process="", next_url=""):
    """To the provider; where it sends the browser."""
    query = urlencode({key: value for key, value in (("process", process), ("next", next_url)) if value})
    page = client.post(f"/account/login/via/surfconext/?{query}")
    assert page.status_code == 200, page
    return re.search(r'<a href="([^"]+)" rel="noreferrer">', page.content.decode())[1].replace("&amp;", "&")


def come_back(client, target, sub):
    """Sign in at the provider as this person; our answer."""
    answer = requests.post(target, data={"sub": sub}, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def via(client, sub, **words):
    return come_back(client, leave(client, **words), sub)


def is_in(client, person):
    return client.session.get("_auth_user_id") == str(person.pk)


def verbs():
    return list(Entry.objects.filter(verb__startswith="person.login").values_list("verb", flat=True))


def test_the_sign_in_page_offers_it_and_explains_before_leaving(client, provider):
    assert "Via SURFconext" in client.get("/account/login/code/").content.decode()
    page = client.get("/account/login/via/surfconext/").content.decode()
    assert "Ga naar SURFconext" in page
    assert client.get("/account/login/via/onbekend/").status_code == 404


def test_it_asks_with_state_nonce_and_pkce(client, provider, server):
    target = leave(client)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
    assert target.startswith(f"{server}/oauth2/authorize?")
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) >= 43
    assert len(asked["nonce"]) >= 32
    assert len(asked["state"]) >= 16
    assert set(asked["scope"].split()) == {"openid", "email"}
    # What the browser adds is not asked.
    page = client.post("/account/login/via/surfconext/?scope=phone&auth_params=prompt%3Dnone").content.decode()
    more = re.search(r'content="0;url=([^"]+)"', page)[1]
    assert "phone" not in more
    assert "prompt" not in more


def test_a_known_person_with_a_trusted_address_signs_in_and_is_linked(client, provider, known, carla):
    known("c1", email="Carla@example.org", email_verified=True, name="Carla Vries")
    assert via(client, "c1", next_url="/vragen/").url == "/vragen/"
    assert is_in(client, carla)
    link = SocialAccount.objects.get(user=carla)
    assert (link.provider, link.uid, link.extra_data) == ("surfconext", "c1", {})
    again = Client()
    known("c1", email="heel.anders@example.org")
    via(again, "c1")
    assert is_in(again, carla)
    assert "Gekoppeld sinds" in again.get("/account/").content.decode()


@pytest.mark.parametrize(
    ("trust", "claims"),
    [
        ("never", {"email_verified": True}),
        ("verified", {"email_verified": False}),
        ("verified", {}),
        ("verified", {"email_verified": "true"}),
        ("always", {"email_verified": False}),
    ],
)
def test_an_address_that_is_not_trusted_opens_nothing(client, provider, known, carla, trust, claims):
    provider(trust)
    known("c2", email=carla.email, **claims)
    assert via(client, "c2").url == "/account/login/onbekend/"
    assert not is_in(client, carla)
    assert "We kennen je zo nog niet" in client.get("/account/login/onbekend/").content.decode()
    assert not SocialAccount.objects.exists()


def test_a_provider_that_never_says_whether_is_trusted_where_the_operator_says_so(client, provider, known, carla):
    provider("always")
    known("c3", email=carla.email)
    via(client, "c3")
    assert is_in(client, carla)


@pytest.mark.parametrize("email", ["pieter@example.org", "vreemd@example.org"])
def test_whoever_has_no_task_gets_no_account(client, provider, known, pieter, email):
    known("x1", email=email, email_verified=True)
    assert via(client, "x1").url in ("/account/login/onbekend/", "/account/login/geen-account/")
    assert "_auth_user_id" not in client.session
    assert type(pieter).objects.filter(email="vreemd@example.org").count() == 0
    assert not SocialAccount.objects.exists()


def test_an_unknown_login_is_linked_after_a_mailed_code(client, provider, known, carla):
    provider("never")
    known("c4", email="c.devries@saxion.example")
    via(client, "c4")
    assert sign_in_by_code(client, carla.email, next="/account/koppelen/").url == "/account/koppelen/"
    assert "Koppel SURFconext" in client.get("/account/koppelen/").content.decode()
    assert client.post("/account/koppelen/").url == "/account/"
    assert verbs() == ["person.login_linked"]
    assert "c4" not in str(list(Entry.objects.values()))
    assert "is gekoppeld" in newest_mail(carla.email)
    again = Client()
    via(again, "c4")
    assert is_in(again, carla)


@pytest.mark.parametrize("trust", ["never", "verified"])
def test_a_changed_subject_is_explained_and_linked_anew_after_a_mailed_code(client, provider, known, carla, trust):
    provider(trust)
    SocialAccount.objects.create(user=carla, provider="surfconext", uid="old")
    known("new", email=carla.email, email_verified=True)
    assert via(client, "new").url == "/account/login/onbekend/"
    assert not is_in(client, carla)
    sign_in_by_code(client, carla.email, next="/account/koppelen/")
    page = client.get("/account/koppelen/").content.decode()
    assert "was al gekoppeld aan SURFconext" in page
    client.post("/account/koppelen/")
    assert list(SocialAccount.objects.values_list("uid", flat=True)) == ["new"]
    assert verbs() == ["person.login_relinked"]
    assert "is vervangen" in newest_mail(carla.email)


def test_who_is_signed_in_by_a_password_first_types_a_mailed_code(client, provider, known, carla):
    carla.set_password("drie groene fietsen")
    carla.save()
    SocialAccount.objects.create(user=carla, provider="surfconext", uid="old")
    client.post("/account/login/wachtwoord/", {"login": carla.email, "password": "drie groene fietsen"})
    known("newer", email="elders@example.org")
    assert via(client, "newer", process="connect").url == "/account/koppelen/"
    assert "stuurden we een code" not in client.get("/account/koppelen/").content.decode()
    assert "stuurden we een code" in client.post("/account/koppelen/").content.decode()
    code = code_in(newest_mail(carla.email))
    wrong = client.post("/account/koppelen/", {"code": "ZZZZZZ"})
    assert "klopt niet" in wrong.content.decode()
    assert client.post("/account/koppelen/", {"code": code.lower()}).status_code == 302
    assert list(SocialAccount.objects.values_list("uid", flat=True)) == ["newer"]


def test_a_mailed_code_is_guessed_three_times_at_most(client, provider, known, carla):
    carla.set_password("drie groene fietsen")
    carla.save()
    SocialAccount.objects.create(user=carla, provider="surfconext", uid="old")
    client.post("/account/login/wachtwoord/", {"login": carla.email, "password": "drie groene fietsen"})
    known("newest", email="elders@example.org")
    via(client, "newest", process="connect")
    client.post("/account/koppelen/")
    code = code_in(newest_mail(carla.email))
    for _try in range(3):
        client.post("/account/koppelen/", {"code": "ZZZZZZ"})
    assert client.post("/account/koppelen/", {"code": code}).status_code == 200
    assert list(SocialAccount.objects.values_list("uid", flat=True)) == ["old"]


def test_a_login_of_somebody_else_is_not_linked(client, provider, known, carla, sam):
    SocialAccount.objects.create(user=sam, provider="surfconext", uid="sam")
    known("sam", email="s@example.org")
    sign_in_by_code(client, carla.email)
    assert via(client, "sam", process="connect").url == "/account/koppelen/bezet/"
    assert client.get("/account/koppelen/bezet/").status_code == 409
    assert SocialAccount.objects.get().user == sam
    assert is_in(client, carla)


def test_unlinking(client, provider, carla, sam):
    mine = SocialAccount.objects.create(user=carla, provider="surfconext", uid="c")
    theirs = SocialAccount.objects.create(user=sam, provider="surfconext", uid="s")
    sign_in_by_code(client, carla.email)
    for link in (mine, theirs):
        assert client.post(f"/account/koppelen/{link.pk}/weg/").status_code == 302
    assert SocialAccount.objects.get() == theirs
    assert verbs() == ["person.login_unlinked"]


def test_the_second_step_is_asked_after_signing_in_elsewhere_too(client, provider, known, carla, settings):
    settings.SECOND_FACTOR = True
    with_app(carla)
    SocialAccount.objects.create(user=carla, provider="surfconext", uid="c5")
    known("c5", email=carla.email)
    assert via(client, "c5").url == "/account/login/tweede-stap/"
    assert not is_in(client, carla)


# ── What a stranger could try ────────────────────────────────────────────────────────────────────────────────────────
def failed(page):
    return page.status_code in (200, 401, 403, 502) and "Inloggen lukte niet" in page.content.decode()


@pytest.fixture
def linked(carla, known):
    SocialAccount.objects.create(user=carla, provider="surfconext", uid="c6")
    known("c6", email=carla.email)
    return carla


def test_an_answer_without_our_state_or_with_anothers_is_refused(client, provider, linked):
    target = leave(client)
    other = Client()
    answer = requests.post(target, data={"sub": "c6"}, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    code = parse_qs(back.query)["code"][0]
    assert failed(other.get(f"{back.path}?{back.query}"))
    assert failed(client.get(f"{back.path}?code={code}&state=guessed"))
    assert failed(client.get(f"{back.path}?code={code}"))
    assert not is_in(client, linked)
    assert not is_in(other, linked)


def test_a_code_works_once(client, provider, linked):
    target = leave(client)
    answer = requests.post(target, data={"sub": "c6"}, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    client.get(f"{back.path}?{back.query}")
    assert is_in(client, linked)
    client.post("/account/logout/")
    assert failed(client.get(f"{back.path}?{back.query}"))


def test_a_code_of_another_attempt_has_the_wrong_nonce(client, provider, linked):
    """The code that a stranger obtained for themselves is slipped in beside our state."""
    ours, theirs = leave(client), leave(Client())
    answer = requests.post(theirs, data={"sub": "c6"}, allow_redirects=False, timeout=5)
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
    state = parse_qs(urlsplit(ours).query)["state"][0]
    assert failed(client.get(f"/account/login/via/surfconext/terug/?code={code}&state={state}"))
    assert not is_in(client, linked)


@pytest.mark.parametrize("change", ["sub", "no id_token", "issuer", "audience", "expired"])
def test_an_answer_that_does_not_add_up_is_refused(client, provider, linked, monkeypatch, change, settings):
    right = oidc.Adapter._fetch_user_info
    if change == "sub":
        monkeypatch.setattr(
            oidc.Adapter, "_fetch_user_info", lambda self, token: right(self, token) | {"sub": "another"}
        )
    elif change == "no id_token":
        complete = oidc.Adapter.complete_login
        monkeypatch.setattr(
            oidc.Adapter, "complete_login",
            lambda self, request, app, token, **kwargs: complete(self, request, app, token, response={}),
        )  # fmt: skip
    elif change == "expired":
        import jwt

        monkeypatch.setattr(jwt.api_jwt.PyJWT, "_validate_exp", _too_late)
    else:
        app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
        if change == "issuer":
            app["settings"]["openid_configuration_overrides"] = {"issuer": "https://evil.example"}
        else:
            monkeypatch.setattr(oidc.Adapter, "_decode_id_token", _for_another)
    assert failed(via(client, "c6"))
    assert not is_in(client, linked)


def _too_late(*_words):
    import jwt

    raise jwt.ExpiredSignatureError


def _for_another(self, app, id_token):
    app.client_id = "another"
    return super(oidc.Adapter, self)._decode_id_token(app, id_token)


def test_whoever_stops_at_the_provider_is_told_nothing_changed(client, provider, linked):
    answer = requests.post(leave(client), data={"action": "deny"}, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    page = client.get(f"{back.path}?{back.query}", follow=True)
    assert "Er is niets veranderd" in page.content.decode() or failed(page)


def test_a_provider_that_is_down_is_told_in_words(client, provider, settings, linked):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    assert failed(client.post("/account/login/via/surfconext/"))


def test_no_mail_goes_to_an_address_that_only_the_provider_knows(client, provider, known):
    known("x9", email="vreemd@example.org", email_verified=True)
    via(client, "x9")
    assert not OutgoingMail.objects.exists()
