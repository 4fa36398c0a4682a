# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Agendas side by side, found, exported, and asked for in few queries."""

import datetime as dt

import pytest

from noaber import search
from noaber.agenda import agenda_queries, decision_actions, queries
from noaber.agenda.decision_models import AgendaItem
from noaber.agenda.testing import (
    CLOSED,
    WEIGHING,
    make_decision,
    make_gap,
    make_item,
    make_period,
    make_round,
    make_votes,
)  # fmt: skip
from noaber.exchange import format as exchange
from noaber.exchange import queries as exchanged
from noaber.moderation.queries import subject_of
from noaber.people import period_actions
from noaber.people.testing import make_concept
from noaber.search import SearchRequest

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 4, 2)


def test_the_agendas_of_all_regions_side_by_side(twente, elsewhere, carla, sam):
    theme, other = make_concept("eenzaamheid"), make_concept("wonen")
    make_item(twente, carla, themes=[theme, other])
    make_item(elsewhere, sam, title="Alleen in het dorp", themes=[theme])
    off = make_item(elsewhere, sam, title="Van de baan")
    decision_actions.withdraw(off, body="raad", decided_on=CLOSED.date(), reason="Klaar.", by=sam, at=CLOSED)
    running = make_round(elsewhere, sam)
    found = agenda_queries.comparison(TODAY)
    told = {one.slug: ([item.title for item in one.items], one.round) for one in found.regions}
    assert told == {
        "twente": (["Eenzaamheid in kleine kernen"], None), "zuyd": (["Alleen in het dorp"], running),
    }  # fmt: skip
    assert found.themes == [("eenzaamheid", sorted([twente.short, elsewhere.short]))]


def test_a_period_that_ended_is_not_compared(twente, carla):
    make_item(twente, carla)
    period_actions.start_period(twente, label="2026–2030", starts_on=TODAY, by=carla, at=CLOSED)
    assert agenda_queries.comparison(TODAY).regions == []


def test_an_agenda_takes_as_many_queries_for_many_items_as_for_one(twente, carla, django_assert_max_num_queries):
    make_item(twente, carla, themes=[make_concept("wonen")], questions=[make_gap(twente, carla)])
    for most in (1, 5):
        for number in range(most):
            make_item(twente, carla, title=f"Punt {most}.{number}", questions=[make_gap(twente, carla)])
        with django_assert_max_num_queries(7):
            found = agenda_queries.agenda(make_period(twente))
            [list(item.themes.all()) + list(item.questions.all()) for item in found.on]
            [line.item for decision in found.decisions for line in decision.lines.all()]


def test_comparing_takes_few_queries(twente, elsewhere, carla, sam, django_assert_max_num_queries):
    for number in range(4):
        make_item(twente, carla, title=f"Punt {number}", themes=[make_concept(f"thema-{number}")])
        make_item(elsewhere, sam, title=f"Punt {number}")
    with django_assert_max_num_queries(5):
        agenda_queries.comparison(TODAY)


def test_an_item_is_found_and_another_region_with_the_same_is_offered(twente, elsewhere, carla, sam):
    item = make_item(twente, carla, text="Wat helpt jongeren die zich eenzaam voelen?")
    other = make_item(elsewhere, sam, title="Jongeren die zich eenzaam voelen")
    make_item(elsewhere, sam, title="Onderhoud van bruggen")
    search.catch_up()
    hits = search.find(SearchRequest(text="eenzaamheid kleine kernen", kinds=("agenda_item",))).hits
    assert hits[0].ref == item.ref
    assert [hit.ref for hit in agenda_queries.similar_items(item)][:1] == [other.ref]
    decision_actions.hide(item, reason="Noemt iemand.", by=carla, at=CLOSED)
    search.catch_up()
    hits = search.find(SearchRequest(text="eenzaamheid kleine kernen", kinds=("agenda_item",))).hits
    assert item.ref not in [hit.ref for hit in hits]


def test_an_item_can_be_reported(twente, carla):
    item = make_item(twente, carla)
    found = subject_of(f"agenda_item:{item.ref}")
    assert (found.title, found.werkplaats) == (item.title, "twente")
    decision_actions.hide(item, reason="Noemt iemand.", by=carla, at=CLOSED)
    assert subject_of(f"agenda_item:{item.ref}") is None


def test_agendas_go_out_in_the_exchange_format_and_do_not_come_in(twente, carla):
    question = make_gap(twente, carla)
    item = make_item(twente, carla, questions=[question], lead="Saxion")
    record = next(one for one in exchanged.records() if one["id"] == item.ref)
    assert record["questions"] == [question.ref]
    assert record["decisions"] == [
        {"date": "2026-03-14", "kind": "add", "body": "programmateam", "reason": "Dit kan niet wachten."}
    ]
    with pytest.raises(exchange.GoesOutOnly):
        exchange.read(record)


def test_what_covers_a_question(twente, carla):
    question = make_gap(twente, carla)
    item = make_item(twente, carla, questions=[question])
    assert agenda_queries.items_of([question]) == {question.pk: [item]}


def test_a_round_with_its_decision_in_few_queries(twente, carla, django_assert_max_num_queries):
    round = make_round(twente, carla)
    make_votes(round, resident=[(1,)] * 3)
    make_decision(round, carla)
    with django_assert_max_num_queries(10):
        found = queries.find(round.slug, None)
        queries.candidates_of(found)
        queries.turnout(found)
        queries.outcome(found)
        decision = agenda_queries.decision_on(found)
        [(line.candidate.title, line.item) for line in decision.lines.all()]
    assert AgendaItem.objects.count() == 2
    assert WEIGHING < CLOSED
