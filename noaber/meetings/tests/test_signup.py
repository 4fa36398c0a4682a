# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing up: who gets a place, who waits, and what comes of it when somebody changes or stays away."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from noaber.base import clock
from noaber.base.testing import at as moment
from noaber.base.verdicts import Refused
from noaber.ledger.models import Entry
from noaber.meetings import planning_actions, signup_actions, signup_care_actions, signup_line_actions, signup_queries
from noaber.meetings.models import Asked, Meeting, PartChoice, Registration, RegistrationState
from noaber.meetings.programme_actions import keep
from noaber.meetings.signup_places import Places, Waiting, yes_until
from noaber.meetings.testing import BEGINS, PLANNED_AT, keep_places, make_meeting, make_part, make_registration

pytestmark = pytest.mark.django_db
LATER = moment("2026-03-05 09:00")
IN, WAITING, OFFERED, OUT = RegistrationState.values


def states(meeting):
    return dict(meeting.registrations.order_by("number").values_list("name", "state"))


def taken(meeting):
    return Meeting.objects.values_list("taken", flat=True).get(pk=meeting.pk)


def again(registration):
    return Registration.objects.select_related("meeting__home").get(pk=registration.pk)


def test_who_comes_first_has_a_place_and_the_rest_waits_in_order(carla, twente):
    meeting = make_meeting(carla, twente, capacity=2)
    for name in ("Ans", "Bert", "Cor", "Dora"):
        make_registration(meeting, name)
    assert states(meeting) == {"Ans": IN, "Bert": IN, "Cor": WAITING, "Dora": WAITING}
    assert taken(meeting) == 2
    assert [signup_queries.place_in_line(one) for one in meeting.registrations.filter(state=WAITING)] == [1, 2]
    assert Entry.objects.filter(verb="registration.made").count() == 4
    assert "Ans" not in str(list(Entry.objects.filter(kind="registration").values()))


