# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Getting into somebody's account, or around its second step."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from noaber.base import signing
from noaber.base.models import OutgoingMail
from noaber.base.testing import at as moment
from noaber.members import own_data_actions
from noaber.people import account_actions
from noaber.people.account_testing import (
    LOGIN,
    SoftPasskey,
    app_code,
    code_in,
    link_in,
    newest_mail,
    sign_in_by_code,
    with_app,
)
from noaber.people.models import Person, Role
from noaber.people.testing import make_person
from noaber.questions.testing import make_question

pytestmark = pytest.mark.django_db
PASSWORD = "drie groene fietsen"
ELSEWHERE = ["https://evil.example/", "//evil.example/", "/\\evil.example", "https:evil.example", "javascript:alert(1)"]


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


@pytest.fixture
def guarded(settings):
    """A copy that asks for the second step."""
    settings.SECOND_FACTOR = True


@pytest.fixture
def carla_with_password(carla):
    carla.set_password(PASSWORD)
    carla.save()
    return carla


def is_in(client):
    return "_auth_user_id" in client.session


def by_password(client, email, password=PASSWORD, **more):
    return client.post("/account/login/wachtwoord/", {"login": email, "password": password, **more})


# ── Sessions ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_session_that_was_planted_is_worth_nothing_after_signing_in(client, carla):
    client.get(LOGIN)
    client.post(LOGIN, {"email": carla.email})
    planted = client.cookies["sessionid"].value
    client.post(LOGIN + "confirm/", {"code": code_in(newest_mail(carla.email))})
    assert is_in(client)
    assert client.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/account/").status_code == 302


def test_a_made_up_session_is_not_taken_over(client, carla):
    client.cookies["sessionid"] = "a" * 32
    sign_in_by_code(client, carla.email)
    assert client.cookies["sessionid"].value != "a" * 32


def test_nobody_ends_anothers_session(client, carla, sam):
    hers = Client()
    sign_in_by_code(hers, carla.email)
    sign_in_by_code(client, sam.email)
    theirs = UserSession.objects.get(user=carla)
    assert client.post(f"/account/apparaten/{theirs.pk}/").status_code == 302
    assert client.post(f"/account/apparaten/{10**15}/").status_code == 302
    assert hers.get("/account/").status_code == 200
    client.post("/account/overal-uitloggen/", {"sure": "1"})
    assert hers.get("/account/").status_code == 200


def test_a_changed_password_ends_the_other_sessions(carla_with_password):
    here, there = Client(), Client()
    for browser in (here, there):
        by_password(browser, carla_with_password.email)
    new = "vier blauwe fietsen"
    here.post("/account/wachtwoord/veranderen/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_signing_in_again_as_somebody_else_takes_nothing_along(client, carla, nadia, guarded):
    secret = with_app(carla)
    sign_in_by_code(client, carla.email)
    client.post("/account/login/tweede-stap/", {"code": app_code(secret)})
    client.post("/account/logout/")
    Role.objects.filter(person=nadia).update(role="editor")
    sign_in_by_code(client, nadia.email)
    assert client.get("/vragen/werkbak/").status_code == 302


# ── Leading astray ───────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_way_of_signing_in_leads_to_another_host(client, carla_with_password, address, guarded):
    places = [by_password(client, carla_with_password.email, next=address)["Location"]]
    places.append(client.get("/account/login/", {"next": address})["Location"])
    assert "evil" not in client.get("/account/tweede-stap/", {"next": address}).content.decode().split("<main")[1]
    places.append(client.get("/account/tweede-stap/overzicht/")["Location"])
    with_app(carla_with_password)
    places.append(client.get("/account/tweede-stap/", {"next": address})["Location"])
    for place in places:
        assert place.startswith("/")
        assert not place.startswith(("//", "/\\"))
        assert "evil" not in place


@pytest.mark.parametrize("address", ELSEWHERE)
def test_taking_the_step_again_leads_to_no_other_host(client, carla, address, guarded):
    sign_in_by_code(client, carla.email)
    secret = with_app(carla)
    answer = client.post("/account/bevestig/code/", {"code": app_code(secret), "next": address})
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]


