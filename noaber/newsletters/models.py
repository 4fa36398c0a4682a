# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists, who is on them, and what they agreed to. Issues and their deliveries stand in their own modules."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from noaber.base.added import Added
from noaber.people.models import Role, Werkplaats

# Whose task it is to keep the lists of a werkplaats.
KEEP = (Role.Kind.EDITOR, Role.Kind.COORDINATOR)


class Newsletter(models.Model):
    """A list of a werkplaats; that of the national layer can have a part for each region."""

    KIND: ClassVar[str] = "newsletter"
    ref = models.CharField(max_length=40, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(_("hoe heet de nieuwsbrief?"), max_length=120)
    text = models.TextField(_("waar hij over gaat, en hoe vaak hij komt"), max_length=600)
    home = models.ForeignKey(
        Werkplaats, on_delete=models.PROTECT, related_name="newsletters", verbose_name=_("werkplaats")
    )
    lang = models.CharField(_("taal"), max_length=8, choices=settings.LANGUAGES, default="nl")
    # Where an answer of a reader goes.
    reply_to = models.EmailField(_("e-mailadres voor antwoorden"), blank=True)
    began_at = models.DateTimeField()
    example = models.BooleanField(_("voorbeeld"), default=False)

    class Meta:
        ordering = ("title", "pk")
        constraints = (models.CheckConstraint(condition=~Q(title=""), name="newsletter_title"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("newsletter_detail", args=[self.slug])

    @property
    def is_national(self) -> bool:
        """Whether subscribers choose regions to hear of as well."""
        return self.home.status == Werkplaats.Status.NATIONAL


class Subscription(models.Model):
    """An address on a list. It counts once whoever reads mail there said yes, and until they say no."""

    KIND: ClassVar[str] = "subscription"
    ref = models.CharField(max_length=40, unique=True)
    newsletter = models.ForeignKey(Newsletter, on_delete=models.CASCADE, related_name="subscriptions")
    email = models.EmailField(_("e-mailadres"))
    # Slugs of the werkplaatsen whose part of a national issue is wanted.
    regions = models.JSONField(_("regio’s"), default=list, blank=True)
    asked_at = models.DateTimeField(_("gevraagd op"))
    confirmed_at = models.DateTimeField(_("bevestigd op"), null=True, blank=True)
    ended_at = models.DateTimeField(_("gestopt op"), null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint("newsletter", "email", name="subscription_once"),
            models.CheckConstraint(condition=Q(email=Lower("email")) & ~Q(email=""), name="subscription_email_lower"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(confirmed_at__isnull=False), name="subscription_ends_what_began"
            ),
        )
        indexes = (
            models.Index(fields=["email"], name="subscription_email"),
            models.Index(
                fields=["newsletter", "id"],
                name="subscription_running",
                condition=Q(confirmed_at__isnull=False, ended_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def runs(self) -> bool:
        """Whether issues go to it."""
        return self.confirmed_at is not None and self.ended_at is None


class Consent(Added):
    """That an address said yes or no to a list: when, to which words, and where that is known from. Only ever added."""

    class Source(models.TextChoices):
        FORM = "form", _("met de link in een mail")
        ACCOUNT = "account", _("met een account")
        IMPORT = "import", _("meegebracht uit een andere lijst")
        BUTTON = "button", _("met de knop in een mailprogramma")

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="consents")
    given = models.BooleanField(_("toestemming gegeven"))
    words = models.TextField(_("waarmee je instemde"), blank=True)
    source = models.CharField(_("hoe"), max_length=8, choices=Source.choices)
    # Of what was brought along: where it was given, in words, and on which day.
    proof = models.CharField(_("bewijs"), max_length=500, blank=True)
    given_on = models.DateField(_("gegeven op"), null=True, blank=True)
    at = models.DateTimeField(_("wanneer"))

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(source="import") | ~Q(words="") & ~Q(proof="") & Q(given_on__isnull=False),
                name="consent_brought_along_is_proven",
            ),
            models.CheckConstraint(condition=Q(given=False) | ~Q(words=""), name="consent_to_words"),
        )

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.given}"


class Suppression(models.Model):
    """An address that gets no newsletter, known by a hash only: it stays when the address itself is forgotten."""

    class Reason(models.TextChoices):
        BOUNCED = "bounced", _("het adres bestaat niet (meer)")
        REFUSED = "refused", _("steeds geweigerd")
        COMPLAINED = "complained", _("ongewenst genoemd")
        ERASED = "erased", _("gegevens gewist")

    digest = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=10, choices=Reason.choices)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.digest[:8]}… {self.reason}"


# Where Django looks for tables.
from noaber.newsletters.issue_models import Delivery, Issue, State  # noqa: E402

__all__ = ["KEEP", "Consent", "Delivery", "Issue", "Newsletter", "State", "Subscription", "Suppression"]
