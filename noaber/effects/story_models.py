# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Value stories in five cycles, what somebody observed to have changed, and to what their tellers agreed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.base.added import Added
from noaber.effects.models import State, Told, ToldQuerySet

# The cycles of Wenger, Trayner and De Laat (2011): no ladder, and each may be left out.
CYCLES: tuple[tuple[str, Any, Any], ...] = (
    ("immediate", _("Direct"), _("Wat deden we samen?")),
    ("potential", _("Potentieel"), _("Wat haalde ik eruit?")),
    ("applied", _("Toegepast"), _("Wat deed ik ermee?")),
    ("realised", _("Gerealiseerd"), _("Wat leverde het op?")),
    ("reframing", _("Heroriënterend"), _("Wat zie ik nu anders?")),
)
_SINCE = Q(public_at__isnull=False) | ~Q(state="public")
_FILLED = ~Q(immediate="", potential="", applied="", realised="", reframing="")


class ToldAbout(Told):
    """Something told about a thing of the network, or about none."""

    about = models.CharField(max_length=250, blank=True, help_text="What it is about, as kind:ref.")

    class Meta:
        abstract = True

    @property
    def origins(self) -> list[str]:
        return [self.about] if self.about else []

    @property
    def words(self) -> str:
        return "\n".join([self.title, self.place, *(getattr(self, name) for name in self.TEXTS)])

    def forget(self) -> None:
        super().forget()
        for name in self.TEXTS:
            setattr(self, name, "")


class StoryQuerySet(ToldQuerySet["Story"]):
    """Stories."""


class Story(ToldAbout):
    """What taking part, or using something, was worth to somebody; in their own words."""

    KIND = "story"
    TEXTS = tuple(name for name, _label, _ask in CYCLES)

    immediate = models.TextField(_("wat we samen deden"), blank=True)
    potential = models.TextField(_("wat ik eruit haalde"), blank=True)
    applied = models.TextField(_("wat ik ermee deed"), blank=True)
    realised = models.TextField(_("wat het opleverde"), blank=True)
    reframing = models.TextField(_("wat ik nu anders zie"), blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ("-public_at", "-pk")
        verbose_name_plural = "stories"
        constraints = (
            models.CheckConstraint(condition=_FILLED | Q(state=State.WITHDRAWN), name="story_tells_something"),
            models.CheckConstraint(
                condition=Q(public_at__isnull=False) | ~Q(state="public"), name="story_public_since"
            ),
        )

    @property
    def said(self) -> dict[str, Any]:
        return {**super().said, "cycles": [name for name in self.TEXTS if getattr(self, name)]}

    @property
    def told(self) -> list[tuple[str, str, str]]:
        """The cycles that were filled: the word, the question and what was said."""
        return [(str(label), str(ask), text) for name, label, ask in CYCLES if (text := getattr(self, name))]


class StoryConsent(Added):
    """To which words the teller of a story agreed, and when; rows are only added."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="consents")
    version = models.CharField(max_length=20)
    given = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.story_id} · {self.version}"


class ChangeQuerySet(ToldQuerySet["Change"]):
    """What changed."""


class Change(ToldAbout):
    """An outcome as it is harvested: who changed what, when and where; why it matters, and what contributed to it."""

    KIND = "change"
    TEXTS = ("who", "what", "significance", "contribution")

    who = models.CharField(_("wie"), max_length=120)
    what = models.TextField(_("wat er veranderde"))
    changed_on = models.DateField(_("wanneer"), help_text="The first day of the month in which it changed.")
    significance = models.TextField(_("waarom het telt"))
    contribution = models.TextField(_("wat eraan bijdroeg"))

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ("-public_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(public_at__isnull=False) | ~Q(state="public"), name="change_public_since"
            ),
        )

    @property
    def month(self) -> str:
        """When it changed, as a month of a calendar."""
        return f"{self.changed_on:%Y-%m}"

    @property
    def since_and_about(self) -> dict[str, Any]:
        return {"on": self.month}


class Agreement(models.TextChoices):
    """What an independent person says of a change."""

    YES = "yes", _("dat klopt")
    PARTLY = "partly", _("dat klopt voor een deel")
    NO = "no", _("zo zie ik het niet")


class Substantiation(models.Model):
    """What an independent person, asked by mail, says of a change; by name only where they agreed to that."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="substantiations")
    ref = models.CharField(max_length=40, unique=True)
    mail = models.EmailField(_("e-mailadres"), blank=True, help_text="Of who is asked; gone once they answered.")
    language = models.CharField(max_length=8, default="nl")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    role = models.CharField(_("rol"), max_length=120, blank=True)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    named = models.CharField(max_length=20, blank=True, help_text="To which words they agreed, to be named.")
    agrees = models.CharField(max_length=8, blank=True, choices=Agreement.choices)
    text = models.TextField(_("toelichting"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(name="") | ~Q(named=""), name="substantiation_name_with_consent"),
            models.UniqueConstraint("change", "mail", condition=~Q(mail=""), name="substantiation_asked_once"),
        )

    def __str__(self) -> str:
        return f"{self.change_id} · {self.agrees}"
