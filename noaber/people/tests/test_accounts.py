# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in by password, one's own account, another mail address, and where one is signed in."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from noaber.base.models import OutgoingMail
from noaber.ledger.models import Entry
from noaber.people import account_actions
from noaber.people.account_signals import plain_name
from noaber.people.account_testing import link_in, newest_mail, sign_in_by_code
from noaber.people.models import Person
from noaber.people.testing import LONG_AGO

pytestmark = pytest.mark.django_db
PASSWORD = "drie groene fietsen"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


@pytest.fixture
def hers(client, carla):
    """Carla's browser, signed in."""
    sign_in_by_code(client, carla.email)
    return client


def signs_in(email, password):
    browser = Client()
    browser.post("/account/login/wachtwoord/", {"login": email, "password": password})
    return "_auth_user_id" in browser.session


def verbs():
    return list(Entry.objects.order_by("-seq").values_list("verb", flat=True))


def test_a_password_is_set_used_and_changed(hers, carla):
    page = hers.post("/account/wachtwoord/instellen/", {"password1": PASSWORD, "password2": "anders dan dat"})
    assert "De twee wachtwoorden zijn niet gelijk" in page.content.decode()
    assert (
        hers.post("/account/wachtwoord/instellen/", {"password1": PASSWORD, "password2": PASSWORD}).url == "/account/"
    )
    assert "Er is een wachtwoord ingesteld" in newest_mail(carla.email)
    assert signs_in(carla.email, PASSWORD)
    assert not signs_in(carla.email, PASSWORD + "!")
    other = {"oldpassword": PASSWORD, "password1": "vier blauwe fietsen", "password2": "vier blauwe fietsen"}
    assert hers.post("/account/wachtwoord/veranderen/", other | {"oldpassword": "fout"}).status_code == 200
    assert hers.post("/account/wachtwoord/veranderen/", other).status_code == 302
    assert signs_in(carla.email, "vier blauwe fietsen")
    assert not signs_in(carla.email, PASSWORD)
    # Whoever changed it stays signed in here.
    assert hers.get("/account/").status_code == 200


@pytest.mark.parametrize("weak", ["kort", "123456789012345", "carla@example.org", "wachtwoord", "password1234"])
def test_a_weak_password_is_refused_in_words(hers, weak):
    page = hers.post("/account/wachtwoord/instellen/", {"password1": weak, "password2": weak})
    assert page.status_code == 200
    assert "Er klopt nog iets niet" in page.content.decode()


