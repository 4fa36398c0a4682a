# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who weighs: invited, signed up or in the room."""

import datetime as dt

import pytest

from noaber.agenda import keys, participant_actions, queries, round_actions, tasks
from noaber.agenda.testing import CLOSED, COLLECTING, RULES, WEIGHING, make_participant, make_round, vote
from noaber.agenda.weighing_models import Participant, Way
from noaber.base.verdicts import Refused
from noaber.questions.testing import link_in, mails_to

pytestmark = pytest.mark.django_db
LAST_DAY = RULES["decide_from"] - dt.timedelta(hours=20)


def test_who_is_invited_gets_a_link_of_their_own(twente, carla, deliver):
    round = make_round(twente, carla)
    people = [("inge@example.org", "resident"), (" Pieter@example.org ", "professional")]
    made = participant_actions.invite(round, people, by=carla, at=COLLECTING)
    assert participant_actions.invite(round, people, by=carla, at=COLLECTING) == []
    deliver()
    told = [mails_to("inge@example.org"), mails_to("pieter@example.org")]
    assert [len(mails) for mails in told] == [1, 1]
    key = link_in(told[0][0], "stem").rstrip("/").rpartition("/")[2]
    assert keys.participant_of(key) == made[0]
    assert (made[0].way, made[0].perspective) == (Way.INVITED, "resident")


@pytest.mark.parametrize("key", ["", "1", "1-aaaaaaaaaaaaaaaa", "x-aaaaaaaaaaaaaaaa", "1-", "9" * 30 + "-" + "a" * 16])
def test_a_key_that_is_nobodys(key, twente, carla):
    make_participant(make_round(twente, carla))
    assert keys.participant_of(key) is None


def test_a_key_of_one_is_no_key_of_another(twente, carla):
    round = make_round(twente, carla)
    one, two = make_participant(round), make_participant(round)
    mark = keys.key_of(one).partition("-")[2]
    assert keys.participant_of(f"{two.pk}-{mark}") is None


def test_a_renewed_link_ends_the_old_one(twente, carla, deliver):
    participant = make_participant(make_round(twente, carla), email="inge@example.org")
    old = keys.key_of(participant)
    participant = participant_actions.renew_key(participant, by=None, at=COLLECTING)
    assert keys.participant_of(old) is None
    deliver()
    assert keys.key_of(participant) in mails_to("inge@example.org")[-1].text


def test_signing_up_is_confirmed_by_the_link(twente, carla, deliver):
    round = make_round(twente, carla)
    participant = participant_actions.sign_up(
        round, email="inge@example.org", perspective="resident", by=None, at=COLLECTING
    )
    again = participant_actions.sign_up(round, email="Inge@example.org", perspective="policy", by=None, at=COLLECTING)
    assert (participant.pk, again.perspective, again.confirmed_at) == (again.pk, "policy", None)
    assert not round.participants.ready()
    deliver()
    assert len(mails_to("inge@example.org")) == 2
    participant_actions.confirm(again, by=None, at=COLLECTING)
    assert round.participants.ready().count() == 1
    fixed = participant_actions.sign_up(round, email="inge@example.org", perspective="resident", by=None, at=COLLECTING)
    assert fixed.perspective == "policy"


def test_a_closed_round_takes_no_new_people(twente, carla):
    by_invitation = make_round(twente, carla, open_to_all=False)
    with pytest.raises(Refused, match="uitnodiging"):
        participant_actions.sign_up(
            by_invitation, email="inge@example.org", perspective="resident", by=None, at=COLLECTING
        )
    over = make_round(twente, carla)
    with pytest.raises(Refused, match="gesloten"):
        participant_actions.sign_up(over, email="inge@example.org", perspective="resident", by=None, at=CLOSED)
    with pytest.raises(Refused, match="gesloten"):
        participant_actions.invite(over, [("inge@example.org", "resident")], by=carla, at=CLOSED)
    with pytest.raises(Refused, match="perspectief"):
        participant_actions.sign_up(over, email="inge@example.org", perspective="", by=None, at=COLLECTING)


