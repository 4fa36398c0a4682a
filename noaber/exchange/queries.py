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
from noaber.exchange import told_queries
from noaber.exchange.rests_queries import not_public, rests_of, with_rests
from noaber.knowledge.models import Product
from noaber.meetings.models import Meeting
from noaber.pages import record_queries
from noaber.pages.models import News
from noaber.people.models import Concept, Described, Organisation, Visibility, Werkplaats
from noaber.projects.models import Project
from noaber.questions.models import HIDDEN, Question

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
    """Everything that can be exchanged, organisations first so that others can refer to them; what is hidden stays."""
    unnamed = not_public()
    for kind, model in MODELS.items():
        rows: Any = model._default_manager.exclude(visibility=Visibility.HIDDEN).select_related("home").order_by("pk")
        rows = with_rests(rows) if kind == "product" else rows
        for thing in rows.prefetch_related("shown_by", "themes").iterator(chunk_size=500):
            yield record_of(kind, thing) | (rests_of(thing, unnamed) if kind == "product" else {})
    questions = Question.objects.exclude(imported={}).exclude(state__in=HIDDEN)
    for question in questions.order_by("pk").iterator(chunk_size=500):
        yield question.imported
    yield from told_queries.elements()
    yield from told_queries.told()
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
    for kind, told in told_queries.MODELS.items():
        for ref in told._default_manager.filter(ref__in=refs).values_list("ref", flat=True):
            found[ref] = kind
    return found
