# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What makes a werkplaats a site of its own: its house style, what it asks to show, and its addresses of before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.people.models import REF_LENGTH, Person, Werkplaats


class HouseStyle(models.Model):
    """The design tokens of a werkplaats. Beside it: every page reads the werkplaats, only its style sheet these."""

    werkplaats = models.OneToOneField(Werkplaats, on_delete=models.CASCADE, related_name="house_style")
    name = models.CharField(max_length=120, blank=True)
    tokens = models.JSONField(default=dict, blank=True)
    version = models.CharField(max_length=16)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name or self.version


class ShowRequest(models.Model):
    """One werkplaats asks another to show something of hers too. Kind and ref, because it may be of any room."""

    class State(models.TextChoices):
        ASKED = "asked", _("gevraagd")
        ACCEPTED = "accepted", _("akkoord")
        DECLINED = "declined", _("niet akkoord")
        ENDED = "ended", _("gestopt")

    kind = models.CharField(max_length=20)
    ref = models.CharField(max_length=REF_LENGTH)
    title = models.CharField(max_length=500)
    home = models.ForeignKey(Werkplaats, on_delete=models.CASCADE, related_name="show_requests_received")
    werkplaats = models.ForeignKey(Werkplaats, on_delete=models.CASCADE, related_name="show_requests")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.TextField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ("asked_at", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                "kind", "ref", "werkplaats", condition=Q(state__in=("asked", "accepted")), name="showrequest_open_once"
            ),
            models.CheckConstraint(condition=~Q(home=models.F("werkplaats")), name="showrequest_of_another"),
            models.CheckConstraint(condition=~Q(state="declined", answer=""), name="showrequest_declined_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref} → {self.werkplaats_id}"


class OldAddress(models.Model):
    """Where a page of an earlier site is now: a thing by kind and ref, or an address."""

    path = models.CharField(max_length=500, unique=True)
    kind = models.CharField(max_length=20, blank=True)
    ref = models.CharField(max_length=REF_LENGTH, blank=True)
    to = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(to="") & ~Q(kind="") & ~Q(ref="") | ~Q(to="") & Q(kind="", ref=""),
                name="oldaddress_one_target",
            ),
            models.CheckConstraint(condition=Q(path__startswith="/"), name="oldaddress_path"),
        ]

    def __str__(self) -> str:
        return self.path
