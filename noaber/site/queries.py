# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the front composes from the rooms below."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from django.utils import timezone

from noaber import search
from noaber.knowledge.models import Product
from noaber.meetings.models import Meeting
from noaber.people import queries as people
from noaber.people.models import Organisation, Partnership, Period, Werkplaats
from noaber.projects.models import Project
from noaber.questions import queries as questions
from noaber.questions.models import Question
from noaber.search import Facet, Findings, Hit, SearchRequest

# How many of one kind the find page shows before it offers the rest, and how many hits it looks at for that.
A_GROUP = 4
LOOKED_AT = 60
# The order in which kinds stand in the loop; used where two groups are equally good.
KINDS = ("product", "question", "project", "meeting", "organisation", "news")


@dataclass(frozen=True)
class Loop:
    """The live counts at the five stations of the loop."""

    question: int
    agenda: int
    project: int
    knowledge: int
    effect: int
    answered_pct: int | None


@dataclass(frozen=True)
class Home:
    """What stands on the home page."""

    loop: Loop
    regions: int
    waiting: Sequence[Question]
    newest: Sequence[Hit]
    projects: Sequence[Hit]
    meetings: Sequence[Meeting]
    story: Question | None


@dataclass(frozen=True)
class Group:
    """Hits of one kind on the find page."""

    kind: str
    hits: Sequence[Hit]
    total: int


def loop() -> Loop:
    """The counts of the loop as they are now."""
    figures = questions.figures()
    return Loop(
        question=figures.total,
        agenda=figures.gaps,
        project=Project.objects.visible_to(None).count(),
        knowledge=Product.objects.visible_to(None).count(),
        effect=figures.links,
        answered_pct=figures.answered_within_30_days,
    )


def home() -> Home:
    """Everything the home page shows, for a reader without an account."""
    return Home(
        loop=loop(),
        regions=people.werkplaatsen().count(),
        waiting=questions.waiting(limit=3),
        newest=search.find(SearchRequest(text="", kinds=("product",), limit=3, sort="newest")).hits,
        projects=search.find(SearchRequest(text="", kinds=("project",), limit=3, sort="newest")).hits,
        meetings=upcoming_meetings(3) or latest_meetings(3),
        story=questions.finest(),
    )


def upcoming_meetings(limit: int, werkplaats: str = "") -> list[Meeting]:
    """The first meetings from today on."""
    today = timezone.localdate().isoformat()
    return list(_meetings(werkplaats).filter(on_date__gte=today).order_by("on_date")[:limit])


def latest_meetings(limit: int, werkplaats: str = "") -> list[Meeting]:
    """The last meetings before today, of which the day is known."""
    today = timezone.localdate().isoformat()
    return list(_meetings(werkplaats).filter(on_date__lt=today, on_date__gte="1").order_by("-on_date")[:limit])


def _meetings(werkplaats: str):  # type: ignore[no-untyped-def]
    found = Meeting.objects.visible_to(None).select_related("home")
    return found.filter(home__slug=werkplaats) if werkplaats else found


def grouped(found: Findings) -> list[Group]:
    """The hits by kind, the kind of the best hit first; each with the number of its kind."""
    by_kind: dict[str, list[Hit]] = {}
    for hit in found.hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    totals = {value.value: value.count for value in found.facet("kind").values}
    return [
        Group(kind, hits[:A_GROUP], max(totals.get(kind, 0), len(hits))) for kind, hits in by_kind.items()
    ]


def first_answers(form: FindForm) -> list[Hit]:
    """What appears under the question field while somebody types: the best of each kind, at most five."""
    found = search.find(form.search(("public",), most=20))
    best: dict[str, list[Hit]] = {}
    for hit in found.hits:
        best.setdefault(hit.kind, []).append(hit)
    # The best three of the whole list, and then the best of each kind that is not among them.
    first = list(found.hits[:3])
    return (first + [hits[0] for hits in best.values() if hits[0] not in first])[:5]
