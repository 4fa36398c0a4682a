# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.cache import cache
from django.urls import reverse

from noaber.base.models import OutgoingMail
from noaber.people import actions
from noaber.people.models import Person
from noaber.people.testing import LONG_AGO, make_organisation, make_person

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/code/"


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


def signed_in(client, person):
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("who", ["nobody", "inge", "pieter", "nadia", "carla", "bas", "sam"])
@pytest.mark.parametrize(
    ("visibility", "readers"),
    [("public", None), ("members", {"nadia", "carla", "bas"}), ("hidden", {"carla"})],
)
def test_the_page_of_an_organisation(client, request, twente, who, visibility, readers):
    thing = make_organisation(home=twente, visibility=visibility)
    signed_in(client, request.getfixturevalue(who))
    status = client.get(thing.get_absolute_url()).status_code
    assert status == (200 if readers is None or who in readers else 404)
    listed = thing.title in client.get(reverse("organisation_list")).content.decode()
    assert listed == (status == 200)


def test_the_list_filters_and_says_so_when_nothing_is_left(client, twente):
    saxion = make_organisation("Saxion", sort="university")
    almelo = make_organisation("Gemeente Almelo", sort="municipality", cbs_code="GM0141")
    actions.join_werkplaats(saxion, twente, role="lead", by=None, at=LONG_AGO)
    page = client.get("/organisaties/", {"soort": "university", "werkplaats": "twente", "q": "sax"}).content.decode()
    assert "Saxion" in page
    assert almelo.get_absolute_url() not in page
    assert "Geen organisatie gevonden" in client.get("/organisaties/", {"q": "<b>niets"}).content.decode()
    assert client.get("/organisaties/", {"page": "x"}).status_code == 200


def test_the_page_of_an_organisation_tells_where_it_takes_part(client, twente):
    saxion = make_organisation("Saxion", sort="university")
    actions.join_werkplaats(saxion, twente, role="lead", by=None, at=LONG_AGO)
    page = client.get(saxion.get_absolute_url()).content.decode()
    assert "penvoerder" in page
    assert "Werkplaats Twente" in page


def test_ten_more_organisations_cost_no_more_queries(client, django_assert_max_num_queries):
    make_organisation("Een")
    with django_assert_max_num_queries(12) as few:
        client.get("/organisaties/")
    for number in range(10):
        make_organisation(f"Organisatie {number}")
    with django_assert_max_num_queries(len(few)):
        client.get("/organisaties/")


def ask_code(client, email):
    return client.post(LOGIN, {"email": email}, follow=True)


def test_a_coordinator_signs_in_with_a_mailed_code(client, carla):
    page = ask_code(client, "Carla@example.org").content.decode()
    assert "Vul je code in" in page
    mail = OutgoingMail.objects.get()
    assert mail.to == "carla@example.org"
    code = next(line for line in mail.text.splitlines() if 5 <= len(line) <= 12 and " " not in line)
    answer = client.post(LOGIN + "confirm/", {"code": code})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(carla.pk)


def test_a_wrong_code_does_not(client, carla):
    ask_code(client, "carla@example.org")
    client.post(LOGIN + "confirm/", {"code": "ZZZZZZ"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("email", ["vreemd@example.org", "pieter@example.org", "closed@example.org"])
def test_whoever_has_no_role_hears_exactly_the_same_and_gets_no_mail(client, twente, pieter, carla, email):
    closed = make_person(email="closed@example.org", role="board", werkplaats=twente)
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    theirs = ask_code(client, email)
    assert not OutgoingMail.objects.exists()
    client.cookies.clear()
    hers = ask_code(client, "carla@example.org")
    assert theirs.redirect_chain == hers.redirect_chain
    shown = [page.content.decode().replace(who, "X") for page, who in ((theirs, email), (hers, "carla@example.org"))]
    assert strip_tokens(shown[0]) == strip_tokens(shown[1])


def strip_tokens(page):
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/", "2fa/", "3rdparty/", "sessions/", "x/y/"])
def test_other_pages_about_accounts_do_not_exist(client, carla, path):
    assert client.get(f"/account/{path}").status_code == 404
    assert signed_in(client, carla).get(f"/account/{path}").status_code == 404


def test_login_leads_to_the_code_and_logout_asks_first(client, carla):
    answer = client.get("/account/login/?next=/vragen/")
    assert answer.status_code == 302
    assert answer.url == LOGIN + "?next=/vragen/"
    signed_in(client, carla)
    assert client.get("/account/logout/").status_code == 200
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session
