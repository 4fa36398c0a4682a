# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a meeting gave: notes of the tables, questions and insights, and who wants to go on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from noaber.meetings.models import Meeting
from noaber.meetings.programme_models import SentOnce
from noaber.people.models import Perspective


class Harvest(models.Model):
    """The harvest of a meeting as a whole: in a few words, and since when who may read the meeting reads it."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="harvest")
    text = models.TextField(_("wat eruit kwam"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When its planners were asked for it.")
    # The group that came of it.
    project = models.ForeignKey(
        "projects.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="sown_at"
    )
    saved = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.meeting_id}"


class Noted(SentOnce):
    """Something noted at a table, and what became of it."""

    class Sort(models.TextChoices):
        NOTE = "note", _("een notitie")
        QUESTION = "question", _("een vraag")
        INSIGHT = "insight", _("een inzicht")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="noted")
    sort = models.CharField(_("wat is het?"), max_length=8, choices=Sort.choices, default=Sort.NOTE)
    table = models.CharField(_("tafel"), max_length=80, blank=True)
    text = models.TextField(_("in eigen woorden"))
    perspective = models.CharField(_("perspectief"), max_length=20, blank=True, choices=Perspective.choices)
    # The thing that came of it, as the loop names it: kind:ref.
    became = models.CharField(max_length=220, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("table", "pk")
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="noted_text"),)

    def __str__(self) -> str:
        return self.text[:60]


class GoesOn(models.Model):
    """Who wants to go on with what a meeting began, and said yes to being written to about that."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="going_on")
    name = models.CharField(_("naam"), max_length=120)
    email = models.EmailField(_("e-mailadres"))
    perspective = models.CharField(_("perspectief"), max_length=20, choices=Perspective.choices)
    consent = models.CharField(_("waar je ja op zei"), max_length=300)
    at = models.DateTimeField()
    invited_at = models.DateTimeField(_("uitgenodigd"), null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint("meeting", "email", name="goes_on_once"),
            models.CheckConstraint(condition=Q(email=Lower("email")) & ~Q(email=""), name="goes_on_address"),
        )

    def __str__(self) -> str:
        return self.name