def test_mails_name_our_own_host_whatever_the_request_says(client, carla):
    client.post("/account/wachtwoord/vergeten/", {"email": carla.email}, headers={"x-forwarded-host": "evil.example"})
    assert "evil" not in newest_mail(carla.email)
    assert "http://localhost:8000/account/wachtwoord/nieuw/" in newest_mail(carla.email)
    answer = client.post("/account/wachtwoord/vergeten/", {"email": carla.email}, headers={"host": "evil.example"})
    assert answer.status_code == 400


# ── Guessing ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_mailed_code_is_guessed_a_few_times_at_most(client, carla):
    client.post(LOGIN, {"email": carla.email})
    code = code_in(newest_mail(carla.email))
    for number in range(4):
        client.post(LOGIN + "confirm/", {"code": f"ZZZZ{number}"})
    client.post(LOGIN + "confirm/", {"code": code})
    assert not is_in(client)


def test_codes_are_not_asked_for_without_end(client, carla):
    for _number in range(8):
        client.post(LOGIN, {"email": carla.email})
    assert OutgoingMail.objects.filter(to=carla.email).count() <= 3


def test_a_code_of_one_browser_does_not_serve_in_another(client, carla):
    client.post(LOGIN, {"email": carla.email})
    other = Client()
    other.post(LOGIN, {"email": "vreemd@example.org"})
    other.post(LOGIN + "confirm/", {"code": code_in(newest_mail(carla.email))})
    assert not is_in(other)


def test_a_password_is_guessed_a_few_times_at_most(carla_with_password):
    email = carla_with_password.email
    for number in range(6):
        by_password(Client(), email, f"fout {number}")
    late = Client()
    page = by_password(late, email)
    assert not is_in(late)
    assert "te vaak geprobeerd" in page.content.decode()


def test_the_second_step_is_guessed_a_few_times_at_most(client, carla, guarded):
    secret = with_app(carla)
    sign_in_by_code(client, carla.email)
    for number in range(6):
        client.post("/account/login/tweede-stap/", {"code": f"{number:06d}"})
    page = client.post("/account/login/tweede-stap/", {"code": app_code(secret)})
    assert not is_in(client)
    assert "te vaak geprobeerd" in page.content.decode()


def test_passwords_are_kept_as_hashes_and_never_sent_back(client, carla_with_password):
    assert PASSWORD not in carla_with_password.password
    page = by_password(client, carla_with_password.email, PASSWORD + "x")
    assert PASSWORD not in page.content.decode()


# ── Around the second step ───────────────────────────────────────────────────────────────────────────────────────────
def addresses():
    """Every address of ours without arguments, and the front door of the editor."""
    found = []

    def walk(patterns, space):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            elif isinstance(pattern, URLPattern) and pattern.name and not pattern.pattern.converters:
                if not (pattern.callback.__module__.startswith("noaber") or pattern.name == "wagtailadmin_home"):
                    continue
                found.append(f"{space}{pattern.name}")

    walk(get_resolver().url_patterns, "")
    return sorted(set(found))


OF_THE_ACCOUNT = ("account_", "mfa_", "own_data", "socialaccount_")


def test_no_address_opens_more_than_it_does_for_a_visitor(client, carla, guarded):
    """Whatever the address: without the second step a coordinator gets what everybody gets."""
    Person.objects.filter(pk=carla.pk).update(is_superuser=True, is_staff=True)
    sign_in_by_code(client, carla.email)
    visitor, more = Client(raise_request_exception=False), []
    client.raise_request_exception = False
    for name in addresses():
        if name.startswith(OF_THE_ACCOUNT):
            continue
        try:
            path = reverse(name)
        except Exception:
            continue
        for method in ("get", "post"):
            got, expected = getattr(client, method)(path), getattr(visitor, method)(path)
            if got.status_code != expected.status_code:
                more.append((method, path, got.status_code, expected.status_code))
    assert more == []


