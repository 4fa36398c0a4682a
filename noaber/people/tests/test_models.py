# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from noaber.people.models import Concept, Organisation, Partnership, Period, Person, Role, WerkplaatsName
from noaber.people.testing import make_concept, make_organisation, make_person, make_werkplaats

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 1, 1)


def refused(create):
    with pytest.raises(IntegrityError), transaction.atomic():
        create()


def test_an_address_is_lower_case_unique_and_never_empty():
    Person.objects.create_user(" Inge@Example.ORG ")
    assert Person.objects.get().email == "inge@example.org"
    refused(lambda: Person.objects.create_user("inge@example.org"))
    refused(lambda: Person.objects.create(email="Big@example.org"))
    refused(lambda: Person.objects.create(email=""))


def test_many_people_have_no_address_and_cannot_sign_in_by_password():
    one, other = Person.objects.create_user(), Person.objects.create_user()
    assert one.email is None
    assert not other.has_usable_password()
    assert str(one) == "iemand"
    assert one.ref.startswith("person-")


def test_the_first_keeper_is_found_by_address_whatever_the_capitals():
    keeper = Person.objects.create_superuser("Root@example.org", "geheim")
    assert Person.objects.get_by_natural_key("ROOT@example.org") == keeper
    assert keeper.check_password("geheim")
    assert (keeper.get_full_name(), keeper.get_short_name()) == ("", "")


@pytest.mark.parametrize("model", [Role, Partnership, WerkplaatsName])
def test_a_term_ends_after_it_starts(model, twente, carla):
    own = {
        Role: {"person": carla, "werkplaats": twente, "role": "editor"},
        Partnership: {"organisation": make_organisation(), "werkplaats": twente, "role": "partner"},
        WerkplaatsName: {"werkplaats": twente, "name": "Anders"},
    }[model]
    refused(lambda: model.objects.create(**own, from_on=DAY, until_on=DAY))
    assert str(model.objects.create(**own, from_on=DAY, until_on=DAY + dt.timedelta(1)))


def test_a_period_ends_after_it_starts_and_its_label_is_used_once(twente):
    period = Period.objects.create(werkplaats=twente, label="2023–", starts_on=DAY)
    assert str(period) == "2023–"
    refused(lambda: Period.objects.create(werkplaats=twente, label="2023–"))
    refused(lambda: Period.objects.create(werkplaats=twente, label="om", starts_on=DAY, ends_on=DAY))


def test_one_open_role_of_a_kind(twente, carla):
    refused(lambda: Role.objects.create(person=carla, werkplaats=twente, role="coordinator", from_on=DAY))


def test_a_concept_has_a_word_and_is_not_under_itself():
    schulden = make_concept("schulden")
    refused(lambda: Concept.objects.filter(pk=schulden.pk).update(broader=schulden))
    refused(lambda: Concept.objects.create(slug="leeg", pref_nl=""))
    assert (schulden.ref, str(schulden)) == ("schulden", "schulden")


def test_a_werkplaats_lies_in_the_netherlands(twente):
    refused(lambda: type(twente).objects.filter(pk=twente.pk).update(lat=0.0, lon=0.0))
    refused(lambda: type(twente).objects.filter(pk=twente.pk).update(lat=52.0))


def test_a_werkplaats_bears_its_latest_name(twente):
    WerkplaatsName.objects.create(werkplaats=twente, name="WSDT", short="WSDT", from_on=DAY)
    assert (str(twente), twente.short) == ("WSDT", "WSDT")
    assert twente.colours.light.brand == "#0b5a4c"
    nameless = make_werkplaats("kaal")
    nameless.names.all().delete()
    assert (nameless.name, nameless.short) == ("kaal", "kaal")


def test_something_described_has_a_title_a_ref_and_a_likely_year():
    organisation = make_organisation()
    rows = Organisation.objects.filter(pk=organisation.pk)
    for wrong in ({"title": ""}, {"ref": ""}, {"year": 3000}, {"visibility": "secret"}):
        refused(lambda wrong=wrong: rows.update(**wrong))
    assert str(organisation) == "Stichting Noaberschap"


def test_a_cbs_code_is_used_once():
    make_organisation("Gemeente Almelo", cbs_code="GM0141")
    refused(lambda: Organisation.objects.filter(pk=make_organisation("Almelo").pk).update(cbs_code="GM0141"))


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        ("public", {"nobody", "inge", "pieter", "nadia", "carla", "bas", "sam", "keeper"}),
        ("members", {"nadia", "carla", "bas", "keeper"}),
        ("hidden", {"carla", "keeper"}),
    ],
)
def test_who_reads_what(visibility, readers, twente, nobody, inge, pieter, nadia, carla, bas, sam):
    keeper = Person.objects.create_superuser("root@example.org")
    make_organisation(home=twente, visibility=visibility)
    cast = {
        "nobody": nobody, "inge": inge, "pieter": pieter, "nadia": nadia, "carla": carla, "bas": bas, "sam": sam,
        "keeper": keeper,
    }  # fmt: skip
    found = {name for name, person in cast.items() if Organisation.objects.all().visible_to(person).exists()}
    assert found == readers


def test_a_closed_account_and_an_ended_role_read_the_public_only(twente):
    make_organisation(home=twente, visibility="members")
    closed = make_person(email="a@example.org", role="editor", werkplaats=twente)
    closed.is_active = False
    gone = make_person(email="b@example.org", role="editor", werkplaats=twente, until_on=DAY)
    assert not Organisation.objects.all().visible_to(closed).exists()
    assert not Organisation.objects.all().visible_to(gone).exists()


def test_stale_when_the_review_date_has_passed():
    organisation = make_organisation(review_on=DAY)
    assert organisation.stale(DAY + dt.timedelta(1))
    assert not organisation.stale(DAY)
    assert not make_organisation("Zonder").stale(DAY)
