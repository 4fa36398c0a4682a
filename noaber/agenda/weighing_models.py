# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of weighing: who takes part, the ballots, and what came of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.agenda.models import Round, RoundMethod
from noaber.people.models import Perspective


class Way(models.TextChoices):
    """How somebody came to take part."""

    INVITED = "invited", _("uitgenodigd")
    OPEN = "open", _("zelf aangemeld")
    ROOM = "room", _("in de zaal")


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Participants, narrowed in words."""

    def ready(self) -> ParticipantQuerySet:
        """Who may weigh: invited, in the room, or signed up and confirmed by mail."""
        return self.filter(confirmed_at__isnull=False)

    def silent(self) -> ParticipantQuerySet:
        """Who may weigh and did not yet."""
        return self.ready().filter(voted_at__isnull=True)


class Participant(models.Model):
    """Somebody in one round, from one perspective; in the room nobody knows who. Never shown."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="participations"
    )
    perspective = models.CharField(max_length=20, choices=Perspective.choices)
    way = models.CharField(max_length=8, choices=Way.choices)
    # The personal link is made from it (see `keys`); a next one makes the links of before worthless.
    key_turn = models.PositiveSmallIntegerField(default=0)
    joined_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    voted_at = models.DateTimeField(null=True, blank=True)
    submission = models.CharField(max_length=64, null=True, unique=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("deelnemer")
        verbose_name_plural = _("deelnemers")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="agenda_participant_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.perspective} {self.pk}"


class Ballot(models.Model):
    """What somebody gave by one method. Secret: nobody but the participant reads it.

    Each voter has a random number on all of their ballots; when the round is reported the tie to the participant is cut
    and only number and perspective stay.
    """

    method = models.ForeignKey(RoundMethod, on_delete=models.CASCADE, related_name="ballots")
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="ballots"
    )
    perspective = models.CharField(max_length=20, choices=Perspective.choices)
    caster = models.PositiveIntegerField(null=True, blank=True)
    content = models.JSONField(default=dict, blank=True)
    cast_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    times = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("stem")
        verbose_name_plural = _("stemmen")
        ordering = ["method", "caster", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "method"], name="agenda_ballot_once"),
            models.UniqueConstraint(fields=["method", "caster"], name="agenda_ballot_caster_once"),
            models.CheckConstraint(
                name="agenda_ballot_of_somebody", condition=Q(participant__isnull=False) | Q(caster__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method_id} {self.caster or ''}"


class Result(models.Model):
    """What came of the weighing: counted once, after closing."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="result")
    outcome = models.JSONField()
    voters = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.round_id}: {self.voters}"
