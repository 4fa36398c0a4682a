# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up work on the desk of the demo network: a guide that waits for a second pair of eyes, and a report."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from noaber.base import clock
from noaber.knowledge import draft_actions, review_actions
from noaber.knowledge.models import Version
from noaber.moderation import actions as moderation
from noaber.moderation.queries import subject_of
from noaber.people import actions as people
from noaber.people.models import Person, Role, Werkplaats
from noaber.questions.models import Question

TITLE = "Eerst meelopen: in zes stappen naast jongeren met schulden"
REPORT = "demo-report-1"
FACTS = {
    "what": "Een stappenplan van twee bladzijden",
    "audience": "Wijkteams en jongerenwerkers",
    "summary": "Wie eerst een dag meeloopt, hoort eerder van schulden. In zes stappen lees je hoe je dat aanpakt.",
    "text": "## Waarom meelopen?\n\nEen brief blijft dicht. Iemand die je kent niet.\n\n## Zo begin je\n\n"
    "1. Kies één school of werkplek.\n2. Kom elke week op dezelfde tijd.\n3. Vraag niets, help mee.\n"
    "4. Vertel na een maand wie je bent.\n5. Spreek af wat je met een signaal doet.\n6. Kijk samen terug.\n",
    "experience": "“Een appje van iemand die ik kende maakte ik wel open.”",
    "practice": "Na een half jaar in de kantine kwamen jongeren vanzelf langs.",
    "themes": ["jongeren", "schulden"],
    "licence": "CC BY 4.0",
    "owner": "Werkplaats Twente",
}


def load_editing(coordinator: Person, *, at: dt.datetime) -> None:
    """What waits on the desk of Twente; what is there already stays as it is."""
    twente = Werkplaats.objects.get(slug="twente")
    if not Version.objects.filter(example=True, home=twente).exists():
        with transaction.atomic():
            _guide(twente, coordinator, at)
    question = Question.objects.filter(example=True, home=twente).order_by("pk").first()
    if question is not None and (subject := subject_of(f"question:{question.ref}")) is not None:
        moderation.report(
            subject,
            why="wrong",
            words="Het loket dat hier genoemd wordt is verhuisd.",
            submission=REPORT,
            example=True,
            by=None,
            at=at - dt.timedelta(days=2),
        )


def _guide(home: Werkplaats, coordinator: Person, at: dt.datetime) -> None:
    began = at - dt.timedelta(days=6)
    writer = people.record_person(name="Voorbeeldonderzoeker", perspective="research", by=None, at=began)
    people.assign_role(
        writer,
        werkplaats=home,
        role=Role.Kind.RESEARCHER,
        from_on=clock.day(at - dt.timedelta(days=400)),
        by=None,
        at=at,
    )
    version = draft_actions.start(TITLE, home=home, type="guide", example=True, by=writer, at=began)
    review_on = clock.day(at + dt.timedelta(days=365)).isoformat()
    facts = {**version.facts, **FACTS, "review_on": review_on}
    draft_actions.save_draft(version, facts=facts, seen=0, by=writer, at=began)
    review_actions.ask_review(version, text="Kunnen jullie kijken of stap 5 duidelijk genoeg is?", by=writer, at=began)
    review_actions.remark(
        version,
        text="Mooi en kort. Bij stap 5 mis ik bij wie je terechtkunt. Is dat overal het wijkteam?",
        by=coordinator,
        at=at - dt.timedelta(days=4),
    )
    review_actions.remark(
        version,
        text="Niet overal: in Hengelo is het de schuldhulp zelf. Ik schreef daarom alleen “spreek af”.",
        by=writer,
        at=at - dt.timedelta(days=3),
    )
