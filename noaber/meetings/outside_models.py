# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calendars of others that are shown beside ours, and the meetings that were found in them."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from noaber.people.models import Werkplaats


class OutsideCalendar(models.Model):
    """A calendar of somebody else (iCalendar or RSS), chosen by the coordinator of a werkplaats."""

    KIND: ClassVar[str] = "outside"
    home = models.ForeignKey(Werkplaats, on_delete=models.CASCADE, related_name="outside_calendars")
    name = models.CharField(_("van wie is deze agenda?"), max_length=120)
    url = models.URLField(_("adres van de agenda"), max_length=500)
    page = models.URLField(_("website"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    # When it is looked at again; the worker asks what is due.
    due_at = models.DateTimeField()
    read_at = models.DateTimeField(_("gelezen op"), null=True, blank=True)
    # What went wrong the last time, one of `outside_problems`, and about what.
    problem = models.CharField(max_length=20, blank=True)
    problem_about = models.CharField(max_length=200, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    # What could not be shown, such as what has no day.
    left_out = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint("home", "url", name="outside_calendar_once"),
            models.CheckConstraint(condition=~Q(name=""), name="outside_calendar_name"),
        )
        indexes = (models.Index(fields=["due_at"], name="outside_calendar_due"),)

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        return f"outside-{self.pk}"

    @property
    def home_slug(self) -> str:
        return self.home.slug


class OutsideMeeting(models.Model):
    """A meeting in a calendar of somebody else; `part` tells the times of one that repeats apart."""

    calendar = models.ForeignKey(OutsideCalendar, on_delete=models.CASCADE, related_name="meetings")
    uid = models.CharField(max_length=64, help_text="A hash of its name there: those may be endless.")
    part = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    whole_days = models.BooleanField(default=False)
    place = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    cancelled = models.BooleanField(default=False)

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.UniqueConstraint("calendar", "uid", "part", name="outside_meeting_once"),
            models.CheckConstraint(condition=~Q(title=""), name="outside_meeting_title"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="outside_meeting_ends_later"),
        )
        indexes = (models.Index(fields=["starts_at", "ends_at"], name="outside_meeting_when"),)

    def __str__(self) -> str:
        return self.title

    @property
    def first_day(self) -> dt.date:
        """The day on which it begins, in the Netherlands."""
        return timezone.localdate(self.starts_at)
