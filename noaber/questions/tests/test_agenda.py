# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A question and the agenda: a candidate, on it, not on it, off it; everybody concerned is told why, once."""

import pytest
from django.urls import reverse

from noaber.base.verdicts import Refused
from noaber.ledger.models import Delivery
from noaber.questions import agenda_actions, merge_actions, triage_actions
from noaber.questions.detail_queries import detail
from noaber.questions.models import State
from noaber.questions.queries import figures
from noaber.questions.testing import answer, mails_to, make_question, make_voice

pytestmark = pytest.mark.django_db
WHY = "Dit speelt in elke wijk."


@pytest.fixture
def gap(twente, carla, at):
    question = make_question(home=twente, email="inge@example.org")
    return triage_actions.mark_gap(question, text="Niemand weet het.", by=carla, at=at)


def put(question, werkplaats, by, at, **given):
    return agenda_actions.put_on_agenda(question, werkplaats=werkplaats, text=WHY, by=by, at=at, **given)


def test_on_the_agenda_and_off_it_again(gap, twente, carla, at):
    question = put(gap, twente, carla, at, url="/agenda/twente/nu/")
    assert (question.state, question.is_waiting) == (State.ON_AGENDA, True)
    assert (figures(at=at).gaps, figures(at=at).on_agenda) == (0, 1)
    shown = detail(question)
    assert (shown.steps[-1]["title"], shown.steps[-1]["href"], shown.reason) == (
        "Op de agenda", "/agenda/twente/nu/", WHY,
    )  # fmt: skip
    question = agenda_actions.take_off_agenda(question, werkplaats=twente, text="Het is klaar.", by=carla, at=at)
    assert (question.state, detail(question).steps[-1]["title"]) == (State.GAP, "Van de agenda af")


def test_left_off_it_stays_a_gap_with_a_step(gap, twente, carla, at):
    question = agenda_actions.leave_off(gap, werkplaats=twente, text="Te groot.", by=carla, at=at)
    assert (question.state, detail(question).steps[-1]["title"]) == (State.GAP, "Niet op de agenda")


STEPS = {
    "nominated": lambda *given, **more: agenda_actions.nominate(*given, **more),
    "on_agenda": lambda *given, **more: agenda_actions.put_on_agenda(*given, text=WHY, **more),
    "left_off": lambda *given, **more: agenda_actions.leave_off(*given, text=WHY, **more),
    "later": lambda *given, **more: agenda_actions.leave_off(*given, text=WHY, later=True, **more),
    "off_agenda": lambda *given, **more: agenda_actions.take_off_agenda(*given, text=WHY, **more),
}


@pytest.mark.parametrize("step", STEPS)
def test_every_asker_of_the_tree_is_told_once_and_nobody_else(step, gap, twente, carla, at, deliver):
    same = make_question(home=twente, email="ook@example.org")
    merge_actions.merge(same, gap, by=carla, at=at)
    make_voice(gap, email="deelt@example.org")
    make_question(home=twente, title="Iets heel anders", email="ander@example.org")
    deliver()
    people = ("inge", "ook", "deelt", "ander", "carla")
    before = {who: len(mails_to(f"{who}@example.org")) for who in people}
    STEPS[step](gap, werkplaats=twente, url="/agenda/twente/nu/", by=carla, at=at)
    deliver()
    # Should a handler run again, nobody is mailed again.
    Delivery.objects.update(done_at=None)
    deliver()
    after = {who: len(mails_to(f"{who}@example.org")) - before[who] for who in people}
    assert after == {"inge": 1, "ook": 1, "deelt": 1, "ander": 0, "carla": 0}
    text = mails_to("ook@example.org")[-1].text
    assert gap.title in text
    assert "/agenda/twente/nu/" in text
    assert step == "nominated" or WHY in text


@pytest.mark.parametrize(("who", "may"), [("carla", True), ("bas", True), ("nadia", False), ("sam", False)])
def test_deciding_is_for_coordinator_and_board(who, may, gap, twente, request, at):
    person = request.getfixturevalue(who)
    if may:
        assert put(gap, twente, person, at).state == State.ON_AGENDA
        return
    with pytest.raises(Refused):
        put(gap, twente, person, at)
    with pytest.raises(Refused):
        put(gap, twente, None, at)


def test_another_region_puts_it_on_its_own_agenda(gap, elsewhere, sam, at):
    question = put(gap, elsewhere, sam, at)
    assert question.state == State.ON_AGENDA
    assert elsewhere.short in detail(question).steps[-1]["meta"]


def test_a_reason_is_needed(gap, twente, carla, at):
    with pytest.raises(Refused, match="waarom"):
        agenda_actions.put_on_agenda(gap, werkplaats=twente, text=" ", by=carla, at=at)


def test_only_a_gap_is_nominated(twente, carla, at):
    with pytest.raises(Refused, match="zonder antwoord"):
        agenda_actions.nominate(make_question(home=twente), werkplaats=twente, by=carla, at=at)


def test_what_was_answered_stays_answered(gap, twente, carla, at):
    answer(gap, carla, at)
    question = put(gap, twente, carla, at)
    assert (question.state, detail(question).steps[-1]["title"]) == (State.ANSWERED, "Op de agenda")


def test_from_the_agenda_it_may_be_answered_but_not_marked_a_gap(gap, twente, carla, at):
    put(gap, twente, carla, at)
    with pytest.raises(Refused, match="besluit"):
        triage_actions.mark_gap(gap, text="Toch niet.", by=carla, at=at)
    assert answer(gap, carla, at).state == State.ANSWERED


def test_the_page_and_the_list_know_the_state(client, gap, twente, carla, at):
    put(gap, twente, carla, at)
    assert WHY in client.get(gap.get_absolute_url()).content.decode()
    listed = client.get(reverse("question_list"), {"status": "on_agenda"}).content.decode()
    assert gap.title in listed
    client.force_login(carla)
    page = client.get(gap.get_absolute_url()).content.decode()
    assert reverse("question_step", args=[gap.slug, "onbekend"]) not in page
    assert reverse("question_step", args=[gap.slug, "antwoord"]) in page
