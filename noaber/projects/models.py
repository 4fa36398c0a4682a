# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Projects, and how far each is. The other tables of this room stand in their own modules, see the end."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from noaber.base.lifecycle import Lifecycle
from noaber.people.models import AnyPerson, Described, DescribedQuerySet, Person, Role
from noaber.projects import kinds

# Whose task it is to start a project.
STARTS = (Role.Kind.COORDINATOR, Role.Kind.RESEARCHER)


class Phase(models.TextChoices):
    """How far a group is. What was taken in from elsewhere has no phase: nobody told."""

    EXPLORE = "explore", _("verkennen")
    DESIGN = "design", _("ontwerpen")
    DO = "do", _("doen")
    HARVEST = "harvest", _("oogsten")
    EMBED = "embed", _("borgen")
    FINISHED = "finished", _("afgerond")


def _neighbours() -> dict[str, set[str]]:
    order = [phase.value for phase in Phase]
    return {phase: set(order[max(0, place - 1) : place + 2]) - {phase} for place, phase in enumerate(order)}


# A group goes on to the next phase, or a step back when it sees that it went too fast.
LIFECYCLE = Lifecycle({"": {Phase.EXPLORE}, **_neighbours()}, field="phase")


class ProjectQuerySet(DescribedQuerySet["Project"]):
    """Projects, narrowed in words."""

    def visible_to(self, person: AnyPerson, on: dt.date | None = None) -> Self:
        """What everybody may read, and what this person takes part in, whoever else may."""
        found = super().visible_to(person, on)
        if not isinstance(person, Person) or not person.is_active or person.is_superuser:
            return found
        mine = Member.objects.filter(person=person, state=MemberState.IN).values("project")
        return self.filter(Q(pk__in=found.order_by().values("pk")) | Q(pk__in=mine))


class Project(Described):
    """A learning project in practice; the label is what the region calls it."""

    KIND: ClassVar[str] = "project"
    label = models.CharField(_("naam in de regio"), max_length=60, blank=True)
    phase = models.CharField(_("fase"), max_length=10, blank=True, choices=Phase.choices)
    method = models.CharField(_("manier van leren"), max_length=20, blank=True, choices=kinds.choices)
    starts_on = models.DateField(_("begint op"), null=True, blank=True)
    ends_on = models.DateField(_("klaar rond"), null=True, blank=True)
    may_ask = models.BooleanField(_("mensen kunnen vragen of ze mee mogen doen"), default=True)
    questions: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "questions.Question", blank=True, related_name="projects"
    )
    agenda_items: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "agenda.AgendaItem", blank=True, related_name="projects"
    )
    # How often its own words were saved: two who change it at once are told of each other.
    saved = models.PositiveIntegerField(default=0)
    submission = models.CharField(max_length=64, null=True, unique=True, help_text="Makes a double submit one.")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ProjectQuerySet.as_manager()

    class Meta(Described.Meta):
        abstract = False
        constraints = (
            *Described.Meta.constraints,
            models.CheckConstraint(condition=Q(phase="") | Q(phase__in=Phase.values), name="project_phase"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="project_term",
            ),
        )

    @property
    def home_slug(self) -> str:
        return self.home.slug if self.home else ""

    @property
    def is_group(self) -> bool:
        """Whether a group works here, or it is only told about."""
        return bool(self.phase)

    def group_url(self) -> str:
        """The side of the page that is for the group."""
        return reverse("project_group", args=[self.slug])


# Where Django looks for tables.
from noaber.projects.log_models import LearningRound, LogEntry, ProjectFile  # noqa: E402
from noaber.projects.plan_models import (  # noqa: E402
    FOUR_OS,
    RHYTHMS,
    Contribution,
    EmbeddingCheck,
    EmbeddingPlan,
    PlanItem,
    Session,
    Sort,
)
from noaber.projects.team_models import (  # noqa: E402
    ALIVE,
    LEADS,
    MEMBERSHIPS,
    Member,
    MemberRole,
    MemberState,
)

__all__ = [
    "ALIVE",
    "FOUR_OS",
    "LEADS",
    "LIFECYCLE",
    "MEMBERSHIPS",
    "RHYTHMS",
    "STARTS",
    "Contribution",
    "EmbeddingCheck",
    "EmbeddingPlan",
    "LearningRound",
    "LogEntry",
    "Member",
    "MemberRole",
    "MemberState",
    "Phase",
    "PlanItem",
    "Project",
    "ProjectFile",
    "Session",
    "Sort",
]
