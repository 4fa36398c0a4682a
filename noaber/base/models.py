# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the ground floor: what came from elsewhere, mail that waits to be sent, and counts against abuse."""

from django.db import models


class FromElsewhere(models.Model):
    """What a row keeps of a record that it came in with: to know it again, and to give it back as it was."""

    extra = models.JSONField(default=dict, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True


class OutgoingMail(models.Model):
    """One mail, written in the transaction of what it tells about, sent later by the worker."""

    key = models.CharField(max_length=200, unique=True, help_text="Makes telling the same thing twice impossible.")
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    # Only where it says more than the text does, such as the colours of a werkplaats.
    html = models.TextField(blank=True, default="")
    language = models.CharField(max_length=8, default="nl")
    # Beside those that every mail has, such as List-Unsubscribe.
    headers = models.JSONField(default=dict, blank=True)
    # Texts that go along as files: (name, sort, text) each, such as a moment for a calendar.
    attachments = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    last_error = models.CharField(max_length=300, blank=True)
    # Its address is not mailed any more (see `troubles`), so this one was not sent.
    withheld_at = models.DateTimeField(null=True)
    # A code or a link that the receiver asks for at this moment also goes to an address that gave trouble.
    asked_for = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="base_mail_waiting", condition=models.Q(sent_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.subject} ({self.key})"


class Tally(models.Model):
    """How often something happened in a stretch of time, by a key of which only the hash is kept."""

    key = models.CharField(max_length=64)
    window = models.BigIntegerField(help_text="Number of the stretch: seconds since 1970 divided by its length.")
    count = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="base_tally_once")]

    def __str__(self) -> str:
        return f"{self.key[:8]}… {self.count}"


# Tables of one part each, with its own module.
from noaber.base.incoming_models import IncomingMail as IncomingMail  # noqa: E402
from noaber.base.incoming_models import MailTrouble as MailTrouble  # noqa: E402
from noaber.base.work_models import Job as Job  # noqa: E402
from noaber.base.work_models import Worker as Worker  # noqa: E402
