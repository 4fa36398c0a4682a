# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

import pytest

from noaber import search
from noaber.base.testing import at as moment
from noaber.base.verdicts import Refused
from noaber.people.testing import make_concept
from noaber.questions import queries, triage_actions
from noaber.questions.detail_queries import detail
from noaber.questions.import_actions import take_in_question
from noaber.questions.models import Question, State
from noaber.questions.queries import Filter
from noaber.questions.testing import ASKED_AT, answer, make_question, make_voice
from noaber.search import SearchRequest

pytestmark = pytest.mark.django_db


def test_figures_count_roots_and_what_was_answered_in_time(twente, carla):
    now = ASKED_AT + timedelta(days=60)
    assert queries.figures(at=now).answered_within_30_days is None
    answer(make_question(home=twente), carla, ASKED_AT + timedelta(days=10))
    answer(make_question(home=twente), carla, ASKED_AT + timedelta(days=40))
    make_question()
    make_question(confirmed=False)
    make_question(at=now)
    found = queries.figures(at=now)
    assert (found.total, found.waiting, found.answered, found.answered_within_30_days) == (4, 2, 2, 33)
    assert queries.figures("twente", at=now).total == 2
    assert (found.gaps, found.used) == (0, 2)


def test_what_nobody_asked_here_is_not_waiting_until_somebody_shares_it():
    record = {"id": "i-1", "title": "Wie helpt?", "source_url": "https://example.org/"}
    published = take_in_question(record, by=None, at=ASKED_AT)
    assert not published.dated
    assert queries.figures(at=ASKED_AT + timedelta(days=60)).waiting == 0
    assert queries.waiting() == []
    make_voice(published)
    assert queries.waiting() == [published]


def test_the_longest_waiting_come_first(twente, carla):
    late, early = make_question(at=ASKED_AT + timedelta(days=2)), make_question()
    answered = answer(make_question(home=twente), carla, ASKED_AT)
    assert queries.waiting() == [early, late]
    assert late.days_waiting(ASKED_AT + timedelta(days=5)) == 3
    assert queries.listed(Filter()).first() == late
    assert queries.finest() == answered


def test_each_filter_narrows(twente, carla):
    theme = make_concept("schulden")
    make_concept("armoede")
    mine = make_question(home=twente, themes=[theme], perspective="resident", at=moment("2024-05-01 10:00"))
    other = answer(make_question(home=twente), carla, ASKED_AT)
    narrow = {"theme": "schulden", "perspective": "resident", "year": 2024, "state": "raised", "waiting": True}
    for name, value in narrow.items():
        assert list(queries.listed(Filter(**{name: value}))) == [mine]
    assert set(queries.listed(Filter(werkplaats="twente"))) == {mine, other}
    assert not queries.listed(Filter(theme="armoede"))
    assert queries.years() == [2026, 2024]
    assert Filter(waiting=True, year=2024).query() == {"jaar": "2024", "wacht": "1"}


def test_the_desk_shows_what_waits_here(twente, elsewhere, carla, sam):
    open_one = make_question(home=twente)
    held = make_question(home=twente, text="a@b.nl")
    make_question(home=elsewhere)
    assert list(queries.on_desk(carla)) == [held, open_one]
    assert held not in queries.on_desk(sam)


RECORD = {
    "id": "i-1",
    "kind": "question",
    "title": "Hoe doe je dat?",
    "summary": "Een vraag uit 2020.",
    "date": "2020",
    "werkplaatsen": ["twente"],
    "themes": ["schulden"],
    "source_url": "https://example.org/vraag",
    "extra": "blijft",
}


def test_an_imported_question_comes_in_once_and_goes_out_whole(twente, at):
    make_concept("schulden")
    question = take_in_question(RECORD, by=None, at=at)
    assert take_in_question(RECORD, by=None, at=at) == question
    assert (question.home, question.asked_at.year, question.state) == (twente, 2020, State.RAISED)
    assert queries.exported(question) == RECORD
    changed = take_in_question(RECORD | {"title": "Hoe dan?"}, by=None, at=at)
    assert (changed.pk, changed.title, changed.slug) == (question.pk, "Hoe dan?", question.slug)
    assert len(detail(changed).steps) == 1


@pytest.mark.parametrize(
    "wrong", [{"id": ""}, {"title": " "}, {"title": "x" * 201}, {"state": "held"}, {"perspective": "koning"}]
)
def test_a_wrong_record_is_refused_with_a_reason(wrong, at, carla):
    with pytest.raises(Refused):
        take_in_question(RECORD | wrong, by=None, at=at)
    with pytest.raises(Refused):
        take_in_question(RECORD, by=carla, at=at)


def test_what_is_public_is_found_and_nothing_else(twente, carla):
    question = make_question(home=twente)
    make_question(home=twente, confirmed=False)
    held = make_question(home=twente, text="schulden, a@b.nl")
    search.catch_up()
    assert [hit.ref for hit in search.find(SearchRequest("schulden", kinds=("question",))).hits] == [question.ref]
    triage_actions.release(held, by=carla, at=ASKED_AT)
    triage_actions.decline(question, text="x", by=carla, at=ASKED_AT)
    search.catch_up()
    hits = search.find(SearchRequest("schulden", kinds=("question",))).hits
    assert {(hit.ref, hit.state) for hit in hits} == {(held.ref, "raised"), (question.ref, "declined")}
    known = queries.documents([f"question:{held.ref}", "nothing:x", ":", "question:x"])
    assert [document.ref for document in known] == [held.ref]


def test_what_a_question_page_shows(twente, carla, elsewhere, at):
    question = make_question(home=twente)
    make_voice(question)
    triage_actions.connect(question, werkplaats=elsewhere, text="Zelfde.", by=carla, at=at)
    shown = detail(answer(question, carla, at))
    assert shown.voices_total == 2
    assert [step["title"] for step in shown.steps] == ["Ingebracht", "In contact gebracht", "Eerst meelopen"]
    assert shown.links[0].title == "Eerst meelopen"
    assert shown.connections[0].werkplaats == elsewhere
    assert Question.objects.tree_of(question).get() == question
