# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of the agenda itself: what is on it, and the decisions that put it there or took it off."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from noaber.agenda.models import Candidate, Round
from noaber.people.models import Described, DescribedQuerySet, Period, Werkplaats


class ItemState(models.TextChoices):
    """Whether it is on the agenda now."""

    ON = "on", _("op de agenda")
    OFF = "off", _("van de agenda")


class AgendaItem(Described):
    """What a werkplaats works on in a period; only a decision puts it on or takes it off."""

    KIND: ClassVar[str] = "agenda_item"
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="agenda_items")
    candidate = models.OneToOneField(
        Candidate, null=True, blank=True, on_delete=models.SET_NULL, related_name="agenda_item"
    )
    questions: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "questions.Question", blank=True, related_name="agenda_items"
    )
    lead = models.CharField(_("wie het trekt"), max_length=300, blank=True)
    state = models.CharField(max_length=3, choices=ItemState.choices, default=ItemState.ON)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DescribedQuerySet.as_manager()

    class Meta(Described.Meta):
        abstract = False
        verbose_name = _("agendapunt")
        verbose_name_plural = _("agendapunten")
        ordering = ("-state", "since", "pk")
        constraints = (
            *Described.Meta.constraints,
            models.CheckConstraint(
                name="agenda_item_off_since", condition=Q(state="on", until__isnull=True) | Q(state="off")
            ),
        )

    @property
    def is_on(self) -> bool:
        return self.state == ItemState.ON


class DecisionKind(models.TextChoices):
    """What a decision does with the agenda."""

    ADOPT = "adopt", _("vaststellen")
    ADD = "add", _("toevoegen")
    WITHDRAW = "withdraw", _("van de agenda halen")


class Decision(models.Model):
    """Who decided what about an agenda, when and why. Never changed; what changes is a new decision."""

    KIND = "decision"

    ref = models.CharField(max_length=200, unique=True)
    werkplaats = models.ForeignKey(Werkplaats, on_delete=models.PROTECT, related_name="decisions")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    round = models.OneToOneField(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="decision")
    kind = models.CharField(max_length=8, choices=DecisionKind.choices)
    body = models.CharField(_("wie besloot"), max_length=120)
    decided_on = models.DateField(_("besloten op"))
    reason = models.TextField(_("waarom"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    example = models.BooleanField(default=False)
    submission = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        verbose_name = _("besluit")
        verbose_name_plural = _("besluiten")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["period", "number"], name="agenda_decision_number"),
            models.CheckConstraint(name="agenda_decision_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.period_id} {self.number}"

    def get_absolute_url(self) -> str:
        """Where it stands on the page of the agenda."""
        return reverse("agenda_period", args=[self.werkplaats.slug, self.period.slug]) + f"#besluit-{self.number}"


class Choice(models.TextChoices):
    """What was decided about one thing."""

    IN = "in", _("op de agenda")
    OUT = "out", _("niet op de agenda")
    LATER = "later", _("later")


class DecisionLine(models.Model):
    """What a decision says of one candidate or item, and why."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines")
    candidate = models.ForeignKey(Candidate, null=True, blank=True, on_delete=models.PROTECT, related_name="lines")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="lines")
    choice = models.CharField(max_length=8, choices=Choice.choices)
    reason = models.TextField(blank=True)
    departs_from_residents = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "candidate"], name="agenda_line_candidate_once"),
            models.UniqueConstraint(fields=["decision", "item"], name="agenda_line_item_once"),
            models.CheckConstraint(
                name="agenda_line_about_something", condition=Q(candidate__isnull=False) | Q(item__isnull=False)
            ),
            models.CheckConstraint(
                name="agenda_line_departing_says_why", condition=~Q(departs_from_residents=True, reason="")
            ),
            models.CheckConstraint(name="agenda_line_in_has_item", condition=~Q(choice="in", item__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.choice}"
