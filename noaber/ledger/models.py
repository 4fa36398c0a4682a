# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of the ledger."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One line in the book: a verb, what it was done to, by whom, when and why. Never changed, never removed."""

    seq = models.BigAutoField(primary_key=True)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(db_index=True)
    werkplaats = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["seq"]
        verbose_name = _("regel in het logboek")
        indexes = [models.Index(fields=["kind", "ref"], name="ledger_subject")]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.kind}:{self.ref}"


class Delivery(models.Model):
    """That a handler still has to follow up an entry, or has done so."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Empty: at once. One that failed waits, ever longer.
    due_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "handler"], name="ledger_delivery_once")]
        indexes = [models.Index(fields=["entry"], name="ledger_undelivered", condition=models.Q(done_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.handler.removeprefix('noaber.')} · {self.entry_id}"
