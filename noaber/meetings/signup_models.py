# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who comes: registrations with and without an account, the waiting list, and what is asked along the way."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from noaber.meetings.models import Meeting
from noaber.meetings.programme_models import Part, SentOnce
from noaber.people.models import Perspective

MOST_TOGETHER = 10


class RegistrationState(models.TextChoices):
    """Where somebody's coming is."""

    IN = "in", _("aangemeld")
    WAITING = "waiting", _("op de wachtlijst")
    # Off the waiting list: a place is kept until `offered_until`.
    OFFERED = "offered", _("er is plek, wacht op ja")
    OUT = "out", _("afgemeld")


class Tell(models.TextChoices):
    """What somebody is to be told by mail. Each mail tells the whole of it, so what came later takes its place."""

    SIGNED = "signed", _("aangemeld")
    AGAIN = "again", _("nog een keer aangemeld")
    LINK = "link", _("vroeg om de link")
    OFFERED = "offered", _("er is plek")
    LAPSED = "lapsed", _("zei niet op tijd ja")
    OUT = "out", _("afgemeld")
    PART = "part", _("er is plek in een deel")
    MOVED = "moved", _("de bijeenkomst veranderde")
    CALLED_OFF = "called_off", _("de bijeenkomst gaat niet door")
    ON_AGAIN = "on_again", _("de bijeenkomst gaat toch door")
    REMINDER = "reminder", _("herinnering")


# Which take a place.
TAKES_A_PLACE = (RegistrationState.IN, RegistrationState.OFFERED)


class Registration(SentOnce):
    """That somebody comes to a meeting, alone or with others. Needs for access and food go a week after it."""

    KIND: ClassVar[str] = "registration"
    ref = models.CharField(max_length=40, unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    name = models.CharField(_("naam"), max_length=120, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    organisation = models.CharField(_("organisatie"), max_length=200, blank=True)
    perspective = models.CharField(_("perspectief"), max_length=20, blank=True, choices=Perspective.choices)
    size = models.PositiveSmallIntegerField(
        _("met hoeveel kom je?"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_TOGETHER)]
    )
    companions = models.JSONField(_("wie komen er mee?"), default=list, blank=True)
    access = models.TextField(_("wat heb je nodig om mee te doen?"), blank=True)
    diet = models.CharField(_("wat eet of drink je niet?"), max_length=300, blank=True)
    register_number = models.CharField(_("nummer in SKJ of Registerplein"), max_length=40, blank=True)
    language = models.CharField(_("taal"), max_length=8, default="nl")
    state = models.CharField(max_length=8, choices=RegistrationState.choices)
    # The order of the waiting list: who came first, is first. Never given anew.
    number = models.PositiveIntegerField()
    offered_until = models.DateTimeField(_("ja zeggen kan tot"), null=True, blank=True)
    registered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # Grows with every change, for the calendar that was mailed.
    saved = models.PositiveIntegerField(default=0)
    # Why who plans took somebody off the list.
    reason = models.CharField(_("waarom afgemeld"), max_length=500, blank=True)
    came_at = models.DateTimeField(_("was er"), null=True, blank=True)
    cleared_at = models.DateTimeField(_("wensen gewist"), null=True, blank=True)
    # From then on nobody knows who it was; that somebody came still counts.
    forgotten_at = models.DateTimeField(_("naam en adres gewist"), null=True, blank=True)
    remind = models.BooleanField(_("wil een herinnering"), default=True)
    # What is to be mailed and since when; nothing is lost when the worker is busy or stopped.
    tell = models.CharField(max_length=10, choices=Tell.choices, blank=True)
    tell_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(_("laatste mail"), null=True, blank=True)
    told = models.PositiveIntegerField(default=0)
    # Whether a mail put it in their calendar: only then one has to take it out again.
    in_calendar = models.BooleanField(default=False)
    example = models.BooleanField(default=False)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint("meeting", "number", name="registration_number_once"),
            models.UniqueConstraint(
                "meeting",
                "email",
                condition=~Q(state=RegistrationState.OUT) & ~Q(email=""),
                name="registration_once_an_address",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")) & (~Q(email="") | Q(forgotten_at__isnull=False)),
                name="registration_address",
            ),
            models.CheckConstraint(
                condition=Q(tell="", tell_at__isnull=True) | ~Q(tell="") & Q(tell_at__isnull=False),
                name="registration_tell_since",
            ),
            models.CheckConstraint(condition=Q(size__range=(1, MOST_TOGETHER)), name="registration_size"),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.OFFERED, offered_until__isnull=False)
                | ~Q(state=RegistrationState.OFFERED) & Q(offered_until__isnull=True),
                name="registration_offer_has_an_end",
            ),
        )
        indexes = (
            models.Index(F("meeting"), F("state"), F("number"), name="registration_in_order"),
            models.Index(
                fields=["offered_until"], name="registration_offers", condition=Q(offered_until__isnull=False)
            ),
            models.Index(fields=["tell_at"], name="registration_to_tell", condition=Q(tell_at__isnull=False)),
            models.Index(fields=["email"], name="registration_of_address"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.ref

    @property
    def takes_a_place(self) -> bool:
        return self.state in TAKES_A_PLACE


class PartChoice(models.Model):
    """Which part of a round somebody chose; who came after it was full waits for that part."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="choices")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="choices")
    waits = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("registration", "part", name="part_chosen_once"),)

    def __str__(self) -> str:
        return f"{self.registration_id} {self.part_id}"


class KeptPlaces(SentOnce):
    """Places kept for a perspective, until a moment before the meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="kept_places")
    perspective = models.CharField(_("perspectief"), max_length=20, choices=Perspective.choices)
    places = models.PositiveIntegerField(_("plaatsen"), validators=[MinValueValidator(1)])
    until = models.DateTimeField(_("vrijgeven op"), null=True, blank=True)

    class Meta:
        ordering = ("perspective",)
        constraints = (
            models.UniqueConstraint("meeting", "perspective", name="kept_once_a_perspective"),
            models.CheckConstraint(condition=Q(places__gt=0), name="kept_places_some"),
        )

    def __str__(self) -> str:
        return f"{self.perspective}: {self.places}"


class Asked(SentOnce):
    """A question of the planners to who signs up; never required. Some are asked only after a certain answer."""

    class Sort(models.TextChoices):
        TEXT = "text", _("in eigen woorden")
        YES = "yes", _("ja of nee")
        CHOICE = "choice", _("kiezen uit een rij")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="asked")
    place = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("vraag"), max_length=200)
    sort = models.CharField(_("hoe antwoord je"), max_length=6, choices=Sort.choices, default=Sort.TEXT)
    choices = models.JSONField(_("waaruit je kiest"), default=list, blank=True)
    after = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by")
    after_answer = models.CharField(_("alleen bij dit antwoord"), max_length=200, blank=True)

    class Meta:
        ordering = ("place", "pk")
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="asked_text"),)

    def __str__(self) -> str:
        return self.text


class Answer(models.Model):
    """What somebody answered."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")
    asked = models.ForeignKey(Asked, on_delete=models.CASCADE, related_name="answers")
    text = models.CharField(max_length=1000)

    class Meta:
        constraints = (models.UniqueConstraint("registration", "asked", name="answered_once"),)

    def __str__(self) -> str:
        return self.text
