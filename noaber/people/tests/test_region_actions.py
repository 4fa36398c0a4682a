# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest
from django.db.models import F

from noaber import ledger
from noaber.base.testing import at
from noaber.base.verdicts import Refused
from noaber.people import actions, period_actions, region_actions, region_queries, show_actions
from noaber.people.region_models import OldAddress, ShowRequest
from noaber.people.testing import LONG_AGO, make_concept, make_organisation, make_person

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": LONG_AGO}
THEME = "--utrecht-button-primary-action-background-color: #7a1f5c; --utrecht-heading-color: #14361f;"


def as_(person):
    return {"by": person, "at": at()}


def test_a_coordinator_sets_their_own_site_and_the_ledger_tells(twente, carla):
    region_actions.change_settings(
        twente, name="Werkplaats Sociaal Domein Twente", short="Twente", host=" HTTPS://WSDTwente.nl/ ",
        brand="#7A1F5C", words={"projects": " Netwerk\u00a0cirkels ", "meetings": ""}, languages=["nl"], **as_(carla),
    )  # fmt: skip
    twente.refresh_from_db()
    assert (twente.host, twente.brand, twente.words) == ("wsdtwente.nl", "#7a1f5c", {"projects": "Netwerk cirkels"})
    assert twente.name == "Werkplaats Sociaal Domein Twente"
    assert [entry.verb for entry in ledger.trail(twente)][-1] == "werkplaats.settings_changed"


@pytest.mark.parametrize("who", ["pieter", "nadia", "bas", "sam", "nobody"])
def test_nobody_else_does(request, twente, who):
    person = request.getfixturevalue(who) or make_person(name="Iemand")
    theme = make_concept()
    for attempt in (
        lambda: region_actions.change_settings(twente, brand="#000000", **as_(person)),
        lambda: region_actions.take_house_style(twente, text=THEME, **as_(person)),
        lambda: region_actions.drop_house_style(twente, **as_(person)),
        lambda: period_actions.start_period(twente, label="x", starts_on=dt.date(2027, 1, 1), **as_(person)),
        lambda: region_actions.found_werkplaats("x", name="X", short="X", region="", coordinator="", **as_(person)),
        lambda: show_actions.remember_addresses([("/a", "/vragen/")], **as_(person)),
    ):
        with pytest.raises(Refused):
            attempt()
    assert theme


@pytest.mark.parametrize(
    "host",
    ["wsd", "a b.nl", "wsd.nl:8000", "wsd_twente.nl", "-wsd.nl", "1.2.3.4", "wsd.nl/pad", "localhost", "user@wsd.nl",
     "x" * 300 + ".nl", "*.nl", "wsd..nl", "[::1]"],
)  # fmt: skip
def test_what_is_no_host_is_said(twente, carla, host):
    with pytest.raises(Refused):
        region_actions.change_settings(twente, host=host, **as_(carla))


def test_a_host_is_of_one_werkplaats(twente, elsewhere):
    region_actions.change_settings(twente, host="wsd.nl", **BY)
    with pytest.raises(Refused, match="andere werkplaats"):
        region_actions.change_settings(elsewhere, host="wsd.nl", **BY)


def test_a_new_name_keeps_the_old_one_with_its_term(twente, carla):
    region_actions.change_settings(twente, name="Nieuw Twente", short="Twente", **as_(carla))
    old, new = twente.names.order_by(F("from_on").asc(nulls_first=True))
    assert (old.name, old.until_on, new.from_on) == ("Werkplaats Twente", at().date(), at().date())


def test_a_house_style_has_a_version_that_changes_with_it(twente, carla):
    before = region_queries.sites()["twente"].version
    reading = region_actions.take_house_style(twente, text=THEME + "--a-b: url(x);", **as_(carla))
    assert (len(reading.tokens), reading.left_out) == (2, 1)
    after = region_queries.sites()["twente"].version
    assert after != before
    with pytest.raises(Refused):
        region_actions.take_house_style(twente, text="niets", **as_(carla))
    region_actions.drop_house_style(twente, **as_(carla))
    assert region_queries.style_of("twente") == (twente.brand, {})
    assert region_queries.sites()["twente"].version == before


def test_a_new_werkplaats_has_a_coordinator_who_can_begin(twente):
    made = region_actions.found_werkplaats(
        "zeeland", name="WSD Zeeland", short="Zeeland", region="Zeeland", brand="#123456",
        coordinator="Ruben@Example.org", **BY,
    )  # fmt: skip
    role = made.roles.get()
    assert (role.role, role.person.email) == ("coordinator", "ruben@example.org")
    for slug in ("zeeland", "vragen", "beheer"):
        with pytest.raises(Refused):
            region_actions.found_werkplaats(slug, name="Z", short="Z", region="", coordinator="", **BY)


def test_a_new_period_ends_the_old_one_and_keeps_it_as_it_was(twente, carla):
    theme, saxion = make_concept("armoede"), make_organisation("Saxion")
    actions.join_werkplaats(saxion, twente, role="lead", **BY)
    first = period_actions.start_period(
        twente, label="2016–2018", starts_on=dt.date(2016, 1, 1), themes=[theme], summary="Toen", **as_(carla)
    )
    second = period_actions.start_period(twente, label="2023–", starts_on=dt.date(2023, 1, 1), **as_(carla))
    first.refresh_from_db()
    assert (first.slug, first.ends_on, first.summary) == ("2016-2018", dt.date(2023, 1, 1), "Toen")
    assert list(first.themes.all()) == [theme]
    assert first.ending["partners"] == [["penvoerder", "Saxion", saxion.slug]]
    assert first.ending["roles"] == {"coordinator": 1}
    assert "Carla" not in str(first.ending)
    region_actions.change_settings(twente, description="Nu anders", words={"projects": "Ateliers"}, **as_(carla))
    first.refresh_from_db()
    assert first.ending["words"] == {}
    with pytest.raises(Refused, match="archief"):
        period_actions.change_period(first, themes=[], summary="Herschreven", **as_(carla))
    period_actions.change_period(second, themes=[theme], summary="Nu", **as_(carla))
    assert twente.periods.get(pk=second.pk).summary == "Nu"


