# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from noaber.people.models import Person
from noaber.people.testing import make_person, make_werkplaats
from noaber.questions import policies
from noaber.questions.models import Part
from noaber.questions.testing import answer, make_contribution, make_question, make_voice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "may"),
    [("carla", True), ("sam", False), ("nadia", False), ("bas", False), ("pieter", False), ("inge", False)],
)
def test_only_a_coordinator_of_the_home_triages(who, may, request, twente):
    question = make_question(home=twente)
    verdict = policies.may_triage(request.getfixturevalue(who), question)
    assert bool(verdict) is may
    assert may or "Twente" in verdict.reason


def test_without_a_home_the_national_coordinators_do(carla):
    question = make_question()
    assert not policies.may_triage(carla, question)
    national = make_werkplaats("landelijk", status="national")
    lot = make_person(email="lot@example.org", role="coordinator", werkplaats=national)
    assert policies.may_triage(lot, question)
    assert "landelijke" in policies.may_triage(carla, question).reason


def test_nobody_and_the_keeper(twente):
    question = make_question(home=twente)
    assert not policies.may_triage(None, question)
    keeper = Person.objects.create_superuser("keeper@example.org")
    assert policies.may_triage(keeper, question)
    assert policies.may_open_desk(keeper)


def test_the_desk_is_for_coordinators(carla, pieter):
    assert policies.may_open_desk(carla)
    assert not policies.may_open_desk(pieter)
    assert not policies.may_open_desk(None)


def test_merging_needs_both_and_makes_sense(twente, elsewhere, carla, at):
    one, two, far = make_question(home=twente), make_question(home=twente), make_question(home=elsewhere)
    held = make_question(home=twente, text="a@b.nl")
    assert policies.may_merge(carla, one, two)
    assert not policies.may_merge(carla, one, one)
    assert not policies.may_merge(carla, one, far)
    assert not policies.may_merge(carla, one, held)


def test_the_asker_edits_until_work_began(twente, carla, at):
    question = make_question(home=twente)
    voice = question.voices.get(part=Part.ASKED)
    assert policies.may_edit(voice)
    assert not policies.may_edit(make_voice(question))
    answer(question, carla, at)
    voice.refresh_from_db()
    assert not policies.may_edit(voice)


def test_joining_is_for_what_is_public():
    assert policies.may_join(make_question())
    assert not policies.may_join(make_question(confirmed=False))


def test_a_file_is_public_once_accepted(twente, carla, pieter):
    contribution = make_contribution(make_question(home=twente))
    assert policies.may_read_file(carla, contribution)
    assert not policies.may_read_file(pieter, contribution)
    contribution.state = "accepted"
    assert policies.may_read_file(None, contribution)
