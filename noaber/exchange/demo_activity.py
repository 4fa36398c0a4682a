# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up activity in the demo network, labelled as an example everywhere; through the same actions as real people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from noaber.base import clock
from noaber.exchange.demo import records
from noaber.exchange.demo_editing import load_editing
from noaber.exchange.demo_works import load_works
from noaber.knowledge.models import Product
from noaber.people import actions as people
from noaber.people.models import Concept, Person, Role, Werkplaats
from noaber.people.queries import coordinators_of
from noaber.projects.models import Project
from noaber.questions import actions, merge_actions, triage_actions, voice_actions
from noaber.questions.models import Question

LONG_AGO = dt.timedelta(days=900)


def load_activity(*, by: Person | None, at: dt.datetime) -> None:
    """Every question with what came of it; a question that is there already stays as it is."""
    rows = list(records("activity.jsonl"))
    for slug in {row["werkplaats"]: None for row in rows}:
        coordinator_of(Werkplaats.objects.get(slug=slug), by=by, at=at)
    for row in rows:
        if not Question.objects.filter(submission=row["id"]).exists():
            with transaction.atomic():
                _live(row, at)
    for row in rows:
        for step in row.get("then", []):
            if step["do"] == "merge":
                _merge(row, step, at)
    keeper = coordinator_of(Werkplaats.objects.get(slug="twente"), by=by, at=at)
    load_editing(keeper, at=at)
    load_works(keeper, at=at)


def coordinator_of(werkplaats: Werkplaats, *, by: Person | None, at: dt.datetime) -> Person:
    """Who coordinates a werkplaats; an example account where nobody does yet."""
    person = coordinators_of(werkplaats, clock.day(at)).order_by("pk").first()
    if person is None:
        person = people.record_person(
            email=f"coordinator.{werkplaats.slug}@noaber.example",
            name=f"Voorbeeldcoördinator {werkplaats.short}",
            perspective="policy",
            by=by,
            at=at,
        )
        people.assign_role(
            person, werkplaats=werkplaats, role=Role.Kind.COORDINATOR, from_on=clock.day(at - LONG_AGO), by=by, at=at
        )
    return person


def _live(row: dict[str, Any], at: dt.datetime) -> None:
    """One question from being asked until today."""
    home = Werkplaats.objects.get(slug=row["werkplaats"])
    asked_at = _ago(at, row["days_ago"])
    question = actions.ask(
        title=row["title"],
        text=row.get("text", ""),
        perspective=row["perspective"],
        place=row.get("place", ""),
        email="",
        home=home,
        themes=Concept.objects.filter(slug__in=row["themes"]),
        submission=row["id"],
        example=True,
        by=_somebody(row["perspective"], row.get("place", ""), asked_at),
        at=asked_at,
    )
    question = actions.confirm_asked(question, by=None, at=asked_at)
    coordinator = coordinator_of(home, by=None, at=at)
    for perspective, days in row.get("shares", []):
        moment = _ago(at, days)
        voice = voice_actions.join(
            question,
            part="shares",
            perspective=perspective,
            email="",
            example=True,
            by=_somebody(perspective, "", moment),
            at=moment,
        )
        voice_actions.confirm(voice, by=None, at=moment)
    for told in row.get("contributions", []):
        _contribution(question, told, coordinator, at)
    for step in row.get("then", []):
        _step(question, step, coordinator, at)


def _contribution(question: Question, told: dict[str, Any], coordinator: Person, at: dt.datetime) -> None:
    moment = _ago(at, told["days_ago"])
    contribution = voice_actions.contribute(
        question,
        source=told["source"],
        text=told["text"],
        email="",
        by=_somebody(told["perspective"], "", moment),
        at=moment,
    )
    contribution = voice_actions.confirm_contribution(contribution, by=None, at=moment)
    if told["accepted"]:
        triage_actions.judge(contribution, accept=True, by=coordinator, at=moment + dt.timedelta(hours=20))


def _step(question: Question, step: dict[str, Any], coordinator: Person, at: dt.datetime) -> None:
    moment = _ago(at, step["days_ago"])
    if step["do"] == "answer":
        links = [_link(link) for link in step["links"]]
        triage_actions.answer(question, links=links, text=step.get("text", ""), by=coordinator, at=moment)
    elif step["do"] == "gap":
        triage_actions.mark_gap(question, text=step["text"], by=coordinator, at=moment)
    elif step["do"] == "decline":
        triage_actions.decline(question, text=step["text"], by=coordinator, at=moment)


def _link(link: dict[str, str]) -> triage_actions.Link:
    product = Product.objects.filter(ref=link["item"]).first()
    thing = product or Project.objects.get(ref=link["item"])
    kind = product.search_kind if product else thing.KIND
    return triage_actions.Link(
        why=link["why"],
        title=thing.title,
        url=thing.get_absolute_url(),
        document=f"{kind}:{thing.ref}",
        extent=link["extent"],
    )


def _merge(row: dict[str, Any], step: dict[str, Any], at: dt.datetime) -> None:
    question = Question.objects.get(submission=row["id"])
    into = Question.objects.get(submission=step["into"])
    if question.merged_into is None and question.merges.count() == 0:
        coordinator = coordinator_of(Werkplaats.objects.get(slug=row["werkplaats"]), by=None, at=at)
        merge_actions.merge(question, into, text=step["text"], by=coordinator, at=_ago(at, step["days_ago"]))


def _somebody(perspective: str, place: str, at: dt.datetime) -> Person:
    """A made-up person: no name, no address, no account."""
    return people.record_person(perspective=perspective, place=place, by=None, at=at)


def _ago(at: dt.datetime, days: int) -> dt.datetime:
    # An hour of the working day that differs per day, so that the example does not look stamped.
    return (at - dt.timedelta(days=days)).replace(hour=8 + days % 10, minute=days * 7 % 60, second=0, microsecond=0)
