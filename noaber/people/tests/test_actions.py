# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest

from noaber import ledger
from noaber.base.verdicts import Refused
from noaber.people import actions, period_actions
from noaber.people.testing import LONG_AGO, make_concept, make_organisation, make_person, make_werkplaats

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": LONG_AGO}
DAY = dt.date(2024, 1, 1)


def test_one_person_per_address_and_always_a_new_one_without():
    one = make_person(email="Pieter@example.org")
    assert make_person(email="pieter@EXAMPLE.org") == one
    assert make_person() != make_person()
    assert [entry.verb for entry in ledger.trail(one)] == ["person.recorded"]


def test_a_coordinator_does_not_change_the_network(carla, twente):
    by = {"by": carla, "at": LONG_AGO}
    for attempt in (
        lambda: actions.record_werkplaats("nieuw", **by),
        lambda: actions.name_werkplaats(twente, name="Anders", **by),
        lambda: period_actions.record_period(twente, label="2030", **by),
        lambda: actions.join_werkplaats(make_organisation(), twente, role="partner", **by),
        lambda: actions.assign_role(carla, werkplaats=twente, role="board", from_on=DAY, **by),
        lambda: actions.end_role(carla.roles.get(), until_on=DAY, **by),
        lambda: actions.record_concept("x", pref_nl="x", **by),
        lambda: actions.relate_concepts({}, **by),
        lambda: actions.record_organisation("x", **by),
    ):
        with pytest.raises(Refused):
            attempt()


def test_a_werkplaats_keeps_its_identity(twente):
    again = actions.record_werkplaats("twente", region="Twente en Salland", **BY)
    assert again.pk == twente.pk
    assert [entry.verb for entry in ledger.trail(again)].count("werkplaats.recorded") == 2
    with pytest.raises(Refused):
        actions.record_werkplaats("twente", brand="groen", **BY)


def test_a_new_name_ends_the_old_one(twente):
    actions.name_werkplaats(twente, name="WSDT", from_on=DAY, **BY)
    assert list(twente.names.values_list("name", "until_on")) == [("Werkplaats Twente", DAY), ("WSDT", None)]
    actions.name_werkplaats(twente, name="WSDT", from_on=DAY, short="WSDT", **BY)
    assert twente.names.count() == 2


def test_a_period_is_recorded_once_with_its_themes(twente):
    theme = make_concept()
    for themes in ([], [theme]):
        period = period_actions.record_period(twente, label="2023–", starts_on=DAY, themes=themes, **BY)
    assert twente.periods.get() == period
    assert list(period.themes.all()) == [theme]
    with pytest.raises(Refused):
        period_actions.record_period(twente, label="om", starts_on=DAY, ends_on=DAY, **BY)


def test_joining_twice_changes_nothing(twente):
    organisation = make_organisation()
    one = actions.join_werkplaats(organisation, twente, role="partner", **BY)
    assert actions.join_werkplaats(organisation, twente, role="partner", **BY) == one
    assert [entry.verb for entry in ledger.trail(twente)].count("werkplaats.partner_joined") == 1


def test_a_role_is_given_once_and_ends(twente, carla):
    with pytest.raises(Refused):
        actions.assign_role(carla, werkplaats=twente, role="coordinator", from_on=DAY, **BY)
    with pytest.raises(Refused):
        actions.assign_role(carla, werkplaats=twente, role="board", from_on=DAY, until_on=DAY, **BY)
    role = carla.roles.get()
    with pytest.raises(Refused):
        actions.end_role(role, until_on=role.from_on, **BY)
    actions.end_role(role, until_on=DAY, **BY)
    assert carla.roles.get().until_on == DAY
    assert [entry.verb for entry in ledger.trail(carla)][-1] == "person.role_ended"


def test_a_theme_is_never_broader_than_itself():
    armoede = make_concept("armoede")
    schulden = make_concept("schulden", broader=armoede)
    with pytest.raises(Refused):
        actions.record_concept("armoede", pref_nl="armoede", broader=schulden, **BY)
    with pytest.raises(Refused):
        actions.record_concept("te lang", pref_nl="x" * 500, **BY)
    actions.relate_concepts({"schulden": ["armoede"]}, **BY)
    assert list(armoede.related.all()) == [schulden]


def test_an_organisation_is_known_by_its_ref():
    one = make_organisation("Saxion", ref="o-saxion")
    again = make_organisation("Hogeschool Saxion", ref="o-saxion", home=make_werkplaats("twente"))
    assert (again.pk, again.slug) == (one.pk, one.slug)
    with pytest.raises(Refused):
        make_organisation("Almelo", cbs_code="0141")
