# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The day itself: links without an account, who came to which part and who walked in, accreditation, mail to some."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from noaber.meetings.models import Meeting
from noaber.meetings.programme_models import Part, SentOnce
from noaber.meetings.signup_models import Registration
from noaber.people.models import Perspective


class DayLink(models.Model):
    """A link with which somebody without an account helps at a meeting; another key makes the old link useless."""

    class Sort(models.TextChoices):
        TABLE = "table", _("een tafel")
        DOOR = "door", _("de deur")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="day_links")
    sort = models.CharField(max_length=5, choices=Sort.choices)
    key = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint("meeting", "sort", name="day_link_once"),)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.sort}"


class Mark(models.Model):
    """One press at the door, kept so that a telephone may send it again: the same mark counts once."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="marks")
    mark = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.mark


class Presence(models.Model):
    """That somebody was at one part of the programme; that they came at all stands with the registration."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="presences")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="presences")
    at = models.DateTimeField(_("was er"))

    class Meta:
        constraints = (models.UniqueConstraint("registration", "part", name="present_once"),)

    def __str__(self) -> str:
        return f"{self.registration_id} {self.part_id}"


class WalkIn(models.Model):
    """Who came without signing up: a name, and no more."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="walk_ins")
    name = models.CharField(_("naam"), max_length=120)
    perspective = models.CharField(_("perspectief"), max_length=20, blank=True, choices=Perspective.choices)
    mark = models.CharField(max_length=64, unique=True)
    came_at = models.DateTimeField(_("was er"))

    class Meta:
        ordering = ("name", "pk")
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="walk_in_name"),)

    def __str__(self) -> str:
        return self.name


class Accreditation(SentOnce):
    """That a register counts a meeting; its number and points stand on the certificate of who was there."""

    class Register(models.TextChoices):
        SKJ = "skj", "SKJ"
        REGISTERPLEIN = "registerplein", "Registerplein"
        OWN = "own", _("een ander register")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="accreditations")
    register = models.CharField(_("welk register?"), max_length=14, choices=Register.choices)
    own_register = models.CharField(_("hoe heet dat register?"), max_length=80, blank=True)
    number = models.CharField(_("nummer van de activiteit"), max_length=40)
    points = models.DecimalField(
        _("punten"), max_digits=5, decimal_places=1, validators=[MinValueValidator(0), MaxValueValidator(999)]
    )
    category = models.CharField(_("categorie"), max_length=120, blank=True)
    from_on = models.DateField(_("geldig vanaf"), null=True, blank=True)
    until_on = models.DateField(_("geldig tot en met"), null=True, blank=True)

    class Meta:
        ordering = ("register", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(number=""), name="accreditation_number"),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="accreditation_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def name(self) -> str:
        """What the register is called."""
        own = self.register == self.Register.OWN and self.own_register
        return own or str(self.get_register_display())


class SelectionMail(SentOnce):
    """A mail of who plans to some of who signed up, as it was sent."""

    class Who(models.TextChoices):
        COMING = "coming", _("wie zich aanmeldde en komt")
        WAITING = "waiting", _("wie op de wachtlijst staat")
        CAME = "came", _("wie er was")
        STAYED_AWAY = "stayed_away", _("wie zich aanmeldde en er niet was")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="selection_mails")
    who = models.CharField(_("aan wie"), max_length=12, choices=Who.choices)
    part = models.ForeignKey(Part, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    perspective = models.CharField(_("perspectief"), max_length=20, blank=True, choices=Perspective.choices)
    subject = models.CharField(_("onderwerp"), max_length=200)
    text = models.TextField(_("tekst"))
    number = models.PositiveIntegerField(_("aan hoeveel"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.subject
