# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where somebody can start a project, from what, and in which ones they take part."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse

from noaber.agenda.decision_models import AgendaItem
from noaber.people.models import AnyPerson, Person, Visibility, Werkplaats
from noaber.people.queries import roles_of, werkplaatsen
from noaber.projects.models import (
    STARTS,
    Member,
    MemberState,
    Project,
)
from noaber.questions.models import Question


def homes_to_start(person: AnyPerson) -> QuerySet[Werkplaats]:
    """The werkplaatsen in which a person can start a project."""
    if isinstance(person, Person) and person.is_superuser:
        return werkplaatsen(national=True)
    return werkplaatsen(national=True).filter(pk__in=roles_of(person).filter(role__in=STARTS).values("werkplaats"))


def begin_at(item: AgendaItem, person: AnyPerson) -> str:
    """Where this person starts a project with an item of the agenda; empty when they may not."""
    here = item.home is not None and homes_to_start(person).filter(pk=item.home.pk).exists()
    return f"{reverse('project_start')}?agenda={item.slug}" if here else ""


def projects_of(person: Person) -> list[Project]:
    """The projects in which somebody takes part, last changed first."""
    mine = Member.objects.filter(person=person, state=MemberState.IN).values("project")
    return list(Project.objects.filter(pk__in=mine).select_related("home").order_by("-updated_at"))


def agenda_choices(homes: Iterable[Werkplaats]) -> QuerySet[AgendaItem]:
    """What is on the agenda of these werkplaatsen."""
    return AgendaItem.objects.filter(home__in=homes, state="on", visibility=Visibility.PUBLIC)


def question_choices(homes: Iterable[Werkplaats], also: Iterable[str] = ()) -> QuerySet[Question]:
    """The public questions from which a project of these werkplaatsen can start: gaps, and those chosen already."""
    gaps = Q(home__in=homes, state__in=("gap", "on_agenda"), root__isnull=True)
    return Question.objects.public().filter(gaps | Q(slug__in=list(also))).order_by("-asked_at")
