# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up knowledge that is kept: an education module with what it replaces, and somebody outside who reads along."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from noaber.base import clock
from noaber.knowledge import draft_actions, lineage_actions, outside_actions, review_actions
from noaber.knowledge.models import Product, Version, VersionState
from noaber.people.models import Person, Werkplaats

TITLE, BEFORE = "Naast jongeren met schulden: een module van drie weken", "Schulden op tafel: een lesmiddag"
FACTS: dict[str, Any] = {
    "type": "education_module",
    "what": "Een module voor studenten sociaal werk, met twee dagen meelopen",
    "audience": "Docenten en studenten sociaal werk, en wie al in een wijkteam werkt",
    "summary": "Je loopt mee, je praat met jongeren die schulden hebben of hadden, en je kijkt samen terug.",
    "text": "De module is gemaakt met jongeren uit Twente. Zij geven de tweede sessie zelf.",
    "licence": "CC BY-SA 4.0",
    "owner": "Werkplaats Twente",
    "themes": ["jongeren", "schulden"],
    "module": {
        "goals": ["Je bouwt contact op voordat je over geld begint.", "Je herkent wanneer iemand hulp wil, en waarvan.",
                  "Je weet bij wie je in je gemeente terechtkunt."],
        "level": "hbo", "nlqf": 6, "hours": 28.0, "ec": 1.0, "tasks": ["functioneren", "organisatie"],
        "stage": "startbekwaam", "own": ["Leren van mensen die het meemaakten"],
        "sessions": [
            {"title": "Een dag meelopen in de kantine", "form": "practice", "hours": 8.0, "material": ""},
            {"title": "Jongeren vertellen", "form": "meeting", "hours": 3.0, "material": "Drie verhalen op papier"},
            {"title": "Wie doet wat bij jou in de buurt?", "form": "self", "hours": 6.0, "material": ""},
            {"title": "Nog een dag meelopen", "form": "practice", "hours": 8.0, "material": ""},
            {"title": "Terugkijken met de jongeren erbij", "form": "meeting", "hours": 3.0, "material": ""},
        ],
    },
}  # fmt: skip


def load_works(coordinator: Person, *, at: dt.datetime) -> None:
    """A module, what it replaces, and a reader from outside; what is there already stays as it is."""
    twente = Werkplaats.objects.get(slug="twente")
    writer = Person.objects.filter(name="Voorbeeldonderzoeker").first()
    if writer is None:
        return
    with transaction.atomic():
        if not Product.objects.filter(title=TITLE, example=True).exists():
            _module(twente, writer, coordinator, at)
        waiting = Version.objects.filter(example=True, home=twente, state=VersionState.REVIEW).first()
        if waiting is not None and not waiting.outside_readers.exists():
            outside_actions.invite(
                waiting, mail="meelezer@example.org", name="Voorbeeldlezer", perspective="resident",
                question="Zou jij dit begrijpen als je zelf schulden had?",
                due_on=clock.day(at) + dt.timedelta(days=14), by=coordinator, at=at,
            )  # fmt: skip


def _module(home: Werkplaats, writer: Person, coordinator: Person, at: dt.datetime) -> None:
    before = {**FACTS, "title": BEFORE, "text": "Een middag met een spel over geld.", "module": {"hours": 4.0}}
    old = _published(home, before, writer, coordinator, at - dt.timedelta(days=300))
    new = _published(home, {**FACTS, "title": TITLE}, writer, coordinator, at - dt.timedelta(days=20))
    why = "Een middag was te kort: wie alleen praat, leert niet naast iemand staan."
    lineage_actions.replace(old, after=new, reason=why, by=coordinator, at=at - dt.timedelta(days=20))


def _published(home: Werkplaats, facts: dict[str, Any], writer: Person, editor: Person, at: dt.datetime) -> Product:
    title = str(facts["title"])
    version = draft_actions.start(title, home=home, type="education_module", example=True, by=writer, at=at)
    told = {**version.facts, **facts, "review_on": clock.day(at + dt.timedelta(days=365)).isoformat()}
    draft_actions.save_draft(version, facts=told, seen=0, by=writer, at=at)
    review_actions.ask_review(version, by=writer, at=at)
    return review_actions.publish(version, by=editor, at=at)
