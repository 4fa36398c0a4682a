# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest

from noaber.people import actions, period_actions, queries
from noaber.people.models import Organisation
from noaber.people.testing import LONG_AGO, make_concept, make_organisation, make_person, make_werkplaats

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": LONG_AGO}


def test_the_national_layer_and_ended_werkplaatsen_are_left_out(twente):
    make_werkplaats("landelijk", status="national")
    make_werkplaats("gestopt", status="ended")
    assert [one.slug for one in queries.werkplaatsen()] == ["twente"]
    assert {one.slug for one in queries.werkplaatsen(national=True)} == {"twente", "landelijk"}
    assert queries.werkplaats_names()["twente"] == "Twente"


def test_coordinators_of_a_werkplaats_within_their_term(twente, carla, bas, sam):
    later = make_person(email="l@example.org", role="coordinator", werkplaats=twente, from_on=dt.date(2030, 1, 1))
    assert list(queries.coordinators_of(twente)) == [carla]
    assert set(queries.coordinators_of(twente, dt.date(2030, 1, 1))) == {carla, later}


def test_what_a_person_coordinates_and_may_find(twente, carla, nadia, nobody):
    assert list(queries.coordinates(carla)) == [twente]
    assert not queries.coordinates(nadia)
    assert queries.scope_of(nobody) == ("public",)
    assert queries.scope_of(nadia) == ("public", "members:twente")


def test_nobody_costs_no_query(nobody, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.scope_of(nobody) == ("public",)


def test_themes_and_qualities_are_two_facets():
    theme, quality = make_concept("schulden"), make_concept("kwaliteit-cohesie", scheme="sociale-kwaliteit")
    assert list(queries.themes()) == [theme]
    assert list(queries.qualities()) == [quality]
    assert set(queries.concepts_by_slug()) == {"schulden", "kwaliteit-cohesie"}
    assert set(queries.concepts_by_slug(["schulden", "onbekend"])) == {"schulden"}


def test_the_period_that_holds(twente):
    first = period_actions.record_period(
        twente, label="2016–2018", starts_on=dt.date(2016, 1, 1), ends_on=dt.date(2019, 1, 1), **BY
    )
    second = period_actions.record_period(twente, label="2023–", starts_on=dt.date(2023, 1, 1), **BY)
    assert queries.current_period(twente) == second
    assert queries.current_period(twente, dt.date(2018, 7, 1)) == first
    assert queries.current_period(twente, dt.date(2020, 1, 1)) is None


def test_partners_and_organisations(twente):
    saxion = make_organisation("Saxion", sort="university")
    actions.join_werkplaats(saxion, twente, role="lead", **BY)
    assert [one.organisation for one in queries.partners_of(twente)] == [saxion]
    assert [one.werkplaats for one in queries.partnerships_of(saxion)] == [twente]
    assert list(queries.organisations(None, werkplaats="twente", soort="university", q="sax")) == [saxion]
    assert not queries.organisations(None, soort="care")


def test_details_take_one_query(remembering, twente, elsewhere, django_assert_num_queries):
    thing = make_organisation("Regio", home=twente, year=2017, organisation_names=["Saxion", "Onbekend"])
    saxion = make_organisation("Saxion")
    thing.shown_by.add(elsewhere)
    thing.themes.add(make_concept("schulden"), make_concept("armoede"))
    thing.organisations.add(saxion)
    period_actions.record_period(
        twente, label="2016–2018", starts_on=dt.date(2016, 1, 1), ends_on=dt.date(2019, 1, 1), **BY
    )
    thing = queries.described(Organisation, None).get(pk=thing.pk)
    queries.details_of(thing)
    with django_assert_num_queries(1):
        details = queries.details_of(thing)
    assert details.werkplaatsen == [("twente", "Twente"), ("zuyd", "Zuyd")]
    assert [slug for slug, _label in details.themes] == ["armoede", "schulden"]
    assert details.organisations == [(saxion.slug, "Saxion")]
    assert details.other_organisations == ["Onbekend"]
    assert details.period == "2016–2018"
