# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is known of the background work: who works, and of each periodic job who has it and how it went."""

from django.db import models


class Worker(models.Model):
    """A process that does waiting work, on whatever machine; it says now and then that it is still there."""

    name = models.CharField(max_length=80, unique=True)
    machine = models.CharField(max_length=120)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """A periodic job: which worker has it and until when, when it is due again, and how it went."""

    name = models.CharField(max_length=80, unique=True)
    # The worker that may run it until the moment of the lease; a lease that ran out is free to take.
    holder = models.CharField(max_length=80, blank=True)
    until = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0)
    # All that it ever did, as it counts itself: mails sent, handlers run.
    done = models.BigIntegerField(default=0)
    # How often in a row it failed, and the words of the last time.
    failures = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
