# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail that came in, until it is worked on; and what went wrong with addresses that we mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IncomingMail(models.Model):
    """One mail for one address of ours, kept before its sender is told that we have it; emptied when it is done."""

    key = models.CharField(max_length=64, unique=True, help_text="The same mail delivered twice is one row.")
    recipient = models.CharField(_("aan"), max_length=320, blank=True)
    sender = models.CharField(_("van"), max_length=320, blank=True)
    raw = models.BinaryField(_("de hele mail"), default=b"")
    received_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (models.Index(fields=["due_at"], name="base_incoming", condition=models.Q(done_at__isnull=True)),)

    def __str__(self) -> str:
        return self.recipient.split("-")[0] or self.key[:8]


class MailTrouble(models.Model):
    """A line about an address that we mail; never changed. The last lines say whether it is mailed still."""

    class What(models.TextChoices):
        BOUNCED = "bounced", _("bestaat niet of neemt geen mail aan")
        REFUSED = "refused", _("nam één mail niet aan")
        COMPLAINED = "complained", _("noemde onze mail ongewenst")
        TRUSTED = "trusted", _("krijgt weer mail")

    address = models.EmailField(_("e-mailadres"), db_index=True)
    what = models.CharField(_("wat er was"), max_length=10, choices=What.choices)
    said = models.CharField(_("in woorden van de mailserver"), max_length=300, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.address} {self.what}"
