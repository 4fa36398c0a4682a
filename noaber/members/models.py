# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of members: what a person shows and consented to, invitations, requests to join, parts in work."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

import idutils
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from noaber.base.added import Added
from noaber.base.lifecycle import Lifecycle
from noaber.people.models import Organisation, Perspective, Role, Werkplaats

ABOUT_LENGTH = 1500
WORDS_LENGTH = 1000
MOST_LINKS = 5
# How long an invitation, and the link in it, can be accepted.
INVITED_FOR = timedelta(days=30)
# Which wording of the questions below a consent was given to: a changed wording is a new version.
TEXT_VERSION = "2026-11"


class Field(models.TextChoices):
    """What a person may show to others, each asked by itself; the words are what is consented to."""

    NAME = "name", _("Zet mij in de lijst van mensen, met mijn naam, werkplaats en rol")
    PERSPECTIVE = "perspective", _("Toon mijn perspectief en mijn plaats")
    ORGANISATION = "organisation", _("Toon mijn organisatie en mijn functie")
    ABOUT = "about", _("Toon wat ik over mezelf schrijf")
    LINKS = "links", _("Toon mijn links")
    ORCID = "orcid", _("Toon mijn ORCID")
    MAIL = "mail", _("Toon mijn e-mailadres")
    QUESTION = "work.question", _("Toon aan anderen dat ik werk aan vragen")
    PROJECT = "work.project", _("Toon aan anderen dat ik werk aan leertrajecten")
    PRODUCT = "work.product", _("Toon aan anderen dat ik werk aan kennisproducten")
    MEETING = "work.meeting", _("Toon aan anderen dat ik werk aan bijeenkomsten")


def orcid_right(value: str) -> None:
    """An ORCID has sixteen signs of which the last checks the others (ISO 7064)."""
    if value and not idutils.is_orcid(value):
        raise ValidationError(_now("Deze ORCID klopt niet. Hij ziet eruit als 0000-0002-1825-0097."))


class Profile(models.Model):
    """What a person tells of themselves; nothing of it is shown without consent to that field."""

    KIND: ClassVar[str] = "profile"

    ref = models.CharField(max_length=40, unique=True)
    slug = models.SlugField(max_length=90, unique=True)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    about = models.TextField(_("over mij"), blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="profiles"
    )
    function = models.CharField(_("functie"), max_length=120, blank=True)
    orcid = models.CharField(_("ORCID"), max_length=19, blank=True, validators=[orcid_right])
    links = models.JSONField(_("links"), default=list, blank=True)
    example = models.BooleanField(_("voorbeeld"), default=False)
    changed_at = models.DateTimeField()
    hidden_because = models.TextField(
        _("verborgen omdat"), blank=True, help_text="After a report, until it is changed."
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(slug="") & ~Q(ref=""), name="profile_address"),
            models.UniqueConstraint("orcid", condition=~Q(orcid=""), name="profile_orcid_once"),
        )

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("person_detail", args=[self.slug])


