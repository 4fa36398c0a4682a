# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What readers report, and how that was judged."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from noaber.base.lifecycle import Lifecycle
from noaber.people.models import REF_LENGTH, AnyPerson, Person, Role, Werkplaats

# Whose task it is to judge what others send in.
JUDGES = (Role.Kind.COORDINATOR, Role.Kind.EDITOR)
WORDS_LENGTH = 2000
REASON_LENGTH = 2000


class Why(models.TextChoices):
    """What a reader says is wrong."""

    PRIVACY = "privacy", _("Er staat iets over een persoon dat hier niet hoort")
    WRONG = "wrong", _("Het klopt niet, of het is verouderd")
    RIGHTS = "rights", _("Het is van iemand anders en mag hier niet staan")
    RUDE = "rude", _("Het is kwetsend of discriminerend")
    ADVERT = "advert", _("Het is reclame of het hoort hier niet")
    OTHER = "other", _("Iets anders")


class State(models.TextChoices):
    """Where a report is."""

    WAITING = "waiting", _("wacht op een oordeel")
    NOTHING = "nothing", _("er is niets mis")
    CHANGED = "changed", _("aangepast")
    HIDDEN = "hidden", _("verborgen")


LIFECYCLE = Lifecycle(
    {
        State.WAITING: {State.NOTHING, State.CHANGED, State.HIDDEN},
        State.NOTHING: set(),
        State.CHANGED: set(),
        State.HIDDEN: set(),
    }
)


class Report(models.Model):
    """Something that readers say is not right: one for each thing, however many say so, until it is judged."""

    KIND: ClassVar[str] = "report"

    ref = models.CharField(max_length=40, unique=True)
    # What it is about; which room that lives in is known to the registry only.
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=REF_LENGTH)
    title = models.CharField(max_length=500)
    href = models.CharField(max_length=500)
    werkplaats = models.ForeignKey(Werkplaats, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    since = models.DateTimeField()
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    example = models.BooleanField(default=False)

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint("kind", "about", condition=Q(state="waiting"), name="report_one_waiting"),
            models.CheckConstraint(
                condition=Q(state="waiting", judged_at__isnull=True)
                | ~Q(state="waiting") & ~Q(reason="") & Q(judged_at__isnull=False),
                name="report_judged_with_reason",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("report_detail", args=[self.ref])

    @property
    def home_slug(self) -> str:
        return self.werkplaats.slug if self.werkplaats else ""


class Signal(models.Model):
    """What one reader said. The address is kept until the answer has been sent, and not shown to anybody."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="signals")
    why = models.CharField(max_length=10, choices=Why.choices)
    words = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, default="nl")
    at = models.DateTimeField()
    submission = models.CharField(max_length=64, null=True, unique=True, help_text="Makes a double submit one.")

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.why}: {self.words[:60]}"

    def is_from(self, person: AnyPerson) -> bool:
        """Whether this person sent it, as far as an address tells."""
        return isinstance(person, Person) and bool(self.email) and self.email == person.email