def test_the_room_has_as_many_seats_as_people(twente, carla):
    round = round_actions.open_room(make_round(twente, carla), seats=2, by=carla, at=WEIGHING)

    def enter(submission="", perspective="resident", code=round.room_code):
        return participant_actions.enter_room(
            code, perspective=perspective, submission=submission, by=None, at=WEIGHING
        )

    first = enter("een")
    assert enter("een") == first
    assert (first.person, first.way, first.confirmed_at) == (None, Way.ROOM, WEIGHING)
    enter()
    with pytest.raises(Refused, match="bezet"):
        enter()
    with pytest.raises(Refused, match="kennen we niet"):
        enter(code="zzzzzz")
    with pytest.raises(Refused, match="perspectief"):
        enter(perspective="")
    round_actions.close_room(round, by=carla, at=WEIGHING)
    with pytest.raises(Refused, match="dicht"):
        enter()
    assert enter("een") == first


def test_who_is_silent_is_reminded_once_and_nobody_else(twente, carla, deliver):
    round = make_round(twente, carla)
    make_participant(round, email="stil@example.org")
    vote(make_participant(round, email="klaar@example.org"), 1)
    participant_actions.sign_up(round, email="twijfel@example.org", perspective="resident", by=None, at=WEIGHING)
    deliver()
    before = {who: len(mails_to(f"{who}@example.org")) for who in ("stil", "klaar", "twijfel")}
    assert participant_actions.remind(round, by=carla, at=WEIGHING) == 1
    assert participant_actions.remind(round, by=None, at=LAST_DAY) == 0
    deliver()
    after = {who: len(mails_to(f"{who}@example.org")) - before[who] for who in before}
    assert after == {"stil": 1, "klaar": 0, "twijfel": 0}


def test_the_clock_reminds_on_the_last_day(twente, carla):
    round = make_round(twente, carla)
    make_participant(round)
    assert queries.to_remind(WEIGHING) == []
    assert queries.to_remind(LAST_DAY) == [round]
    participant_actions.remind(round, by=None, at=LAST_DAY)
    assert queries.to_remind(LAST_DAY) == []
    evening = make_round(twente, carla, weigh_from=RULES["decide_from"] - dt.timedelta(hours=2))
    make_participant(evening)
    assert queries.to_remind(RULES["decide_from"] - dt.timedelta(hours=1)) == []


def test_who_leaves_before_the_count_takes_their_ballot_along(twente, carla):
    round = make_round(twente, carla)
    participant = make_participant(round)
    vote(participant, 1)
    participant_actions.leave(participant, by=None, at=WEIGHING)
    assert not Participant.objects.exists()
    assert not round.methods.get().ballots.exists()


def test_asking_for_the_link_again_says_nothing_of_who_takes_part(twente, carla, deliver):
    round = make_round(twente, carla)
    make_participant(round, email="inge@example.org")
    deliver()
    before = len(mails_to("inge@example.org"))
    participant_actions.ask_link(round, email="inge@example.org", by=None, at=COLLECTING)
    assert participant_actions.ask_link(round, email="niemand@example.org", by=None, at=COLLECTING) is None
    deliver()
    assert len(mails_to("inge@example.org")) == before + 1
    assert mails_to("niemand@example.org") == []


def test_turnout_per_perspective_and_way(twente, carla):
    round = round_actions.open_room(make_round(twente, carla), seats=5, by=carla, at=WEIGHING)
    vote(make_participant(round, carla), 1)
    make_participant(round, carla)
    make_participant(round, perspective="policy")
    entered = participant_actions.enter_room(round.room_code, perspective="resident", by=None, at=WEIGHING)
    vote(entered, 2)
    found = {one.perspective: one for one in queries.turnout(round)}
    residents = found["resident"]
    assert (residents.invited, residents.invited_voted, residents.in_room, residents.in_room_voted) == (2, 1, 1, 1)
    assert (found["policy"].signed_up, found["policy"].voted, found["research"].voted) == (1, 0, 0)
    assert queries.invited(round) == {"resident": 2}


def test_many_mails_are_written_a_few_at_a_time_and_each_once(twente, carla, deliver, monkeypatch):
    parts, written = [], tasks.mail.written
    monkeypatch.setattr(tasks.mail, "written", lambda keys: parts.append(len(told := written(keys))) or told)
    round = make_round(twente, carla)
    invited = [(f"weger{number}@example.org", "resident") for number in range(2 * tasks.AT_ONCE + 1)]
    participant_actions.invite(round, invited, by=carla, at=COLLECTING)
    deliver()
    assert parts == [0, tasks.AT_ONCE, 2 * tasks.AT_ONCE]
    assert {len(mails_to(email)) for email, _perspective in invited} == {1}