@pytest.mark.parametrize("path", ["/beheer/", "/beheer/pages/", "/beheer/images/", "/vragen/werkbak/"])
def test_straight_to_the_desk_or_the_editor(client, carla, guarded, path):
    sign_in_by_code(client, carla.email)
    for way in (client.get, client.post):
        answer = way(path)
        assert answer.status_code in (302, 403, 404, 405)
        if answer.status_code == 302:
            assert "login" in answer["Location"]


def test_writing_at_the_desk_without_it(client, carla, twente, guarded):
    question = make_question(home=twente)
    sign_in_by_code(client, carla.email)
    answer = client.post(reverse("question_step", args=[question.slug, "afwijzen"]), {"text": "Nee."})
    assert answer.status_code == 302
    question.refresh_from_db()
    assert question.state == "raised"


def test_the_editors_own_way_in_asks_no_password(client, carla_with_password, guarded):
    Person.objects.filter(pk=carla_with_password.pk).update(is_superuser=True, is_staff=True)
    fields = {"username": carla_with_password.email, "password": PASSWORD}
    for path in ("/beheer/login/", "/beheer/password_reset/"):
        answer = client.post(path, fields)
        assert answer.status_code in (302, 404, 405)
        assert not is_in(client)


def test_half_signed_in_is_not_signed_in(client, carla, guarded):
    """After the code and before the app, nothing of the account is open."""
    with_app(carla)
    sign_in_by_code(client, carla.email)
    for path in ("/account/", "/account/tweede-stap/app/weg/", "/account/tweede-stap/herstelcodes/", "/account/adres/"):
        assert client.get(path).status_code == 302
    assert Authenticator.objects.filter(user=carla).count() == 2


def test_a_new_password_is_no_way_around_it(client, carla, guarded):
    with_app(carla)
    client.post("/account/wachtwoord/vergeten/", {"email": carla.email})
    form = client.get(link_in(newest_mail(carla.email))).url
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    assert not is_in(client)
    assert by_password(client, carla.email).url == "/account/login/tweede-stap/"
    assert not is_in(client)


def test_old_recovery_codes_are_worth_nothing_after_new_ones(client, carla, guarded):
    secret = with_app(carla)
    old = Authenticator.objects.get(user=carla, type="recovery_codes").wrap().get_unused_codes()
    sign_in_by_code(client, carla.email)
    client.post("/account/login/tweede-stap/", {"code": app_code(secret)})
    again = "/account/tweede-stap/herstelcodes/nieuw/"
    client.post("/account/bevestig/code/", {"code": app_code(secret, 1), "next": again})
    assert client.post(again).status_code == 302
    new = Authenticator.objects.get(user=carla, type="recovery_codes").wrap().get_unused_codes()
    assert not set(old) & set(new)
    for code, opens in ((old[0], False), (new[0], True)):
        browser = Client()
        sign_in_by_code(browser, carla.email)
        browser.post("/account/login/tweede-stap/", {"code": code})
        assert is_in(browser) == opens


def test_an_app_code_works_once(client, carla, guarded):
    secret = with_app(carla)
    code = app_code(secret)
    for opens in (True, False):
        browser = Client()
        sign_in_by_code(browser, carla.email)
        browser.post("/account/login/tweede-stap/", {"code": code})
        assert is_in(browser) == opens


def test_anothers_passkey_is_not_renamed_or_removed(client, nadia, bas):
    sign_in_by_code(client, bas.email)
    theirs = Authenticator.objects.create(user=nadia, type="webauthn", data={"name": "Nadia", "credential": {}})
    for path in ("weg/", "naam/"):
        answer = client.post(f"/account/passkeys/{theirs.pk}/{path}", {"name": "Gekaapt"})
        assert answer.status_code == 404
    theirs.refresh_from_db()
    assert theirs.data["name"] == "Nadia"


