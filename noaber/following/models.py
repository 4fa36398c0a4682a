# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of following. A follower is of one address: that of a person, or a mail address and nothing else."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from noaber.base.added import Added
from noaber.ledger.models import Entry
from noaber.people.models import Person


class Pace(models.TextChoices):
    """How often somebody hears of something."""

    ONCE = "once", _("meteen")
    DAILY = "daily", _("elke dag")
    WEEKLY = "weekly", _("elke week")
    NEVER = "never", _("nooit")


class Follower(models.Model):
    """An address that hears of things: of a person who is known here, or a mail address and nothing else."""

    KIND: ClassVar[str] = "follower"

    ref = models.CharField(_("kenmerk"), max_length=40, unique=True)
    person = models.OneToOneField(
        Person, verbose_name=_("persoon"), null=True, blank=True, on_delete=models.CASCADE, related_name="follower"
    )
    email = models.EmailField(_("e-mailadres"), blank=True)
    language = models.CharField(_("taal"), max_length=8, default="nl")
    started_at = models.DateTimeField(_("sinds"))
    # No mail at all, by a press on the button in a mail or on the page; what is followed stays.
    stopped_at = models.DateTimeField(_("geen mail sinds"), null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=True, email=Lower("email")) & ~Q(email="")
                | Q(person__isnull=False, email=""),
                name="following_one_address",
            ),
            models.UniqueConstraint("email", condition=~Q(email=""), name="following_once_a_mail"),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def address(self) -> str:
        """Where the mail goes; nothing when the person has no address, or does not take part any more."""
        if self.person is None:
            return self.email
        return (self.person.email or "") if self.person.is_active else ""

    @property
    def tongue(self) -> str:
        """In which language the mail is written."""
        return self.person.language if self.person else self.language


class Follow(models.Model):
    """That a follower wants to hear of a thing; it counts once whoever reads mail at the address said yes."""

    KIND: ClassVar[str] = "follow"

    ref = models.CharField(_("kenmerk"), max_length=40, unique=True)
    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="follows")
    kind = models.CharField(_("soort"), max_length=40)
    about = models.CharField(_("wat je volgt"), max_length=200)
    asked_at = models.DateTimeField(_("gevraagd op"))
    # What happened before this moment is no news to them.
    confirmed_at = models.DateTimeField(_("bevestigd op"), null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (models.UniqueConstraint("follower", "kind", "about", name="following_once"),)
        indexes = (models.Index(fields=["kind", "about"], name="following_about"),)

    def __str__(self) -> str:
        return self.ref

    @property
    def key(self) -> str:
        """The thing as `kind:ref`."""
        return f"{self.kind}:{self.about}"


class Consent(Added):
    """That somebody said yes or no to mail, about what, when, and to which words. Only ever added."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="consents")
    about = models.CharField(_("waarover"), max_length=241, blank=True)
    given = models.BooleanField(_("toestemming gegeven"))
    words = models.TextField(_("waarmee je instemde"), blank=True)
    at = models.DateTimeField(_("wanneer"))

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.follower_id} {self.about} {self.given}"


class PaceChoice(models.Model):
    """How often a follower hears of one kind of thing, or of one werkplaats. Without a row it is weekly."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="paces")
    kind = models.CharField(_("soort"), max_length=40, blank=True)
    werkplaats = models.CharField(_("werkplaats"), max_length=60, blank=True)
    pace = models.CharField(_("hoe vaak"), max_length=6, choices=Pace.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint("follower", "kind", "werkplaats", name="following_one_pace"),
            models.CheckConstraint(
                condition=Q(kind="") & ~Q(werkplaats="") | ~Q(kind="") & Q(werkplaats=""), name="following_pace_of_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind or self.werkplaats}: {self.pace}"


class News(models.Model):
    """An entry that is news and was not spread yet. It is here from the entry's delivery until its notices are."""

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.entry_id)


class Notice(models.Model):
    """That an entry is still to be told to a follower, or was told: once, however many follows it comes by."""

    # There are very many of these: no index but those that are asked, and a follower is found by the constraint.
    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="notices", db_index=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+", db_index=False)
    # Under which thing it is told.
    kind = models.CharField(_("soort"), max_length=40)
    about = models.CharField(_("waarover"), max_length=200)
    werkplaats = models.CharField(_("werkplaats"), max_length=60, blank=True)
    # The follows it comes by: without any of them it is not told.
    via = models.JSONField(default=list)
    # Helps to find what is due; what the follower chose decides when the mail is written.
    pace = models.CharField(_("hoe vaak"), max_length=6, choices=Pace.choices)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(_("verteld op"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint("follower", "entry", name="following_told_once"),)
        indexes = (
            # Who hears of anything now is read from the index alone.
            models.Index(
                fields=["pace", "made_at", "follower"], name="following_due", condition=Q(told_at__isnull=True)
            ),
            models.Index(fields=["told_at"], name="following_told", condition=Q(told_at__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.follower_id}"

    @property
    def key(self) -> str:
        """The thing as `kind:ref`."""
        return f"{self.kind}:{self.about}"
