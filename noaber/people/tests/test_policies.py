# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest

from noaber.people.models import Person
from noaber.people.policies import may_coordinate, may_manage_network, may_see, may_sign_in
from noaber.people.testing import make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_only_carla_coordinates_twente(twente, nobody, inge, pieter, nadia, carla, bas, sam):
    assert may_coordinate(carla, twente)
    for person in (nobody, inge, pieter, nadia, bas, sam):
        verdict = may_coordinate(person, twente)
        assert not verdict
        assert verdict.reason


def test_not_before_or_after_the_term(twente, carla):
    assert not may_coordinate(carla, twente, dt.date(2000, 1, 1))
    gone = make_person(email="g@example.org", role="coordinator", werkplaats=twente, until_on=dt.date(2024, 1, 1))
    assert may_coordinate(gone, twente, dt.date(2023, 12, 31))
    assert not may_coordinate(gone, twente, dt.date(2024, 1, 1))


def test_a_closed_account_does_nothing(twente, carla):
    carla.is_active = False
    assert not may_coordinate(carla, twente)
    assert not may_sign_in(carla)
    assert not may_manage_network(carla)


def test_without_a_home_nobody_but_a_keeper(carla, twente):
    keeper = Person.objects.create_superuser("root@example.org")
    assert not may_coordinate(carla, None)
    assert may_coordinate(keeper, None)
    assert may_manage_network(keeper)
    assert may_manage_network(None)
    assert not may_manage_network(carla)


def test_who_signs_in(nobody, inge, pieter, nadia, carla):
    assert [bool(may_sign_in(one)) for one in (nobody, inge, pieter, nadia, carla)] == [False, False, False, True, True]
    assert may_sign_in(Person.objects.create_superuser("root@example.org"))


def test_who_sees_what_is_for_members(twente, nadia, sam, nobody):
    thing = make_organisation(home=twente, visibility="members")
    assert may_see(nadia, thing)
    assert not may_see(sam, thing)
    assert may_see(nobody, make_organisation("Openbaar"))