def test_a_passkey_of_one_person_does_not_open_anothers_account(client, nadia, bas):
    key = SoftPasskey()
    sign_in_by_code(client, nadia.email)
    page = client.get("/account/passkeys/nieuw/")
    client.post("/account/passkeys/nieuw/", {"credential": key.make(page.context_data["js_data"]["creation_options"])})
    browser = Client()
    options = browser.get("/account/login/passkey/", headers={"accept": "application/json"}).json()["request_options"]
    key.user = str(bas.pk).encode()
    browser.post("/account/login/passkey/", {"credential": key.show(options)})
    assert not is_in(browser)


def test_a_passkey_answer_works_once(client, nadia):
    key = SoftPasskey()
    sign_in_by_code(client, nadia.email)
    page = client.get("/account/passkeys/nieuw/")
    client.post("/account/passkeys/nieuw/", {"credential": key.make(page.context_data["js_data"]["creation_options"])})
    browser, thief = Client(), Client()
    options = browser.get("/account/login/passkey/", headers={"accept": "application/json"}).json()["request_options"]
    shown = key.show(options)
    thief.get("/account/login/passkey/", headers={"accept": "application/json"})
    thief.post("/account/login/passkey/", {"credential": shown})
    assert not is_in(thief)
    browser.post("/account/login/passkey/", {"credential": shown})
    assert is_in(browser)


def test_a_task_given_later_asks_for_the_step_at_once(client, nadia, twente, guarded):
    sign_in_by_code(client, nadia.email)
    assert "Nog één stap" not in client.get("/").content.decode()
    Role.objects.filter(person=nadia).update(role="coordinator")
    assert client.get("/vragen/werkbak/").status_code == 302


# ── Whose address, whose data ────────────────────────────────────────────────────────────────────────────────────────
def test_a_link_for_one_address_serves_nothing_else(client, carla, pieter):
    own = signing.seal(own_data_actions.LINK, "inge@example.org")
    address = signing.seal(account_actions.ADDRESS, f"{carla.pk} {carla.email} evil@example.org")
    for token in (own, address[:-2], signing.seal("other", f"{carla.pk} {carla.email} evil@example.org")):
        assert client.post(f"/account/adres/{token}/").status_code == 404
    assert client.post(f"/account/gegevens/link/{address}/wissen/", {"sure": "on"}).status_code == 404
    carla.refresh_from_db()
    assert carla.email == "carla@example.org"


def test_an_older_link_for_an_address_is_worth_nothing_after_another(client, carla):
    sign_in_by_code(client, carla.email)
    for email in ("een@example.org", "twee@example.org"):
        client.post("/account/adres/", {"email": email})
    assert client.post(link_in(newest_mail("twee@example.org"))).status_code == 200
    assert client.post(link_in(newest_mail("een@example.org"))).status_code == 404


def test_another_address_or_erasing_asks_who_has_a_password_to_type_it_again(client, carla_with_password):
    sign_in_by_code(client, carla_with_password.email)
    for path, fields in (("adres/", {"email": "x@example.org"}), ("gegevens/wissen/", {"sure": "on"})):
        answer = client.post(f"/account/{path}", fields)
        assert answer.status_code == 302
        assert answer.url.startswith("/account/bevestig/")
    assert not OutgoingMail.objects.filter(to="x@example.org").exists()


def test_a_closed_account_is_closed_at_once(client, twente):
    person = make_person(email="dicht@example.org", role="board", werkplaats=twente)
    sign_in_by_code(client, person.email)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/account/").status_code == 302


def test_the_ledger_and_the_sessions_keep_no_network_address(client, carla):
    sign_in_by_code(client, carla.email)
    assert set(UserSession.objects.values_list("ip", flat=True)) == {"0.0.0.0"}
    account_actions.end_everywhere(carla, by=carla, at=moment())
    assert not UserSession.objects.exists()