class FieldConsent(Added):
    """That a person said yes or no to showing one field, when, and to which words. The newest row counts."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    field = models.CharField(max_length=20, choices=Field.choices)
    given = models.BooleanField()
    at = models.DateTimeField()
    text_version = models.CharField(max_length=20)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["person", "field", "-id"], name="members_consent_newest"),)
        constraints = (models.CheckConstraint(condition=Q(field__in=Field.values), name="fieldconsent_field"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.field} {self.given}"


class InvitationState(models.TextChoices):
    """Where an invitation is; one that is too old is still `sent`, but can no longer be accepted."""

    SENT = "sent", _("verstuurd")
    ACCEPTED = "accepted", _("aangenomen")
    WITHDRAWN = "withdrawn", _("ingetrokken")


INVITATIONS = Lifecycle(
    {
        InvitationState.SENT: {InvitationState.ACCEPTED, InvitationState.WITHDRAWN},
        InvitationState.ACCEPTED: set(),
        InvitationState.WITHDRAWN: set(),
    }
)


class Invitation(models.Model):
    """That somebody was asked to take a role in a werkplaats."""

    KIND: ClassVar[str] = "invitation"

    ref = models.CharField(max_length=40, unique=True)
    mail = models.EmailField(_("e-mailadres"))
    name = models.CharField(_("naam"), max_length=120, blank=True)
    werkplaats = models.ForeignKey(Werkplaats, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("rol"), max_length=20, choices=Role.Kind.choices)
    until_on = models.DateField(_("tot"), null=True, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    words = models.TextField(_("een paar woorden"), blank=True)
    state = models.CharField(max_length=10, choices=InvitationState.choices, default=InvitationState.SENT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    example = models.BooleanField(default=False)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(mail=Lower("mail")), name="invitation_mail_lower"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("at")), name="invitation_expires_later"),
            models.CheckConstraint(
                condition=Q(state="sent", ended_at__isnull=True) | ~Q(state="sent") & Q(ended_at__isnull=False),
                name="invitation_ends_once",
            ),
            models.UniqueConstraint(
                fields=["werkplaats", "mail", "role"], condition=Q(state="sent"), name="invitation_open_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.werkplaats_id} {self.role} {self.state}"

    def expired(self, at: datetime) -> bool:
        """Whether it was left too long."""
        return self.state == InvitationState.SENT and at >= self.expires_at


class RequestState(models.TextChoices):
    """Where a request to join is."""

    UNCONFIRMED = "unconfirmed", _("wacht op bevestiging")
    WAITING = "waiting", _("wacht op de coördinator")
    ACCEPTED = "accepted", _("doet mee")
    DECLINED = "declined", _("niet aangenomen")


REQUESTS = Lifecycle(
    {
        RequestState.UNCONFIRMED: {RequestState.WAITING},
        RequestState.WAITING: {RequestState.ACCEPTED, RequestState.DECLINED},
        RequestState.ACCEPTED: set(),
        RequestState.DECLINED: set(),
    }
)


class JoinRequest(models.Model):
    """That somebody without an account asks to join a werkplaats."""

    KIND: ClassVar[str] = "join_request"

    ref = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("naam"), max_length=120)
    mail = models.EmailField(_("e-mailadres"))
    language = models.CharField(max_length=8, default="nl")
    werkplaats = models.ForeignKey(Werkplaats, on_delete=models.CASCADE, related_name="join_requests")
    organisation_name = models.CharField(_("organisatie"), max_length=200, blank=True)
    perspective = models.CharField(max_length=20, choices=Perspective.choices)
    why = models.TextField(_("waarom"))
    state = models.CharField(max_length=12, choices=RequestState.choices, default=RequestState.UNCONFIRMED)
    at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    submission = models.CharField(max_length=64, null=True, unique=True, help_text="Makes a double submit one.")
    example = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(mail=Lower("mail")), name="joinrequest_mail_lower"),
            models.UniqueConstraint(
                fields=["werkplaats", "mail"], condition=Q(state="waiting"), name="joinrequest_waits_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("accepted", "declined")) | Q(judged_at__isnull=False),
                name="joinrequest_judged_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.werkplaats_id} {self.state}"


class Part(models.TextChoices):
    """What somebody did in a piece of work."""

    LEAD = "lead", _("trekt dit")
    PARTICIPANT = "participant", _("doet mee")
    AUTHOR = "author", _("schreef mee")
    SPEAKER = "speaker", _("vertelde hier")


class InvolvementState(models.TextChoices):
    """Whether it is sure that a person had this part."""

    CLAIMED = "claimed", _("wacht op bevestiging")
    CONFIRMED = "confirmed", _("bevestigd")
    DECLINED = "declined", _("klopt niet")


INVOLVEMENTS = Lifecycle(
    {
        InvolvementState.CLAIMED: {InvolvementState.CONFIRMED, InvolvementState.DECLINED},
        InvolvementState.CONFIRMED: {InvolvementState.DECLINED},
        InvolvementState.DECLINED: {InvolvementState.CONFIRMED},
    }
)


class Involvement(models.Model):
    """A person's part in a piece of work that a room further up the chain keeps; counts once it is confirmed.

    Names of authors in what was imported are only names: nobody is tied to them but by saying so and being confirmed.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="involvements")
    kind = models.CharField(max_length=20)
    ref = models.CharField(max_length=200)
    title = models.CharField(max_length=500)
    werkplaats = models.ForeignKey(Werkplaats, null=True, on_delete=models.SET_NULL, related_name="+")
    part = models.CharField(max_length=12, choices=Part.choices)
    state = models.CharField(max_length=10, choices=InvolvementState.choices, default=InvolvementState.CLAIMED)
    at = models.DateTimeField()
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["kind", "ref"], name="members_involved_in"),)
        constraints = (
            models.UniqueConstraint(fields=["person", "kind", "ref"], name="involvement_once"),
            models.CheckConstraint(condition=~Q(ref="") & ~Q(title=""), name="involvement_in_something"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.part} {self.kind}:{self.ref}"
