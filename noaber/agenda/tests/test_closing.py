# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The count stands ready at the moment of closing, and comes without it too."""

import time

import pytest

from noaber.agenda import closing, counting, queries
from noaber.agenda.testing import CLOSED, PLANNED, RULES, WEIGHING, make_round, make_votes
from noaber.agenda.weighing_models import Result
from noaber.base import clock


@pytest.fixture
def round(twente, carla):
    round = make_round(twente, carla)
    make_votes(round, resident=[(1,)] * 3)
    return round


@pytest.mark.django_db
def test_what_closed_is_counted_once(round):
    assert closing.count_closed(WEIGHING) == 0
    assert closing.count_closed(CLOSED) == 1
    assert closing.count_closed(CLOSED) == 0
    assert Result.objects.get().voters == 3


@pytest.mark.django_db
def test_somebody_stands_by_only_while_there_is_something_to_count(round, monkeypatch):
    for moment, needed in ((PLANNED, False), (WEIGHING, True), (CLOSED, True)):
        assert queries.next_closing(moment) == (RULES["decide_from"] if needed else None)
    closing.count_closed(CLOSED)
    assert queries.next_closing(CLOSED) is None
    monkeypatch.setattr(clock, "now", lambda: PLANNED)
    assert closing.stand_by() is False


@pytest.mark.django_db
def test_where_no_worker_runs_the_reader_counts(round):
    closing.wait_for_count(round, CLOSED)
    assert queries.is_counted(round)


@pytest.mark.django_db(transaction=True)
def test_who_stands_by_counts_at_the_moment_of_closing(round, monkeypatch):
    moments = iter([RULES["decide_from"]])
    monkeypatch.setattr(clock, "now", lambda: next(moments, CLOSED))
    assert closing.stand_by()
    assert not closing.stand_by()
    for _look in range(200):
        if queries.is_counted(round) and not closing._standing.locked():
            break
        time.sleep(0.1)
    assert queries.is_counted(round)
    assert not closing._standing.locked()


@pytest.mark.django_db
def test_counting_ahead_keeps_nothing_and_a_vote_after_it_counts(round, monkeypatch):
    voters, weigh = [], counting.weigh
    monkeypatch.setattr(counting, "weigh", lambda *asked: voters.append(len(asked[1])) or weigh(*asked))
    closing._count_ahead(RULES["decide_from"])
    assert not queries.is_counted(round)
    make_votes(round, resident=[(2,)])
    closing.count_closed(CLOSED)
    assert voters == [3, 4]
    assert Result.objects.get().voters == 4
