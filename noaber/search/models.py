# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the search keeps in the database: what changed, what texts mean, and what was asked in vain."""

from django.db import models


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
    """A question that found nothing by its words; only the words and how often, never who asked."""

    text = models.CharField(max_length=200, unique=True)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ("-times", "-last_at")

    def __str__(self) -> str:
        return self.text
