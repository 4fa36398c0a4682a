# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The loop as the entries of the ledger tell it: things, the links between them, who was heard, what it is about."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from noaber.loop.stations import COUNTED, FACES, Standing, Station


class ThingQuerySet(models.QuerySet["Thing"]):
    """Things, narrowed in words."""

    def counted(self) -> ThingQuerySet:
        """What is at its station: public, and not aside."""
        return self.filter(standing__in=COUNTED)

    def shown(self) -> ThingQuerySet:
        """What everybody may read."""
        return self.exclude(standing=Standing.HIDDEN)


class Thing(models.Model):
    """An object of the loop: where it stands, and when it reached each step. Folded from its entries."""

    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=200)
    station = models.CharField(max_length=10, choices=Station.choices)
    standing = models.CharField(max_length=6, choices=Standing.choices, default=Standing.HIDDEN)
    werkplaats = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField(null=True, help_text="When it came to its station.")
    year = models.PositiveSmallIntegerField(null=True)
    moved_at = models.DateTimeField(null=True, help_text="The last entry that tells about the loop.")
    # Whole days from the start of its clock to each step; only of what has a clock.
    timed = models.BooleanField(default=False)
    days_answered = models.PositiveIntegerField(null=True)
    days_adopted = models.PositiveIntegerField(null=True)
    days_working = models.PositiveIntegerField(null=True)
    days_insight = models.PositiveIntegerField(null=True)
    days_used = models.PositiveIntegerField(null=True)
    used_at = models.DateTimeField(null=True, help_text="When the first effect came of it.")
    # How it is shown; kept here, so that a trail asks one table whatever kinds are in it.
    title = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=500, blank=True)
    lang = models.CharField(max_length=10, blank=True)
    sort = models.CharField(max_length=60, blank=True)
    example = models.BooleanField(default=False)

    objects = ThingQuerySet.as_manager()
    # Set by a trail: whether it came before or after, and one of the things that it came of.
    way: int
    came_from: int | None

    class Meta:
        constraints = (
            models.UniqueConstraint("kind", "ref", name="loop_thing_once"),
            models.CheckConstraint(condition=Q(station__in=Station.values), name="loop_thing_station"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="loop_thing_standing"),
        )
        indexes = (
            models.Index(
                fields=["station", "standing", "werkplaats", "year", "moved_at", "used_at"], name="loop_thing_state"
            ),
            models.Index(fields=["werkplaats", "station", "standing"], name="loop_thing_place"),
        )

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}"

    @property
    def face(self) -> str:
        """The name of its colour and shape."""
        return FACES[self.station]

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.ref}"

    @property
    def moment(self) -> float:
        """When it came to its station, in seconds; what did not yet comes first."""
        return self.began_at.timestamp() if self.began_at else 0.0


class Link(models.Model):
    """That a thing came of another, since when."""

    source = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="led_to")
    target = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="came_of")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint("source", "target", name="loop_link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="loop_link_not_to_itself"),
        )

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class Heard(models.Model):
    """How many times somebody of a perspective was heard about a thing."""

    thing = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="heard")
    perspective = models.CharField(max_length=20)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint("thing", "perspective", name="loop_heard_once"),)

    def __str__(self) -> str:
        return f"{self.thing_id} {self.perspective} {self.number}"


class About(models.Model):
    """About which theme something is open, where: what regions could do together is counted from these rows alone."""

    thing = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="about")
    theme = models.CharField(max_length=80)
    werkplaats = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint("thing", "theme", name="loop_about_once"),)
        indexes = (models.Index(fields=["theme", "werkplaats", "year"], name="loop_about_theme"),)

    def __str__(self) -> str:
        return f"{self.thing_id} {self.theme}"