def test_beginning_twice_is_beginning_once_and_never_in_the_past(twente, carla):
    begin = {"label": "2023–", "starts_on": dt.date(2023, 1, 1)}
    one = period_actions.start_period(twente, **begin, **as_(carla))
    assert period_actions.start_period(twente, **begin, **as_(carla)) == one
    for wrong in (
        {"label": "2023–", "starts_on": dt.date(2027, 1, 1)},
        {"label": "x", "starts_on": dt.date(2022, 1, 1)},
    ):
        with pytest.raises(Refused):
            period_actions.start_period(twente, **wrong, **as_(carla))
    assert twente.periods.count() == 1


def test_asked_accepted_and_stopped(twente, elsewhere, carla, sam):
    thing = make_organisation(home=twente)
    asked = show_actions.ask_to_show(thing, werkplaats=elsewhere, reason="Past bij ons", **as_(sam))
    assert show_actions.ask_to_show(thing, werkplaats=elsewhere, **as_(sam)) == asked
    with pytest.raises(Refused):
        show_actions.decide_to_show(asked, accept=True, **as_(sam))
    show_actions.decide_to_show(asked, accept=True, **as_(carla))
    assert list(thing.shown_by.all()) == [elsewhere]
    show_actions.stop_showing(asked, **as_(sam))
    assert not thing.shown_by.exists()
    assert ShowRequest.objects.get().state == "ended"
    show_actions.ask_to_show(thing, werkplaats=elsewhere, **as_(sam))


def test_declining_says_why(twente, elsewhere, carla, sam):
    thing = make_organisation(home=twente)
    asked = show_actions.ask_to_show(thing, werkplaats=elsewhere, **as_(sam))
    with pytest.raises(Refused, match="waarom"):
        show_actions.decide_to_show(asked, accept=False, answer=" ", **as_(carla))
    show_actions.decide_to_show(asked, accept=False, answer="Nog niet af.", **as_(carla))
    assert not thing.shown_by.exists()


def test_what_cannot_be_asked(twente, elsewhere, carla, sam):
    hidden = make_organisation("Verborgen", home=twente, visibility="members")
    homeless = make_organisation("Van niemand")
    own = make_organisation("Van ons", home=twente)
    for thing, werkplaats, person in (
        (hidden, elsewhere, sam), (homeless, elsewhere, sam), (own, twente, carla), (own, elsewhere, carla),
    ):  # fmt: skip
        with pytest.raises(Refused):
            show_actions.ask_to_show(thing, werkplaats=werkplaats, **as_(person))


def test_nobody_decides_on_their_own_request(twente, elsewhere, carla):
    actions.assign_role(carla, werkplaats=elsewhere, role="editor", from_on=LONG_AGO.date(), **BY)
    asked = show_actions.ask_to_show(make_organisation(home=twente), werkplaats=elsewhere, **as_(carla))
    with pytest.raises(Refused, match="eigen verzoek"):
        show_actions.decide_to_show(asked, accept=True, **as_(carla))


def test_old_addresses_lead_in_one_step_and_never_round(twente):
    thing = make_organisation(home=twente)
    rows = [
        ("https://www.oud.nl/Organisatie/Noaber/", f"organisation:{thing.ref}"),
        ("/agenda", "/bijeenkomsten/"),
        ("/werkplaats/twente", f"werkplaats:{twente.ref}"),
        ("/elders", "https://elders.example/"),
    ]
    assert show_actions.remember_addresses(rows, **BY) == (4, [])
    assert region_queries.new_address("/organisatie/noaber") == thing.get_absolute_url()
    assert region_queries.new_address("/agenda/") == "/bijeenkomsten/"
    assert region_queries.new_address("/werkplaats/twente/") == "/twente/"
    assert region_queries.new_address("/onbekend/") == ""
    wrong = [
        ("/x", "/x/"), ("/", "/vragen/"), ("/y", "//kwaad.example/"), ("/y", "javascript:alert(1)"),
        ("/y", "product:nee"),
        ("/a", "/b/"), ("/b", "/a/"), ("/c", "/agenda/"), ("/bijeenkomsten", "/kennis/"),
    ]  # fmt: skip
    written, told = show_actions.remember_addresses(wrong, **BY)
    paths = set(OldAddress.objects.values_list("path", flat=True))
    assert "/c" not in paths
    assert "/bijeenkomsten" not in paths
    assert not {"/x", "/y"} & paths
    assert len(told) >= 8
    assert written <= 1


def test_periods_are_years_of_one_werkplaats(twente, elsewhere):
    record = period_actions.record_period
    record(twente, label="2016–2018", starts_on=dt.date(2016, 1, 1), ends_on=dt.date(2019, 1, 1), **BY)
    record(twente, label="2019–", starts_on=dt.date(2019, 1, 1), **BY)
    assert region_queries.period_years("twente", "2016-2018") == (2016, 2018)
    assert region_queries.period_years("zuyd", "2016-2018") is None
    assert [label for _slug, label in region_queries.period_choices("twente")] == ["2019–", "2016–2018"]
