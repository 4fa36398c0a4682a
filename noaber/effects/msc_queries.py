# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about rounds of Most Significant Change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from noaber.effects.models import State
from noaber.effects.msc_models import Choice, Domain, MscRound, Panelist
from noaber.effects.story_models import Story
from noaber.people.models import Person
from noaber.people.queries import coordinates
from noaber.projects.models import LEADS, MemberState, Project

MOST_OFFERED = 200


@dataclass(frozen=True, slots=True)
class Gathered:
    """A domain with its public stories, each with the choices for it: most chosen first, then as gathered."""

    domain: Domain
    stories: Sequence[tuple[Story, Sequence[Choice]]]

    @property
    def chosen(self) -> Sequence[tuple[Story, Sequence[Choice]]]:
        """Those that somebody chose."""
        return [row for row in self.stories if row[1]]


def listed() -> QuerySet[MscRound]:
    """Every round, the newest first."""
    return MscRound.objects.select_related("home").prefetch_related("home__names").order_by("-opened_at", "-pk")


def gathered(round: MscRound) -> list[Gathered]:
    """What lies in each domain, with what was chosen and why."""
    public = Story.objects.filter(state=State.PUBLIC).order_by("public_at", "pk")
    choices = Choice.objects.select_related("panelist").order_by("pk")
    domains = round.domains.prefetch_related(
        Prefetch("stories", queryset=public), Prefetch("choices", queryset=choices)
    )
    found = []
    for domain in domains.order_by("number"):
        why: dict[int, list[Choice]] = {}
        for choice in domain.choices.all():
            why.setdefault(choice.story_id, []).append(choice)
        rows = [(story, why.get(story.pk, [])) for story in domain.stories.all()]
        found.append(Gathered(domain, sorted(rows, key=lambda row: -len(row[1]))))
    return found


def chosen_in(round: MscRound) -> dict[Story, list[Choice]]:
    """What was chosen in a round, each with its choices."""
    found: dict[Story, list[Choice]] = {}
    rows = Choice.objects.filter(domain__round=round).select_related(
        "story__home", "story__person", "domain", "panelist"
    )
    for choice in rows.order_by("domain__number", "pk"):
        found.setdefault(choice.story, []).append(choice)
    return found


def tellers_of(round: MscRound) -> list[Story]:
    """The stories of a round, each once: whose tellers hear what was chosen."""
    rows = Story.objects.filter(domains__round=round).select_related("home", "person")
    return list(rows.order_by("pk").distinct())


def offered(round: MscRound) -> QuerySet[Story]:
    """Public stories of its home, those about its project first; what may be gathered."""
    rows = Story.objects.public().filter(home=round.home).order_by("-public_at", "-pk")
    return rows.filter(about=f"project:{round.project.ref}") if round.project else rows


def choices_of(panelist: Panelist) -> dict[int, Choice]:
    """What somebody chose so far, by domain."""
    return {choice.domain_id: choice for choice in panelist.choices.all()}


def projects_of(person: Person) -> QuerySet[Project]:
    """The projects for which somebody may open a round: those that they lead or coordinate."""
    led = Project.objects.filter(members__person=person, members__state=MemberState.IN, members__role__in=LEADS)
    at_home = Project.objects.filter(home__in=coordinates(person).prefetch_related(None).order_by())
    mine = Project.objects.filter(pk__in=led.values("pk")) | at_home
    return mine.filter(home__isnull=False).distinct().order_by("title")