def test_the_table_itself_gives_no_place_twice(carla, twente):
    meeting = make_meeting(carla, twente, capacity=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(taken=3)


def test_without_an_end_to_the_places_everybody_comes(carla, twente):
    meeting = make_meeting(carla, twente)
    for number in range(5):
        assert make_registration(meeting, f"Wie{number}", size=10).state == IN
    assert taken(meeting) == 50


def test_sent_twice_or_signed_up_twice_is_once(carla, twente):
    meeting = make_meeting(carla, twente, capacity=2)
    first = make_registration(meeting, submission="m")
    assert make_registration(meeting, submission="m") == first
    again = signup_actions.sign_up(meeting, facts={"name": "Ander", "email": "INGE@example.org"}, by=None, at=LATER)
    assert (again.registration, again.new, again.state) == (first, False, IN)
    assert Registration.objects.get().name == "Inge"
    assert taken(meeting) == 1
    # The same page sent for another meeting is another registration.
    assert make_registration(make_meeting(carla, twente), submission="m") != first


def test_whether_somebody_comes_is_told_to_nobody_else(carla, twente):
    meeting = make_meeting(carla, twente, capacity=1)
    make_registration(meeting)
    told = signup_actions.sign_up(meeting, facts={"name": "X", "email": "inge@example.org"}, by=None, at=LATER)
    assert told.state == signup_actions.sign_up(
        meeting, facts={"name": "Y", "email": "y@example.org"}, by=None, at=LATER
    ).state  # fmt: skip


@pytest.mark.parametrize(
    ("overrides", "at", "told"),
    [
        ({"sign_up": "none"}, LATER, "Hier kun je je niet aanmelden"),
        ({"sign_up": "elsewhere"}, LATER, "Hier kun je je niet aanmelden"),
        ({"closes_at": moment("2026-03-04 00:00")}, LATER, "Aanmelden kan niet meer"),
        ({"opens_at": moment("2026-03-06 00:00")}, LATER, "Aanmelden kan vanaf"),
        ({}, BEGINS, "Aanmelden kan niet meer"),
        ({"capacity": 3}, LATER, "hoogstens"),
    ],
)
def test_when_signing_up_is_refused(carla, twente, overrides, at, told):
    meeting = make_meeting(carla, twente, **overrides)
    with pytest.raises(Refused) as refusal:
        make_registration(meeting, at=at, size=4 if "capacity" in overrides else 1)
    assert told in refusal.value.reason or "kunnen van jullie" in refusal.value.reason
    assert not Registration.objects.exists()


def test_who_stays_away_makes_room_for_the_first_who_waits(carla, twente):
    meeting = make_meeting(carla, twente, capacity=1)
    inge, bert, cor = (make_registration(meeting, name) for name in ("Inge", "Bert", "Cor"))
    signup_actions.cancel(inge, by=None, at=LATER)
    assert states(meeting) == {"Inge": OUT, "Bert": OFFERED, "Cor": WAITING}
    assert again(bert).offered_until == LATER + dt.timedelta(hours=48)
    signup_actions.cancel(inge, by=None, at=LATER)
    assert taken(meeting) == 1
    assert signup_actions.say_yes(bert, by=None, at=LATER).state == IN
    assert signup_actions.say_yes(bert, by=None, at=LATER).state == IN
    assert (taken(meeting), again(cor).state) == (1, WAITING)


def test_a_place_that_nobody_says_yes_to_goes_to_the_next(carla, twente):
    meeting = make_meeting(carla, twente, capacity=1)
    inge, bert, cor = (make_registration(meeting, name) for name in ("Inge", "Bert", "Cor"))
    signup_actions.cancel(inge, by=None, at=LATER)
    late = LATER + dt.timedelta(hours=48)
    assert list(signup_queries.to_serve(late - dt.timedelta(seconds=1))) == []
    assert list(signup_queries.to_serve(late)) == [meeting]
    with pytest.raises(Refused, match="voorbij"):
        signup_actions.say_yes(bert, by=None, at=late)
    assert signup_line_actions.attend(meeting, by=None, at=late) == 1
    assert states(meeting) == {"Inge": OUT, "Bert": OUT, "Cor": OFFERED}
    with pytest.raises(Refused):
        signup_actions.say_yes(bert, by=None, at=late)
    assert signup_line_actions.attend(meeting, by=None, at=late) == 0
    assert again(cor).state == OFFERED


def test_more_places_are_for_who_waits(carla, twente, deliver):
    now = clock.now()
    meeting = make_meeting(carla, twente, capacity=1, starts_at=now + dt.timedelta(days=30), at=now)
    for name in ("Ans", "Bert", "Cor", "Dora"):
        make_registration(meeting, name, at=now)
    planning_actions.change(meeting, facts={"capacity": 3}, by=carla, at=now)
    deliver()
    assert states(meeting) == {"Ans": IN, "Bert": OFFERED, "Cor": OFFERED, "Dora": WAITING}
    with pytest.raises(Refused, match="3 plaatsen bezet"):
        planning_actions.change(meeting, facts={"capacity": 2}, by=carla, at=now)
    planning_actions.change(meeting, facts={"capacity": None}, by=carla, at=now)
    deliver()
    assert states(meeting)["Dora"] == OFFERED


def test_a_group_comes_together_and_nobody_passes_it_until_the_meeting_is_near(carla, twente):
    meeting = make_meeting(carla, twente, capacity=4)
    ans, bert = (make_registration(meeting, name, size=2) for name in ("Ans", "Bert"))
    make_registration(meeting, "Groep", size=3)
    make_registration(meeting, "Een")
    signup_actions.cancel(ans, by=None, at=LATER)
    assert states(meeting) == {"Ans": OUT, "Bert": IN, "Groep": WAITING, "Een": WAITING}
    # Who comes new does not pass it either.
    assert make_registration(meeting, "Nieuw", at=LATER).state == WAITING
    signup_line_actions.attend(meeting, by=None, at=BEGINS - dt.timedelta(days=1))
    assert states(meeting)["Groep"] == WAITING
    assert [states(meeting)[name] for name in ("Een", "Nieuw")] == [OFFERED, OFFERED]
    assert again(bert).state == IN


def test_a_group_that_becomes_smaller_fits(carla, twente):
    meeting = make_meeting(carla, twente, capacity=4)
    ans = make_registration(meeting, "Ans", size=4)
    group = make_registration(meeting, "Groep", size=4)
    signup_actions.change(ans, facts={"size": 1}, by=None, at=LATER)
    assert (taken(meeting), again(group).state) == (1, WAITING)
    signup_actions.change(group, facts={"size": 3}, by=None, at=LATER)
    assert (taken(meeting), again(group).state) == (4, OFFERED)
    with pytest.raises(Refused, match="Er is plek voor 1 mens"):
        signup_actions.change(ans, facts={"size": 2}, by=None, at=LATER)
    assert (taken(meeting), again(ans).size) == (4, 1)


def test_places_are_kept_for_residents_until_a_moment(carla, twente):
    meeting = make_meeting(carla, twente, capacity=4)
    keep_places(meeting, carla, "resident", 2, until=moment("2026-03-10 00:00"))
    made = [make_registration(meeting, f"P{number}", perspective="professional").state for number in range(3)]
    assert made == [IN, IN, WAITING]
    assert make_registration(meeting, "Inge", perspective="resident").state == IN
    inge = Registration.objects.get(name="Inge")
    with pytest.raises(Refused, match="Voor dit perspectief is er geen plek meer"):
        signup_actions.change(inge, facts={"perspective": "professional"}, by=None, at=LATER)
    assert list(signup_queries.to_serve(LATER)) == [meeting]
    signup_line_actions.attend(meeting, by=None, at=LATER)
    assert states(meeting)["P2"] == WAITING
    signup_line_actions.attend(meeting, by=None, at=moment("2026-03-10 00:00"))
    assert states(meeting)["P2"] == OFFERED


def test_a_kept_place_that_comes_free_goes_to_the_first_whom_it_is_for(carla, twente):
    meeting = make_meeting(carla, twente, capacity=2)
    keep_places(meeting, carla, "resident", 1)
    make_registration(meeting, "Prof", perspective="professional")
    ans = make_registration(meeting, "Ans", perspective="resident")
    make_registration(meeting, "Nog", perspective="professional")
    make_registration(meeting, "Inge", perspective="resident")
    signup_actions.cancel(ans, by=None, at=LATER)
    assert states(meeting) == {"Prof": IN, "Ans": OUT, "Nog": WAITING, "Inge": OFFERED}


def test_parts_have_places_of_their_own(carla, twente):
    meeting = make_meeting(carla, twente, capacity=5)
    one, other = (make_part(meeting, carla, round=1, capacity=1, title=title) for title in ("Een", "Ander"))
    common = make_part(meeting, carla)
    ans = make_registration(meeting, "Ans", parts=[one.pk, common.pk])
    bert = make_registration(meeting, "Bert", parts=[one.pk], at=LATER)
    assert list(PartChoice.objects.values_list("registration__name", "part__title", "waits")) == [
        ("Ans", "Een", False), ("Bert", "Een", True),
    ]  # fmt: skip
    assert [full for _part, full in signup_queries.rounds_of(meeting)[0].parts] == [True, False]
    with pytest.raises(Refused, match="niet genoeg plek"):
        signup_actions.change(ans, facts={"size": 2}, by=None, at=LATER)
    signup_actions.change(ans, facts={}, parts=[other.pk], by=None, at=LATER)
    assert not bert.choices.get().waits
    Registration.objects.update(tell="", tell_at=None)
    signup_actions.change(bert, facts={"name": "Berta"}, parts=[one.pk], by=None, at=LATER)
    assert again(bert).tell == ""


def test_who_waits_for_a_part_hears_when_there_is_place(carla, twente):
    meeting = make_meeting(carla, twente)
    part = make_part(meeting, carla, round=1, capacity=1)
    ans, bert = (make_registration(meeting, name, parts=[part.pk]) for name in ("Ans", "Bert"))
    Registration.objects.update(tell="", tell_at=None)
    signup_actions.cancel(ans, by=None, at=LATER)
    assert again(bert).tell == "part"
    assert not again(bert).choices.get().waits


def test_answers_are_kept_of_what_is_asked_here(carla, twente):
    meeting, other = make_meeting(carla, twente), make_meeting(carla, twente)
    here, there = (
        keep(one, model=Asked, facts={"text": "Eet je mee?"}, by=carla, at=LATER) for one in (meeting, other)
    )
    made = make_registration(meeting, answers={here.pk: " Ja ", there.pk: "Nee", 0: "x"})
    assert list(made.answers.values_list("asked", "text")) == [(here.pk, "Ja")]
    signup_actions.change(made, facts={}, answers={here.pk: ""}, by=None, at=LATER)
    assert not made.answers.exists()


def test_a_whole_series_at_once(carla, twente):
    open_ones = [make_meeting(carla, twente, series="Kenniscafés", capacity=number) for number in (1, 2)]
    shut = make_meeting(carla, twente, series="Kenniscafés", closes_at=PLANNED_AT - dt.timedelta(days=1))
    make_registration(open_ones[0], "Ans")
    facts = {"name": "Inge", "email": "inge@example.org"}
    made = signup_actions.sign_up_series([*open_ones, shut], facts=facts, submission="m", by=None, at=LATER)
    assert [one.state for one in made] == [WAITING, IN]
    again = signup_actions.sign_up_series([*open_ones, shut], facts=facts, submission="m", by=None, at=LATER)
    assert [one.registration for one in again] == [one.registration for one in made]
    with pytest.raises(Refused, match="niet meer"):
        signup_actions.sign_up_series([shut], facts=facts, by=None, at=LATER)


def test_who_plans_adds_and_takes_off(carla, pieter, twente):
    meeting = make_meeting(carla, twente, closes_at=PLANNED_AT)
    facts = {"name": "Ans", "email": "ans@example.org"}
    with pytest.raises(Refused):
        signup_actions.add(meeting, facts=facts, by=pieter, at=LATER)
    ans = signup_actions.add(meeting, facts=facts, by=carla, at=LATER).registration
    assert (ans.state, ans.person) == (IN, None)
    with pytest.raises(Refused):
        signup_actions.cancel(ans, reason="Dubbel", by=pieter, at=LATER)
    gone = signup_actions.cancel(ans, reason="Dubbel", by=carla, at=LATER)
    assert (gone.state, gone.reason, gone.tell) == (OUT, "Dubbel", "out")
    with pytest.raises(Refused):
        signup_actions.add(meeting, facts=facts, by=carla, at=BEGINS + dt.timedelta(days=1))


def test_what_was_said_for_an_evening_is_erased_in_time(carla, twente):
    meeting = make_meeting(carla, twente)
    inge = make_registration(meeting, diet="pinda", access="ringleiding", organisation="Buurt")
    ans = make_registration(meeting, "Ans", diet="vis")
    signup_actions.cancel(ans, by=None, at=LATER)
    assert again(ans).diet == ""
    week = BEGINS + dt.timedelta(days=7, hours=2)
    assert signup_care_actions.erase_needs(by=None, at=week - dt.timedelta(seconds=1)) == 0
    assert signup_care_actions.erase_needs(by=None, at=week) == 1
    assert signup_care_actions.erase_needs(by=None, at=week) == 0
    assert (again(inge).diet, again(inge).access, again(inge).email) == ("", "", "inge@example.org")
    signup_care_actions.forget_people(by=None, at=week)
    assert (again(ans).email, again(inge).email) == ("", "inge@example.org")
    signup_care_actions.forget_people(by=None, at=BEGINS + dt.timedelta(weeks=14))
    assert (again(inge).name, again(inge).email, again(inge).organisation, again(inge).state) == ("", "", "", IN)


def test_the_count_is_looked_after(carla, twente):
    meeting = make_meeting(carla, twente, capacity=5)
    make_registration(meeting, size=2)
    assert signup_queries.miscounted() == []
    Meeting.objects.filter(pk=meeting.pk).update(taken=4)
    assert [(one.pk, summed) for one, summed in signup_queries.miscounted()] == [(meeting.pk, 2)]
    assert signup_care_actions.set_right(meeting, by=None, at=LATER) == 2
    assert (taken(meeting), signup_queries.miscounted()) == (2, [])


def test_how_long_one_has_to_say_yes():
    begins = moment("2026-04-16 19:30")

    def hours(**before):
        at = begins - dt.timedelta(**before)
        return (yes_until(at, hours=48, starts_at=begins) - at) / dt.timedelta(hours=1)

    assert (hours(days=30), hours(days=4), hours(hours=8), hours(hours=2)) == (48, 24, 2, 1)
    assert hours(minutes=30) == 0.5


def test_a_group_that_never_fits_holds_nothing():
    places = Places(3, 2)
    assert [one.pk for one in places.serve([Waiting(1, 4, ""), Waiting(2, 1, "")], patient=True)] == [2]


def test_who_signs_up_somebody_else_is_not_the_one_who_comes(carla, twente):
    meeting = make_meeting(carla, twente)
    other = make_registration(meeting, "Bert", by=carla, access="een tolk")
    mine = make_registration(meeting, "Carla", email=carla.email.upper(), by=carla)
    assert (other.person, mine.person) == (None, carla)
    signup_actions.change(other, facts={"diet": "geen pinda"}, by=carla, at=LATER)
    assert again(other).person is None
