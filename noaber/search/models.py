# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the search keeps in the database: what changed, what texts mean, what was asked in vain, and who waits for what.

A saved search is of one address: that of a person who is known here, or a mail address and nothing else.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from noaber.people.models import Concept, Person


class Outbox(models.Model):
    """A document that changed, written in the transaction of the change. Its number is the order of work."""

    class Op(models.TextChoices):
        CHANGED = "changed"
        REMOVED = "removed"

    seq = models.BigAutoField(primary_key=True)
    document = models.CharField(max_length=255)
    op = models.CharField(max_length=8, choices=Op.choices, default=Op.CHANGED)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "search_outbox"


class Embedding(models.Model):
    """The meaning of a document by one model: half floats, so that other nodes need not compute it again."""

    seq = models.BigAutoField(primary_key=True)
    document = models.CharField(max_length=255)
    model = models.CharField(max_length=80)
    hash = models.CharField(max_length=64)
    vector = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("document", "model"), name="one_embedding_a_model"),)


class ZeroHit(models.Model):
    """A word, or a few, that was asked and that nothing holds: a candidate for the thesaurus. Never who asked.

    A sentence is not kept: only its words, each by itself. `times` counts at most once an hour.
    """

    class Decision(models.TextChoices):
        LABEL = "label", _("ander woord")
        CONCEPT = "concept", _("nieuw thema")
        DECLINED = "declined", _("afgewezen")

    text = models.CharField(max_length=200, unique=True)
    times = models.PositiveIntegerField(default=1)
    days = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    decision = models.CharField(max_length=10, blank=True, choices=Decision.choices)
    reason = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-days", "-times", "-last_at", "text")

    def __str__(self) -> str:
        return self.text


class Replacement(models.Model):
    """A concept that went on in another one. It is never deleted: its address leads on for ever."""

    concept = models.OneToOneField(Concept, on_delete=models.PROTECT, related_name="replacement")
    into = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="replaces")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(concept=models.F("into")), name="search_not_own_successor"),)


class SavedSearch(models.Model):
    """A list that somebody wants to hear about: which page, with which choices, how often, and since when."""

    KIND: ClassVar[str] = "saved_search"

    class Often(models.TextChoices):
        DAILY = "daily", _("elke dag")
        WEEKLY = "weekly", _("elke week")

    ref = models.CharField(_("kenmerk"), max_length=40, unique=True)
    person = models.ForeignKey(
        Person,
        verbose_name=_("persoon"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="saved_searches",
    )
    email = models.EmailField(_("e-mailadres"), blank=True)
    page = models.CharField(_("lijst"), max_length=40)
    chosen = models.JSONField(_("wat je koos"), default=dict)
    # The same choices by the same address are one row.
    fingerprint = models.CharField(_("vingerafdruk van je keuze"), max_length=64)
    often = models.CharField(_("hoe vaak"), max_length=6, choices=Often.choices, default=Often.WEEKLY)
    language = models.CharField(_("taal"), max_length=8, default="nl")
    asked_at = models.DateTimeField(_("gevraagd op"))
    # The proof of consent: the sentence that stood there, and when the mailed link was used (or who was signed in).
    consent = models.TextField(_("waarmee je instemde"), blank=True)
    confirmed_at = models.DateTimeField(_("bevestigd op"), null=True, blank=True)
    # What appeared before this moment is not news to them.
    since = models.DateTimeField(_("nieuw sinds"), null=True, blank=True)
    paused_at = models.DateTimeField(_("op pauze sinds"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("laatste mail"), null=True, blank=True)
    ends_at = models.DateTimeField(_("loopt tot"), null=True, blank=True)
    asked_to_stay_at = models.DateTimeField(_("gevraagd of je wilt doorgaan"), null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "pk")
        indexes = (models.Index(fields=["email"], name="search_saved_by_email"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=True, email=Lower("email")) & ~Q(email="")
                | Q(person__isnull=False, email=""),
                name="search_saved_one_address",
            ),
            models.UniqueConstraint("person", "fingerprint", name="search_saved_once_a_person"),
            models.UniqueConstraint("email", "fingerprint", condition=~Q(email=""), name="search_saved_once_a_mail"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, since__isnull=True, ends_at__isnull=True)
                | Q(confirmed_at__isnull=False, since__isnull=False, ends_at__isnull=False),
                name="search_saved_confirmed_wholly",
            ),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def address(self) -> str:
        """Where its mail goes; nothing when the person has no address (any more)."""
        return (self.person.email or "") if self.person else self.email


class Alert(models.Model):
    """A document that is new to a saved search: it waits for the next mail, or was told in one."""

    saved = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="alerts")
    document = models.CharField(max_length=255)
    found_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("saved", "document"), name="search_alert_once"),)
        indexes = (models.Index(fields=["saved"], name="search_alert_untold", condition=Q(told_at__isnull=True)),)


class Arrival(models.Model):
    """When a document first was there for those who may see it: changing it later makes it no news."""

    document = models.CharField(max_length=255)
    visibility = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("document", "visibility"), name="search_arrives_once"),)


class Lookout(models.Model):
    """How far the outbox was looked through for news: one row."""

    seq = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField()