def test_a_forgotten_password_is_chosen_anew_with_a_link_that_works_once(client, carla):
    client.post("/account/wachtwoord/vergeten/", {"email": "Carla@example.org"})
    path = link_in(newest_mail(carla.email))
    form = client.get(path).url
    assert client.get(form).status_code == 200
    assert client.post(form, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    assert signs_in(carla.email, PASSWORD)
    assert "Deze link werkt niet meer" in Client().get(path, follow=True).content.decode()


@pytest.mark.parametrize("email", ["vreemd@example.org", "pieter@example.org"])
def test_whoever_has_no_role_is_told_the_same_about_a_password(client, carla, pieter, email):
    Person.objects.filter(pk=pieter.pk).update(password=Person(email="x").password)
    pieter.set_password(PASSWORD)
    pieter.save()
    theirs = client.post("/account/wachtwoord/vergeten/", {"email": email}, follow=True)
    assert not OutgoingMail.objects.exists()
    hers = client.post("/account/wachtwoord/vergeten/", {"email": carla.email}, follow=True)
    assert theirs.redirect_chain == hers.redirect_chain
    assert not signs_in(email, PASSWORD)
    pages = [
        Client().post("/account/login/wachtwoord/", {"login": one, "password": PASSWORD}).content.decode()
        for one in (email, carla.email)
    ]
    shown = [page.split("<main")[1].split("csrfmiddlewaretoken")[0].replace(email, carla.email) for page in pages]
    assert shown[0] == shown[1]
    assert "horen niet bij elkaar" in pages[0]


def test_name_and_language_are_changed(hers, carla):
    assert hers.post("/account/", {"name": "  Carla   de Vries ", "language": "en"}).status_code == 302
    carla.refresh_from_db()
    assert (carla.name, carla.language) == ("Carla de Vries", "en")
    assert verbs()[0] == "person.changed"
    page = hers.post("/account/", {"name": "Carla", "language": "xx"})
    assert page.status_code == 200
    assert 'value="Carla"' in page.content.decode()


def test_another_address_is_confirmed_in_its_own_mailbox(hers, carla):
    page = hers.post("/account/adres/", {"email": "Carla.Nieuw@example.org"}).content.decode()
    assert "Kijk in je nieuwe mailbox" in page
    carla.refresh_from_db()
    assert carla.email == "carla@example.org"
    path = link_in(newest_mail("carla.nieuw@example.org"))
    assert Client().get(path).status_code == 200
    carla.refresh_from_db()
    assert carla.email == "carla@example.org"
    assert "is bevestigd" in Client().post(path).content.decode()
    carla.refresh_from_db()
    assert carla.email == "carla.nieuw@example.org"
    assert "Op dit adres krijg je geen post meer" in newest_mail("carla@example.org")
    assert Client().post(path).status_code == 404
    assert not any("example.org" in str(entry.data) for entry in Entry.objects.all())
    # The new one signs in, the old one does not.
    assert sign_in_by_code(Client(), "carla.nieuw@example.org").status_code == 302
    before = OutgoingMail.objects.count()
    Client().post("/account/login/code/", {"email": "carla@example.org"})
    assert OutgoingMail.objects.count() == before


def test_an_address_in_use_is_told_to_its_mailbox_only(hers, carla, pieter):
    theirs = hers.post("/account/adres/", {"email": pieter.email}).content.decode()
    unused = hers.post("/account/adres/", {"email": "niemand@example.org"}).content.decode()
    assert "Kijk in je nieuwe mailbox" in theirs
    assert "Kijk in je nieuwe mailbox" in unused
    assert "Het is hier al bekend" in newest_mail(pieter.email)
    assert "/account/adres/" not in newest_mail(pieter.email)


@pytest.mark.parametrize(
    ("email", "words"), [("carla@example.org", "Dit is al je e-mailadres"), ("geen adres", "Er klopt nog iets niet")]
)
def test_a_wrong_address_is_told_and_kept_in_the_form(hers, email, words):
    page = hers.post("/account/adres/", {"email": email}).content.decode()
    assert words in page
    assert f'value="{email}"' in page


def test_the_link_of_an_address_that_was_taken_since(hers, carla):
    hers.post("/account/adres/", {"email": "later@example.org"})
    Person.objects.create_user("later@example.org")
    page = Client().post(link_in(newest_mail("later@example.org")))
    assert page.status_code == 404
    assert "kan niet meer gebruikt worden" in page.content.decode()


def test_devices_are_shown_without_an_address_and_end_one_by_one(carla):
    here, there = Client(HTTP_USER_AGENT=FIREFOX), Client(HTTP_USER_AGENT="curl")
    sign_in_by_code(here, carla.email)
    sign_in_by_code(there, carla.email)
    assert set(UserSession.objects.values_list("ip", "user_agent")) == {
        ("0.0.0.0", "Firefox · Linux"),
        ("0.0.0.0", "Onbekende browser"),
    }
    page = here.get("/account/").content.decode()
    assert "Firefox · Linux" in page
    assert page.count("dit apparaat") == 1
    other = UserSession.objects.get(user_agent="Onbekende browser")
    here.post(f"/account/apparaten/{other.pk}/")
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_signing_out_everywhere_ends_every_session(carla):
    here, there = Client(), Client()
    for browser in (here, there):
        sign_in_by_code(browser, carla.email)
    here.post("/account/overal-uitloggen/")
    assert there.get("/account/").status_code == 200
    assert here.post("/account/overal-uitloggen/", {"sure": "1"}).url == "/account/login/"
    for browser in (here, there):
        assert browser.get("/account/").status_code == 302
    assert not UserSession.objects.exists()
    assert verbs()[0] == "person.signed_out"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (FIREFOX, "Firefox · Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("", "Onbekende browser"),
    ],
)
def test_a_browser_is_named_as_people_know_it(told, name):
    assert plain_name(told) == name


def test_who_lost_the_role_is_told_where_their_data_are(client, carla):
    carla.roles.all().delete()
    assert client.get("/account/login/geen-account/").status_code == 403
    client.post("/account/login/code/", {"email": carla.email})
    assert not OutgoingMail.objects.exists()


def test_the_account_page_takes_few_queries(hers, carla, django_assert_max_num_queries):
    for _number in range(4):
        sign_in_by_code(Client(), carla.email)
    with django_assert_max_num_queries(12):
        assert hers.get("/account/").status_code == 200


def test_an_operator_removes_a_lost_second_step(carla, hers):
    from noaber.people.account_testing import with_app

    with_app(carla)
    assert account_actions.reset_second_factor(carla, by=None, at=LONG_AGO) == 2
    assert hers.get("/account/").status_code == 302
    assert "haalde de tweede stap weg" in newest_mail(carla.email)


def test_an_operator_does_so_by_a_command(carla, capsys):
    from noaber.config.command import main
    from noaber.people.account_testing import with_app

    with_app(carla)
    assert main(["reset-second-step", "Carla@example.org"]) == 0
    assert "Removed 2" in capsys.readouterr().out
    assert main(["reset-second-step", "vreemd@example.org"]) == 1
