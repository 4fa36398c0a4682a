# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from noaber.base import clock
from noaber.base.forms import OPENED
from noaber.base.models import OutgoingMail
from noaber.base.signing import seal
from noaber.knowledge.testing import make_product
from noaber.meetings.models import Meeting
from noaber.members import role_actions, tasks
from noaber.members.models import Field, Invitation, Involvement, JoinRequest, Profile
from noaber.members.queries import consents_of
from noaber.members.testing import ALL, NOW, make_invitation, make_involvement, make_profile, make_request
from noaber.people.models import Person
from noaber.people.testing import make_concept, make_organisation, make_person
from noaber.projects.models import Project
from noaber.questions.testing import ASKED_AT, answer, make_contribution, make_question

pytestmark = pytest.mark.django_db
EDIT = "/mensen/mijn-profiel/"


def enter(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def told(shown=(), **fields):
    return {"name": "Nadia", **fields, **{f"show_{field}": "on" for field in shown}, "step": "save"}


@pytest.fixture
def theme(db):
    return make_concept("schulden")


@pytest.fixture
def project(twente, theme):
    made = Project.objects.create(ref="p-1", slug="cirkel", title="Netwerkcirkel geld", home=twente)
    made.themes.add(theme)
    return made


# ── The directory and a profile ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("reader", ["nobody", "carla", "sam"])
def test_nothing_of_a_person_shows_without_consent(client, request, nadia, project, reader):
    house = make_organisation("Saxion")
    facts = {"about": "Over Nadia", "function": "docente", "organisation": house, "orcid": "0000-0002-1825-0097"}
    links, place = ["https://nadia.example.org/"], "Borne"
    profile = make_profile(nadia, shown=(), **facts, links=links, place=place)
    make_involvement(nadia, project)
    if reader != "nobody":
        enter(client, request.getfixturevalue(reader))
    pages = ["/mensen/", "/mensen/?thema=schulden", house.get_absolute_url(), "/vind/?q=netwerkcirkel"]
    for address in pages:
        page = client.get(address).content.decode()
        for secret in ("Nadia", "docente", "0000-0002-1825-0097", "nadia.example.org", "Borne", profile.slug):
            assert secret not in page, (address, secret)
    assert client.get(profile.get_absolute_url()).status_code == 404


SECRETS = {
    Field.PERSPECTIVE: "Borne", Field.ORGANISATION: "docente", Field.ABOUT: "Over Nadia", Field.MAIL: "nadia@example",
    Field.LINKS: "nadia.example.org/", Field.ORCID: "0000-0002-1825-0097", Field.PROJECT: "Netwerkcirkel geld",
    Field.QUESTION: "Hoe bereik je", Field.PRODUCT: "Wijzer", Field.MEETING: "Kenniscafé",
}  # fmt: skip


@pytest.fixture
def everything(nadia, carla, twente, project):
    """All that can be known of nadia, of which nothing shows yet."""
    house, contribution = make_organisation("Saxion"), make_contribution(make_question(home=twente))
    type(contribution).objects.filter(pk=contribution.pk).update(person=nadia, state="accepted")
    make_involvement(nadia, project)
    make_involvement(nadia, make_product("Wijzer", home=twente))
    make_involvement(nadia, Meeting.objects.create(ref="m-1", slug="cafe", title="Kenniscafé", home=twente))
    facts = {"about": "Over Nadia", "function": "docente", "organisation": house, "orcid": "0000-0002-1825-0097"}
    return lambda shown: make_profile(nadia, shown=shown, place="Borne", links=["https://nadia.example.org/"], **facts)


@pytest.mark.parametrize("field", [None, *SECRETS], ids=str)
def test_each_consent_shows_its_own_field_and_no_other(client, everything, field):
    profile = everything({Field.NAME, field} - {None})
    page = client.get(profile.get_absolute_url()).content.decode()
    assert "Nadia" in page
    assert {one for one, secret in SECRETS.items() if secret in page} == ({field} - {None})


def test_what_was_shown_goes_when_consent_is_taken_back_or_the_role_ends(client, nadia, twente, everything):
    profile = everything(ALL)
    assert "Wijzer" in client.get(profile.get_absolute_url()).content.decode()
    everything(ALL - {Field.PRODUCT})
    assert "Wijzer" not in client.get(profile.get_absolute_url()).content.decode()
    role_actions.leave(nadia, by=nadia, at=clock.now())
    assert client.get(profile.get_absolute_url()).status_code == 404
    assert client.get(Profile.objects.get().get_absolute_url()).status_code == 404
    assert "Nadia" not in client.get("/mensen/").content.decode()


def test_a_part_that_nobody_confirmed_and_a_hidden_thing_do_not_show(client, nadia, project, twente):
    make_involvement(nadia, project, sure=False)
    product = make_product("Wijzer", home=twente)
    make_involvement(nadia, product)
    type(product).objects.filter(pk=product.pk).update(visibility="members")
    page = client.get(make_profile(nadia).get_absolute_url()).content.decode()
    assert "Netwerkcirkel" not in page
    assert "Wijzer" not in page


def test_the_directory_filters_by_what_people_show(client, nadia, carla, twente, elsewhere, project):
    house = make_organisation("Saxion")
    make_profile(nadia, organisation=house)
    make_involvement(nadia, project)
    make_profile(carla, shown=["name"], organisation=house)
    both = {"/mensen/", "/mensen/?werkplaats=twente", "/mensen/?weergave=tabel"}
    one = {"/mensen/?thema=schulden", f"/mensen/?organisatie={house.slug}", "/mensen/?perspectief=research",
           "/mensen/?q=nadi"}  # fmt: skip
    none = {"/mensen/?werkplaats=zuyd", "/mensen/?thema=niets", "/mensen/?perspectief=policy"}
    for address in both | one | none:
        page = client.get(address).content.decode()
        assert (">Nadia<" in page, ">Carla<" in page) == (address in both | one, address in both), address
    assert client.get("/mensen/?page=x").status_code == 200


def test_an_answer_counts_as_work_on_a_question(client, carla, twente):
    question = make_question(home=twente)
    answer(question, carla, ASKED_AT)
    page = text(client.get(make_profile(carla).get_absolute_url()))
    assert "Hoe bereik je jongeren met schulden op tijd?" in page
    assert "beantwoordde deze vraag" in page


@pytest.mark.parametrize("address", ["/mensen/", "/mensen/?thema=schulden", "/mensen/?weergave=tabel"])
def test_more_people_cost_no_more_queries(client, settings, twente, project, address):
    settings.REMEMBER = True

    def visit():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    def more(number):
        for _one in range(number):
            person = make_person(name="Iemand", email=None, role="member", werkplaats=twente)
            make_profile(person)
            make_involvement(person, project)

    more(2)
    few = visit()
    more(8)
    assert visit() == few <= 12


# ── One's own profile ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_profile_is_kept_with_its_consents(client, nadia):
    enter(client, nadia)
    assert "Niemand ziet je" in client.get(EDIT).content.decode()
    assert not Profile.objects.exists()
    fields = {"about": "Ik ben er.", "links": "https://a.example/\n", "orcid": "https://orcid.org/0000-0002-1825-0097"}
    for _time in range(2):
        assert client.post(EDIT, told(["name", "about"], **fields)).status_code == 302
    profile = Profile.objects.get()
    assert (profile.links, profile.orcid) == (["https://a.example/"], "0000-0002-1825-0097")
    assert consents_of([nadia.pk])[nadia.pk] == {"name", "about"}
    page = client.get(EDIT).content.decode()
    assert "Je profiel is bewaard" in page
    assert "Zo zien anderen jou" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Vul je naam in"),
        ({"orcid": "1234"}, "Deze ORCID klopt niet"),
        ({"links": "javascript:alert(1)"}, "is geen adres"),
        ({"links": "https://a.example/\n" * 6}, "Er passen 5 links"),
        ({"about": "x" * 1501}, "Er passen er 1500"),
        ({"organisation": "bestaat-niet"}, "Er klopt nog iets niet"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, nadia, fields, words):
    page = enter(client, nadia).post(EDIT, told(["name"], **{"function": "Wijkcoach", **fields})).content.decode()
    assert words in page
    assert "Wijkcoach" in page
    assert not Profile.objects.exists()


def test_somebody_sees_first_what_others_will_see(client, nadia):
    enter(client, nadia)
    shown = told(["name", "about"], about="Kijk hier", function="Geheim")
    page = client.post("/mensen/mijn-profiel/voorbeeld/", shown).content.decode()
    assert "Kijk hier" in page
    assert "Geheim" not in page
    assert "Niemand ziet je" in client.post("/mensen/mijn-profiel/voorbeeld/", told(about="Kijk")).content.decode()
    assert "Kijk hier" in client.post(EDIT, {**shown, "step": "preview"}).content.decode()
    assert not Profile.objects.exists()
    nadia.refresh_from_db()
    assert nadia.place == ""


def test_somebody_says_to_have_had_a_part(client, nadia, project):
    enter(client, nadia)
    make_profile(nadia)
    post = {"address": f"https://noaber.example{project.get_absolute_url()}?x=1", "part": "lead"}
    for _time in range(2):
        assert client.post("/mensen/mijn-profiel/werk/", post).status_code == 302
    assert Involvement.objects.get().state == "claimed"
    for address in ("niets", "/vragen/", "https://elders.example/", "/leertrajecten/weg/", "http://[x"):
        page = client.post("/mensen/mijn-profiel/werk/", {"address": address, "part": "lead"})
        assert page.status_code == 200, address
        assert "Er klopt nog iets niet" in page.content.decode()
    client.post(reverse("profile_unclaim", args=[Involvement.objects.get().pk]))
    assert not Involvement.objects.exists()


def test_who_stops_says_so_twice(client, nadia, carla):
    enter(client, nadia)
    assert client.post("/mensen/mijn-profiel/stoppen/", {}).status_code == 200
    assert nadia.roles.get().until_on is None
    assert client.post("/mensen/mijn-profiel/stoppen/", {"sure": "1"}).status_code == 302
    assert nadia.roles.get().until_on is not None
    page = enter(client, carla).post("/mensen/mijn-profiel/stoppen/", {"sure": "1"})
    assert "enige coördinator" in page.content.decode()


# ── Coming in ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_invitation_shows_first_and_is_accepted_by_a_second_click(client, twente, carla):
    invitation = make_invitation(twente, carla, mail="gast@example.org", name="Gast", words="Kom erbij", at=clock.now())
    address = reverse("invitation_accept", args=[tasks.invitation_token(invitation)])
    page = client.get(address).content.decode()
    assert "Kom erbij" in page
    assert "Carla" in page
    assert not Person.objects.filter(email="gast@example.org").exists()
    assert "Vul je naam in" in client.post(address, {}).content.decode()
    for _time in range(2):
        assert "Je doet mee" in client.post(address, {"name": "Gast"}).content.decode()
    assert Person.objects.get(email="gast@example.org").roles.count() == 1
    assert "Je doet mee" in client.get(address).content.decode()


def test_a_link_that_is_forged_or_taken_back_says_so(client, twente, carla):
    invitation = make_invitation(twente, carla, at=clock.now())
    token = tasks.invitation_token(invitation)
    assert client.get(reverse("invitation_accept", args=[token[:-2]])).status_code == 404
    assert client.get(reverse("join_confirm", args=[token])).status_code == 404
    Invitation.objects.filter(pk=invitation.pk).update(state="withdrawn", ended_at=NOW)
    assert "ingetrokken" in client.get(reverse("invitation_accept", args=[token])).content.decode()
    assert "ingetrokken" in client.post(reverse("invitation_accept", args=[token]), {"name": "x"}).content.decode()
    Invitation.objects.all().delete()
    assert client.get(reverse("invitation_accept", args=[token])).status_code == 404


def test_asking_to_join_without_an_account(client, twente, carla, django_capture_on_commit_callbacks):
    address = reverse("join_ask", args=["twente"])
    marks = {"submission": "s1", "started": seal(OPENED, (clock.now() - timedelta(minutes=1)).isoformat())}
    who = {"name": "Olga", "email": "olga@example.org", "perspective": "professional"}
    fields = {**who, "why": "Ik wil leren.", **marks}
    assert "Waarom wil je meedoen?" in client.get(address).content.decode()
    wrong = client.post(address, {**fields, "email": "x"}).content.decode()
    assert "Dit e-mailadres klopt niet" in wrong
    assert "Ik wil leren." in wrong
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            assert client.post(address, fields).status_code == 302
    asked = JoinRequest.objects.get()
    link = re.search(r"/mensen/doe-mee/bevestig/\S+", OutgoingMail.objects.get().text).group()
    assert "Ja, ik wil meedoen" in client.get(link).content.decode()
    assert "Je verzoek is binnen" in client.post(link).content.decode()
    page = enter(client, carla).get("/mensen/beheer/twente/").content.decode()
    assert "Ik wil leren." in page
    judge = reverse("members_request", args=["twente", asked.pk])
    assert "Schrijf erbij waarom" in client.post(judge, {"step": "decline"}).content.decode()
    assert client.post(judge, {"step": "accept", "words": "Welkom"}).status_code == 302
    assert "doet mee" in client.get(judge).content.decode().lower()
    assert Person.objects.get(email="olga@example.org").roles.get().role == "member"


# ── The people of a werkplaats ───────────────────────────────────────────────────────────────────────────────────────
def test_a_coordinator_invites_sends_again_and_takes_back(client, twente, carla):
    enter(client, carla)
    address = "/mensen/beheer/twente/uitnodigen/"
    for _time in range(2):
        assert client.post(address, {"mail": "gast@example.org", "role": "editor"}).status_code == 302
    invitation = Invitation.objects.get()
    wrong = client.post(address, {"mail": "", "role": "koning", "words": "Kom je?"}).content.decode()
    assert "Er klopt nog iets niet" in wrong
    assert "Kom je?" in wrong
    step = reverse("members_invitation", args=["twente", invitation.pk])
    for what, state in (("again", "sent"), ("", "sent"), ("withdraw", "withdrawn"), ("withdraw", "withdrawn")):
        assert client.post(step, {"step": what}).status_code == 302
        invitation.refresh_from_db()
        assert invitation.state == state


def test_a_coordinator_hands_over_and_ends(client, twente, carla, nadia):
    enter(client, carla)
    address = reverse("members_role", args=["twente", carla.roles.get().pk])
    day = clock.day().isoformat()
    assert "Draag de rol eerst over" in client.post(address, {"step": "end", "on": day}).content.decode()
    assert "Kies aan wie" in client.post(address, {"step": "over", "over-on": day}).content.decode()
    assert client.post(address, {"step": "over", "over-to": nadia.pk, "over-on": day}).status_code == 302
    assert nadia.roles.filter(role="coordinator").exists()
    assert client.get("/mensen/beheer/twente/").status_code == 403
    enter(client, nadia)
    own = reverse("members_role", args=["twente", nadia.roles.get(role="researcher").pk])
    assert "Deze datum klopt niet" in client.post(own, {"step": "end", "on": "31-02"}).content.decode()
    assert client.post(own, {"step": "end", "on": day}).status_code == 302
    assert client.get(own).status_code == 404


def test_a_coordinator_confirms_work_of_the_own_werkplaats_only(client, twente, elsewhere, carla, sam, nadia, project):
    claimed = make_involvement(nadia, project, sure=False)
    assert enter(client, sam).post(reverse("members_work", args=["twente", claimed.pk])).status_code == 403
    assert client.post(reverse("members_work", args=["zuyd", claimed.pk]), {"step": "right"}).status_code == 404
    enter(client, carla)
    assert "Netwerkcirkel geld" in client.get("/mensen/beheer/twente/").content.decode()
    client.post(reverse("members_work", args=["twente", claimed.pk]), {"step": "right"})
    claimed.refresh_from_db()
    assert claimed.state == "confirmed"


def test_desks_lead_to_the_only_one_or_let_a_keeper_choose(client, twente, elsewhere, carla):
    assert enter(client, carla).get("/mensen/beheer/")["Location"] == "/mensen/beheer/twente/"
    keeper = Person.objects.create_superuser("keeper@example.org")
    page = enter(client, keeper).get("/mensen/beheer/").content.decode()
    assert "Werkplaats Zuyd" in page
    assert client.get("/mensen/beheer/zuyd/").status_code == 200


def test_a_desk_shows_only_its_own(client, twente, elsewhere, carla, sam):
    make_request(twente, name="Olga uit Twente")
    make_invitation(elsewhere, name="Gast van Zuyd")
    page = enter(client, carla).get("/mensen/beheer/twente/").content.decode()
    assert "Olga uit Twente" in page
    assert "Gast van Zuyd" not in page
    assert client.get("/mensen/beheer/zuyd/").status_code == 403
