# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of matching: the drawing of the graph, and hints to who leads a work, each with what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from noaber.base.added import Added
from noaber.base.lifecycle import Lifecycle
from noaber.people.models import Person


class Drawing(models.Model):
    """Where everybody stands in the graph, laid out in the background; the newest is used, and older ones go."""

    # The state of the ledger that it was made for; the graph itself is always worked out anew.
    generation = models.BigIntegerField()
    seed = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    seconds = models.FloatField()
    nodes = models.PositiveIntegerField()
    edges = models.PositiveIntegerField()
    places = models.JSONField(default=dict, help_text="x and y by node, in a square of 1000.")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.generation} ({self.nodes})"


class HintConsent(Added):
    """That somebody said yes or no to hints by mail, when, and to which words. The newest row counts; only added."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="hint_consents")
    given = models.BooleanField(_("toestemming gegeven"))
    words = models.TextField(_("waarmee je instemde"), blank=True)
    at = models.DateTimeField(_("wanneer"))

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.person_id} {self.given}"


class HintState(models.TextChoices):
    """How far two are with getting to know each other."""

    TOLD = "told", _("verteld")
    WANTED = "wanted", _("een van beide wil")
    INTRODUCED = "introduced", _("aan elkaar voorgesteld")
    DECLINED = "declined", _("wie de hint kreeg wil niet")
    REFUSED = "refused", _("de ander wil niet")


HINTS = Lifecycle(
    {
        HintState.TOLD: {HintState.WANTED, HintState.DECLINED},
        HintState.WANTED: {HintState.INTRODUCED, HintState.REFUSED, HintState.DECLINED},
        HintState.INTRODUCED: set(),
        HintState.DECLINED: set(),
        HintState.REFUSED: set(),
    }
)


class Hint(models.Model):
    """That who leads one work was told of another, and what came of it; of two works at most once, ever."""

    KIND: ClassVar[str] = "hint"

    ref = models.CharField(_("kenmerk"), max_length=40, unique=True)
    person = models.ForeignKey(Person, verbose_name=_("wie het kreeg"), on_delete=models.CASCADE, related_name="hints")
    other = models.ForeignKey(
        Person, verbose_name=_("wie gevraagd werd"), null=True, on_delete=models.CASCADE, related_name="hints_asked"
    )
    own = models.CharField(_("het eigen werk"), max_length=241)
    about = models.CharField(_("het werk van de ander"), max_length=241)
    # Both, whichever was first: nobody is told of them again.
    pair = models.CharField(max_length=500, unique=True)
    state = models.CharField(_("stand"), max_length=10, choices=HintState.choices, default=HintState.TOLD)
    told_at = models.DateTimeField(_("verteld op"))
    answered_at = models.DateTimeField(_("geantwoord op"), null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(own=F("about")), name="hint_of_two"),
            models.CheckConstraint(
                condition=Q(state__in=("told", "declined")) | Q(other__isnull=False), name="hint_asks_somebody"
            ),
        )

    def __str__(self) -> str:
        return f"{self.own} → {self.about} {self.state}"
