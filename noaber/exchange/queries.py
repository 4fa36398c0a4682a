# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading for the exchange: what slugs and names stand for, and every item as a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models.functions import Coalesce, Lower

from noaber.agenda import agenda_queries
from noaber.exchange import format as exchange
from noaber.knowledge.models import Product
from noaber.meetings.models import Meeting
from noaber.pages import record_queries
from noaber.pages.models import News
from noaber.people.models import Concept, Described, Organisation, Werkplaats
from noaber.projects.models import Project
from noaber.questions.models import Question

MODELS: dict[str, type[Described]] = {
    "organisation": Organisation,
    "product": Product,
    "project": Project,
    "meeting": Meeting,
    "news": News,
}


@dataclass
class Known:
    """What slugs and names stand for here, read once for a whole run."""

    werkplaatsen: dict[str, int] = field(default_factory=dict)
    themes: dict[str, int] = field(default_factory=dict)
    organisations: dict[str, int] = field(default_factory=dict)


def known() -> Known:
    """The werkplaatsen and themes by slug, and the organisations by name."""
    return Known(
        werkplaatsen=dict(Werkplaats.objects.values_list("slug", "pk")),
        themes=dict(Concept.objects.values_list("slug", Coalesce("replacement__into", "pk"))),
        organisations=dict(Organisation.objects.values_list(Lower("title"), "pk")),
    )


def records() -> Iterator[dict[str, Any]]:
    """Everything that can be exchanged, organisations first so that others can refer to them."""
    for kind, model in MODELS.items():
        rows = model._default_manager.select_related("home").prefetch_related("shown_by", "themes").order_by("pk")
        for thing in rows.iterator(chunk_size=500):
            yield record_of(kind, thing)
    for question in Question.objects.exclude(imported={}).order_by("pk").iterator(chunk_size=500):
        yield question.imported
    yield from agenda_queries.exported()
    yield from record_queries.records()


def record_of(kind: str, thing: Described) -> dict[str, Any]:
    """One item as the record it came from, with what was changed here since."""
    others = sorted(werkplaats.slug for werkplaats in thing.shown_by.all())
    homes = [thing.home.slug] if thing.home else []
    themes = sorted(theme.slug for theme in thing.themes.all())
    own = exchange.written(kind, thing.ref, vars(thing), homes + others, themes)
    return exchange.restored(own, thing.extra)


def print_of(kind: str, thing: Described) -> str:
    """The same for a thing as long as nobody changed what the exchange knows of it."""
    return exchange.fingerprint({**record_of(kind, thing), "visibility": thing.visibility})


def kinds_of(refs: list[str]) -> dict[str, str]:
    """Under which kind each of these ids is known already."""
    found = {}
    for kind, model in MODELS.items():
        for ref in model._default_manager.filter(ref__in=refs).values_list("ref", flat=True):
            found[ref] = kind
    for ref in Question.objects.filter(ref__in=refs).values_list("ref", flat=True):
        found[ref] = "question"
    return found
